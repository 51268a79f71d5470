from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.sign_offs import Piece, read_sign_off
from schemas.base import Place
from tests.support.forms import Cell, codes, paragraph, read
from tests.support.risk_tables import NOTE, RATING_TITLE, RISKS, Rows, rating, signed

Told = tuple[str | None, str | None, str | None]

BLOCKS: list[tuple[str, Told]] = [
    ("部门负责人签字：曹宇琴          2012年6月4日", (None, "曹宇琴", "2012-06-04")),
    ("同意。\n分管领导签字：徐斌森       年   月   日", ("同意。", "徐斌森", None)),
    ("同意。\n组长签字（盖章）：齐福荣    2012年6月12日", ("同意。", "齐福荣", "2012-06-12")),
    ("组长签字（盖章）：\n年   月   日", (None, None, None)),
    (
        "情况属实，同意上报。\n签字：马涵平\n2012-06-04",
        ("情况属实，同意上报。", "马涵平", "2012-06-04"),
    ),
    ("同意。部门负责人签字：李　明  二〇一二年五月二十日", ("同意。", "李明", "2012-05-20")),
    ("同意部门负责人签字：曹宇琴", ("同意", "曹宇琴", None)),
    ("签字：王一二○一二年六月四日", (None, "王一", "2012-06-04")),
    ("签名：齐福荣\n二O一二年六月十二日", (None, "齐福荣", "2012-06-12")),
    ("签章：齐福荣 二0一二年六月十二日", (None, "齐福荣", "2012-06-12")),
    ("负责人：曹宇琴 2012.6.4", (None, "曹宇琴", "2012-06-04")),
    ("签 字：曹 宇 琴\n日 期：２０１２年６月４日", (None, "曹宇琴", "2012-06-04")),
    ("签字：曹宇琴\n签字日期：2012—6—4", (None, "曹宇琴", "2012-06-04")),
    ("同意\n曹宇琴\n2012.6.4", ("同意", "曹宇琴", "2012-06-04")),
    ("同意。 曹宇琴 2012/6/4", ("同意。", "曹宇琴", "2012-06-04")),
    ("同意。\n齐 福 荣\n20120612", ("同意。", "齐福荣", "2012-06-12")),
    ("曹宇琴（签字） 2012年6月4日", (None, "曹宇琴", "2012-06-04")),
    ("（签字）曹宇琴 2012年6月4日", (None, "曹宇琴", "2012-06-04")),
    ("2012年6月4日    部门负责人签字：曹宇琴", (None, "曹宇琴", "2012-06-04")),
    ("同意\n签字：\n日期：2012年 6月 4日\n曹宇琴", ("同意", "曹宇琴", "2012-06-04")),
    ("同意\n签字\n曹宇琴\n日期\n2012年6月4日", ("同意", "曹宇琴", "2012-06-04")),
    ("审核意见：同意部门意见。\n签名：徐斌森", ("同意部门意见。", "徐斌森", None)),
    ("签字：___曹宇琴___  2012年_6_月_4_日", (None, "曹宇琴", "2012-06-04")),
    ("部门负责人签字：李明 王强  2012年6月4日", (None, "李明 王强", "2012-06-04")),
    ("主管（分管）院领导签字：徐斌森 12年6月4日", (None, "徐斌森", "2012-06-04")),
    ("签字：曹宇琴   6月4日", (None, "曹宇琴", None)),
    ("签字：曹宇琴   2012年6月", (None, "曹宇琴", None)),
    ("签字：曹宇琴   2012年6月31日", (None, "曹宇琴", None)),
    ("签字：王经纬   2012年6月4日", (None, "王经纬", "2012-06-04")),
    ("同意\n审计监察处（公章）  2012年6月4日", ("同意", "审计监察处", "2012-06-04")),
    ("部门（盖章）：审计监察处\n负责人：曹宇琴\n2012年6月4日", (None, "曹宇琴", "2012-06-04")),
    ("☑同意 □不同意\n签字：曹宇琴 2012.06.04", ("同意", "曹宇琴", "2012-06-04")),
    ("□同意 □不同意\n签字：      年 月 日", (None, None, None)),
    ("同意上报 （盖章） 年 月 日", ("同意上报", None, None)),
    ("同意。\n负责人（签字）：李明\n（单位公章）\n2012年6月4日", ("同意。", "李明", "2012-06-04")),
    ("签字：/      年  月  日", (None, None, None)),
    ("XXX  XXXX年XX月XX日", (None, None, None)),
    ("意见：\n签字：\n日期：", (None, None, None)),
    ("同意提交领导小组审定", ("同意提交领导小组审定", None, None)),
    ("请部门负责人签字后上报。", ("请部门负责人签字后上报。", None, None)),
    ("", (None, None, None)),
    (
        "2012年6月4日经部门会议研究，同意上报。\n部门负责人签字：曹宇琴  2012年6月5日",
        ("2012年6月4日经部门会议研究，同意上报。", "曹宇琴", "2012-06-05"),
    ),
]
BOTH = [
    ("department", "同意。", "李明", "2012-06-04"),
    ("supervising_leader", "同意", "徐斌森", "2012-06-07"),
]
BLANK = ("leading_group", None, None, None)


