from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.forms import CATEGORIES
from tests.support.forms import Cell, codes, paragraph, read, table

HEADERS = ["序号", "部门\n（责任主体）", "职权事项\n名称", "职权\n类别", "职权内容", "法规依据"]
ROW = ["1", "团委", "社团审批", "行政职权", "审批学生社团。", "《社团条例》"]
TITLE = paragraph("职权和重要业务事项目录（样表）")
SYNONYMS = {
    "seq": ["序号", "序 号", "编号"],
    "department": ["部门\n（责任主体）", "责任部门", "责任处室", "部门（单位）", "责任主体"],
    "name": [
        "职权事项名称",
        "职权事\n项名称",
        "权力事项",
        "事项名称",
        "职权和重要业务事项名称",
        "职权事顼名称",
    ],
    "category": ["职权类别", "类别", "职 权 类 型", "事项类别"],
    "content": ["职权内容", "主要内容", "职责内容", "内容"],
    "basis": ["法规依据", "法律依据", "设定依据", "法规制度依据", "依 据"],
}


@dataclass(frozen=True)
class Item:
    name: str
    department: str
    category: str


ITEMS = st.lists(
    st.builds(
        Item,
        name=st.sampled_from(["采购", "招聘", "户籍办理", "印章保管", "经费报销", "成果评选"]),
        department=st.sampled_from(["保卫处", "教务处", "团委"]),
        category=st.sampled_from(CATEGORIES),
    ),
    min_size=1,
    max_size=6,
)
Grouping = Literal["merge", "repeat", "blank", "band"]


@dataclass(frozen=True)
class Habit:
    """How a department fills in its table."""

    headers: dict[str, str]
    order: tuple[str, ...]
    grouping: Grouping
    title_row: bool
    numbering: str
    noise: bool


HABITS = st.builds(
    Habit,
    headers=st.fixed_dictionaries({k: st.sampled_from(v) for k, v in SYNONYMS.items()}),
    order=st.permutations(list(SYNONYMS)).map(tuple),
    grouping=st.sampled_from(["merge", "repeat", "blank", "band"]),
    title_row=st.booleans(),
    numbering=st.sampled_from(["{}", "{}.", "（{}）", "auto"]),
    noise=st.booleans(),
)


def written(items: Sequence[Item], habit: Habit) -> str:
    """Write a catalogue in one of many habits."""
    order = [f for f in habit.order if f != "department" or habit.grouping != "band"]
    rows: list[list[str | Cell]] = []
    if habit.title_row:
        rows.append([Cell("职权和重要业务事项目录", columns=len(order))])
        rows.append([Cell("单位：防灾科技学院  填表时间：2012.5.20", columns=len(order))])
    rows.append([habit.headers[field] for field in order])
    before = ""
    for number, item in enumerate(items, start=1):
        new = item.department != before
        if new and habit.grouping == "band":
            rows.append([Cell(f"一、{item.department}", columns=len(order))])
        cells = cells_of(item, number, habit, new=new)
        rows.append([cells[field] for field in order])
        before = item.department
    if habit.noise:
        rows.append([""] * len(order))
        rows.append([habit.headers[field] for field in order])
        rows.append(["…"] * len(order))
    return table(rows)


def cells_of(item: Item, number: int, habit: Habit, *, new: bool) -> dict[str, str | Cell]:
    merged: Literal["restart", "continue"] = "restart" if new else "continue"
    department: dict[Grouping, str | Cell] = {
        "merge": Cell(item.department if new else "", rows=merged),
        "repeat": item.department,
        "blank": item.department if new else "",
        "band": "",
    }
    auto = habit.numbering == "auto"
    return {
        "seq": Cell("", numbered=True) if auto else habit.numbering.format(number),
        "department": department[habit.grouping],
        "name": item.name,
        "category": item.category,
        "content": f"办理{item.name}。",
        "basis": f"《{item.name}办法》",
    }


@given(items=ITEMS, habit=HABITS)
def test_a_catalogue_is_read_in_whatever_habit_it_was_filled_in(
    items: list[Item], habit: Habit
) -> None:
    (form,), findings = read(*([] if habit.title_row else [TITLE]), written(items, habit))

    assert codes(findings) == []
    assert [(i.name, i.department, i.category) for i in form.items] == [
        (i.name, i.department, i.category) for i in items
    ]
    assert [i.seq for i in form.items] == list(range(1, len(items) + 1))
    assert [(i.content, i.legal_basis) for i in form.items] == [
        (f"办理{i.name}。", f"《{i.name}办法》") for i in items
    ]


