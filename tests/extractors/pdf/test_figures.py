from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.drawing import Drawing, Graph
from extractors.graph import understand
from extractors.pdf.figures.figure import Figure
from extractors.pdf.figures.find import find_figures
from extractors.pdf.objects import PageObjects
from extractors.pdf.page import read_page
from tests.support.drawings import Arrow, BoxMark, Chart, Habits, LineMark, Mark, drawn
from tests.support.pdf_drawings import DIALECTS, draw, fitting
from tests.support.pdf_pages import Sheet, pdf_of
from tests.support.risk_drawings import RiskHabits, mapped

HABITS = {
    "elbows": Habits(),
    "bus lines": Habits(branch="bus"),
    "diagonals": Habits(branch="diagonals", shuffled=True),
    "separate pieces, backwards": Habits(branch="bus", segments=True, reversed_lines=True),
    "ends 1.5 pt off": Habits(sloppy=1.5, branch="bus", shuffled=True),
    "block arrows, text over boxes": Habits(blocks=True, overlay=True, branch="diagonals"),
    "white labels": Habits(labels="white"),
    "labels in callouts": Habits(labels="callout"),
    "risks with leaders": Habits(risks="leader", branch="bus"),
    "risks in callouts": Habits(risks="callout", shuffled=True),
}
RISKS = {
    "leaders": RiskHabits(),
    "elbows": RiskHabits(tie="elbow", numbers="dun"),
    "touching": RiskHabits(tie="touch", dashed_boxes=False),
    "beside": RiskHabits(tie="beside", numbers="circle"),
    "callouts": RiskHabits(tie="callout", numbers="round"),
    "heads": RiskHabits(heads="step", numbers="half", dashed_ties=False),
}
_ROUND = "400 600 m 428 600 450 609 450 620 c 450 631 428 640 400 640 c 372 640 350 631"
_POINTED = "350 600 m 390 600 l 380 570 l 410 600 l 450 600 l 450 640 l"
COLUMN: list[Mark] = [
    BoxMark("申请", 200, 100),
    BoxMark("审核", 200, 180),
    BoxMark("归档", 200, 260),
    LineMark(((255, 134), (255, 180)), head=True),
    LineMark(((255, 214), (255, 260)), head=True),
]


def page_of(sheet: Sheet) -> PageObjects:
    return read_page(pypdfium2.PdfDocument(pdf_of(sheet))[0], 1)


def page_with(marks: list[Mark], dialect: str = "plain") -> PageObjects:
    size, shift = fitting(marks)
    sheet = Sheet(size=size)
    draw(sheet, marks, dialect, shift)
    return page_of(sheet)


def only(page: PageObjects) -> Figure:
    (figure,) = find_figures(page)
    return figure


def texts(drawing: Drawing) -> list[str]:
    return [box.text for box in drawing.boxes]


def arrows(graph: Graph) -> set[tuple[str, str]]:
    names = {node.id: node.text for node in graph.nodes}
    return {(names[e.source], names[e.target]) for e in graph.edges}


def as_chart(graph: Graph) -> Chart:
    names = {node.id: node.text for node in graph.nodes}
    return Chart(
        frozenset(names.values()),
        frozenset(Arrow(names[e.source], names[e.target], e.label) for e in graph.edges),
        frozenset((names[n], note.text) for note in graph.notes for n in note.nodes),
    )


def left_over(page: PageObjects, figure: Figure) -> str:
    """What is left to the page's paragraphs and tables."""
    return "".join(c.text for i, c in enumerate(page.chars) if i not in figure.chars).strip()


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("habit", HABITS)
def test_every_way_of_drawing_a_chart_gives_its_graph(dialect: str, habit: str) -> None:
    chart, marks = drawn(1, HABITS[habit], size=11)
    page = page_with(marks, dialect)

    figure = only(page)

    assert as_chart(understand(figure.drawing)) == chart
    assert left_over(page, figure) == ""


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("habit", RISKS)
def test_risk_boxes_are_tied_to_their_steps(dialect: str, habit: str) -> None:
    found, marks = mapped(1, Habits(), RISKS[habit])

    graph = understand(only(page_with(marks, dialect)).drawing, risks=True)

    names = {node.id: node.text for node in graph.nodes}
    tied = {
        (names[n], part.text)
        for note in graph.notes
        for n in note.nodes
        for part in note.box.paragraphs
    }
    assert set(names.values()) == found.chart.steps
    assert {(step, risk[-6:]) for step, risk in found.hung} <= {(s, t[-6:]) for s, t in tied}


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    dialect=st.sampled_from(DIALECTS),
    sloppy=st.sampled_from((0.0, 3.0, 6.0)),
    branch=st.sampled_from(("bus", "elbows", "diagonals")),
    risks=st.sampled_from(("none", "leader", "adjacent", "callout")),
)
def test_a_chart_from_a_pdf_is_never_sure_and_loses_no_word(
    *, seed: int, dialect: str, sloppy: float, branch: str, risks: str
) -> None:
    _, marks = drawn(seed, Habits(sloppy=sloppy, branch=branch, risks=risks), size=9)
    page = page_with(marks, dialect)

    figure = only(page)

    found = "".join(texts(figure.drawing)) + left_over(page, figure)
    assert sorted(found.replace("\n", "")) == sorted(c.text for c in page.chars)
    assert understand(figure.drawing).verdict != "sure"


