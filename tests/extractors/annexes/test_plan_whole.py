"""Whatever a plan says is read back whole and in order: random plans, and the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wording import Plan
from tests.support.forms import codes, table
from tests.support.wording import para, plain, read

TITLE = "防灾科技学院廉政风险防控机制建设实施方案"
CHINESE = "一二三四五六七八九十"
SIGNS = st.sampled_from("清理职权查找风险评定等级制定措施建立机制加强领导落实责任突出重点统筹推进")
WORDS = st.text(SIGNS, min_size=4, max_size=12)
SENTENCES = st.builds(
    "{}，{}；“{}”（{}）。".format, st.text(SIGNS, min_size=16, max_size=40), WORDS, WORDS, WORDS
)
ROWS = st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=2, max_size=3)


@dataclass(frozen=True)
class Node:
    """A section of a random plan."""

    heading: str
    run_in: bool
    text: tuple[str | list[list[str]], ...]
    below: tuple[Node, ...]


def nodes(depth: int) -> st.SearchStrategy[Node]:
    deeper = st.lists(nodes(depth + 1), max_size=2) if depth < 4 else st.just([])
    text = st.lists(st.one_of(SENTENCES, SENTENCES, ROWS), min_size=1, max_size=3)
    return st.builds(
        lambda heading, text, below, run_in: Node(
            heading, run_in and isinstance(text[0], str), tuple(text), tuple(below)
        ),
        WORDS, text, deeper, st.booleans(),
    )  # fmt: skip


@dataclass(frozen=True)
class Hand:
    """How a plan is typed."""

    automatic: bool
    indent: str
    after_number: str
    brackets: str
    dot: str
    empty_lines: bool


HANDS = st.builds(
    Hand,
    automatic=st.booleans(),
    indent=st.sampled_from(["", "　　", "    ", "\t"]),
    after_number=st.sampled_from(["", " ", "\t", "　"]),
    brackets=st.sampled_from(["（）", "()"]),
    dot=st.sampled_from(["．", ".", "、"]),
    empty_lines=st.booleans(),
)


def number(level: int, at: int, hand: Hand) -> str:
    opening, closing = ("（", "）") if hand.automatic else tuple(hand.brackets)
    dot = "．" if hand.automatic else hand.dot
    return {
        1: f"{CHINESE[at]}、",
        2: f"{opening}{CHINESE[at]}{closing}",
        3: f"{at + 1}{dot}",
        4: f"{opening}{at + 1}{closing}",
    }[level]


def typed(node: Node, level: int, at: int, hand: Hand) -> Iterator[str]:
    text = list(node.text)
    run_in = f"。{text.pop(0)}" if node.run_in else ""
    if hand.automatic:
        yield para(node.heading + run_in, listed=level)
    else:
        line = f"{number(level, at, hand)}{hand.after_number}{node.heading}{run_in}"
        yield para(line, indent=hand.indent)
    for part in text:
        yield para(part, indent=hand.indent) if isinstance(part, str) else table(part)
        if hand.empty_lines:
            yield para()
    for below, child in enumerate(node.below):
        yield from typed(child, level + 1, below, hand)


def told(node: Node, level: int, at: int, hand: Hand) -> Iterator[tuple[int, str, str]]:
    text = (part if isinstance(part, str) else plain(map(plain, part)) for part in node.text)
    yield level, number(level, at, hand) + node.heading, plain(text)
    for below, child in enumerate(node.below):
        yield from told(child, level + 1, below, hand)


@given(tree=st.lists(nodes(1), min_size=2, max_size=5), hand=HANDS)
def test_a_random_plan_is_read_back_whole_and_in_order(tree: list[Node], hand: Hand) -> None:
    blocks = [block for at, node in enumerate(tree) for block in typed(node, 1, at, hand)]

    (form,), findings = read(para(TITLE), *blocks)

    assert isinstance(form, Plan)
    assert codes(findings) == []
    found = [(s.level, s.number + s.heading, plain([s.text])) for s in form.sections]
    assert found == [part for at, node in enumerate(tree) for part in told(node, 1, at, hand)]


# ---- the user's own document


REFERENCE = Path(__file__).parents[3].parent / "shared" / "reference" / "000_27c69217e2d43344.txt"


@pytest.fixture(scope="module")
def reference() -> str:
    if not REFERENCE.is_file():
        pytest.skip("shared/reference is not beside the checkout")
    return REFERENCE.read_text("utf-8")


def annex_blocks(text: str) -> Iterator[str]:
    """Put the annexes into Word: a line that a tab begins is a cell, an empty line ends a row."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith("\t"):
            rows.append([*(rows.pop() if rows and rows[-1] else []), line.strip()])
        elif rows and rows[-1] and line.strip() and not re.match(r"附件|说明|  说明|注：", line):
            rows[-1][-1] += f"\n{line.strip()}"
        elif rows and not line.strip():
            rows.append([])
        else:
            if any(rows):
                width = max(map(len, rows))
                yield table([[*row, *[""] * (width - len(row))] for row in rows if row])
            rows = []
            yield para(line, page_break=line.startswith("附件"))


