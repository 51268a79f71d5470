from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from tests.support.forms import Cell, codes, paragraph, read
from tests.support.risk_tables import (
    NOTE,
    RATING_TITLE,
    SIGN_OFFS,
    TOP,
    UNIT,
    Row,
    Rows,
    fitted,
    rating,
)

PLAIN = [
    ("受理", 1, "不按规定登记。", "中", "承办人"),
    ("审核", 1, "压件不办，拖延审核时间。", "低", "处领导"),
]
PAGE = paragraph(page_break=True)
OTHER_TOP: Rows = [["序号", "3", "责任主体", "审计监察处"], ["职权事项名称", "案件查办"]]


# --- whatever a department does -----------------------------------------------------------------


@dataclass(frozen=True)
class Risk:
    point: str
    text: str
    level: str
    responsible: str


Grouping = Literal["merge", "repeat", "blank", "cell", "run"]
WORDS = {
    "point": ["廉政风险点", "风险点", "关键环节", "廉政\n风险点", "风险环节"],
    "manifestation": ["廉政风险表现形式", "表现形式", "廉政风险\n表现形式", "风险表现"],
    "level": ["风险等级", "等级", "风 险 等 级", "风险级别"],
    "responsible": ["责任主体", "责任主体（人）", "责任人", "责 任 主 体"],
}
DRESS = ["{}", "“{}”", "{}风险", "{}级", "{}等级", "（{}）"]
STEPS = ["受理", "审核", "审批", "公示", "归档"]
TEXTS = ["不按规定登记", "压件不办，拖延时间", "泄露举报人信息", "应回避未回避", "收受好处"]
PEOPLE = ["承办人", "处领导", "分管院领导", "项目组", "财务处"]


@st.composite
def risks_by_step(draw: st.DrawFn) -> list[Risk]:
    """Draw the risks of several steps, each step's one after the other."""
    found = []
    for step in draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=4, unique=True)):
        who = draw(st.sampled_from(PEOPLE))
        texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True))
        found += [Risk(step, text, draw(st.sampled_from("高中低")), who) for text in texts]
    return found


@dataclass(frozen=True)
class Habit:
    """How a department fills in its table."""

    words: dict[str, str]
    order: tuple[str, ...]
    grouping: Grouping
    number: str
    stop: str
    dress: str
    noise: bool


HABITS = st.builds(
    Habit,
    words=st.fixed_dictionaries({k: st.sampled_from(v) for k, v in WORDS.items()}),
    order=st.permutations(list(WORDS)).map(tuple),
    grouping=st.sampled_from(["merge", "repeat", "blank", "cell", "run"]),
    number=st.sampled_from(["{}.", "{}、", "（{}）", "{}）", "{}．"]),
    stop=st.sampled_from(["。", "", "；"]),
    dress=st.sampled_from(DRESS),
    noise=st.booleans(),
)


def written(risks: Sequence[Risk], habit: Habit) -> Rows:
    """Write risks into rows in one of many habits."""
    steps: dict[str, list[Risk]] = {}
    for risk in risks:
        steps.setdefault(risk.point, []).append(risk)
    rows: list[Row] = []
    for group in steps.values():
        rows += (
            shared_row(group, habit)
            if habit.grouping in {"cell", "run"}
            else own_rows(group, habit)
        )
    if habit.noise:
        rows += [[habit.words[field] for field in habit.order], ["…"] * 4, [""] * 4]
    return rows


def text_of(risk: Risk, number: int, habit: Habit) -> str:
    return habit.number.format(number) + risk.text + habit.stop


def shared_row(group: Sequence[Risk], habit: Habit) -> list[Row]:
    texts = [text_of(risk, number, habit) for number, risk in enumerate(group, 1)]
    cells = {
        "point": group[0].point,
        "manifestation": ("\n" if habit.grouping == "cell" else "").join(texts),
        "level": "\n".join(habit.dress.format(risk.level) for risk in group),
        "responsible": group[0].responsible,
    }
    return [[cells[field] for field in habit.order]]


def own_rows(group: Sequence[Risk], habit: Habit) -> list[Row]:
    rows: list[Row] = []
    for number, risk in enumerate(group, 1):
        cells: dict[str, str | Cell] = {
            "manifestation": text_of(risk, number, habit),
            "level": habit.dress.format(risk.level),
        }
        for field, text in (("point", risk.point), ("responsible", risk.responsible)):
            told = text if number == 1 or habit.grouping == "repeat" else ""
            merged = habit.grouping == "merge"
            cells[field] = Cell(told, rows="restart" if told else "continue") if merged else told
        rows.append([cells[field] for field in habit.order])
    return rows


@given(risks=risks_by_step(), habit=HABITS)
def test_whatever_the_habit_the_same_risks_are_read(risks: list[Risk], habit: Habit) -> None:
    head = [habit.words[field] for field in habit.order]
    forms, findings = read(RATING_TITLE, UNIT, rating(written(risks, habit), head=head), NOTE)

    assert [
        (r.point, r.manifestation.rstrip("。；"), r.level, r.responsible) for r in forms[0].risks
    ] == [(r.point, r.text, r.level, r.responsible) for r in risks]
    assert all(risk.number for risk in forms[0].risks)
    assert len(forms[0].sign_offs) == 3
    assert codes(findings) == []


MARK = "无主文字甲乙丙丁"


@given(risks=risks_by_step(), habit=HABITS, data=st.data())
def test_no_text_is_lost_in_silence(risks: list[Risk], habit: Habit, data: st.DataObject) -> None:
    head = [habit.words[field] for field in habit.order]
    told = written(risks, replace(habit, noise=False))
    rows = [list(row) for row in (*TOP, head, *told, *SIGN_OFFS)]
    row = data.draw(st.sampled_from([n for n in range(len(rows)) if n != len(TOP)]))
    column = data.draw(st.sampled_from(range(len(rows[row]))))
    cell = rows[row][column]
    old = cell if isinstance(cell, Cell) else Cell(cell)
    rows[row][column] = Cell(f"{old.text}\n{MARK}".strip(), rows=old.rows, columns=old.columns)

    forms, findings = read(RATING_TITLE, fitted(rows), NOTE)

    told = "".join(f.message for f in findings) + "".join(
        map(str, (form.model_dump() for form in forms))
    )
    assert MARK in told or old.rows == "continue"