def test_a_chart_says_that_it_was_read_from_a_pdf() -> None:
    graph = understand(only(page_with(COLUMN)).drawing)

    assert arrows(graph) == {("申请", "审核"), ("审核", "归档")}
    assert graph.reasons == ("图形是从 PDF 中读取的",)


def test_a_title_above_and_a_remark_below_stay_with_the_page() -> None:
    sheet = Sheet()
    sheet.text(200, 50, "采购运行流程图")
    draw(sheet, COLUMN, "plain")
    sheet.text(100, 320, "监督电话")
    page = page_of(sheet)

    assert left_over(page, only(page)) == "采购运行流程图监督电话"


def test_two_charts_are_parted_by_the_line_between_them() -> None:
    sheet = Sheet()
    draw(sheet, COLUMN, "apart")
    sheet.text(100, 330, "附件2 职权运行流程图")
    draw(sheet, COLUMN, "apart", (0, 300))

    one, other = find_figures(page_of(sheet))

    assert texts(one.drawing) == texts(other.drawing) == ["申请", "审核", "归档"]


@pytest.mark.parametrize("how", ["S", "B"])
def test_a_table_is_no_drawing(how: str) -> None:
    sheet = Sheet()
    bottom = sheet.table(
        [["序号", "事项", "风险点"]] + [["1", "采购", "审批不严"]] * 4, [60, 150, 200]
    )
    sheet.content.append("1 0.9 0.8 rg")
    for row in range(3):
        for column in range(3):
            left, top = 50 + 100 * column, bottom + 50 + 30 * row
            sheet.rectangle(left, top, left + 100, top + 30, how)
            sheet.text(left + 5, top + 5, "合格")
    sheet.rectangle(50, 80, 460, 98)  # a shaded header

    assert find_figures(page_of(sheet)) == ()


def test_shaded_rows_of_a_table_without_rulings_are_no_boxes() -> None:
    sheet = Sheet()
    for row in range(8):
        top = 100 + 20 * row
        if row % 2:
            sheet.content.append("0.8 0.9 1 rg")
            sheet.rectangle(50, top, 500, top + 20)
        sheet.text(60, top + 5, "采购")
        sheet.text(300, top + 5, "审批不严")
    sheet.line(280, 100, 280, 260)

    assert find_figures(page_of(sheet)) == ()


def test_a_chart_in_a_tables_cell_leaves_the_table_its_rulings_and_words() -> None:
    sheet = Sheet()
    sheet.table([["职权事项", "物资采购"], ["责任处室", "资产管理处"]], [100, 400], top=40)
    sheet.rectangle(50, 76, 550, 400, "S")
    sheet.line(150, 76, 150, 400)
    sheet.text(60, 200, "流程图")
    draw(sheet, COLUMN, "outlined")
    page = page_of(sheet)

    figure = only(page)

    assert texts(figure.drawing) == ["申请", "审核", "归档"]
    assert left_over(page, figure) == "职权事项物资采购责任处室资产管理处流程图"
    assert len(page.paths) - len(figure.paths) == 8


def test_an_underline_is_no_line_of_the_chart() -> None:
    sheet = Sheet()
    draw(sheet, COLUMN, "plain")
    sheet.text(330, 150, "审批不严的风险")
    sheet.line(330, 161, 400, 161)

    drawing = only(page_of(sheet)).drawing

    assert len(drawing.strokes) == 2
    assert "审批不严的风险" in texts(drawing)


