"""The public's part of the data: what is internal is taken out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from rendering.publication.names import NameMask
from rendering.publication.profile import Profile
from schemas.college import LEVELS
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.forms import ProcessFlow, Step


@dataclass(frozen=True, slots=True)
class Public:
    """What the public may read.

    Attributes:
        data: The college's data with nothing internal left in them; one risk a risk point where
            manifestations are internal.
        masked: Name of a person → in how many texts it was masked.
    """

    data: Consolidated
    masked: Counter[str]


def public(data: Consolidated, profile: Profile, people: Iterable[str] = ()) -> Public:
    """Take out what a profile keeps internal.

    Args:
        data: The year's official data.
        profile: What is public.
        people: Names of persons beside those of the rosters, for example the departments' heads.
    """
    listed = (person.name for one in data.departments for person in one.roster)
    mask = NameMask(() if profile.names else (*listed, *people))
    departments = tuple(_department(one, profile, mask) for one in data.departments)
    counts = Counts(departments=len(departments), items=data.counts.items)
    if profile.points and profile.levels:
        counts = data.counts.model_copy(update={"findings": counts.findings})
    shown = data.model_copy(update={"departments": departments, "counts": counts})
    return Public(shown, mask.found)


def _department(
    department: ConsolidatedDepartment, profile: Profile, mask: NameMask
) -> ConsolidatedDepartment:
    return ConsolidatedDepartment(
        name=department.name,
        items=tuple(_item(item, profile, mask) for item in department.items),
        nothing_to_report=department.nothing_to_report,
    )


def _item(item: ConsolidatedItem, profile: Profile, mask: NameMask) -> ConsolidatedItem:
    return ConsolidatedItem(
        name=mask(item.name),
        category=item.category,
        content=mask(item.content),
        legal_basis=mask(item.legal_basis) if profile.legal_basis else "",
        flow=_flow(item.flow, profile, mask) if item.flow and profile.flowcharts else None,
        risks=_risks(item.risks, profile, mask) if profile.points else (),
        nothing_to_report=item.nothing_to_report and profile.points,
    )


def _flow(flow: ProcessFlow, profile: Profile, mask: NameMask) -> ProcessFlow:
    """Give the chart alone: its file, places and sign-offs stay behind."""
    return ProcessFlow(
        item=mask(flow.item),
        department=mask(flow.department) if flow.department else None,
        steps=tuple(_step(step, profile, mask) for step in flow.steps),
        transitions=tuple(
            way.model_copy(update={"label": mask(way.label) if way.label else None})
            for way in flow.transitions
        ),
        supervision=mask(flow.supervision) if flow.supervision and profile.supervision else None,
    )


def _step(step: Step, profile: Profile, mask: NameMask) -> Step:
    return Step(
        id=step.id,
        text=mask(step.text),
        time_limit=mask(step.time_limit) if step.time_limit and profile.time_limits else None,
        actor=mask(step.actor) if step.actor and profile.actors else None,
    )


def _risks(
    risks: Sequence[ConsolidatedRisk], profile: Profile, mask: NameMask
) -> tuple[ConsolidatedRisk, ...]:
    """Filter risks; those that can no longer be told apart become one, with all their measures."""
    alike: dict[Hashable, list[ConsolidatedRisk]] = {}
    for number, risk in enumerate(risks):
        shown = _risk(risk, profile, mask)
        measures = {"measures": (), "regulations": (), "planned": ()}
        key = number if profile.manifestations else shown.model_copy(update=measures)
        alike.setdefault(key, []).append(shown)
    merged = tuple(map(_merged, alike.values()))
    if profile.manifestations:
        return merged
    points = list(dict.fromkeys((risk.point, risk.step) for risk in merged))
    return tuple(
        sorted(merged, key=lambda risk: (points.index((risk.point, risk.step)), _at(risk)))
    )


def _at(risk: ConsolidatedRisk) -> int:
    return LEVELS.index(risk.level) if risk.level else len(LEVELS)


def _risk(risk: ConsolidatedRisk, profile: Profile, mask: NameMask) -> ConsolidatedRisk:
    return ConsolidatedRisk(
        item=mask(risk.item),
        point=mask(risk.point),
        step=risk.step,
        manifestation=mask(risk.manifestation) if profile.manifestations else "",
        level=risk.level if profile.levels else None,
        responsible=mask(risk.responsible) if profile.responsible else "",
        personnel=mask(risk.personnel) if profile.personnel else "",
        measures=tuple(map(mask, risk.measures)) if profile.measures else (),
        regulations=tuple(map(mask, risk.regulations)) if profile.regulations else (),
        planned=tuple(mask(day) if day else None for day in risk.planned)
        if profile.regulations and profile.planned
        else (),
    )


def _merged(risks: Sequence[ConsolidatedRisk]) -> ConsolidatedRisk:
    planned: dict[str, str | None] = {}
    for risk in risks:
        days = (*risk.planned, *[None] * len(risk.regulations))
        for regulation, day in zip(risk.regulations, days, strict=False):
            planned[regulation] = planned.get(regulation) or day
    measures = tuple(dict.fromkeys(text for risk in risks for text in risk.measures))
    days_kept = tuple(planned.values()) if any(risk.planned for risk in risks) else ()
    return risks[0].model_copy(
        update={"measures": measures, "regulations": tuple(planned), "planned": days_kept}
    )
