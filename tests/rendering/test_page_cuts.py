"""Where annex 5 goes on to the next page, and what then stands there again."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rendering.summary_pages import Measures, Page, PageCuts
from rendering.summary_rows import DEPARTMENT, Line, summary_lines
from rendering.textfit import lines as text_lines
from tests.support.rated_college import a_risk, an_item, large_college, one_department

MEASURES = Measures(
    first=100,
    page=200,
    below=0,
    groups=(6, 7, 6, 6),
    manifestation=17,
    line=18,
    padding=4,
    least=26,
)


def cut(lines: list[Line], measures: Measures = MEASURES) -> list[Page]:
    return list(PageCuts(measures).pages(lines))


def risks(count: int, *, point: str = "受理", text: str = "拖延。") -> list[Line]:
    risk = a_risk(text, point=point)
    return list(summary_lines(one_department(an_item("公文", *[risk] * count))))


def sizes(pages: list[Page]) -> list[int]:
    return [len(page.lines) for page in pages]


def test_the_first_page_has_less_room_than_the_others() -> None:
    assert sizes(cut(risks(20))) == [3, 7, 7, 3]


def test_rows_of_several_lines_take_their_room() -> None:
    assert sizes(cut(risks(4, text="拖" * 20))) == [2, 2]


def test_a_risk_point_is_not_cut_where_little_stays_empty() -> None:
    data = one_department(an_item("公文", *[a_risk(point="受理")] * 2, *[a_risk(point="审核")] * 3))

    assert sizes(cut(list(summary_lines(data)))) == [2, 3]


def test_a_risk_point_is_cut_where_much_would_stay_empty() -> None:
    data = one_department(an_item("公文", *[a_risk(point="受理")] * 3, *[a_risk(point="审核")] * 6))
    roomy = MEASURES._replace(first=7 * 26)

    assert sizes(cut(list(summary_lines(data)), roomy)) == [7, 2]


def test_labels_that_are_higher_than_their_group_take_room() -> None:
    long = "重大科研项目和工程建设项目招标投标监督管理"
    data = one_department(*[an_item(f"{long}{n}", a_risk()) for n in range(3)])

    assert sizes(cut(list(summary_lines(data)))) == [1, 2]


def test_a_label_that_its_group_has_room_for_takes_none() -> None:
    assert sizes(cut([line._replace(labels=("部" * 15, "事", "点")) for line in risks(3)])) == [3]


def test_a_row_that_no_page_holds_stands_alone() -> None:
    lines = [*risks(2), *risks(1, text="拖" * 400), *risks(2)]

    pages = cut(lines)

    assert sizes(pages) == [2, 1, 2]
    assert [page.tall for page in pages] == [False, True, False]


def test_a_row_too_high_for_the_first_page_goes_to_the_next_one() -> None:
    pages = cut([*risks(1, text="拖" * 100), *risks(2)])

    assert sizes(pages) == [3]
    assert not pages[0].tall


def test_what_follows_the_table_does_not_stand_alone() -> None:
    data = one_department(
        an_item("公文", *[a_risk(point=point) for point in ("受理", "审核", "审批")])
    )
    lines = list(summary_lines(data))

    assert sizes(cut(lines)) == [3]
    assert sizes(cut(lines, MEASURES._replace(below=22))) == [3]
    assert sizes(cut(lines, MEASURES._replace(below=23))) == [2, 1]


def test_only_the_last_page_carries_what_follows_the_table() -> None:
    assert [page.last for page in cut(risks(20))] == [False, False, False, True]


def test_nothing_makes_no_page() -> None:
    assert cut([]) == []


@given(rows=st.integers(1, 120), first=st.floats(30, 300), page=st.floats(60, 400))
def test_all_lines_come_in_order_and_no_page_is_overfull(
    rows: int, first: float, page: float
) -> None:
    lines = list(summary_lines(large_college(rows)))
    measures = MEASURES._replace(first=min(first, page), page=page)

    pages = cut(lines, measures)

    assert [line for each in pages for line in each.lines] == lines
    assert [height(each.lines) <= page for each in pages] == [not each.tall for each in pages]


def height(lines: Sequence[Line]) -> float:
    """Add up a page the slow way: each group is as high as its rows or as its label."""

    def of(rows: list[Line], depth: int) -> float:
        if depth == 4:
            [only] = rows
            return max(26.0, measured(only.words or only.manifestation, 17))
        groups: list[list[Line]] = []
        for line in rows:
            if depth >= line.depth or line.new <= depth or not groups:
                groups.append([])
            groups[-1].append(line)
        return sum(
            max(
                sum(of([line], 4) for line in group) if depth == 3 else of(group, depth + 1),
                measured(group[0].group(depth), MEASURES.groups[depth])
                if depth < group[0].depth
                else 0,
            )
            for group in groups
        )

    def measured(text: str, width: float) -> float:
        return text_lines(text, width) * 18 + 4

    rows = [lines[0]._replace(new=DEPARTMENT), *lines[1:]]
    return of(rows, DEPARTMENT)
