"""Family P: every item has a flowchart (annex 2), and every flowchart is one."""

from __future__ import annotations

import pytest

from checks import check
from schemas.findings import Finding
from schemas.forms import ProcessFlow
from tests.support.dossiers import AUDIT, IN_TIME, ITEM, LATE, catalogue, dossier, flow, row, told

OTHER = "案件查办"
TWO = catalogue(row(), row(OTHER, line=3, seq=2))
CHART, LIST = f"inbox/{AUDIT}/流程图.docx", f"inbox/{AUDIT}/目录.docx"


def judged(chart: ProcessFlow, category: str = "内部职权") -> tuple[Finding, ...]:
    return check(dossier((LIST, catalogue(row(category=category))), (CHART, chart)))


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code[3:] for finding in findings if finding.code[3] == "P"}


def test_a_catalogue_with_all_its_charts_breaks_no_rule() -> None:
    assert codes(check(dossier(TWO, flow(), flow(item=OTHER)))) == set()


def test_an_item_without_a_chart_is_told_at_its_row_once_any_chart_was_sent() -> None:
    found = check(dossier((LIST, TWO), (CHART, flow())))
    assert told(found, "P01") == [(AUDIT, OTHER, "表1第3行第3列")]
    assert {f.file for f in found if f.code == "LF-P01"} == {LIST}


def test_before_the_milestone_charts_that_were_never_sent_are_only_awaited() -> None:
    assert told(check(dossier(TWO, as_of=IN_TIME)), "P01") == []


def test_after_the_milestone_every_item_without_a_chart_is_told() -> None:
    found = told(check(dossier(TWO, as_of=LATE)), "P01")
    assert [item for _, item, _ in found] == [ITEM, OTHER]


def test_a_repeated_item_lacks_its_chart_only_once() -> None:
    twice = catalogue(row(), row(line=3, seq=2))
    assert len(told(check(dossier(twice, as_of=LATE)), "P01")) == 1


def test_rows_without_a_real_name_are_not_missed_among_the_charts() -> None:
    odd = catalogue(row(), row("", line=3, seq=2), row("XX（略）", line=4, seq=3))
    assert told(check(dossier(odd, flow(), as_of=LATE)), "P01") == []


def test_a_chart_matches_its_item_however_the_name_is_spaced() -> None:
    assert codes(judged(flow(item="信访 举报\n受理"))) == set()


def test_a_chart_of_an_unknown_item_is_told_with_the_nearest_name() -> None:
    found = judged(flow(item="信访举报处理"))
    assert told(found, "P02") == [(AUDIT, "信访举报处理", "第3段")]
    (unknown,) = (f for f in found if f.code == "LF-P02")
    assert unknown.file == CHART
    assert f"“{ITEM}”" in unknown.hint


def test_a_chart_that_names_no_item_is_told() -> None:
    found = judged(flow(item=""))
    assert told(found, "P02") == [(AUDIT, None, "第3段")]


def test_without_any_catalogue_a_chart_is_not_called_unknown() -> None:
    assert told(check(dossier(flow())), "P02") == []


@pytest.mark.parametrize("supervision", [None, "", "……", "无"])
def test_an_administrative_item_has_to_state_its_supervision(supervision: str | None) -> None:
    found = judged(flow(supervision=supervision), category="行政职权")
    assert told(found, "P03") == [(AUDIT, ITEM, "第3段")]


def test_supervision_that_is_stated_will_do() -> None:
    assert told(judged(flow(supervision="纪委办公室监督"), category="行政职权"), "P03") == []


def test_internal_items_need_no_supervision() -> None:
    assert told(judged(flow(supervision=None), category="内部职权"), "P03") == []


def test_a_chart_without_any_time_limit_is_told() -> None:
    found = judged(flow(time_limit=None))
    assert told(found, "P04") == [(AUDIT, ITEM, "第3段")]
    assert {f.severity for f in found if f.code == "LF-P04"} == {"warning"}


@pytest.mark.parametrize("step", ["3个工作日内审核", "每年5月底前汇总", "当场办结"])
def test_a_time_limit_in_the_words_of_a_step_counts(step: str) -> None:
    assert told(judged(flow(f"受理>{step}", time_limit=None)), "P04") == []


def test_a_picture_is_judged_neither_by_its_limits_nor_by_its_arrows() -> None:
    assert codes(judged(flow(""), category="行政职权")) == set()


@pytest.mark.parametrize(
    "arrows",
    [
        "受理",
        "受理>审核 审核>审批",
        "审批>转办 审批>退回 受理>审批",
        "受理>初审 初审>齐全 齐全>审核 齐全>受理 审核>办结",
        "受理>审核 审核>受理",
        "来信>登记 来访>登记 登记>审核",
        "来信>登记 登记>审核 来访>接谈 接谈>审核",
    ],
    ids=["one", "line", "fork", "return to start", "only a loop", "two starts", "parallel starts"],
)
def test_sound_charts_hang_together(arrows: str) -> None:
    assert told(judged(flow(arrows)), "P05") == []


@pytest.mark.parametrize(
    ("arrows", "shape", "words"),
    [
        ("受理>审核 审批>办结 审核>复核", 3, "“审批”“办结”"),
        ("受理>审核 存档", 3, "“存档”"),
        ("受理 审核 审批", 2, "“审核”“审批”"),
        ("通知>申报 申报>审查 审查>批准 复核>批准", 5, "“复核”"),
        ("受理>审核 补正>重报 重报>补正 重报>审核 审核>审批", 3, "“补正”“重报”"),
    ],
    ids=["two pieces", "alone", "no arrows", "nothing leads to it", "a loop nothing enters"],
)
def test_a_chart_in_pieces_or_with_a_step_out_of_reach_is_told(
    arrows: str, shape: int, words: str
) -> None:
    found = judged(flow(arrows))
    assert told(found, "P05") == [(AUDIT, ITEM, f"图形{shape}")]
    assert words in next(f.message for f in found if f.code == "LF-P05")


def test_an_arrow_to_a_step_that_is_not_there_is_passed_over() -> None:
    chart = flow("受理>审核")
    lost = chart.model_copy(update={"steps": chart.steps[:1]})
    assert told(judged(lost), "P05") == []