@pytest.mark.shared
def test_the_users_own_plan_is_read_whole_with_its_annexes(reference: str) -> None:
    at = reference.index("附件1：\n")
    text, annexes = reference[:at].split("\n"), reference[at:]
    last = max(i for i, line in enumerate(text) if line.startswith("附件："))

    (form,), findings = read(*map(para, text), *annex_blocks(annexes))

    assert isinstance(form, Plan)
    assert codes(findings) == []
    start = text.index(TITLE) + 1
    assert plain(form.body()) == plain(text[start:last])
    levels = [section.level for section in form.sections]
    assert [levels.count(level) for level in (1, 2, 3)] == [7, 20, 7]
    assert [date.milestone for date in form.dates] == [
        "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M11"
    ]  # fmt: skip
    assert len(form.leading_group) == 8
    assert len(form.office) == 11
    assert [title.partition("（")[0] for title in form.annexes] == [
        "职权和重要业务事项目录", "职权和重要业务事项运行流程图", "权力运行廉政风险分布图",
        "廉政风险点排查评定表", "廉政风险点及等级汇总表", "权力运行廉政风险及防控措施一览表",
        "廉政风险防控机制建设检查考核标准",
    ]  # fmt: skip
    assert [annex.number for annex in form.attached] == [1, 2, 3, 4, 5, 6, 7]


POOL = """一、指导思想
（一）组织领导
1．第一项
（1）第一点。
1.一项；2.二项。
二、
第一，统一思想。
组长：齐福荣  党委书记
王  翀  段玉石
附件：
附件1：职权目录
1、职权和重要业务事项目录（样表）
附件
联系人：王翀
（征求意见稿）
抄送：中国地震局
各部门（单位）：
防灾科技学院
4月25日前
目  录
指导思想\t3
①②③
......
职权和重要业务事项目录（样表）
说明：1.略
↓
实施方案
防灾科技学院廉政风险防控机制建设实施方案
职权事项：信访举报受理"""
LINES = st.one_of(SENTENCES, st.sampled_from(POOL.splitlines()))
MARKS = re.compile(r"附件\d?[：:]?|[（(]?[一二三四五六七八九十\d]+[）)]?[、．.]?|[①-⑳；。]")


def said(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from said(value)
    elif isinstance(node, list):
        for value in node:
            yield from said(value)


@given(lines=st.lists(LINES, max_size=14))
def test_no_line_of_a_plan_is_lost_wherever_it_stands(lines: list[str]) -> None:
    opening = ["一、工作要求", "各部门（单位）要加强领导，认真落实廉政风险防控的各项任务。"]

    forms, findings = read(para(TITLE), *map(para, opening), *map(para, lines))

    contents = [text for form in forms for text in said(form.model_dump(mode="json"))]
    everything = plain([*contents, *(finding.message for finding in findings)])
    lost = [line for line in lines if plain([MARKS.sub("", line)]) not in MARKS.sub("", everything)]
    assert lost == []