def block(text: str) -> Told:
    pieces = [Piece(line, Place(table=1)) for line in text.split("\n")]
    found, _ = read_sign_off("department", pieces, Place(table=1))
    return found.opinion, found.signed_by, str(found.date) if found.date else None


@pytest.mark.parametrize(("text", "told"), BLOCKS)
def test_a_block_gives_opinion_signature_and_date(text: str, told: Told) -> None:
    assert block(text) == told


DATES = st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31))
FORMS = [
    "{y}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 日",
    "{y}.{m}.{d}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}年{m:02}月{d:02}日",
    "{cy}年{cm}月{cd}日",
]


def chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def written(day: dt.date, form: str) -> str:
    year = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year))
    return form.format(
        y=day.year, m=day.month, d=day.day, cy=year, cm=chinese(day.month), cd=chinese(day.day)
    )


@given(
    day=DATES,
    form=st.sampled_from(FORMS),
    name=st.sampled_from(["李明", "李　明", "王一", "欧阳小云", "齐福荣", "徐 斌 森"]),
    opinion=st.sampled_from(["", "同意。", "情况属实，同意上报。", "已审核"]),
    label=st.sampled_from(["签字：", "部门负责人签字：", "签名:", "负责人（签字）：", "签章："]),
    between=st.sampled_from(["      ", "\n", "　　", "\n日期："]),
)
def test_any_date_beside_any_name_is_told_apart(
    *, day: dt.date, form: str, name: str, opinion: str, label: str, between: str
) -> None:
    text = f"{opinion}\n{label}{name}{between}{written(day, form)}"

    assert block(text) == (opinion or None, "".join(name.split()), str(day))


def forms_of(sign_offs: Rows, *below: str) -> tuple[Any, list[str]]:
    forms, findings = read(RATING_TITLE, rating(sign_offs=sign_offs), *below, NOTE)
    return forms[0], codes(findings)


@pytest.mark.parametrize(
    "labels",
    [
        ("部门意见", "分管领导\n审核意见", "领导小组\n审定意见"),
        ("部门审核意见", "主管院领导审核意见", "领导小组意见"),
        ("部门（单位）意见", "分管（主管）领导意见", "学院廉政风险防控工作领导小组审定意见"),
        ("部 门 意 见", "分管学院领导审核意见", "院领导小组审定意见"),
        ("部门意贝", "分管院领导审批意见", "领导小组审定意贝"),
        ("部门负责人意见", "分管副院长意见", "领导小组组长审定意见"),
    ],
)
def test_blocks_are_known_by_many_names(labels: tuple[str, str, str]) -> None:
    department, leader, group = labels
    form, found = forms_of(
        [
            [department, "同意。\n签字：李明  2012年6月4日"],
            [leader, "同意\n签字：徐斌森  2012年6月7日"],
            [group, "签字：        年  月  日"],
        ]
    )

    assert signed(form) == [*BOTH, BLANK]
    assert found == []


