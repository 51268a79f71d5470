"""The parts of the work report, and which of them the office has written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wording import ReportSection, WorkReport
from schemas.work_report import is_written, prose, report_slots, slots_of

NAMES = [slot.name for slot in report_slots()]


def report(*sections: tuple[str, str]) -> WorkReport:
    return WorkReport(sections=tuple(ReportSection(heading=h, text=t) for h, t in sections))


def test_the_report_has_the_plans_five_parts_in_its_order() -> None:
    assert NAMES == ["基本情况", "主要特点", "取得成效", "存在问题", "改进措施"]


@pytest.mark.parametrize(
    ("heading", "slots"),
    [
        ("基本情况", ["基本情况"]),
        ("工 作 开 展 情 况", ["基本情况"]),
        ("主要做法和特点", ["主要特点"]),
        ("工作成效", ["取得成效"]),
        ("存在的主要问题和不足", ["存在问题"]),
        ("下一步工作打算", ["改进措施"]),
        ("存在的问题及改进措施", ["存在问题", "改进措施"]),
        ("主要做法及成效", ["主要特点", "取得成效"]),
        ("整改情况", ["改进措施"]),
        ("附注", []),
        ("", []),
    ],
)
def test_a_heading_tells_the_parts_that_it_is_about(heading: str, slots: list[str]) -> None:
    assert list(slots_of(heading)) == slots


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_told_by_its_own_name_alone(name: str) -> None:
    assert slots_of(name) == (name,)


def test_what_follows_a_part_and_tells_no_other_belongs_to_it() -> None:
    written = report(("", "学院党委高度重视。"), ("基本情况", "召开会议。"), ("附注", "略有调整。"))
    found = prose(written)
    assert [section.text for section in found.before] == ["学院党委高度重视。"]
    assert [section.heading for section in found.of("基本情况")] == ["基本情况", "附注"]


def test_two_parts_under_one_heading_are_both_written_and_stand_once() -> None:
    found = prose(report(("存在问题和改进措施", "制度还不够细，将逐项修订。")))
    assert [name for name in NAMES if found.fills(name)] == ["存在问题", "改进措施"]
    assert [len(found.of(name)) for name in NAMES] == [0, 0, 0, 1, 0]


def test_without_a_report_nothing_is_written() -> None:
    assert not any(prose(None).fills(name) for name in NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "……",
        "（略）",
        "XX",
        "无",
        "待补充",
        "（此处由办公室填写）",
        "【请在此填写取得的成效】",
    ],
)
def test_a_heading_without_words_of_its_own_is_not_written(text: str) -> None:
    assert not is_written(text)
    assert not prose(report(("取得成效", text))).fills("取得成效")


@pytest.mark.parametrize(
    "text", ["制定制度12项。", "无新的问题。", "请各部门填写的表格均已收齐，制度已经完善。"]
)
def test_a_sentence_is_written(text: str) -> None:
    assert is_written(text)


_headings = st.one_of(st.sampled_from([*NAMES, "附注", "", "存在问题和改进措施"]), st.text())


@given(st.lists(st.tuples(_headings, st.text()), max_size=8))
def test_every_section_stands_in_exactly_one_place(sections: list[tuple[str, str]]) -> None:
    written = report(*sections)
    found = prose(written)
    placed = [*found.before, *(section for name in NAMES for section in found.of(name))]
    assert len(placed) == len(written.sections)
    assert all(any(section is one for one in placed) for section in written.sections)
