"""Annex 7 twice in one file, and remarks that departments add to it."""

from __future__ import annotations

import pytest

from schemas.criteria import criteria
from tests.support.forms import codes, paragraph, read, table

TITLE = paragraph("廉政风险防控机制建设检查考核标准", page_break=True) + paragraph("部门：保卫处")
HEAD = ["序号", "考核标准", "是否达标"]


def answers(**changed: str) -> list[list[str]]:
    return [[str(c.number), c.text, changed.get(f"n{c.number}", "是")] for c in criteria()]


def test_two_that_contradict_each_other_are_one_finding_that_names_both_places() -> None:
    first, second = answers(), answers(n2="否", n5="否")
    forms, findings = read(TITLE, table([HEAD, *first]), TITLE, table([HEAD, *second]))
    assert [form.criteria[1].met for form in forms] == [True, False]
    (finding,) = findings
    assert (finding.code, finding.severity) == ("LF-F14", "error")
    assert "第2、5条" in finding.message
    assert "表1第3行第3列和表2第3行第3列" in finding.message
    assert [(p.table, p.row) for p in finding.related] == [(1, 3)]


def test_two_that_say_the_same_are_no_fault() -> None:
    _, findings = read(TITLE, table([HEAD, *answers()]), TITLE, table([HEAD, *answers()]))
    assert not findings


def test_a_criterion_answered_twice_in_one_table_is_told() -> None:
    again = [["3", criteria()[2].text, "否"]]
    (form,), findings = read(TITLE, table([HEAD, *answers(), *again]))
    assert form.criteria[2].met is True
    assert codes(findings) == ["LF-F14"]


@pytest.mark.parametrize("remark", ["（第三项除外）", "【待补】", "（除外）", "照片待补"])
@pytest.mark.parametrize("number", [2, 3, 13])
def test_a_remark_added_to_a_criterion_is_told_verbatim(number: int, remark: str) -> None:
    rows = answers()
    rows[number - 1][1] += remark
    (form,), findings = read(TITLE, table([HEAD, *rows]))
    assert form.criteria[number - 1].met is True
    assert [(f.code, f.location and f.location.text) for f in findings] == [("LF-F12", remark)]


def test_an_answer_with_a_remark_keeps_its_words() -> None:
    (form,), findings = read(TITLE, table([HEAD, *answers(n4="是（第三项除外）")]))
    assert form.criteria[3].met is None
    assert [f.location and f.location.text for f in findings] == ["是（第三项除外）"]


@pytest.mark.parametrize("blank", ["□是 □否", "（ ）是（ ）否", "□达标\n□未达标"])
def test_boxes_still_to_be_ticked_are_no_answer_and_no_fault(blank: str) -> None:
    (form,), findings = read(TITLE, table([HEAD, *answers(n7=blank)]))
    assert form.criteria[6].met is None
    assert not findings
