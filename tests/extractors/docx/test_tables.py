from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.docx.errors import TooManyCells
from extractors.docx.reader import read_docx
from extractors.grid import Document, Grid

Read = Callable[..., Document]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str = "", properties: str = "", *, wide: int | None = None) -> str:
    width = f'<w:tcW w:w="{wide}" w:type="dxa"/>' if wide else ""
    return f"<w:tc><w:tcPr>{width}{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(count: object) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def places(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.text}


@pytest.fixture
def grid_of(read_body: Read) -> Callable[..., Grid]:
    return lambda *rows, grid=(): read_body(table(*rows, grid=grid)).grids[0]


GridOf = Callable[..., Grid]


def test_spans_cover_columns(grid_of: GridOf) -> None:
    grid = grid_of(row(cell("甲", span(2)), cell("乙")), row(cell("a"), cell("b"), cell("c")))
    assert places(grid)["甲"] == (1, 1, 1, 2)
    assert places(grid)["乙"] == (1, 3, 1, 1)
    assert (grid.rows, grid.columns, grid.doubtful_rows) == (2, 3, ())


def test_vertical_merges_cover_rows_also_of_wide_cells(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("甲", span(2) + RESTART), cell("乙")),
        row(cell("", span(2) + CONTINUE), cell("丙")),
        row(cell("", span(2) + CONTINUE), cell("丁")),
    )
    assert places(grid)["甲"] == (1, 1, 3, 2)
    assert grid.at(3, 2) is grid.at(1, 1)


def test_a_merge_that_continues_nothing_begins_itself(grid_of: GridOf) -> None:
    grid = grid_of(row(cell("a"), cell("甲", CONTINUE)), row(cell("b"), cell("", CONTINUE)))
    assert places(grid)["甲"] == (1, 2, 2, 1)


def test_a_new_restart_ends_the_merge_above(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("甲", RESTART)), row(cell("", CONTINUE)), row(cell("乙", RESTART)), row(cell("丙"))
    )
    assert places(grid) == {"甲": (1, 1, 2, 1), "乙": (3, 1, 1, 1), "丙": (4, 1, 1, 1)}


def test_a_merge_goes_on_under_a_cell_whose_edge_is_a_little_off(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("a", span(2)), cell("甲", span(3) + RESTART), cell("b")),
        row(cell("c", span(3)), cell("", span(2) + CONTINUE), cell("d")),
        row(cell("e"), cell("", span(4) + CONTINUE), cell("f")),
    )
    assert places(grid)["甲"] == (1, 3, 3, 3)


def test_a_merge_never_goes_on_beside_the_cell_that_began_it(grid_of: GridOf) -> None:
    grid = grid_of(row(cell("甲", RESTART), cell("a")), row(cell("b"), cell("乙", CONTINUE)))
    assert places(grid)["乙"] == (2, 2, 1, 1)


def test_text_in_a_merged_over_cell_is_kept_aside(read_body: Read) -> None:
    document = read_body(table(row(cell("甲", RESTART)), row(cell("藏", CONTINUE))))
    assert [(side.kind, side.text) for side in document.side] == [("hidden", "藏")]
    assert document.grids[0].cells[0].text == "甲"


def test_old_horizontal_merges_cover_columns(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("乙"))
    )
    assert places(grid) == {"甲": (1, 1, 1, 2), "乙": (1, 3, 1, 1)}


def test_old_merges_over_rows_and_columns_are_one_cell(grid_of: GridOf) -> None:
    across, over = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    grid = grid_of(
        row(cell("甲", across + RESTART), cell("", over + RESTART), cell("乙")),
        row(cell("", across + CONTINUE), cell("", over + CONTINUE), cell("丙")),
    )
    assert places(grid) == {"甲": (1, 1, 2, 2), "乙": (1, 3, 1, 1), "丙": (2, 3, 1, 1)}
    assert len(grid.cells) == 3