def test_the_line_under_a_pages_header_is_no_line_of_the_chart() -> None:
    sheet = Sheet()
    sheet.text(60, 40, "防灾科技学院廉政风险防控材料")
    sheet.line(50, 60, 545, 60)
    draw(sheet, COLUMN, "plain")

    figure = only(page_of(sheet))

    assert len(figure.drawing.strokes) == 2
    assert figure.top == pytest.approx(100)


def test_wrapped_lines_are_joined_and_paragraphs_parted() -> None:
    risk = "1.审核把关不严，使不符合条件的通过\n2.拖延办理"
    marks = [*COLUMN, BoxMark(risk, 340, 170, 110, 60), LineMark(((310, 197), (340, 197)))]

    drawing = only(page_with(marks)).drawing

    assert texts(drawing)[2] == risk or risk in texts(drawing)


def test_words_that_stick_out_of_their_box_belong_to_it() -> None:
    sheet = Sheet()
    draw(sheet, COLUMN, "plain")
    draw(sheet, [BoxMark("", 350, 180), LineMark(((310, 197), (350, 197)), head=True)], "plain")
    sheet.text(330, 190, "报分管院领导审批同意后办理", 12)

    graph = understand(only(page_of(sheet)).drawing)

    assert ("审核", "报分管院领导审批同意后办理") in arrows(graph)


def test_words_written_sideways_are_read_in_their_direction() -> None:
    sheet = Sheet()
    draw(
        sheet,
        [*COLUMN, BoxMark("", 340, 150, 30, 100), LineMark(((310, 197), (340, 197)), head=True)],
        "plain",
    )
    codes = "上级部门备案".encode("utf-16-be").hex()
    sheet.content.append(f"BT /F 10 Tf 0 -1 1 0 352 680 Tm <{codes}> Tj ET")

    assert "上级部门备案" in texts(only(page_of(sheet)).drawing)


@pytest.mark.parametrize(
    ("outline", "kind"),
    [
        ("350 600 m 450 600 l 450 640 l 350 640 l h", "rect"),
        ("400 600 m 450 620 l 400 640 l 350 620 l h", "flowChartDecision"),
        ("360 600 m 450 600 l 440 640 l 350 640 l h", "flowChartInputOutput"),
        ("350 600 m 430 600 l 450 620 l 430 640 l 350 640 l h", "homePlate"),
        ("350 600 m 430 600 l 450 620 l 430 640 l 350 640 l 370 620 l h", "chevron"),
        ("360 600 m 440 600 l 450 620 l 440 640 l 360 640 l 350 620 l h", "flowChartPreparation"),
        (
            "370 600 m 430 600 l 450 600 450 640 430 640 c 370 640 l 350 640 350 600 370 600 c h",
            "roundRect",
        ),
        (
            f"{_ROUND} 350 620 c h",
            "ellipse",
        ),
        (f"{_POINTED} 350 640 l h", "wedgeRectCallout"),
    ],
)
def test_shapes_have_words_names(outline: str, kind: str) -> None:
    sheet = Sheet()
    draw(sheet, COLUMN, "plain")
    sheet.content.append(f"{outline} S")
    sheet.text(385, 216, "会签")

    (box,) = (b for b in only(page_of(sheet)).drawing.boxes if b.text == "会签")

    assert (box.kind, box.outlined) == (kind, True)


def test_three_boxes_without_lines_are_a_drawing_that_no_chart_is_read_from() -> None:
    boxes = [mark for mark in COLUMN if isinstance(mark, BoxMark)]

    graph = understand(only(page_with([*boxes])).drawing)

    assert (graph.verdict, graph.nodes) == ("refused", ())


def test_a_picture_may_be_the_chart_but_a_stamp_is_not() -> None:
    sheet = Sheet()
    sheet.text(100, 60, "采购运行流程图")
    image = "/W 1 /H 1 /CS /G /BPC 8 ID \xff EI"
    sheet.content.append(f"q 300 0 0 400 100 200 cm BI {image} Q")
    sheet.content.append(f"q 40 0 0 40 500 20 cm BI {image} Q")

    figure = only(page_of(sheet))

    assert (figure.drawing.pictures, figure.drawing.boxes) == (1, ())
    assert figure.drawing.place.page == 1


def test_art_of_thousands_of_shapes_is_named_and_left_unread() -> None:
    sheet = Sheet()
    for number in range(2000):
        x, y = 20 + number % 50 * 10, 20 + number // 50 * 10
        sheet.content.append(f"{x} {y} m {x + 9} {y} l {x + 4} {y + 30} l s")

    assert only(page_of(sheet)).drawing.objects == ("图形过多的矢量图",)
