from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.forms import Cell, codes, paragraph, read, table

TITLE = paragraph("教务处廉政风险防控机制建设组织机构人员名单")
PEOPLE = [("组长", "张三", "处长"), ("副组长", "李四", "副处长"), ("成员", "王五六", "科员")]


def members(form: Any) -> list[tuple[str, str, str | None]]:  # noqa: ANN401 - forms differ
    return [(m.role, m.name, m.post) for m in form.members]


@given(
    role=st.sampled_from(["职务分工", "职务\n分工", "组内职务", "小组职务", "分工"]),
    name=st.sampled_from(["姓名", "姓 名", "成员姓名"]),
    post=st.sampled_from(["职务", "行政职务", "现任职务", "职务/职称"]),
    order=st.permutations(range(3)),
    numbered=st.booleans(),
)
def test_a_table_is_read_under_any_usual_header(
    role: str, name: str, post: str, order: list[int], *, numbered: bool
) -> None:
    rows = [[row[i] for i in order] for row in ([role, name, post], *map(list, PEOPLE))]
    numbers = ["序号", "1", "2", "3"]
    rows = [[n, *row] for n, row in zip(numbers, rows, strict=True)] if numbered else rows

    (form,), findings = read(TITLE, table(rows))

    assert form.department == "教务处"
    assert members(form) == PEOPLE
    assert codes(findings) == []


def test_blanks_inside_a_name_close_up() -> None:
    (form,), _ = read(TITLE, table([["职务分工", "姓名"], ["组长", "王  翀"], ["成员", "肖　扬"]]))

    assert [m.name for m in form.members] == ["王翀", "肖扬"]


def test_a_role_goes_on_below_in_merged_and_blank_cells() -> None:
    rows: list[list[str | Cell]] = [
        ["职务分工", "姓名"],
        ["组长", "张三"],
        [Cell("成员", rows="restart"), "李四"],
        [Cell(rows="continue"), "王五"],
        ["", "赵六"],
    ]

    (form,), _ = read(TITLE, table(rows))

    assert [m.role for m in form.members] == ["组长", "成员", "成员", "成员"]


def test_several_people_in_a_cell_are_several_members() -> None:
    rows = [
        ["姓名", "职务", "分工"],
        ["张三、李四", "副处长", "副组长"],
        ["王  五\n赵六", "科长\n科员", "成员"],
    ]

    (form,), _ = read(TITLE, table(rows))

    assert members(form) == [
        ("副组长", "张三", "副处长"),
        ("副组长", "李四", "副处长"),
        ("成员", "王五", "科长"),
        ("成员", "赵六", "科员"),
    ]


def test_a_lone_column_of_duties_that_holds_roles_is_the_role() -> None:
    (form,), _ = read(
        TITLE, table([["职务", "姓名"], ["组  长", "张三"], ["成员", "李四（科长）"]])
    )

    assert members(form) == [("组长", "张三", None), ("成员", "李四", "科长")]


def test_a_table_without_header_is_read_by_its_roles() -> None:
    (form,), _ = read(TITLE, table([["组长", "张三"], ["成员", "李四、王五  赵六"]]))

    assert [(m.role, m.name) for m in form.members] == [
        ("组长", "张三"),
        ("成员", "李四"),
        ("成员", "王五"),
        ("成员", "赵六"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["组长：张三 处长", "副组长：李四（副处长）", "成员：王五六 科员"],
        ["组  长：张三  处长", "副组长：副处长 李四", "成  员：科员王五六"],
        ["组长：张三（处长）；副组长：李四 副处长；成员：王五六（科员）。"],
        ["经研究，组成人员如下：", "组长 张三（处长）", "副组长 李四 副处长", "成员 王五六 科员"],
    ],
)  # fmt: skip
def test_people_are_read_from_lines(lines: list[str]) -> None:
    (form,), findings = read(TITLE, *map(paragraph, lines))

    assert members(form) == PEOPLE
    assert codes(findings) == []


def test_names_side_by_side_and_lines_below_go_on_with_the_role() -> None:
    lines = [
        "组  长：齐福荣  党委书记",
        "        薄景山  院长",
        "成  员：王  翀  段玉石  肖  扬",
        "职  责：负责指导和督促检查。",
    ]

    (form,), findings = read(TITLE, *map(paragraph, lines))

    assert members(form) == [
        ("组长", "齐福荣", "党委书记"),
        ("组长", "薄景山", "院长"),
        ("成员", "王翀", None),
        ("成员", "段玉石", None),
        ("成员", "肖扬", None),
    ]
    assert codes(findings) == []


def test_people_who_are_named_by_their_post_only_are_kept() -> None:
    (form,), _ = read(TITLE, paragraph("组长：张三"), paragraph("成员：各科室负责人"))

    assert members(form) == [("组长", "张三", None), ("成员", "各科室负责人", None)]


def test_a_signature_below_tells_department_and_date() -> None:
    (form,), findings = read(
        paragraph("廉政风险防控工作领导小组成员名单"),
        paragraph("组长：张三"),
        paragraph("教务处"),
        paragraph("2012年4月23日"),
    )

    assert form.department == "教务处"
    assert str(form.filled_on) == "2012-04-23"
    assert codes(findings) == []


def test_telephone_numbers_belong_to_no_field() -> None:
    rows = [["职务分工", "姓名", "联系电话"], ["组长", "张三", "12345"], ["成员", "李四", ""]]

    (form,), findings = read(TITLE, table(rows))

    assert len(form.members) == 2
    assert codes(findings) == ["LF-F12"]


def test_empty_rows_are_nobody() -> None:
    (form,), findings = read(
        TITLE,
        table(
            [["职务分工", "姓名", "职务"], ["组长", "张三", "处长"], ["成员", "", ""], ["…"] * 3]
        ),
    )

    assert len(form.members) == 1
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("head", "rows", "expected"),
    [
        (
            ["姓名", "职务", "姓名", "职务"],
            [["张三", "处长", "李四", "科长"], ["王五六", "科员", "", ""]],
            [("", "张三", "处长"), ("", "李四", "科长"), ("", "王五六", "科员")],
        ),
        (
            ["职务分工", "姓名", "职务", "职务分工", "姓名", "职务"],
            [["组长", "张三", "处长", "副组长", "李四", "副处长"]],
            [("组长", "张三", "处长"), ("副组长", "李四", "副处长")],
        ),
        (
            ["职务分工", "姓名", "姓名"],
            [["组长", "张三", ""], ["成员", "李四", "王五六"]],
            [("组长", "张三", None), ("成员", "李四", None), ("成员", "王五六", None)],
        ),
    ],
    ids=["posts", "roles", "one role for both"],
)
def test_two_people_beside_each_other_are_two_members(
    head: list[str], rows: list[list[str]], expected: list[tuple[str, str, str | None]]
) -> None:
    (form,), findings = read(TITLE, table([head, *rows]))

    assert members(form) == expected
    assert codes(findings) == []


def test_a_role_across_the_table_is_that_of_the_people_below() -> None:
    rows: list[list[str | Cell]] = [
        ["姓名", "职务"],
        [Cell("组长", columns=2)],
        ["张三", "处长"],
        [Cell("成员：", columns=2)],
        ["李四", "科长"],
    ]

    (form,), findings = read(TITLE, table(rows))

    assert members(form) == [("组长", "张三", "处长"), ("成员", "李四", "科长")]
    assert codes(findings) == []
