"""What all blank annexes are made of: label, title, lines, tables, notes, the review line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from rendering.blank_forms.controls import choice, day
from rendering.blank_forms.known import Known
from rendering.blank_forms.words import words
from rendering.gbt9704 import Standard
from rendering.wordml import XMLNS_W, cell, escape, paragraph, row, run, tab, table

LEAST_HEIGHT = 520
_FILL = "F2F2F2"
Merge = Literal["restart", "continue"] | None


class BlankAnnex(NamedTuple):
    """An annex ready for a document.

    Attributes:
        number: 1 to 7.
        title: For example 职权和重要业务事项目录.
        sideways: It stands on a landscape page.
        blocks: Paragraphs and tables, each with the namespaces that it uses.
    """

    number: int
    title: str
    sideways: bool
    blocks: tuple[str, ...]


class Paper:
    """Writes the parts of annexes, with the style ids of one document.

    Attributes:
        next_id: The first ``wp:docPr`` id that is free.
    """

    def __init__(self, standard: Standard, style: Callable[[str], str], next_id: int = 1) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the document.
            next_id: The first free ``wp:docPr`` id.
        """
        self.standard, self.next_id = standard, next_id
        self._label, self._title, self._lead = style("附件标志"), style("Title"), style("表前文字")
        self._grid, self._head = style("公文表格"), style("表格栏目")
        self._text, self._centre, self._note = (
            style("表格文字"),
            style("表格居中"),
            style("表后说明"),
        )
        self._line, self._chart = style("流程图事项"), style("流程图")

    # ---- around the form

    def heading(self, number: int) -> tuple[str, ...]:
        """Write the annex's label and, two lines below it, its title (clause 7.3.5.7)."""
        return (
            _block(run(f"附件{number}"), self._label),
            paragraph(keep_next=True, namespaces=XMLNS_W),
            _block(run(words().annex[number].title), self._title),
        )

    def lead(self, *labels: str, sideways: bool = False) -> str:
        """Write the line above a form: labels with their values, and the day of filling in."""
        page = self.standard.page
        whole, narrow = page.text_height, page.text_width
        tabs = f'<w:tab w:val="right" w:pos="{whole if sideways else narrow}"/>'
        if not sideways:
            tabs = f'{tabs}<w:tab w:val="clear" w:pos="{whole}"/>'
        content = run("    ".join(labels)) + tab() + run("填表时间：") + self.day("填表时间")
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._lead)}"/>'
            f"<w:tabs>{tabs}</w:tabs></w:pPr>{content}</w:p>"
        )

    def named(self, label: str, value: str = "") -> str:
        """Write a line above or below a chart: a label and its value."""
        return _block(run(f"{label}{value}"), self._line)

    def drawing(self, xml: str) -> str:
        """Write the paragraph that holds a drawing."""
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._chart)}"/>'
            f'<w:spacing w:before="200" w:after="200"/></w:pPr>{xml}</w:p>'
        )

    def notes(self, number: int, known: Known, **facts: str) -> tuple[str, ...]:
        """Write the filling notes below a form, the last of which names who is to review it.

        A name beside 签字 or 审核 would read as a signature.
        """
        told = words().annex[number]
        named = bool(known.head or known.leader) and told.signers
        facts |= {"head": _bracketed(known.head), "leader": _bracketed(known.leader)}
        listed = (*told.notes, told.signers) if named else told.notes
        return tuple(_block(run(note.format(**facts)), self._note) for note in listed)

    def review(self) -> str:
        """Write where the supervising leader reviews annexes 1 to 3, with a day."""
        content = run(f"主管院领导审核：{words().prompts.sign}{words().prompts.sign}日期：")
        return _block(content + self.day("审核日期"), self._note)

    # ---- inside the form

    def table(self, number: int, widths: Sequence[int], rows: Iterable[str]) -> str:
        """Write a table of the form."""
        return table(widths, rows, style=self._grid, title=words().annex[number].title)

    def header(self, widths: Sequence[int], heads: Sequence[str], *, repeat: bool = True) -> str:
        """Write the row of column heads."""
        cells = (
            cell(width, paragraph(run(head), style=self._head), fill=_FILL, valign="center")
            for width, head in zip(widths, heads, strict=True)
        )
        return row(cells, header=repeat, height=LEAST_HEIGHT)

    def head(self, width: int, text: str) -> str:
        """Write a cell that names what stands beside it."""
        content = paragraph(run(text), style=self._head)
        return cell(width, content, fill=_FILL, valign="center")

    def text(self, width: int, text: str = "", *, span: int = 1, merge: Merge = None) -> str:
        """Write a cell for words."""
        return cell(width, self._paragraph(text, self._text), span=span, merge=merge)

    def centred(self, width: int, text: str = "", *, span: int = 1, merge: Merge = None) -> str:
        """Write a cell for a short value."""
        return cell(width, self._paragraph(text, self._centre), span=span, merge=merge)

    def chosen(
        self, width: int, name: str, choices: Iterable[str], value: str | None = None
    ) -> str:
        """Write a cell with a drop-down list."""
        control = choice(name, choices, words().prompts.choose, value)
        return cell(width, paragraph(control, style=self._centre))

    def signed(self, width: int, signer: str, *, span: int) -> str:
        """Write a cell for an opinion, a signature and a day."""
        content = run(f"{signer}：{words().prompts.sign}") + self.day("签字日期")
        blank = paragraph(style=self._text)
        return cell(
            width, blank, blank, paragraph(content, style=self._text, align="right"), span=span
        )

    @staticmethod
    def day(name: str) -> str:
        """Write a date control."""
        return day(name, words().prompts.day)

    @staticmethod
    def _paragraph(text: str, style: str) -> str:
        return paragraph(run(text), style=style) if text else paragraph(style=style)


def _block(content: str, style: str) -> str:
    return paragraph(content, style=style, namespaces=XMLNS_W)


def merging(index: int, count: int) -> Merge:
    """Say how the cell of a group's row is merged, by the row's index and how many there are."""
    if count == 1:
        return None
    return "continue" if index else "restart"


def _bracketed(name: str) -> str:
    return f"（{name}）" if name else ""
