"""A document cut into its forms: one section each, in document order, by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.annexes.frames import body_blocks
from extractors.annexes.furniture import (
    has_arrow,
    is_annex_heading,
    is_arrow,
    is_note,
    is_role_line,
    title_kind,
    title_text,
)
from extractors.annexes.labels import read_labels
from extractors.annexes.notice_place import NOTICE, find_notice
from extractors.annexes.prose import broken_up
from extractors.annexes.recognise import (
    TableKind,
    goes_on,
    goes_on_with_risks,
    is_rating,
    kind_of,
    title_in,
)
from extractors.annexes.text import bare, says_none
from extractors.annexes.whole_file import WORDED, find_whole
from extractors.drawing import Drawing
from extractors.grid import Block, Document, Grid, Line

FLOWS = frozenset({"process_flow", "risk_map"})
_ITS_OWN = frozenset({"rating_form"})  # every table of annex 4 is a form of its own
_LONG_TABLES = frozenset({"catalogue", "rating_form", "risk_summary"})
_RISK_TABLES = frozenset({"rating_form", "risk_summary", "measures"})
_MAY_SAY_NOTHING = frozenset({"catalogue", "rating_form", "risk_summary"})
_LONGEST_HEADING = 50
_LEAST_PLAIN_BOXES = 2
_LEAST_RISK_LENGTH = 8
_FIRST_OF_LIST = re.compile(r"\s*(?:1\s*[.．、]|[(（]1[)）]|①)")


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks of one form.

    Attributes:
        kind: The form, as in the contract.
        blocks: Its paragraphs, tables and drawings, in order.
        titles: Its title lines as written.
        first_body: Index in ``blocks`` of the first table or chart; their count where none is.
        tables: What the headers of its tables tell, by table number.
        margins: Lines of the document's page headers and footers.
    """

    kind: str
    blocks: tuple[Block, ...]
    titles: tuple[str, ...]
    first_body: int
    tables: dict[int, TableKind] = field(default_factory=dict)
    margins: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its paragraphs outside tables."""
        return tuple(b for b in self.blocks if isinstance(b, Line))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Its tables."""
        return tuple(b for b in self.blocks if isinstance(b, Grid))

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """Its drawings."""
        return tuple(b for b in self.blocks if isinstance(b, Drawing))


@dataclass(slots=True)
class _Draft:
    """A section while it is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    title: str = ""
    labels: set[str] = field(default_factory=set)
    body: str = ""
    first_body: int = -1
    tables: dict[int, TableKind] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The form: what its title says, where its body allows that, else what its body is."""
        if not self.title and self.body == "process_flow" and self._has_risk_boxes():
            return "risk_map"
        if not self.body or self.body == self.title:
            return self.title or ("process_flow" if "item" in self.labels else "")
        agreed = {self.body, self.title}
        if agreed <= FLOWS:
            return "risk_map"
        if self.body == "rating_form" and any(is_rating(t) for t in self.tables.values()):
            return self.body  # whatever its title: it is rated and signed item by item
        return self.title if agreed <= _RISK_TABLES else self.body

    def _has_risk_boxes(self) -> bool:
        """Tell whether numbered texts hang beside the steps of an untitled chart."""
        boxes = [box.text for b in self.blocks if isinstance(b, Drawing) for box in b.boxes]
        risks = [t for t in boxes if _FIRST_OF_LIST.match(t) and len(t) > _LEAST_RISK_LENGTH]
        return bool(risks) and len(boxes) - len(risks) >= _LEAST_PLAIN_BOXES

    def stands(self) -> bool:
        """Tell whether this is a form, and no mere heading in a list of contents."""
        said = self.title in _MAY_SAY_NOTHING and any(
            isinstance(b, Line) and says_none(b.text) for b in self.blocks
        )
        return bool(self.body or self.labels or said)

    def begun(self) -> bool:
        """Tell whether anything but plain text has been gathered."""
        return bool(self.title or self.labels or self.body)

    def finish(self, margins: tuple[str, ...]) -> Section:
        """Make the section."""
        return Section(
            kind=self.kind,
            blocks=tuple(self.blocks),
            titles=tuple(self.titles),
            first_body=self.first_body if self.first_body >= 0 else len(self.blocks),
            tables=self.tables,
            margins=margins,
        )


