"""LF-R20 to R23: remarks on the ratings, for the office alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set
from schemas.college import LEVELS
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form, RatedRisk
from tests.support.dossiers import AUDIT, TEACHING, catalogue, rated, row, told
from tests.support.ratings import faults, item_files, on_due_day

ADVICE = {"LF-R20", "LF-R21", "LF-R22", "LF-R23"}
LEVEL_CELL = "表1第5行第3列"


def rated_so(
    items: dict[tuple[str, str], Sequence[RatedRisk]], *, content: str = "日常事务。"
) -> Dossier:
    """Make a college of these items (department, name) and their risks; others say 无."""
    files: list[tuple[str, Form]] = []
    for department in (AUDIT, TEACHING):
        own = [name for of, name in items if of == department]
        rows = (
            row(name, content=content, department=department, seq=n, line=n + 1)
            for n, name in enumerate(own, 1)
        )
        files.append((f"inbox/{department}/目录.docx", catalogue(*rows, department=department)))
    for (department, name), risks in items.items():
        files += item_files(*risks, item=name, department=department)
    return on_due_day(*files)


def levels(*given_levels: str, point: str = "审批") -> list[RatedRisk]:
    """Make risks of different wording with these levels, at one point."""
    return [
        rated(f"不按第{n}条规定办理。", level, point=point, line=4 + n)
        for n, level in enumerate(given_levels, 1)
    ]


def messages(findings: Sequence[Finding], code: str) -> list[str]:
    return [f.message for f in findings if f.code == f"LF-{code}"]


def test_advice_is_information_and_no_fault() -> None:
    found = check(rated_so({(AUDIT, "教材采购"): levels("低", "低")}))
    assert {f.severity for f in found if f.code in ADVICE} == {"info"}
    assert faults(found) == set()


def test_a_department_that_checks_its_own_files_gets_no_advice() -> None:
    found = check_file_set(rated_so({(AUDIT, "教材采购"): levels("低", "低")}))
    assert {f.code for f in found} & ADVICE == set()


def test_without_ratings_there_is_no_advice() -> None:
    assert {f.code for f in check(on_due_day(catalogue(row())))} & ADVICE == set()


# --- R20: low throughout -----------------------------------------------------------------------


def test_a_key_areas_item_with_decision_power_that_is_low_throughout_is_pointed_out() -> None:
    found = check(rated_so({(AUDIT, "教材采购"): levels("低", "低")}))
    assert told(found, "R20") == [(AUDIT, "教材采购", LEVEL_CELL)]
    (message,) = messages(found, "R20")
    assert "“物资采购（招投标）”" in message
    assert "“审批”" in message
    assert "2条风险都评为“低”" in message


def test_one_risk_above_low_is_enough() -> None:
    assert told(check(rated_so({(AUDIT, "教材采购"): levels("低", "中")})), "R20") == []


def test_an_item_outside_the_key_areas_may_be_low_throughout() -> None:
    assert told(check(rated_so({(AUDIT, "公文处理"): levels("低", "低")})), "R20") == []


def test_a_step_of_the_flowchart_tells_of_decision_power_too() -> None:
    found = check(rated_so({(AUDIT, "教材采购"): levels("低", point="受理")}))
    assert len(told(found, "R20")) == 1


def test_an_item_without_decision_power_may_be_low_throughout() -> None:
    risks = levels("低", point="登记")
    files = item_files(*risks, item="教材采购")
    without = [(path, form) for path, form in files if "流程图" not in path]
    found = check(on_due_day(catalogue(row("教材采购", content="登记入库。")), *without))
    assert told(found, "R20") == []


@pytest.mark.parametrize("level", ["", "一级"])
def test_nothing_is_said_of_an_item_while_a_level_is_open(level: str) -> None:
    assert told(check(rated_so({(AUDIT, "教材采购"): levels("低", level)})), "R20") == []


# --- R21: nothing high -------------------------------------------------------------------------


def test_a_department_without_any_high_risk_is_pointed_out_with_its_figures() -> None:
    found = check(rated_so({(AUDIT, "公文处理"): levels("中", "低", "低")}))
    assert told(found, "R21") == [(AUDIT, None, "")]
    assert "3条风险中没有“高”（中1条、低2条）" in messages(found, "R21")[0]


def test_a_department_with_one_high_risk_is_not() -> None:
    found = check(
        rated_so({(AUDIT, "公文处理"): levels("低"), (AUDIT, "档案管理"): levels("高", "低")})
    )
    assert told(found, "R21") == []


def test_nothing_is_said_of_a_department_while_a_form_or_level_is_missing() -> None:
    some = item_files(*levels("低"), item="公文处理")
    rows = (row("公文处理"), row("档案管理", seq=2, line=3))
    assert told(check(on_due_day(catalogue(*rows), *some)), "R21") == []
    assert told(check(rated_so({(AUDIT, "公文处理"): levels("低", "")})), "R21") == []


# --- R22: alone --------------------------------------------------------------------------------


def same_text(*given_levels: str) -> Dossier:
    """Make as many items with one and the same risk, rated so."""
    return rated_so(
        {
            (AUDIT, f"第{n}项工作"): [rated("泄露信息。", level)]
            for n, level in enumerate(given_levels, 1)
        }
    )


def test_a_level_that_nobody_else_gives_is_pointed_out_where_it_stands() -> None:
    found = check(same_text("高", "低", "高"))
    assert told(found, "R22") == [(AUDIT, "第2项工作", LEVEL_CELL)]
    assert "评为“低”，院内只有这一处；同样的表现形式有2处评为“高”" in messages(found, "R22")[0]


@pytest.mark.parametrize(
    "given_levels", [("高", "低"), ("高", "高"), ("高", "高", "低", "低"), ("高", "中", "低")]
)
def test_nobody_is_alone_unless_two_others_agree_against_one(given_levels: Sequence[str]) -> None:
    assert told(check(same_text(*given_levels)), "R22") == []


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=6))
def test_who_is_alone_is_told_beside_r09_and_never_without_it(given_levels: list[str]) -> None:
    found = check(same_text(*given_levels))
    alone = [level for level in LEVELS if given_levels.count(level) == 1]
    agreed = any(given_levels.count(level) > 1 for level in LEVELS)
    assert len(told(found, "R22")) == (len(alone) if agreed else 0)
    assert not alone or not agreed or told(found, "R09")


# --- R23: kinds --------------------------------------------------------------------------------


def of_kinds(*texts: str) -> list[RatedRisk]:
    return [rated(text, "高", line=4 + n) for n, text in enumerate(texts, 1)]


def test_each_department_gets_one_remark_on_the_kinds_of_its_risks() -> None:
    found = check(
        rated_so(
            {
                (AUDIT, "公文处理"): of_kinds("越权签发公文。", "不按规定登记。"),
                (AUDIT, "档案管理"): of_kinds("泄露档案内容。"),
                (TEACHING, "命题"): of_kinds("泄露试题。"),
            }
        )
    )
    assert [department for department, _, _ in told(found, "R23")] == [AUDIT, TEACHING]
    first, second = messages(found, "R23")
    assert "3条风险中，权力行使1条、制度机制1条、思想道德1条。" in first
    assert "没有看出权力行使、制度机制方面的风险" in second


def test_risks_whose_kind_no_word_tells_are_counted_and_quoted() -> None:
    found = check(rated_so({(AUDIT, "公文处理"): of_kinds("越权签发公文。", "其他情形。")}))
    assert "另有1条看不出类型：“其他情形。”" in messages(found, "R23")[0]


@given(st.lists(st.sampled_from(["越权签发。", "不按规定登记。", "泄露。", "其他。", "印章。"])))
def test_every_risk_is_counted_once(texts: list[str]) -> None:
    found = check(rated_so({(AUDIT, "公文处理"): of_kinds(*texts)}))
    told_of = messages(found, "R23")
    assert len(told_of) == bool(texts)
    assert all(f"{len(texts)}条风险中" in message for message in told_of)