def test_the_lines_above_the_table_tell_unit_and_date() -> None:
    (form,), findings = read(
        paragraph("附件1："),
        TITLE,
        paragraph("单位：防灾科技学院\t\t填表时间：二〇一二年五月二十日"),
        table([HEADERS, ROW]),
        paragraph("说明：1.职权事项名称指职能职权或重要业务事项，职权内容指对应的职责；"),
        paragraph("2.职权类别分为“行政职权”、“内部职权”、“重要业务事项”三类；"),
        paragraph("3.法规依据指行使职权的法律、法规、规章、制度等依据。"),
        paragraph("部门负责人（签字）：张三    分管领导（签字）：李四"),
    )

    assert (form.unit, form.department) == ("防灾科技学院", "团委")
    assert form.filled_on == dt.date(2012, 5, 20)
    assert codes(findings) == []


def test_a_value_knows_its_table_row_and_column() -> None:
    (form,), _ = read(TITLE, table([[Cell("目录", columns=6)], HEADERS, ROW]))

    place = form.items[0].places["legal_basis"]
    assert (place.table, place.row, place.column, place.text) == (1, 3, 6, "《社团条例》")
    assert form.items[0].place("").row == 3


def test_a_merged_cell_is_placed_in_the_row_that_it_speaks_for() -> None:
    (form,), _ = read(
        TITLE,
        table(
            [
                HEADERS,
                ["1", Cell("团委", rows="restart"), *ROW[2:]],
                ["2", Cell(rows="continue"), "评优", *ROW[3:]],
            ]
        ),
    )

    assert [i.places["department"].row for i in form.items] == [2, 3]


@pytest.mark.parametrize(
    ("missing", "title"),
    [(2, "职权事项名称"), (3, "职权类别"), (4, "职权内容"), (5, "法规依据")],
)
def test_a_missing_column_is_named(missing: int, title: str) -> None:
    def without(row: list[str]) -> list[str]:
        return [text for index, text in enumerate(row) if index != missing]

    (form,), findings = read(TITLE, table([without(HEADERS), without(ROW)]))

    assert codes(findings) == ["LF-F10"]
    assert title in findings[0].message
    assert findings[0].location is not None
    assert findings[0].location.table == 1
    assert len(form.items) == 1


@pytest.mark.parametrize("missing", [0, 1])
def test_numbers_and_department_may_be_left_out(missing: int) -> None:
    rows = [[t for i, t in enumerate(row) if i != missing] for row in (HEADERS, ROW)]

    (form,), findings = read(TITLE, paragraph("部门：团委"), table(rows))

    assert codes(findings) == []
    assert form.department == form.items[0].department == "团委"


def test_two_columns_for_one_field_are_asked_about() -> None:
    (form,), findings = read(TITLE, table([[*HEADERS, "职权类型"], [*ROW, "审批类"]]))

    assert codes(findings) == ["LF-F10", "LF-F12"]
    assert form.items[0].category == "行政职权"


def test_a_header_that_could_mislead_is_asked_about_and_not_guessed() -> None:
    headers = ["序号", "部门", "岗位", "职权类别", "职权内容", "法规依据"]

    (form,), findings = read(TITLE, table([headers, ROW]))

    assert codes(findings) == ["LF-F10", "LF-F12"]
    assert "岗位" in findings[0].message
    assert form.items[0].name == ""


def test_texts_of_further_columns_are_reported_each_with_its_place() -> None:
    (form,), findings = read(
        TITLE, table([[*HEADERS, "备注"], [*ROW, "2011年新增"], ["2", *ROW[1:], ""]])
    )

    assert codes(findings) == ["LF-F12"]
    location = findings[0].location
    assert location is not None
    assert (location.row, location.column, location.text) == (2, 7, "2011年新增")
    assert findings[0].severity == "warning"
    assert len(form.items) == 2