def test_columns_left_free_before_a_row_shift_it(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("a"), cell("b"), cell("c")),
        row(cell("甲"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    assert places(grid)["甲"] == (2, 2, 1, 1)
    assert grid.doubtful_rows == ()


@pytest.mark.parametrize("wrapper", ["sdt", "customXml", "ins", "moveTo"])
def test_wrapped_rows_and_cells_stay_in_their_columns(grid_of: GridOf, wrapper: str) -> None:
    def wrap(inner: str) -> str:
        inner = f"<w:sdtContent>{inner}</w:sdtContent>" if wrapper == "sdt" else inner
        return f"<w:{wrapper}>{inner}</w:{wrapper}>"

    grid = grid_of(row(cell("a"), wrap(cell("b")), cell("c")), wrap(row(cell("d"), cell("e"))))
    assert [(c.row, c.column, c.text) for c in grid.cells] == [
        (1, 1, "a"),
        (1, 2, "b"),
        (1, 3, "c"),
        (2, 1, "d"),
        (2, 2, "e"),
    ]


def test_tracked_rows_keep_the_numbers_of_the_file(read_body: Read) -> None:
    document = read_body(
        table(
            row(cell("头")),
            row(cell("删"), properties="<w:del/>"),
            row(cell("新"), properties="<w:ins/>"),
        )
    )
    assert places(document.grids[0]) == {"头": (1, 1, 1, 1), "新": (3, 1, 1, 1)}
    assert (document.grids[0].rows, document.tracked_changes) == (3, 2)
    assert [(side.kind, side.text) for side in document.side] == [("deleted", "删")]


def test_a_deleted_cell_leaves_its_place(grid_of: GridOf) -> None:
    grid = grid_of(row(cell("甲"), cell("删", "<w:cellDel/>"), cell("乙")))
    assert places(grid) == {"甲": (1, 1, 1, 1), "乙": (1, 3, 1, 1)}


@pytest.mark.parametrize("absurd", [2147483647, -1, 0, "abc", "", 10**30, "1.5"])
def test_absurd_spans_are_clamped(grid_of: GridOf, absurd: object) -> None:
    grid = grid_of(
        row(cell("甲"), cell("乙", span(absurd))), row(cell("a"), cell("b")), grid=(900, 900)
    )
    assert (grid.columns, places(grid)["乙"]) == (2, (1, 2, 1, 1))


def test_an_absurd_gap_is_none(grid_of: GridOf) -> None:
    grid = grid_of(row(cell("甲"), properties='<w:gridBefore w:val="1000000000"/>'))
    assert places(grid)["甲"] == (1, 1, 1, 1)


def test_rows_are_counted_where_the_grid_is_missing_or_stale(grid_of: GridOf) -> None:
    rows = row(cell("a"), cell("b"), cell("c")), row(cell("d"), cell("e"), cell("f"))
    assert grid_of(*rows).columns == 3
    assert grid_of(*rows, grid=(900, 900)).columns == 3
    assert grid_of(*rows, grid=(900, 900)).doubtful_rows == ()


def test_a_row_without_spans_is_aligned_by_its_widths(grid_of: GridOf) -> None:
    grid = grid_of(
        row(*(cell(text, wide=1000) for text in "abcd")),
        row(cell("甲", wide=2000), cell("乙", wide=1000), cell("丙", wide=1000)),
        grid=(1000, 1000, 1000, 1000),
    )
    assert places(grid)["甲"] == (2, 1, 1, 2)
    assert places(grid)["丙"] == (2, 4, 1, 1)
    assert grid.doubtful_rows == ()


def test_a_stale_grid_gives_way_to_the_widths_of_a_full_row(grid_of: GridOf) -> None:
    grid = grid_of(
        row(*(cell(text, wide=wide) for text, wide in zip("abc", (500, 3000, 1500), strict=True))),
        row(cell("甲", wide=3500), cell("乙", wide=1500)),
        grid=(1000, 1000, 1000),
    )
    assert places(grid)["甲"] == (2, 1, 1, 2)
    assert places(grid)["乙"] == (2, 3, 1, 1)
    assert grid.doubtful_rows == ()


def test_a_differently_cut_row_cuts_the_grid_anew(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("a", wide=2000), cell("b", wide=2000)),
        row(cell("甲", wide=1000), cell("乙", wide=1800), cell("丙", wide=1200)),
        grid=(2000, 2000),
    )
    assert grid.columns == 4
    assert places(grid) == {
        "a": (1, 1, 1, 2),
        "b": (1, 3, 1, 2),
        "甲": (2, 1, 1, 1),
        "乙": (2, 2, 1, 2),
        "丙": (2, 4, 1, 1),
    }
    assert list(grid.widths) == [50, 50, 40, 60]
    assert grid.doubtful_rows == ()


def test_a_shorter_row_at_known_edges_is_sure(grid_of: GridOf) -> None:
    grid = grid_of(
        row(*(cell(text, wide=1000) for text in "abc")),
        row(cell("甲", wide=1000), cell("乙", wide=1000)),
        grid=(1000, 1000, 1000),
    )
    assert places(grid)["乙"] == (2, 2, 1, 1)
    assert grid.doubtful_rows == ()


def test_rows_that_fit_nowhere_are_doubtful(grid_of: GridOf) -> None:
    grid = grid_of(
        row(*(cell(text, wide=1000) for text in "abc")),
        row(cell("甲"), cell("乙")),
        row(cell("丙", wide=1300), cell("丁", wide=900)),
        grid=(1000, 1000, 1000),
    )
    assert grid.doubtful_rows == (2, 3)
    assert places(grid)["丁"][:2] == (3, 2)


def test_percentages_and_other_measures_are_widths(grid_of: GridOf) -> None:
    def percent(text: str, share: str) -> str:
        return cell(text, f'<w:tcW w:w="{share}" w:type="pct"/>')

    grid = grid_of(
        row(*(cell(text, wide=1000) for text in "abcd")),
        row(percent("甲", "2500"), percent("乙", "1250"), percent("丙", "25%")),
        row(cell("子", '<w:tcW w:w="50pt" w:type="dxa"/>'), cell("丑", wide=3000)),
        grid=(1000, 1000, 1000, 1000),
    )
    assert places(grid)["丙"] == (2, 4, 1, 1)
    assert places(grid)["丑"] == (3, 2, 1, 3)
    assert grid.doubtful_rows == ()


def test_cells_of_rows_that_do_not_quite_meet_stand_under_their_headers(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell(""), cell("序号"), cell("事项", span(2)), cell("类别")),
        row(cell("1", span(2)), cell("信访"), cell("内部职权", span(2))),
        row(cell(""), cell("2", RESTART), cell("印章", span(2)), cell("重要")),
        row(cell("", span(2) + CONTINUE), cell("公文"), cell("重要事项", span(2))),
        grid=(120, 1000, 3000, 120, 1500),
    )
    assert places(grid) == {
        "序号": (1, 2, 1, 1),
        "事项": (1, 3, 1, 2),
        "类别": (1, 5, 1, 1),
        "1": (2, 2, 1, 1),
        "信访": (2, 3, 1, 2),
        "内部职权": (2, 5, 1, 1),
        "2": (3, 2, 2, 1),
        "印章": (3, 3, 1, 2),
        "公文": (4, 3, 1, 2),
        "重要": (3, 5, 1, 1),
        "重要事项": (4, 5, 1, 1),
    }


