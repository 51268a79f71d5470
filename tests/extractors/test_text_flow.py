from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.drawing import Graph
from extractors.text_flow import understand_text


def chart(found: Graph | None) -> set[tuple[str, str, str | None]]:
    assert found is not None
    texts = {node.id: node.text for node in found.nodes}
    return {(texts[e.source], texts[e.target], e.label) for e in found.edges}


CHAIN = {("申请", "审核", None), ("审核", "审批", None)}


@pytest.mark.parametrize(
    "text",
    [
        "申请|↓|审核|↓|审批",
        "申请|⬇|审核|▼|审批",
        "申请|│|▼|审核|│|▼|审批",
        "申请→审核→审批",
        "申请 -> 审核 -> 审批",
        "申请-->审核-->审批",
        "申请\uff1d>审核==>审批",
        "申请——→审核━━▶审批",
        "申请→|审核→|审批",
        "申请|→审核|→审批",
        "1.申请 → 2.审核 → 3.审批",
        "审批|↑|审核|↑|申请",
        "申请→审核；审核→审批",
    ],
)
def test_steps_with_arrows_between_them_are_a_chain(text: str) -> None:
    found = understand_text(text.split("|"))

    assert chart(found) == CHAIN
    assert found is not None
    assert found.verdict == "sure"


@pytest.mark.parametrize(
    "text",
    [
        "审核→{转办、暂存}",
        "审核→（转办、暂存）",
        "审核|↓|{转办；暂存}",
        "审核|↙  ↘|转办    暂存",
    ],
)
def test_an_arrow_to_a_group_is_one_arrow_to_each(text: str) -> None:
    assert chart(understand_text(text.split("|"))) == {
        ("审核", "转办", None),
        ("审核", "暂存", None),
    }


@pytest.mark.parametrize(
    "text",
    [
        "受理→是否合规|是→审签|否→退单",
        "受理→是否合规|是否合规（是）→审签|是否合规（否）→退单",
        "受理→是否合规|是否合规—是→审签|是否合规—否→退单",
    ],
)
def test_branch_words_become_labels(text: str) -> None:
    assert chart(understand_text(text.split("|"))) == {
        ("受理", "是否合规", None),
        ("是否合规", "审签", "是"),
        ("是否合规", "退单", "否"),
    }


def test_a_word_beside_a_down_arrow_is_its_label() -> None:
    assert ("审核", "审批", "同意") in chart(
        understand_text(["申请", "↓", "审核", "↓ 同意", "审批"])
    )


def test_ways_meet_again_under_slanted_arrows() -> None:
    lines = ["申请", "↙   ↘", "初审   复审", "↘   ↙", "审批"]

    assert chart(understand_text(lines)) == {
        ("申请", "初审", None),
        ("申请", "复审", None),
        ("初审", "审批", None),
        ("复审", "审批", None),
    }


def test_title_lines_and_remarks_are_notes() -> None:
    lines = ["职权事项：采购", "责任处室：资产处", "申请", "↓", "审批", "注：涉及行政职权的"]
    found = understand_text(lines)

    assert found is not None
    assert [note.text for note in found.notes] == [lines[0], lines[1], lines[5]]
    assert [node.text for node in found.nodes] == ["申请", "审批"]


def test_a_time_limit_on_its_own_line_belongs_to_the_step_above() -> None:
    found = understand_text(["申请", "（当日）", "↓", "审批", "（3个工作日）"])

    assert found is not None
    assert [node.text for node in found.nodes] == ["申请（当日）", "审批（3个工作日）"]


def test_a_line_that_may_be_a_step_is_asked_about() -> None:
    found = understand_text(["申请", "↓", "审核", "由两名工作人员办理", "↓", "审批"])

    assert found is not None
    assert found.verdict == "doubtful"


def test_a_loop_leads_back_to_the_same_words() -> None:
    assert ("审核", "申请", "不合格") in chart(
        understand_text(["申请→审核→审批", "审核（不合格）→申请"])
    )


@pytest.mark.parametrize(
    "text",
    [
        "本项工作按申请→审批的顺序办理。",
        "本项工作按照申请→审批→归档的顺序办理，请各部门认真执行。",
        "申请→审批",
        "一、总体要求|各部门要高度重视。",
        "1、申报|2、审核|3、批准",
        "",
    ],
)
def test_prose_is_no_chart(text: str) -> None:
    assert understand_text(text.split("|")) is None


@given(st.lists(st.text(alphabet="甲乙→↓是否（）{}、；>-| \t1.", max_size=12), max_size=8))
def test_any_text_is_read_without_complaint(lines: list[str]) -> None:
    found = understand_text(lines)

    assert found is None or (found.nodes and found.edges)
    if found is not None:
        ids = {node.id for node in found.nodes}
        assert {end for e in found.edges for end in (e.source, e.target)} <= ids