def sections(document: Document) -> tuple[Section, ...]:
    """Cut a document into its forms.

    A form begins at 附件N or at its title; without these at its label lines, or at a table or
    chart that cannot belong to the form before it. Text before the first form belongs to it.
    A correction notice that was sent back is one form with all its pages.
    A plan takes the annexes that follow it with it, which are blank, unless it is a department's.
    """
    blocks = body_blocks(document)
    margins = tuple(
        line
        for side in document.side
        if side.kind in {"header", "footer"}
        for line in side.text.splitlines()
    )
    notice = find_notice(blocks)
    if notice is not None:
        inside = tuple(blocks[notice.start : notice.end])
        sent_back = Section(NOTICE, inside, (), 0, margins=margins)
        others = (blocks[: notice.start], blocks[notice.end :])
        above, below = (tuple(_forms(part, margins)) for part in others)
        return (*above, sent_back, *below)
    apart = broken_up(blocks)
    whole = find_whole(apart)
    if whole is None:
        return tuple(_forms(blocks, margins))
    blocks = apart
    before = tuple(_forms(blocks[: whole.start], margins))
    after = tuple(_forms(blocks[whole.end :], margins))
    own = after and whole.is_departments(blocks)
    filled = tuple(form for form in after if not _is_sample(form)) if own else ()
    first = whole.start if before else 0
    last = whole.end if filled else len(blocks)
    worded = Section(whole.kind, tuple(blocks[first:last]), (), last - first, margins=margins)
    return (*before, worded, *filled)


def _forms(blocks: Sequence[Block], margins: tuple[str, ...]) -> Iterator[Section]:
    for draft in _Cutter(blocks).cut():
        if draft.kind and draft.stands():
            yield draft.finish(margins)


def _is_sample(section: Section) -> bool:
    """Tell whether a form is marked as a blank sample (样表, 样图)."""
    return any(mark in title for title in section.titles for mark in ("样表", "样图"))


def _next_line(blocks: Sequence[Block], index: int, step: int) -> str:
    """Give the text of the next filled paragraph before or after a block."""
    index += step
    while 0 <= index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Line):
            return ""
        if block.text.strip():
            return block.text
        index += step
    return ""