@pytest.mark.parametrize(
    "sign_offs",
    [
        pytest.param(
            [
                ["部门意见", "同意。", "负责人签字：李明", "2012.6.4"],
                ["分管领导审核意见", "同意", "签字：徐斌森", "2012年6月7日"],
                ["领导小组审定意见", "", "签字：", "年  月  日"],
            ],
            id="in several cells of a row",
        ),
        pytest.param(
            [
                ["部门意见", Cell("同意。", columns=3)],
                ["负责人签字", "李明", "日期", "2012年6月4日"],
                ["分管领导审核意见", Cell("同意", columns=3)],
                ["签字", "徐斌森", "日期", "2012年6月7日"],
                ["领导小组审定意见", Cell("", columns=3)],
                ["签字", "", "日期", ""],
            ],
            id="with the signature in a row of its own",
        ),
        pytest.param(
            [
                [Cell("部门意见", rows="restart"), Cell("同意。", columns=3)],
                [Cell(rows="continue"), Cell("负责人签字：李明", columns=2), "2012.6.4"],
                ["分管领导审核意见", Cell("同意", columns=3)],
                ["", "签字：徐斌森", Cell("2012年6月7日", columns=2)],
                ["领导小组审定意见", Cell("年   月   日", columns=3)],
            ],
            id="with the label merged or blank below",
        ),
        pytest.param(
            [
                ["部门意见", Cell("分管领导审核意见", columns=2), "领导小组审定意见"],
                [
                    "同意。\n签字：李明\n2012年6月4日",
                    Cell("同意\n签字：徐斌森\n2012年6月7日", columns=2),
                    "签字：\n年  月  日",
                ],
            ],
            id="side by side below their labels",
        ),
        pytest.param(
            [
                ["部门意见：同意。\n部门负责人签字：李明     2012年6月4日"],
                ["分管领导审核意见：\n同意\n分管领导签字：徐斌森  2012年6月7日"],
                ["领导小组审定意见：\n组长签字：        年  月  日"],
            ],
            id="label and value in one cell",
        ),
        pytest.param(
            [
                [
                    (
                        "部门意见\n同意。\n签字：李明  2012年6月4日\n分管领导\n审核意见\n同意\n"
                        "签字：徐斌森  2012年6月7日\n领导小组\n审定意见\n签字：      年  月  日"
                    )
                ]
            ],
            id="all in one cell",
        ),
        pytest.param(
            [
                ["分管领导审核意见", "同意\n签字：徐斌森\n2012年6月7日"],
                ["部门意见", "同意。\n签字：李明\n2012年6月4日"],
                ["领导小组审定意见", ""],
            ],
            id="in another order",
        ),
    ],
)
def test_blocks_are_read_wherever_they_stand_in_the_table(sign_offs: Rows) -> None:
    form, found = forms_of(sign_offs)

    assert sorted(signed(form)) == sorted([*BOTH, BLANK])
    assert len(form.risks) == len(RISKS)
    assert found == []


def test_signature_lines_below_the_table_are_sign_offs() -> None:
    form, found = forms_of(
        [["备注", ""]],
        paragraph("部门意见：同意。  签字：李明   2012年6月4日"),
        paragraph("分管领导审核意见：同意"),
        paragraph("签字：徐斌森"),
        paragraph("2012年6月7日"),
    )

    assert signed(form) == BOTH
    assert found == []


def test_three_signatures_on_one_line_are_three_sign_offs() -> None:
    form, found = forms_of(
        [["备注", ""]],
        paragraph("部门负责人签字：李明    分管领导签字：徐斌森    组长签字：齐福荣"),
    )

    assert [(s.role, s.signed_by) for s in form.sign_offs] == [
        ("department", "李明"),
        ("supervising_leader", "徐斌森"),
        ("leading_group", "齐福荣"),
    ]
    assert found == []


def test_a_sign_off_knows_its_cell_and_where_name_and_date_stand() -> None:
    form, _ = forms_of(
        [
            ["部门意见", Cell("同意。", columns=2), "签字：李明\n2012年6月4日"],
            ["分管领导审核意见", ""],
        ]
    )
    department, leader = form.sign_offs

    assert (department.place("").row, department.place("").column) == (7, 2)
    assert department.place("opinion").column == 2
    assert department.place("signed_by").column == department.place("date").column == 4
    assert (leader.place("").row, leader.place("").column) == (8, 2)


@pytest.mark.parametrize("label", ["纪委意见", "学院党委意见", "领导小组办公室意见", "专家组意见"])
def test_what_other_blocks_say_belongs_to_no_field(label: str) -> None:
    form, found = forms_of([["部门意见", "同意。"], [label, "同意。 王某 2012年6月9日"]])

    assert [s.role for s in form.sign_offs] == ["department"]
    assert found == ["LF-F12"]


def test_another_block_left_blank_is_no_finding() -> None:
    form, found = forms_of([["部门意见", "同意。"], ["纪委意见", "签字：       年  月  日"]])

    assert len(form.sign_offs) == 1
    assert found == []


def test_who_is_responsible_is_no_sign_off_label() -> None:
    risks = [
        ["受理", "1.不按规定登记。", "中", "分管领导"],
        ["审核", "1.压件不办。", "低", "领导小组"],
        ["审批", "1.不按规定把关。", "高", "部门负责人"],
    ]
    forms, findings = read(RATING_TITLE, rating(risks), NOTE)

    assert [risk.responsible for risk in forms[0].risks] == ["分管领导", "领导小组", "部门负责人"]
    assert len(forms[0].sign_offs) == 3
    assert codes(findings) == []


def test_the_second_of_two_dates_is_kept_and_the_first_reported() -> None:
    form, found = forms_of([["部门意见", "李明 2012年6月4日\n王强 2012年6月5日"]])

    assert signed(form) == [("department", None, "李明、王强", "2012-06-05")]
    assert found == ["LF-F12"]
