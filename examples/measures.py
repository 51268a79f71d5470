"""Annex 6 as departments fill it in: measures over a step or several, regulations over the item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from examples.catalogue import UNIT
from examples.lines import HEADING, SMALL, TITLE
from examples.model import Department, Item
from examples.rating_forms import written_level
from examples.risks import Found, Measure, StepRisks
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.tables import Cell, table

_SHARES = {
    "item": 11,
    "point": 9,
    "personnel": 9,
    "manifestation": 24,
    "level": 7,
    "measures": 25,
    "regulations": 15,
}
_PLAIN = frozenset({"manifestation", "measures", "regulations"})
_CELL = Paragraph(look=Look(10.5))
_CENTRED = replace(_CELL, align="center")
_BOLD = replace(_CENTRED, look=Look(10.5, bold=True))
Risk = tuple[StepRisks, int, Found]


def measures_body(department: Department, width: float) -> str:
    """Write annex 6.

    Args:
        department: Whose items and habits they are.
        width: Of the text, points.
    """
    columns = department.measures.columns
    head = (
        paragraph("附件6：", HEADING)
        + paragraph("权力运行廉政风险及防控措施一览表", TITLE)
        + paragraph(f"单位：{UNIT}\t\t\t\t部门：{department.written}", SMALL)
    )
    header = [Cell(title.replace("|", "\n"), form=_BOLD) for title in columns.values()]
    rows = [row for item in department.item for row in _rows(department, item)]
    return head + table([header, *rows], [round(width * _SHARES[c] / 5) for c in columns])


def measures_of(department: Department, item: Item, risk: Risk) -> tuple[Measure, ...]:
    """Give the measures that stand beside a risk, in the order of the item's measures."""
    listed = item.measures_of(risk[0].step)
    if not department.measures.single or not listed:
        return listed
    together = [r for _, r in numbered(department, item) if item.measures_of(r[0].step) == listed]
    place = together.index(risk)
    return listed[place :: len(together)] or (listed[place % len(listed)],)


def numbered(department: Department, item: Item) -> Iterator[tuple[int, Risk]]:
    """Give an item's risks with the number that stands before each."""
    running = 0
    for risks in item.risks:
        for number, found in risks.numbered:
            running += 1
            yield running if department.measures.running else number, (risks, number, found)


def regulation_lines(department: Department, item: Item) -> tuple[str, ...]:
    """Give the item's regulations as the department writes them."""
    if department.measures.titles:
        return item.regulations
    return tuple(text.replace("《", "").replace("》", "") for text in item.regulations)


def _rows(department: Department, item: Item) -> Iterator[list[Cell]]:
    habits = department.measures
    name = f"{department.item.index(item) + 1}.{item.name}"
    above: dict[str, object] = {}
    for number, risk in numbered(department, item):
        risks, _, found = risk
        measures = measures_of(department, item, risk)
        texts = {
            "item": name,
            "point": item.point_of(risks),
            "personnel": risks.responsible,
            "manifestation": habits.number.format(number) + found.text,
            "level": written_level(found.level, habits.levels),
            "measures": _measures(department, item, measures),
            "regulations": _listed(regulation_lines(department, item)),
        }
        keys: dict[str, object] = {
            "item": item.name,
            "point": risks.step,
            "personnel": risks.step,
            "measures": risk if habits.single else (measures or risk),
            "regulations": item.name,
        }
        yield [
            _cell(field, texts[field], merged=_merged(habits.grouping, field, keys, above))
            for field in habits.columns
        ]
        above = keys


def _measures(department: Department, item: Item, measures: tuple[Measure, ...]) -> str:
    """Write measures, their numbers running on through the item; single ones have none."""
    if department.measures.single:
        return "\n".join(measure.text for measure in measures)
    return "\n".join(f"{item.measures.index(m) + 1}.{m.text}" for m in measures)


def _merged(grouping: str, field: str, keys: dict[str, object], above: dict[str, object]) -> str:
    """Tell whether a cell begins or goes on a merged one, or is none."""
    if grouping == "repeated" or field not in keys:
        return ""
    return "continue" if above.get(field) == keys[field] else "restart"


def _cell(field: str, text: str, *, merged: str) -> Cell:
    form = _CELL if field in _PLAIN else _CENTRED
    if merged == "continue":
        return Cell(merge="continue", form=form)
    return Cell(text, merge="restart" if merged else "", form=form)


def _listed(lines: tuple[str, ...]) -> str:
    """Write regulations, numbered where there are several."""
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"{number}.{line}" for number, line in enumerate(lines, 1))
