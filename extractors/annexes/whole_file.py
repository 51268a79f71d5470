"""Where in a document plan or work report stand, and the annexes after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.annexes.furniture import has_arrow, is_annex_heading, title_kind
from extractors.annexes.openings import opening
from extractors.annexes.outline import is_known
from extractors.annexes.particulars import department_in_title, is_surely_department
from extractors.annexes.prose import Para, of_line
from extractors.annexes.recognise import kind_of
from extractors.annexes.text import bare, number_of
from extractors.annexes.vocabulary import patterns
from extractors.grid import Block, Grid, Line
from schemas.text import normalised

WORDED = frozenset({"plan", "work_report"})
ANNEXES = frozenset(
    {"catalogue", "process_flow", "risk_map", "rating_form", "risk_summary", "measures"}
    | {"assessment"}
)
_TITLE_LINES = 4
_LONGEST_TITLE_LINE = 40
_LOOKED_AT = 60
_LEAST_PROSE = 15
_LEAST_NAMES = 3
_LONGEST_HEADING = 50
_ANNEX_OPENING = re.compile(
    r"(?:附件|附表|附图)\s*[\d一二三四五六七八九十]{1,2}\s*[:：、.．\-—]?\s*"
)
_ANNEX_NUMBER = re.compile(r"(?:附件|附表|附图)\s*(\d{1,2}|[一二三四五六七八九十]{1,2})")


@dataclass(frozen=True, slots=True)
class Whole:
    """A plan or work report among the blocks of a document.

    Attributes:
        kind: ``plan`` or ``work_report``.
        start: Index of the first line of its title; of its text where it has no title.
        body: Index after the title.
        end: Index of the first annex that follows it, or the count of blocks.
    """

    kind: str
    start: int
    body: int
    end: int

    def is_departments(self, blocks: Sequence[Block]) -> bool:
        """Tell whether its title names a department, which has filled in the annexes after it."""
        named = department_in_title([_joined(blocks[self.start : self.body])])
        return is_surely_department(named or "")


def find_whole(blocks: Sequence[Block]) -> Whole | None:
    """Find the plan or work report in a document, by its title or else by its usual headings."""
    for index, line in enumerate(blocks):
        if not isinstance(line, Line) or not may_be_title(line):
            continue
        kind, after = _title(blocks, index)
        if kind and _is_prose_after(blocks, after, _joined(blocks[index:after]), kind):
            start, body = _below_cover(blocks, index, after)
            end = annexes_start(blocks, body)
            return Whole(kind, start, body, end)
    return _by_headings(blocks)


def may_be_title(line: Line) -> bool:
    """Tell whether a line can be the title or part of one."""
    plain = normalised(line.text)
    if not plain or line.label or len(plain) > _LONGEST_TITLE_LINE:
        return False
    return (
        not any(p.search(plain) for p in patterns("plan", "not_title"))
        and not opening(next(of_line(line))).kind
    )


def _title(blocks: Sequence[Block], start: int) -> tuple[str, int]:
    """Give kind and end of a title that begins here, broken over up to four lines."""
    text = ""
    for end in range(start, min(start + _TITLE_LINES, len(blocks))):
        line = blocks[end]
        if not isinstance(line, Line) or not may_be_title(line):
            break
        following = blocks[end + 1] if end + 1 < len(blocks) else None
        if isinstance(following, Line) and bare(following.text).startswith(bare(line.text)):
            break  # the name alone on the line above a title that begins with it
        text += line.text.strip()
        kind = title_kind(text)
        if kind in WORDED:
            return kind, end + 1
        if kind:
            break
    return "", start


def _below_cover(blocks: Sequence[Block], start: int, body: int) -> tuple[int, int]:
    """Give the place where a title stands again, below a cover page or a table of contents."""
    title = bare(_joined(blocks[start:body]))
    for again in range(body, min(body + _LOOKED_AT, len(blocks))):
        line = blocks[again]
        if not isinstance(line, Line) or "。" in line.text:
            break
        if may_be_title(line):
            end = _title(blocks, again)[1]
            if bare(_joined(blocks[again:end])) == title:
                return again, end
    return start, body


def _joined(lines: Sequence[Block]) -> str:
    return "".join(line.text for line in lines if isinstance(line, Line))


def _is_prose_after(blocks: Sequence[Block], body: int, title: str, kind: str) -> bool:
    """Tell whether running text follows, as it does below no line above another form."""
    ours = any(p.search(normalised(title)) for p in patterns("plan", "subjects"))
    headings = sentences = 0
    for block in blocks[body : body + _LOOKED_AT]:
        if isinstance(block, Grid) and kind_of(block).form in ANNEXES:
            break
        if not isinstance(block, Line) or not block.text.strip():
            continue
        if is_annex_heading(block.text) or has_arrow(block.text):
            break
        found = opening(next(of_line(block)))
        known = is_known(found.heading, kind)
        headings += known or (found.kind in {1, 2} and found.shape != "sentence")
        sentences += len(block.text) >= _LEAST_PROSE and "。" in block.text
    if ours:
        return headings + sentences > 0
    return headings > 1 or (kind == "work_report" and headings + sentences > 1)


def _by_headings(blocks: Sequence[Block]) -> Whole | None:
    """Find a document by its usual headings where no title tells what it is."""
    lines = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Line) and b.text.strip()]
    known = [(i, opening(next(of_line(line)))) for i, line in lines]
    for kind in sorted(WORDED):
        named = {i for i, o in known if o.kind in {0, 1} and is_known(o.heading, kind)}
        if len(named) >= _LEAST_NAMES and not _titled(lines, min(named)):
            above = (i for i, line in lines if i < min(named) and may_be_title(line))
            title = next(above, None)
            start, body = (lines[0][0],) * 2 if title is None else (title, title + 1)
            end = annexes_start(blocks, body)
            return Whole(kind, start, body, end)
    return None


def _titled(lines: Sequence[tuple[int, Line]], before: int) -> bool:
    """Tell whether the title of a form stands above a line."""
    return any(title_kind(line.text) for index, line in lines if index < before)


# ---- the annexes that follow


def annexes_start(blocks: Sequence[Block], start: int) -> int:
    """Find the first annex that follows a plan; what 附件： only lists is none."""
    headings = [(i, _annex_number(b)) for i, b in enumerate(blocks) if i >= start]
    numbered = [(i, number) for i, number in headings if number]
    for at, (index, number) in enumerate(numbered):
        again = any(number == later for _, later in numbered[at + 1 :])
        if not again and not _is_listed(blocks, index):
            return index
    return next(_without_heading(blocks, start), len(blocks))


def _annex_number(block: Block) -> int | None:
    """Give the number of a line that is the heading of an annex (附件3：…)."""
    if not isinstance(block, Line) or "。" in block.text:
        return None
    found = _ANNEX_NUMBER.match(block.text.strip())
    return number_of(found[1]) if found and len(bare(block.text)) <= _LONGEST_HEADING else None


def annex_number(para: Para) -> int | None:
    """Give the number of a paragraph that is the heading of an annex."""
    return _annex_number(Line(para.text)) if para.is_text else None


def without_annex(text: str) -> str:
    """Leave out 附件3： at the beginning of a text."""
    return _ANNEX_OPENING.sub("", text.strip(), count=1)


def _is_listed(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether an annex heading stands in a list of such headings."""
    after, before = _neighbour(blocks, index, 1), _neighbour(blocks, index, -1)
    number = _annex_number(blocks[index]) or 0
    if after is not None and (_annex_number(after) or 0) > number:
        return not (isinstance(after, Line) and after.page_break)
    line = blocks[index]
    own_page = isinstance(line, Line) and line.page_break
    follows = before is not None and 0 < (_annex_number(before) or 0) < number
    return follows and not own_page and (after is None or isinstance(after, Line))


def _neighbour(blocks: Sequence[Block], index: int, step: int) -> Block | None:
    """Give the next block before or after that is no empty paragraph."""
    index += step
    while 0 <= index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Line) or block.text.strip():
            return block
        index += step
    return None


def _without_heading(blocks: Sequence[Block], start: int) -> Iterator[int]:
    """Find annexes that begin with their titles alone."""
    for index in range(start, len(blocks)):
        line = blocks[index]
        if not isinstance(line, Line) or opening(next(of_line(line))).kind or line.label:
            continue
        if title_kind(line.text) in ANNEXES and _body_is_near(blocks, index):
            before = index - 1
            alone = patterns("plan", "annex_list_alone")
            while before > start and not _joined(blocks[before : before + 1]).strip():
                before -= 1
            above = normalised(_joined(blocks[before : before + 1]))
            yield before if any(p.match(above) for p in alone) else index


def _body_is_near(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a table or chart stands below a title, before other text of any length."""
    for block in blocks[index + 1 : index + 8]:
        if not isinstance(block, Line):
            return True
        if "。" in block.text or is_annex_heading(block.text):
            return False
    return False
