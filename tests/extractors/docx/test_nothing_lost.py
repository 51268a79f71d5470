"""Every character that a document's author typed is somewhere, exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.drawing import Drawing
from extractors.grid import Document

Read = Callable[..., Document]

#: A different character for each typed one, so that loss, copy and mix-up are seen.
FIRST = 0x4E00

RUN_WRAPPERS = (
    "<w:ins>{}</w:ins>",
    "<w:del>{}</w:del>",
    "<w:moveFrom>{}</w:moveFrom>",
    "<w:moveTo>{}</w:moveTo>",
    "<w:smartTag>{}</w:smartTag>",
    "<w:customXml>{}</w:customXml>",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:fldSimple w:instr='PAGE'>{}</w:fldSimple>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase/></w:ruby></w:r>",
    "<w:r><w:ruby><w:rt/><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    (
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent>"
    ),
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>{}",
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
)
BLOCK_WRAPPERS = (
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:customXml>{}</w:customXml>",
    "<w:ins>{}</w:ins>",
    "<w:moveTo>{}</w:moveTo>",
    (
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent>"
    ),
)
RUN_LOOKS = ("", "<w:vanish/>", "<w:b/>", "<w:rStyle w:val='hidden'/>")
MARKS = (
    "",
    "",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:pPr><w:pStyle w:val='hidden'/></w:pPr>",
)
CELL_LOOKS = (
    "",
    "",
    "<w:gridSpan w:val='2'/>",
    "<w:gridSpan w:val='999999'/>",
    "<w:vMerge w:val='restart'/>",
    "<w:vMerge/>",
    "<w:hMerge w:val='restart'/>",
    "<w:hMerge/>",
    "<w:cellDel/>",
    "<w:tcW w:w='700' w:type='dxa'/>",
)
ROW_LOOKS = ("", "", "<w:ins/>", "<w:del/>", "<w:gridBefore w:val='1'/>", "<w:hidden/>")
STYLES = "<w:style w:type='character' w:styleId='hidden'><w:rPr><w:vanish/></w:rPr></w:style>"


@st.composite
def bodies(draw: st.DrawFn) -> str:  # noqa: C901 - one small maker a construct
    numbers = count(FIRST)

    def run() -> str:
        text = "".join(chr(next(numbers)) for _ in range(draw(st.integers(1, 2))))
        look = draw(st.sampled_from(RUN_LOOKS))
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    def runs(depth: int) -> str:
        pieces = []
        for _ in range(draw(st.integers(0, 3))):
            if depth and draw(st.booleans()):
                pieces.append(draw(st.sampled_from(RUN_WRAPPERS)).format(runs(depth - 1)))
            else:
                pieces.append(run())
        return "".join(pieces)

    def text_box(depth: int) -> str:
        inner = "".join(f"<w:p>{runs(0)}</w:p>" for _ in range(draw(st.integers(1, depth + 1))))
        return (
            "<w:r><w:pict><v:rect style='width:90pt;height:30pt'><v:textbox><w:txbxContent>"
            f"{inner}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        )

    def paragraph(*, boxes: bool) -> str:
        box = text_box(1) if boxes and draw(st.integers(0, 4)) == 0 else ""
        return f"<w:p>{draw(st.sampled_from(MARKS))}{runs(2)}{box}{runs(1)}</w:p>"

    def table(depth: int) -> str:
        rows = []
        for _ in range(draw(st.integers(1, 3))):
            cells = []
            for _ in range(draw(st.integers(1, 3))):
                look = draw(st.sampled_from(CELL_LOOKS))
                cell = f"<w:tc><w:tcPr>{look}</w:tcPr>{blocks(depth - 1, boxes=False)}</w:tc>"
                cells.append(wrapped(cell))
            look = draw(st.sampled_from(ROW_LOOKS))
            rows.append(wrapped(f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"))
        return f"<w:tbl><w:tblGrid><w:gridCol w:w='700'/></w:tblGrid>{''.join(rows)}</w:tbl>"

    def wrapped(inner: str) -> str:
        wrapper = draw(st.sampled_from(("{}", "{}", *BLOCK_WRAPPERS)))
        return wrapper.format(inner)

    def blocks(depth: int, *, boxes: bool) -> str:
        pieces = []
        for _ in range(draw(st.integers(1, 3))):
            is_table = depth > 0 and draw(st.integers(0, 2)) == 0
            pieces.append(wrapped(table(depth) if is_table else paragraph(boxes=boxes)))
        return "".join(pieces)

    return blocks(2, boxes=True)


def texts(document: Document) -> Iterator[str]:
    """All texts of a document; those of nested tables once, in their own grids."""
    for block in document.blocks:
        if isinstance(block, Drawing):
            yield from (box.text for box in block.boxes)
    yield from (line.text for line in document.lines)
    yield from (side.text for side in document.side)
    nested = Counter(
        line.text
        for grid in document.nested
        for cell in grid.cells
        for line in cell.lines
        if line.text
    )
    for grid in document.grids:
        if grid.nested_in is None:
            lines = Counter(line.text for cell in grid.cells for line in cell.lines if line.text)
            yield from lines.elements()
            nested -= lines
    yield from nested.elements()  # a nested grid holds nothing that its outer cell lacks


def typed(text: str) -> Counter[str]:
    return Counter(letter for letter in text if ord(letter) >= FIRST)


@settings(max_examples=150, deadline=None)
@given(body=bodies())
def test_every_character_is_somewhere_exactly_once(read_body: Read, body: str) -> None:
    document = read_body(body, side={"styles": STYLES})
    assert typed("".join(texts(document))) == typed(body)


@settings(max_examples=50, deadline=None)
@given(body=bodies())
def test_no_two_cells_of_a_grid_cover_the_same_place(read_body: Read, body: str) -> None:
    for grid in read_body(body, side={"styles": STYLES}).grids:
        for row in range(1, grid.rows + 1):
            starts = [cell for cell in grid.cells if cell.row == row]
            assert starts == sorted(starts, key=lambda cell: cell.column)
            for cell in starts:
                assert cell.column + cell.column_span - 1 <= grid.columns
                assert cell.row + cell.row_span - 1 <= grid.rows
                assert grid.at(cell.row, cell.column) is cell
