"""The office's wording in the standard's type, and what stands at the end of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from rendering.gbt9704 import Standard
from rendering.wordml import (
    XMLNS_W,
    Face,
    cell,
    paragraph,
    row,
    run,
    table,
    text_paragraph,
)
from schemas.wording import Headed, Passage, Plan, WordedCell

Style = Callable[[str], str]
_HEADINGS = {1: "heading 1", 2: "heading 2"}
_RIGHT = 4  # characters that the day stays clear of the right edge (clause 7.3.5)


def typeset(plan: Plan, style: Style, standard: Standard) -> Sequence[str]:
    """Write preamble and sections; every character of the wording stays as it is."""
    blocks = list(_passages(plan.preamble, style, standard))
    if plan.addressee:
        blocks.insert(0, _line(plan.addressee, style("Normal")))
    for section in plan.sections:
        blocks.extend(headed(section, section.level, style, standard))
    return blocks


def headed(section: Headed, level: int, style: Style, standard: Standard) -> Iterator[str]:
    """Write a heading of a level, and what stands below it."""
    opening = f"{section.number}{section.heading}{section.closing}"
    passages = section.passages
    body = style("公文正文")
    if section.run_in and passages and not passages[0].cells:
        face = _face(level, standard)
        yield paragraph(run(opening, face), run(passages[0].text), style=body, namespaces=XMLNS_W)
        passages = passages[1:]
    elif opening:
        name = _HEADINGS.get(level)
        yield _line(opening, style(name) if name else body)
    yield from _passages(passages, style, standard)


def _face(level: int, standard: Standard) -> Face:
    fonts = {1: standard.fonts.level_1, 2: standard.fonts.level_2}
    return Face(font=fonts.get(level))


def _passages(passages: Sequence[Passage], style: Style, standard: Standard) -> Iterator[str]:
    for passage in passages:
        if passage.cells:
            yield worded_table(passage.cells, standard.page.text_width, style)
        else:
            yield _line(passage.text, style("公文正文"))


def _line(text: str, style: str) -> str:
    return paragraph(run(text), style=style, namespaces=XMLNS_W)


def worded_table(cells: Sequence[WordedCell], width: int, style: Style) -> str:
    """Write a table that stood in running text, spans kept; its width is the type area's."""
    columns = max(c.column + c.column_span - 1 for c in cells)
    rows = max(c.row + c.row_span - 1 for c in cells)
    widths = [width // columns] * columns
    at = {(c.row, c.column): c for c in cells}
    covered = {(r, c.column): c for c in cells for r in range(c.row + 1, c.row + c.row_span)}
    text = style("表格文字")

    def written(number: int) -> Iterator[str]:
        column = 1
        while column <= columns:
            here = at.get((number, column)) or covered.get((number, column))
            if here is None:
                yield cell(widths[0])
                column += 1
                continue
            begins = here.row == number
            merge = _merge(begins=begins, alone=here.row_span == 1)
            lines = [text_paragraph(here.text, text)] if begins else [paragraph(style=text)]
            yield cell(widths[0] * here.column_span, *lines, span=here.column_span, merge=merge)
            column += here.column_span

    return table(widths, (row(written(n)) for n in range(1, rows + 1)), style=style("公文表格"))


def _merge(*, begins: bool, alone: bool) -> Literal["restart", "continue"] | None:
    """Tell how a cell takes part in a vertical merge."""
    if alone:
        return None
    return "restart" if begins else "continue"


def signature(issuer: str, day: str, style: Style, standard: Standard) -> Sequence[str]:
    """Write name and day below the text, the name centred over the day (clause 7.3.5).

    Without a name the day stands alone.
    """
    em = round(standard.sizes.body * 20)
    right = _RIGHT * 2 + _ems(day) - _ems(issuer)  # half ems
    indents = (max(2, right / 2 + 0.0), float(_RIGHT))
    return tuple(
        _right_line(text, style("Normal"), indent, em)
        for text, indent in zip((issuer, day), indents, strict=True)
        if text
    )


def _right_line(text: str, style: str, characters: float, em: int) -> str:
    return (
        f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/>'
        f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * em)}"/>'
        f'<w:jc w:val="right"/></w:pPr>{run(text)}</w:p>'
    )


def _ems(text: str) -> float:
    """Measure a text in characters of the type size; figures take half of one."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)