def test_a_sentence_outside_the_table_is_reported() -> None:
    _, findings = read(TITLE, table([HEADERS, ROW]), paragraph("另有一项正在移交，暂未列入。"))

    assert codes(findings) == ["LF-F12"]
    assert findings[0].location is not None
    assert findings[0].location.paragraph == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "团委", "无", "", "", ""]],
        [["无", "无", "无", "无", "无", "无"]],
        [[Cell("无", columns=6)]],
        [["", "", "暂无", "/", "", ""]],
    ],
)
def test_a_form_that_only_says_none_has_nothing_to_report(rows: list[list[Any]]) -> None:
    (form,), findings = read(TITLE, paragraph("部门：团委"), table([HEADERS, *rows]))

    assert form.nothing_to_report
    assert form.items == ()
    assert codes(findings) == []


def test_an_empty_form_with_a_sentence_that_says_none_has_nothing_to_report() -> None:
    (form,), findings = read(
        TITLE, table([HEADERS, [""] * 6]), paragraph("本部门无职权和重要业务事项。")
    )

    assert form.nothing_to_report
    assert codes(findings) == []


def test_rows_of_the_blank_form_are_passed_by_and_real_rows_keep_their_dots() -> None:
    (form,), findings = read(
        TITLE,
        table(
            [
                HEADERS,
                ["1", "一、办公室", "政务工作", "内部职权", "………", "“三定”方案"],
                ["…", "………", "…", "…", "………………….", "………"],
                ["…", "九、审计监察处", "XX（略）", "…", "…", "…"],
                ["…", "", "内部审计", "…", "…", "…"],
                ["5", "", "", "", "", ""],
            ]
        ),
    )

    assert [(i.name, i.department) for i in form.items] == [
        ("政务工作", "办公室"),
        ("内部审计", "审计监察处"),
    ]
    assert form.items[0].content == "………"
    assert form.items[1].category is None
    assert codes(findings) == []


def test_a_row_without_a_name_is_kept() -> None:
    (form,), _ = read(TITLE, table([HEADERS, ["1", "团委", "", *ROW[3:]]]))

    assert [(i.name, i.content) for i in form.items] == [("", "审批学生社团。")]


def test_a_header_of_two_rows_is_read() -> None:
    number, department, basis = (Cell(t, rows="restart") for t in ("序号", "部门", "依据"))
    on = Cell("", rows="continue")
    first = [number, department, Cell("职权事项", columns=3), basis]
    second = [on, on, Cell("名称"), Cell("类别"), Cell("内容"), on]

    (form,), findings = read(TITLE, table([first, second, ROW]))

    assert codes(findings) == []
    assert form.items[0].name == "社团审批"
    assert form.items[0].content == "审批学生社团。"


def test_a_tick_in_one_of_three_columns_is_the_category() -> None:
    headers = [*HEADERS[:3], *CATEGORIES, *HEADERS[4:]]

    (form,), findings = read(
        TITLE, table([headers, ["1", "团委", "审批", "", "√", "", "内容", "依据"]])
    )

    assert form.items[0].category == "内部职权"
    assert codes(findings) == []


def test_columns_numbered_below_the_header_are_no_row() -> None:
    (form,), _ = read(TITLE, table([HEADERS, list("123456"), ROW]))

    assert [i.name for i in form.items] == ["社团审批"]


@pytest.mark.parametrize(
    "between",
    [
        lambda: [paragraph(page_break=True)],
        lambda: [paragraph("职权和重要业务事项目录（续）", page_break=True)],
        lambda: [paragraph("第1页 共2页"), paragraph("单位：防灾科技学院", page_break=True)],
    ],
)
@pytest.mark.parametrize("headed", [True, False])
def test_a_table_that_goes_on_over_the_page_is_one_catalogue(
    between: Callable[[], list[str]], *, headed: bool
) -> None:
    rows = [["2", "", "评优", *ROW[3:]], ["3", "", "入团", *ROW[3:]]]
    following = table([HEADERS, *rows] if headed else rows)
    forms, findings = read(TITLE, table([HEADERS, ROW]), *between(), following)

    assert codes(findings) == []
    assert [[i.name for i in form.items] for form in forms] == [["社团审批", "评优", "入团"]]
    assert {i.department for i in forms[0].items} == {"团委"}


def test_a_catalogue_without_any_table_misses_its_columns() -> None:
    _, findings = read(TITLE, paragraph("部门：团委"), paragraph("我处负责社团审批。"))

    assert codes(findings) == ["LF-F10", "LF-F12"]
