"""What is different between two years of a college; pure (plan, section 六（四）3: 动态管理)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flows.risk_changes import followed
from schemas.college import LEVELS
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
)
from schemas.likeness import comparable
from schemas.text import normalised
from schemas.year_diff import ChangeKind, YearChange

_FIELDS: Mapping[str, str] = {
    "category": "职权类别",
    "content": "职权内容",
    "legal_basis": "法规依据",
}


def year_changes(before: Consolidated, after: Consolidated) -> tuple[YearChange, ...]:
    """Compare two years; departments in the order of the later one, those that are gone last.

    An item of the same name that one department lost and another one got has moved.
    """
    earlier = {department.name: department for department in before.departments}
    later = {department.name: department for department in after.departments}
    moved = _moved(earlier, later)
    found: list[YearChange] = []
    for name, department in later.items():
        if name not in earlier:
            found.append(YearChange(kind="department_added", department=name))
        found.extend(_of_department(earlier.get(name), department, moved))
    for name, department in earlier.items():
        if name not in later:
            found.append(YearChange(kind="department_gone", department=name))
            found.extend(_gone(department, set(), moved))
    return tuple(found)


_Moved = Mapping[str, tuple[str, ConsolidatedItem, str]]
"""Normalised name of an item → where it was, what it was, where it is now."""


def _moved(
    earlier: Mapping[str, ConsolidatedDepartment], later: Mapping[str, ConsolidatedDepartment]
) -> _Moved:
    lost = _only_in(earlier, later)
    got = _only_in(later, earlier)
    return {
        key: (lost[key][0], lost[key][1], got[key][0])
        for key in lost
        if key in got and lost[key][0] != got[key][0]
    }


def _only_in(
    these: Mapping[str, ConsolidatedDepartment], those: Mapping[str, ConsolidatedDepartment]
) -> dict[str, tuple[str, ConsolidatedItem]]:
    """Give the items that a department has here and not there, where only one has the name."""
    found: dict[str, list[tuple[str, ConsolidatedItem]]] = {}
    for name, department in these.items():
        there = {normalised(i.name) for i in those[name].items} if name in those else set()
        for item in department.items:
            if normalised(item.name) not in there:
                found.setdefault(normalised(item.name), []).append((name, item))
    return {key: places[0] for key, places in found.items() if len(places) == 1}


def _of_department(
    before: ConsolidatedDepartment | None, after: ConsolidatedDepartment, moved: _Moved
) -> Iterator[YearChange]:
    known = {normalised(item.name): item for item in before.items} if before else {}
    for item in after.items:
        key = normalised(item.name)
        old = known.get(key)
        if old is None and key in moved and moved[key][2] == after.name:
            old = moved[key][1]
            yield YearChange(
                kind="item_moved",
                department=after.name,
                item=item.name,
                before=moved[key][0],
                after=after.name,
            )
        if old is None:
            yield YearChange(kind="item_added", department=after.name, item=item.name)
            yield from _risks(after.name, item.name, (), item.risks)
        else:
            yield from _of_item(after.name, old, item)
    if before is not None:
        yield from _gone(before, {normalised(item.name) for item in after.items}, moved)


def _gone(
    department: ConsolidatedDepartment, kept: set[str], moved: _Moved
) -> Iterator[YearChange]:
    for item in department.items:
        key = normalised(item.name)
        elsewhere = key in moved and moved[key][0] == department.name
        if key not in kept and not elsewhere:
            yield YearChange(kind="item_gone", department=department.name, item=item.name)


def _of_item(
    department: str, before: ConsolidatedItem, after: ConsolidatedItem
) -> Iterator[YearChange]:
    for name, words in _FIELDS.items():
        was, now = getattr(before, name) or "", getattr(after, name) or ""
        if comparable(was) != comparable(now):
            yield YearChange(
                kind="item_changed",
                department=department,
                item=after.name,
                before=f"{words}：{was or '空白'}",
                after=f"{words}：{now or '空白'}",
            )
    yield from _risks(department, after.name, before.risks, after.risks)


def _risks(
    department: str,
    item: str,
    before: Sequence[ConsolidatedRisk],
    after: Sequence[ConsolidatedRisk],
) -> Iterator[YearChange]:
    def change(
        kind: ChangeKind, risk: ConsolidatedRisk, was: str | None = None, now: str | None = None
    ) -> YearChange:
        return YearChange(
            kind=kind,
            department=department,
            item=item,
            point=risk.point,
            manifestation=risk.manifestation,
            before=was,
            after=now,
        )

    pairs, gone, new = followed(before, after)
    for i, j in pairs:
        yield from (change(*told) for told in _of_risk(before[i], after[j]))
    for j in new:
        yield change("risk_added", after[j], None, after[j].level)
    for i in gone:
        yield change("risk_gone", before[i], before[i].level, None)


def _of_risk(
    was: ConsolidatedRisk, now: ConsolidatedRisk
) -> Iterator[tuple[ChangeKind, ConsolidatedRisk, str, str]]:
    if comparable(was.manifestation) != comparable(now.manifestation):
        yield "risk_reworded", now, was.manifestation, now.manifestation
    if comparable(was.point) != comparable(now.point):
        yield "risk_moved", now, was.point, now.point
    if was.level != now.level:
        yield _level_change(was, now), now, was.level or "未定", now.level or "未定"
    if comparable(was.responsible) != comparable(now.responsible):
        yield "responsible_changed", now, was.responsible or "空白", now.responsible or "空白"
    measures = (*was.measures, *was.regulations), (*now.measures, *now.regulations)
    if [*map(comparable, measures[0])] != [*map(comparable, measures[1])]:
        yield "measures_changed", now, _listed(measures[0]), _listed(measures[1])


def _level_change(was: ConsolidatedRisk, now: ConsolidatedRisk) -> ChangeKind:
    if was.level is None or now.level is None:
        return "level_set"
    return "level_up" if LEVELS.index(now.level) < LEVELS.index(was.level) else "level_down"


def _listed(texts: Sequence[str]) -> str:
    return "；".join(text.rstrip("。；;") for text in texts) or "无"