class _Cutter:
    """One pass over the blocks that decides where forms begin."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.drafts: list[_Draft] = []
        self.draft = _Draft()

    def cut(self) -> list[_Draft]:
        """Gather all sections."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Line):
                self._line(index, block)
            elif isinstance(block, Grid):
                self._grid(block)
            else:
                self._drawing(block)
        self._close()
        return self.drafts

    def _close(self) -> None:
        if self.draft.blocks:
            self.drafts.append(self.draft)
        self.draft = _Draft()

    def _begin(self, *, take_back: bool) -> None:
        """Begin a section; text since the last page break or label line may belong to it."""
        old = self.draft
        moved: list[Block] = []
        if take_back:
            while old.blocks and isinstance(old.blocks[-1], Line):
                line = old.blocks.pop()
                moved.insert(0, line)
                if isinstance(line, Line) and line.page_break:
                    break
            else:
                old.blocks.extend(moved)
                moved = []
        self._close()
        for block in moved:
            if isinstance(block, Line):
                self._gather_line(block)

    def _gather_line(self, line: Line) -> None:
        self.draft.blocks.append(line)
        self.draft.labels |= {label.field for label in read_labels(line.text)[1]}

    def _line(self, index: int, line: Line) -> None:
        text = line.text
        if not text.strip() or is_note(text) or self._is_typed_step(index):
            self.draft.blocks.append(line)
            return
        kind = self._title(index, line)
        labels = {label.field for label in read_labels(text)[1]}
        heading = is_annex_heading(text) and len(bare(text)) <= _LONGEST_HEADING
        if (heading or kind) and line.page_break and not self.draft.begun():
            self._close()  # a cover page or covering letter is no part of the form after it
        if (heading or kind or labels) and self._goes_on(index):
            self.draft.blocks.append(line)
            return
        if heading and self.draft.begun():
            self._begin(take_back=False)
        if kind:
            self._at_title(kind, line)
        elif labels:
            self._at_labels(index, labels, line)
        elif self._is_role_line(text):
            self._body("roster")
        elif has_arrow(text):
            self._at_arrow()
        self.draft.blocks.append(line)
        self.draft.labels |= labels if not kind else set()

    def _is_role_line(self, text: str) -> bool:
        draft = self.draft
        if draft.body or draft.title not in {"", "roster"}:
            return False
        return is_role_line(text, colon=not draft.title)

    def _is_typed_step(self, index: int) -> bool:
        """Tell whether a paragraph stands beside an arrow in a chart that is typed."""
        near = (_next_line(self.blocks, index, step) for step in (-1, 1))
        return self.draft.kind in FLOWS and any(text and is_arrow(text) for text in near)

    def _title(self, index: int, line: Line) -> str:
        kind = title_kind(line.text)
        if not kind and index + 1 < len(self.blocks):
            following = self.blocks[index + 1]
            if isinstance(following, Line) and not title_kind(following.text):
                kind = title_kind(line.text.strip() + following.text.strip())
        return "" if kind in WORDED else kind

    def _goes_on(self, index: int) -> bool:
        """Tell whether the next table goes on with the tables that are being gathered."""
        if self.draft.body not in _LONG_TABLES:
            return False
        at = next(
            (i for i, b in enumerate(self.blocks) if i >= index and not isinstance(b, Line)), 0
        )
        after = self.blocks[at]
        if not isinstance(after, Grid) or not (
            self._adds_to(after) or self._continued(index, after)
        ):
            return False
        return self.draft.body == "catalogue" or self._only_repeats(self.blocks[index:at])

    def _continued(self, index: int, grid: Grid) -> bool:
        """Tell whether a heading says that the table goes on (续表), and it names no other item."""
        line = self.blocks[index]
        return isinstance(line, Line) and "续" in line.text and "item" not in kind_of(grid).labels

    def _only_repeats(self, lines: Sequence[Block]) -> bool:
        """Tell whether lines before a table repeat the title, and name no item or department."""
        known = {bare(title_text(title)) for title in self.draft.titles}
        titles = [b.text for b in lines if isinstance(b, Line) and title_kind(b.text)]
        labels = {k.field for b in lines if isinstance(b, Line) for k in read_labels(b.text)[1]}
        same = all(bare(title_text(title)) in known for title in titles)
        return same and not labels & {"item", "department"}

    def _adds_to(self, grid: Grid) -> bool:
        """Tell whether a table is a further page of the table before it."""
        if self.draft.body in _ITS_OWN | {"risk_summary"}:
            return goes_on_with_risks(tuple(self.draft.tables.values()), kind_of(grid))
        last = next((b for b in reversed(self.draft.blocks) if isinstance(b, Grid)), None)
        return last is not None and self.draft.body == "catalogue" and goes_on(last, grid)

    def _at_title(self, kind: str, line: Line) -> None:
        draft = self.draft
        if draft.body or (draft.title and (draft.title != kind or draft.labels)):
            self._begin(take_back=not line.page_break)
        self.draft.title = self.draft.title or kind
        self.draft.titles.append(line.text)

    def _at_labels(self, index: int, labels: set[str], line: Line) -> None:
        draft = self.draft
        if not draft.body:
            return
        late = draft.kind in FLOWS and "item" not in draft.labels and not line.page_break
        own = "item" in labels and not late
        if own or (labels & {"unit", "department"} and self._body_follows(index)):
            self._begin(take_back=not line.page_break)

    def _body_follows(self, index: int) -> bool:
        """Tell whether a table or chart comes before the next title or annex heading."""
        for block in self.blocks[index + 1 :]:
            if not isinstance(block, Line):
                return True
            if title_kind(block.text) or is_annex_heading(block.text):
                return False
        return False

    def _at_arrow(self) -> None:
        draft = self.draft
        if not draft.body and (
            draft.title in FLOWS or (not draft.title and "item" in draft.labels)
        ):
            self._body(draft.title or "process_flow")

    def _body(self, kind: str) -> None:
        if not self.draft.body:
            self.draft.body = kind
            self.draft.first_body = len(self.draft.blocks)
        elif {kind, self.draft.body} <= FLOWS:
            self.draft.body = "risk_map" if "risk_map" in (kind, self.draft.body) else kind

    def _grid(self, grid: Grid) -> None:
        known = kind_of(grid)
        title = title_in(grid)
        if self._starts_with(known) or (title and self.draft.body and not self._adds_to(grid)):
            self._begin(take_back=True)
        draft = self.draft
        if title:
            draft.title = draft.title or title_kind(title)
            draft.titles.append(title)
        draft.labels |= known.labels
        if known.form:
            self._body(known.form)
        elif known.arrows and (draft.title in FLOWS or "item" in draft.labels):
            self._body(draft.title or "process_flow")
        if draft.first_body < 0:
            draft.first_body = len(draft.blocks)
        if known.form or grid.table not in draft.tables:  # one table can be several grids
            draft.tables[grid.table] = known
        draft.blocks.append(grid)

    def _starts_with(self, known: TableKind) -> bool:
        """Tell whether a table begins a form of its own."""
        draft = self.draft
        if not draft.body:
            return False
        if not known.form:
            own = "item" in known.labels and "item" in draft.labels
            return own and draft.kind in FLOWS | _ITS_OWN
        if known.form in _ITS_OWN:
            more = "item" in draft.labels and goes_on_with_risks(
                tuple(draft.tables.values()), known
            )
            return known.form != draft.body or not more
        if {known.form, draft.body} <= FLOWS:
            return "item" in known.labels and "item" in draft.labels
        return known.form != draft.body

    def _drawing(self, drawing: Drawing) -> None:
        draft = self.draft
        chart = len(drawing.boxes) > 1 and bool(drawing.strokes)
        anything = drawing.boxes or drawing.strokes or drawing.pictures or drawing.objects
        if chart and draft.body and draft.kind not in FLOWS:
            self._begin(take_back=True)
            draft = self.draft
        here = draft.title in FLOWS or (not draft.title and (chart or "item" in draft.labels))
        if here and anything:
            self._body(draft.title or "process_flow")
        if draft.first_body < 0 and (chart or draft.title in FLOWS):
            draft.first_body = len(draft.blocks)
        draft.blocks.append(drawing)
