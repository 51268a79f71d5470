"""What is on record of an authority item: versions, changes and their reasons, risks, publication.

Made from the archive alone, so that it holds whatever lies in the inbox today.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from archive.records import ItemVersion, Publication, RiskPublication, RiskState, RunFinding
from archive.store import Records
from extractors.read import EXTRACTOR_VERSION
from flows.version_changes import version_changes
from flows.version_events import version_events
from schemas.forms import Catalogue, CatalogueItem, Form, Reading, form_name
from schemas.history import (
    Change,
    Event,
    EventKind,
    ItemHistory,
    LevelPeriod,
    RiskHistory,
    RiskPublished,
)
from schemas.outcome import Overruled
from schemas.schedule import PHASE_NAMES, Phase
from schemas.text import normalised, one_line

ITEM_FORMS = frozenset(
    {"catalogue", "process_flow", "risk_map", "rating_form", "risk_summary", "measures"}
)
"""Kinds of form that say something of single authority items."""

_ORDER: tuple[EventKind, ...] = ("received", "changed", "lifted", "approved", "published")


def item_histories(records: Records, item: str) -> tuple[ItemHistory, ...]:
    """Give the history of an item in every department that has it; () where nothing is on record.

    Args:
        records: The archive.
        item: The item's name; widths and white space do not matter.
    """
    versions = [v for v in records.submissions.versions(item) if v.form in ITEM_FORMS]
    readings = records.readings.best(EXTRACTOR_VERSION, [v.sha256 for v in versions])
    errors = records.findings.errors_about(item)
    lifted = records.overrulings.about(item)
    states = records.risks.of_item(item)
    published = records.risks.publications(item)
    return tuple(
        _history(
            department,
            list(own),
            readings,
            errors=[error for error in errors if error.department == department],
            lifted=[o for o in lifted if o.department == department],
            risks=_risks([s for s in states if s.department == department], published),
            upward=_upward(records, department, item, {version.year for version in versions}),
            item=item,
        )
        for department, own in groupby(versions, key=lambda version: version.department)
    )


def _history(
    department: str,
    versions: Sequence[ItemVersion],
    readings: Mapping[str, Reading],
    *,
    errors: Sequence[RunFinding],
    lifted: Sequence[Overruled],
    risks: tuple[RiskHistory, ...],
    upward: Sequence[Event],
    item: str,
) -> ItemHistory:

    def compare(earlier: Sequence[ItemVersion], version: ItemVersion) -> tuple[Change, ...]:
        was, now = (_part(v, readings, item) for v in (earlier[-1], version))
        return version_changes(was, now, form_name(version.form), item)

    events = [
        *version_events(versions, compare, errors),
        *(
            Event(date=o.date, kind="lifted", text=f"撤销 {o.code}：{o.message}", file=o.file,
                  reason=f"{o.by}：{o.reason}", who=o.by)
            for o in lifted
        ),
        *upward,
    ]  # fmt: skip
    name = _written(versions, readings, item)
    return ItemHistory(department=department, item=name, events=in_order(events), risks=risks)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort events by their days, those of one day as they follow from each other."""
    return tuple(sorted(events, key=lambda event: (event.date, _ORDER.index(event.kind))))


def _written(versions: Sequence[ItemVersion], readings: Mapping[str, Reading], item: str) -> str:
    """Give the item's name as the department's last catalogue writes it, else as it was asked."""
    for version in reversed(versions):
        part = _part(version, readings, item)
        if isinstance(part, CatalogueItem):
            return one_line(part.name)
    return item


# ---- versions


def _part(
    version: ItemVersion, readings: Mapping[str, Reading], item: str
) -> Form | CatalogueItem | None:
    """Give what a content says of the item in the version's form."""
    reading = readings.get(version.sha256)
    wanted = normalised(item)
    for form in reading.forms if reading else ():
        if form.form == version.form and wanted in form.subjects:
            rows = form.items if isinstance(form, Catalogue) else ()
            return next((row for row in rows if normalised(row.name) == wanted), form)
    return None


# ---- what went upward


def _upward(records: Records, department: str, item: str, years: set[int]) -> list[Event]:
    """Tell when the leading group approved data with the item, and when it was published."""
    events: list[Event] = []
    for year in sorted(years):
        sets = [p for p in records.publications.official(year) if _holds(p, department, item)]
        events += [
            Event(
                date=p.as_of,
                kind="published",
                text=f"载入{PHASE_NAMES[p.phase]}阶段的正式文件。",
                who=_ran(records, p),
            )
            for p in _distinct(sets)
        ]
        phases = {p.phase for p in sets}
        events += [
            Event(
                date=approved.date,
                kind="approved",
                text=f"{PHASE_NAMES[approved.phase]}阶段的材料由“{approved.by}”审定。",
                who=approved.by,
            )
            for approved in records.approvals.approved(year)
            if approved.phase in phases
        ]
    return events


def _ran(records: Records, publication: Publication) -> str | None:
    run = records.runs.find(publication.run)
    return run.by if run else None


def _distinct(sets: Sequence[Publication]) -> Iterator[Publication]:
    """Leave out official sets that only repeat the one of the same phase and day."""
    seen: set[tuple[Phase, object]] = set()
    for publication in sets:
        key = (publication.phase, publication.as_of)
        if key not in seen:
            seen.add(key)
            yield publication


def _holds(publication: Publication, department: str, item: str) -> bool:
    data = json.loads(publication.data or b"{}")
    wanted = normalised(item)
    return any(
        normalised(found["name"]) == wanted
        for entry in data.get("departments", ())
        if entry["name"] == department
        for found in entry["items"]
    )


# ---- risks


def _risks(
    states: Sequence[RiskState], published: Sequence[RiskPublication]
) -> tuple[RiskHistory, ...]:
    return tuple(
        _risk(list(own), [p for p in published if p.risk == risk])
        for risk, own in groupby(states, key=lambda state: state.risk)
    )


def _risk(states: Sequence[RiskState], published: Sequence[RiskPublication]) -> RiskHistory:
    last = states[-1]
    sets = dict.fromkeys((p.phase, p.as_of) for p in published)
    return RiskHistory(
        point=last.point,
        manifestation=last.manifestation,
        responsible=last.responsible,
        first_seen=states[0].first,
        standing=last.standing,
        levels=tuple(_levels(states)),
        published=tuple(RiskPublished(phase=phase, as_of=day) for phase, day in sets),
    )


def _levels(states: Sequence[RiskState]) -> Iterator[LevelPeriod]:
    for level, own in groupby(states, key=lambda state: state.level):
        period = list(own)
        yield LevelPeriod(level=level, first=period[0].first, last=period[-1].last)