def test_a_narrow_column_in_which_something_stands_is_a_column(grid_of: GridOf) -> None:
    grid = grid_of(
        row(cell("高"), cell("中"), cell("低")),
        row(cell("", span(2)), cell("√")),
        grid=(120, 120, 120),
    )
    assert places(grid) == {
        "高": (1, 1, 1, 1),
        "中": (1, 2, 1, 1),
        "低": (1, 3, 1, 1),
        "√": (2, 3, 1, 1),
    }


def test_nested_tables_flow_into_the_cell_and_are_grids(read_body: Read) -> None:
    inner = table(row(cell("内一"), cell("内二")))
    outer = f"<w:tc>{paragraph('前')}{inner}{paragraph('后')}</w:tc>"
    document = read_body(table(row(outer)) + table(row(cell("下一张"))))
    first, nested, second = document.grids
    assert [line.text for line in first.cells[0].lines] == ["前", "内一", "内二", "后"]
    assert (first.cells[0].tables, nested.nested_in, nested.table, second.table) == ((2,), 1, 2, 3)
    assert document.nested == (nested,)


def test_tables_are_read_however_deep_a_person_nests_them(read_body: Read) -> None:
    body = paragraph("底")
    for _ in range(100):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    document = read_body(body)
    assert len(document.grids) == 100
    assert document.grids[0].cells[0].text == "底"


