"""Annex 7 in the habits in which it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.answers import read_answer
from schemas.criteria import criteria
from tests.support.forms import Cell, codes, paragraph, read, table

TITLE = paragraph("附件7：") + paragraph("廉政风险防控机制建设检查考核标准")
LINE = paragraph("部门：审计监察处          考核时间：2012年10月9日")
HEAD = ("项目", "考核标准", "是否达标", "佐证材料")
GROUPS = [c.group for c in criteria()]


def body(
    answers: Sequence[str], *, evidence: str = "会议记录", numbered: bool = True
) -> list[list[str | Cell]]:
    rows: list[list[str | Cell]] = []
    for c, answer in zip(criteria(), answers, strict=True):
        first = not rows or GROUPS[c.number - 1] != GROUPS[c.number - 2]
        group = Cell(c.group if first else "", rows="restart" if first else "continue")
        text = f"{c.number}.{c.text}" if numbered else c.text
        rows.append([group, text, answer, evidence])
    return rows


def assessment(*blocks: str) -> tuple[Any, list[str]]:
    forms, findings = read(*blocks)
    assert [form.form for form in forms] == ["assessment"]
    return forms[0], codes(findings)


def met(form: Any) -> list[bool | None]:  # noqa: ANN401 - a form
    return [c.met for c in form.criteria]


def test_the_plans_own_table_with_two_columns_added() -> None:
    form, found = assessment(TITLE, LINE, table([HEAD, *body(["是"] * 19 + ["否"])]))

    assert (form.department, str(form.filled_on)) == ("审计监察处", "2012-10-09")
    assert [c.number for c in form.criteria] == list(range(1, 21))
    assert met(form) == [True] * 19 + [False]
    assert {c.evidence for c in form.criteria} == {"会议记录"}
    assert found == []


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("是", "否"),
        ("达标", "未达标"),
        ("√", "×"),
        ("☑是 □否", "□是 ☑否"),
        ("是☑ 否□", "是□ 否☑"),
        ("（√）", "（×）"),
        ("合格", "不合格"),
        ("“是”", "“否”"),
        ("√是　□否", "□是　√否"),
    ],
)
def test_answers_in_many_dresses(yes: str, no: str) -> None:
    form, found = assessment(TITLE, LINE, table([HEAD, *body([yes, no] * 10)]))

    assert met(form) == [True, False] * 10
    assert found == []


def test_a_blank_answer_is_none() -> None:
    form, found = assessment(TITLE, LINE, table([HEAD, *body(["是"] * 12 + [""] + ["是"] * 7)]))

    assert form.criteria[12].met is None
    assert found == []


def test_blank_evidence_is_none() -> None:
    form, _ = assessment(TITLE, LINE, table([HEAD, *body(["是"] * 20, evidence="")]))

    assert {c.evidence for c in form.criteria} == {None}


def test_words_that_say_neither_are_told_and_not_guessed() -> None:
    form, found = assessment(TITLE, LINE, table([HEAD, *body(["基本达标"] + ["是"] * 19)]))

    assert form.criteria[0].met is None
    assert found == ["LF-F12"]


def test_columns_of_their_own_for_yes_and_no() -> None:
    rows: list[Sequence[str | Cell]] = [("项目", "考核标准", "达标", "未达标", "备注")]
    for row in body([""] * 20):
        group, text, _, evidence = row
        rows.append([group, text, "√", "", evidence])
    rows[3] = [*rows[3][:2], "", "√", rows[3][4]]

    form, found = assessment(TITLE, LINE, table(rows))

    assert met(form) == [True, True, False, *[True] * 17]
    assert found == []


def test_a_column_parted_into_yes_and_no() -> None:
    head: list[list[str | Cell]] = [
        [
            Cell("项目", rows="restart"),
            Cell("考核标准", rows="restart"),
            Cell("自评结果", columns=2),
            Cell("佐证材料", rows="restart"),
        ],
        [
            Cell("", rows="continue"),
            Cell("", rows="continue"),
            "是",
            "否",
            Cell("", rows="continue"),
        ],
    ]
    rows: list[list[str | Cell]] = [[g, t, "", "√", e] for g, t, _, e in body([""] * 20)]

    form, found = assessment(TITLE, LINE, table([*head, *rows]))

    assert met(form) == [False] * 20
    assert found == []


def test_title_and_department_inside_the_table() -> None:
    form, found = assessment(
        table(
            [
                [Cell("廉政风险防控机制建设检查考核标准", columns=4)],
                [Cell("部门：审计监察处\t考核时间：2012年10月", columns=4)],
                HEAD,
                *body(["是"] * 20),
            ]
        )
    )

    assert form.department == "审计监察处"
    assert len(form.criteria) == 20
    assert found == []


def test_criteria_without_numbers_are_known_by_their_words() -> None:
    form, _ = assessment(TITLE, LINE, table([HEAD, *body(["是"] * 20, numbered=False)]))

    assert [c.number for c in form.criteria] == list(range(1, 21))


def test_rows_in_another_order_keep_their_numbers() -> None:
    rows = body(["是"] * 9 + ["否"] + ["是"] * 10)
    plain: list[list[str | Cell]] = [[GROUPS[n], *row[1:]] for n, row in enumerate(rows)]

    form, _ = assessment(TITLE, LINE, table([HEAD, *reversed(plain)]))

    assert [c.number for c in form.criteria if c.met is False] == [10]


def test_a_header_repeated_on_the_next_page_is_no_criterion() -> None:
    rows = body(["是"] * 20)

    form, found = assessment(TITLE, LINE, table([HEAD, *rows[:12], HEAD, *rows[12:]]))

    assert len(form.criteria) == 20
    assert found == []


def test_signatures_below_the_table_are_no_findings() -> None:
    last = [Cell("部门负责人签字：甲一", columns=2), Cell("日期：2012年10月9日", columns=2)]

    _, found = assessment(TITLE, LINE, table([HEAD, *body(["是"] * 20), last]))

    assert found == []


def test_a_table_without_a_column_for_answers_is_asked_for() -> None:
    rows = [[row[0], row[1], row[3]] for row in body(["是"] * 20)]

    _, found = assessment(TITLE, LINE, table([("项目", "考核标准", "佐证材料"), *rows]))

    assert "LF-F10" in found


def test_a_text_beside_the_criteria_is_told() -> None:
    rows = body(["是"] * 20)
    rows.append([Cell("补充说明的事项另见单独的报告", columns=4)])

    _, found = assessment(TITLE, LINE, table([HEAD, *rows]))

    assert found == ["LF-F12"]


_answers = st.sampled_from(["是", "否", "√", "×", "达标", "未达标", "☑是□否", "□是☑否", ""])


@given(answers=st.lists(_answers, min_size=20, max_size=20))
def test_any_answers_are_read_back(answers: list[str]) -> None:
    form, found = assessment(TITLE, LINE, table([HEAD, *body(answers)]))

    assert met(form) == [read_answer(answer) for answer in answers]
    assert found == []
