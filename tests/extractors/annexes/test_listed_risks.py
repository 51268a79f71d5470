"""Several risks in one text: the same parts whether annex 3 or annexes 4 to 6 have it."""

from __future__ import annotations

import pytest

from extractors.annexes.manifestations import manifestations_of
from extractors.annexes.risk_cells import manifestations_in
from extractors.grid import Line

A, B = "不按规定登记", "泄露举报人信息"


def parts(text: str) -> list[tuple[int | None, str]]:
    lines = [Line(line) for line in text.split("\n")]
    drawn = [(one.number, one.text.rstrip("；。")) for one in manifestations_of(lines)]
    rated = [(one.number, one.text.rstrip("；。")) for one in manifestations_in(lines, ["高"])]
    assert drawn == rated
    return rated


@pytest.mark.parametrize(
    "text",
    [
        f"1.{A}；2.{B}。",
        f"1、{A}。2、{B}。",
        f"（1）{A}（2）{B}",
        f"①{A}；②{B}",
        f"(一){A}；(二){B}",
        f"1）{A}；2）{B}",
        f"一是{A}；二是{B}。",
        f"一是{A}\n二是{B}",
        f"1,{A}。2,{B}。",
        f"1.1{A}。1.2{B}。",
        f"1.1{A}\n1.2{B}",
    ],
)
def test_numbers_of_any_kind_part_a_text(text: str) -> None:
    assert parts(text) == [(1, A), (2, B)]


def test_a_number_typed_twice_still_begins_a_risk() -> None:
    assert parts(f"1.{A}；2.{B}；2.压件不办") == [(1, A), (2, B), (2, "压件不办")]


@pytest.mark.parametrize(
    "text",
    [
        f"{A}；{B}",
        "不按规定在2、3号楼登记",
        "金额超过3.5万元的不上会",
        "主要原因之一是不按规定登记",
    ],
)
def test_what_only_looks_like_a_list_stays_whole(text: str) -> None:
    assert parts(text) == [(None, text)]


def test_paragraphs_of_four_characters_are_risks_of_their_own() -> None:
    assert parts("未经集体研究擅自决定\n虚假考勤") == [
        (None, "未经集体研究擅自决定"),
        (None, "虚假考勤"),
    ]