def test_nesting_beyond_sense_is_refused(make_docx: Callable[..., bytes]) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300
    with pytest.raises(TooManyCells):
        read_docx(make_docx(body))


def test_more_cells_than_the_ceiling_are_refused(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(table(*(row(cell("甲"), cell("乙")) for _ in range(5))))
    assert len(read_docx(data, max_cells=10).grids[0].cells) == 10
    with pytest.raises(TooManyCells, match="9"):
        read_docx(data, max_cells=9)


def test_a_grid_far_larger_than_its_cells_is_refused(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(table(*(row(cell("甲", span(60))) for _ in range(50))))
    with pytest.raises(TooManyCells):
        read_docx(data, max_cells=100)


BOX = (
    "<w:r><w:pict><v:shape style='width:90pt;height:30pt'><v:textbox><w:txbxContent>{}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def test_a_text_box_in_a_cell_is_text_of_the_cell(read_body: Read) -> None:
    box = BOX.format(paragraph("框一") + paragraph("框二"))
    host = f"<w:tc><w:p><w:r><w:t>前</w:t></w:r>{box}</w:p>{paragraph('后')}</w:tc>"
    document = read_body(table(row(cell("甲"), host)))
    assert document.grids[0].at(1, 2) is not None
    assert [line.text for line in document.grids[0].cells[1].lines] == ["前", "框一", "框二", "后"]


def test_the_boxes_of_a_chart_in_a_cell_are_no_text_of_the_cell(read_body: Read) -> None:
    line = (
        "<w:r><w:pict><v:line from='0,0' to='90pt,0'><v:stroke endarrow='block'/></v:line>"
        "</w:pict></w:r>"
    )
    host = f"<w:tc><w:p>{BOX.format(paragraph('受理'))}{line}</w:p></w:tc>"
    document = read_body(table(row(host)))
    assert document.grids[0].cells[0].text == ""
    boxes = [box.text for block in document.blocks for box in getattr(block, "boxes", ())]
    assert boxes == ["受理"]


def test_the_drawing_follows_its_table_and_tells_its_cell(read_body: Read) -> None:
    host = f"<w:tc><w:p>{BOX.format(paragraph('框'))}</w:p></w:tc>"
    document = read_body(table(row(cell("甲"), host)) + paragraph("文"))
    names = [type(block).__name__ for block in document.blocks]
    assert names == ["Grid", "Drawing", "Line"]
    place = document.blocks[1].place  # type: ignore[union-attr]
    assert (place.table, place.row, place.column) == (1, 1, 2)  # type: ignore[union-attr]


@st.composite
def partitions(draw: st.DrawFn) -> list[list[int]]:
    columns = draw(st.integers(1, 6))
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        cuts = sorted({0, columns, *draw(st.sets(st.integers(0, columns)))})
        rows.append([right - left for left, right in itertools.pairwise(cuts)])
    return rows


@given(rows=partitions(), spanned=st.booleans())
def test_cells_without_spans_stand_where_those_with_spans_do(
    read_body: Read,
    rows: list[list[int]],
    spanned: bool,  # noqa: FBT001 - hypothesis hands it over by name
) -> None:
    columns = sum(rows[0])
    full = row(*(cell(f"h{n}", wide=1000) for n in range(columns)))
    lines = [
        row(
            *(
                cell(f"{r}:{c}", span(size) if spanned else "", wide=1000 * size)
                for c, size in enumerate(sizes)
            )
        )
        for r, sizes in enumerate(rows)
    ]
    document = read_body(table(full, *lines, grid=(1000,) * columns))
    found = places(document.grids[0])
    for r, sizes in enumerate(rows):
        for c, size in enumerate(sizes):
            assert found[f"{r}:{c}"] == (r + 2, sum(sizes[:c]) + 1, 1, size)
    assert document.grids[0].doubtful_rows == ()
