"""LF-M20 to M23: remarks on the measures, for the office alone, few and never risk by risk."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set
from checks.measure_words import kinds_of_measure, only_names_regulations
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form, MeasuredRisk, RatedRisk
from schemas.risk_kinds import RISK_KINDS
from tests.support.dossiers import (
    AUDIT,
    catalogue,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    row,
    told,
)
from tests.support.measured import TABLE, year
from tests.support.risks import CHART, LIST, MAP, RATING, SUMMARY, the

ADVICE = {"LF-M20", "LF-M21", "LF-M22", "LF-M23"}
CELL = "表1第2行第6列"

Served = tuple[str, Sequence[str]]
"""A manifestation and its measures."""


def measured_so(
    *items: Sequence[Served], regulations: Sequence[str] = ("《工作规程》",)
) -> Dossier:
    """Make a department of these items, whose risks are all rated 中."""
    files: dict[str, Form | None] = dict.fromkeys((CHART, MAP, RATING, SUMMARY))
    rows: list[MeasuredRisk] = []
    for n, served in enumerate(items, 1):
        name = f"第{n}项工作"
        rating: list[RatedRisk] = []
        for number, (text, given_measures) in enumerate(served):
            rating.append(rated(text, line=5 + number))
            line = 2 + len(rows)
            rows.append(
                measured(
                    text, item=name, measures=given_measures, regulations=regulations, line=line
                )
            )
        files[f"inbox/{AUDIT}/流程图{n}.docx"] = flow("受理>审核", item=name)
        files[f"inbox/{AUDIT}/评定表{n}.docx"] = rating_form(*rating, item=name)
    names = (row(f"第{n}项工作", seq=n, line=n + 1) for n in range(1, len(items) + 1))
    files |= {LIST: catalogue(*names), TABLE: measures(*rows)}
    return year(forms=files)


def codes(findings: Sequence[Finding]) -> set[str]:
    return {f.code for f in findings} & ADVICE


def test_advice_is_information_and_no_fault() -> None:
    spoilt = measured_so([("泄露试题。", ["《保密条例》", "建立XX台账。"])] * 1)
    found = [f for f in check(spoilt) if f.code in ADVICE]
    assert {f.severity for f in found} == {"info"}
    assert {f.department for f in found} == {AUDIT}


def test_a_department_that_checks_its_own_files_gets_no_advice() -> None:
    assert codes(check_file_set(measured_so([("泄露试题。", ["《保密条例》"])]))) == set()


def test_measures_that_fit_get_no_advice() -> None:
    fitting = [
        ("泄露试题。", ["开展保密教育。"]),
        ("越权签发公文。", ["签发前由两人复核。"]),
        ("不按规定登记。", ["修订登记办法。"]),
    ]
    assert codes(check(measured_so(fitting))) == set()


# --- M20: of another kind ----------------------------------------------------------------------


MORAL: Sequence[Served] = [
    (text, ["规范流程，两人复核。"]) for text in ("泄露试题。", "收受礼品。", "弄虚作假。")
]


def test_kinds_of_risk_without_measures_of_their_kind_are_told_in_one_remark() -> None:
    procedures: Sequence[Served] = [
        (text, ["组织警示教育。"]) for text in ("越权签发公文。", "擅自变更合同。", "暗箱操作。")
    ]
    found = check(measured_so(MORAL, procedures))
    assert told(found, "M20") == [(AUDIT, None, "表1第5行第6列")]
    message = the(found, "M20").message
    assert "权力行使方面的3条风险中，有3条没有规范程序、分权制衡一类的措施" in message
    assert "思想道德方面的3条风险中，有3条没有加强教育一类的措施" in message
    assert "如“第1项工作”的“泄露试题。”" in message


def test_one_fitting_measure_among_several_is_enough() -> None:
    served = [(text, ["规范流程。", "签订廉洁承诺书。"]) for text, _ in MORAL]
    assert codes(check(measured_so(served))) == set()


def test_a_few_risks_or_a_small_share_are_not_worth_a_remark() -> None:
    assert codes(check(measured_so(MORAL[:2]))) == set()
    educated = [(f"泄露第{n}份试题。", ["开展保密教育。"]) for n in range(4)]
    assert codes(check(measured_so([*MORAL, *educated]))) == set()


def test_a_regulation_is_a_measure_against_risks_of_the_system() -> None:
    served = [(text, ["开展教育。"]) for text in ("不按规定登记。", "材料不全。", "流于形式。")]
    assert codes(check(measured_so(served))) == set()
    found = check(measured_so(served, regulations=()))
    assert "制度机制方面的3条风险" in the(found, "M20").message


# --- M21: copied -------------------------------------------------------------------------------


def copied(items: int, *texts: str) -> Dossier:
    return measured_so(*[[(f"不按第{n}条规定登记。", texts)] for n in range(items)])


def test_a_measure_that_stands_in_many_items_is_told_once_with_their_number() -> None:
    found = check(copied(6, "加强登记管理。", "定期抽查。"))
    assert told(found, "M21") == [(AUDIT, None, CELL)]
    assert "有2条措施" in the(found, "M21").message
    assert "“加强登记管理。”（6项）、“定期抽查。”（6项）" in the(found, "M21").message


def test_a_measure_of_a_few_items_is_not_copied() -> None:
    assert codes(check(copied(4, "加强登记管理。"))) == set()


def test_a_measure_that_stands_often_in_one_item_is_not_copied() -> None:
    served = [(f"不按第{n}条规定登记。", ["加强登记管理。"]) for n in range(9)]
    assert codes(check(measured_so(served))) == set()


# --- M22: a name in place of a measure ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "《信访举报登记管理办法》",
        "《登记办法》、《办理规定》。",
        "按照《保密条例》",
        "《公文处理办法》（试行）",
        "物资采购管理办法",
        "档案管理工作规程。",
    ],
)
def test_a_measure_that_only_names_a_regulation_is_told(text: str) -> None:
    assert only_names_regulations(text)
    found = check(measured_so([("不按规定登记。", ["定期抽查。", text])]))
    assert told(found, "M22") == [(AUDIT, None, CELL)]
    assert f"“{text}”" in the(found, "M22").message


@pytest.mark.parametrize(
    "text",
    [
        "制定《信访举报登记管理办法》。",
        "承办人向处领导提交《信访举报办理表》，提出承办意见。",
        "严格执行集体决策制度",
        "实行首问负责制和限时办结制",
        "建立健全信访举报件管理的相关制度。",
        "大额支出实行联签制度",
        "学习《廉政准则》，签订承诺书",
        "完善采购管理办法",
        "",
    ],
)
def test_a_measure_that_says_what_is_done_is_one(text: str) -> None:
    assert not only_names_regulations(text)


def test_names_in_place_of_measures_are_told_once_for_a_department() -> None:
    served: Sequence[Served] = [(f"不按第{n}条规定登记。", ["《登记办法》"]) for n in range(9)]
    found = check(measured_so(served, served))
    assert len(told(found, "M22")) == 1
    assert "有18条防控措施" in the(found, "M22").message


# --- M23: placeholders -------------------------------------------------------------------------


def test_placeholder_text_inside_a_regulation_is_told_once_for_a_department() -> None:
    served: Sequence[Served] = [(f"不按第{n}条规定登记。", ["定期抽查。"]) for n in range(3)]
    found = check(measured_so(served, regulations=["《XXXXX信访举报登记管理办法》"]))
    assert told(found, "M23") == [(AUDIT, None, "表1第2行第7列")]
    assert "“《XXXXX信访举报登记管理办法》”" in the(found, "M23").message


def test_placeholder_text_inside_a_measure_is_told() -> None:
    found = check(measured_so([("不按规定登记。", ["建立XX台账。"])]))
    assert told(found, "M23") == [(AUDIT, None, CELL)]


# --- the words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("重大事项提交部门办公会集体研究", {"权力行使"}),
        ("制定并公布资格审查细则", {"权力行使", "制度机制"}),
        ("开展岗位廉政教育，签订廉洁从业承诺书", {"思想道德"}),
        ("其他。", set()),
    ],
)
def test_the_kinds_of_a_measure_are_told_by_its_words(text: str, kinds: set[str]) -> None:
    assert set(kinds_of_measure(text)) == kinds


@given(st.text())
def test_any_text_has_kinds_and_is_a_name_or_not(text: str) -> None:
    assert set(kinds_of_measure(text)) <= set(RISK_KINDS)
    assert only_names_regulations(text) in {True, False}
