"""Dossiers of the risk phase in which all annexes agree, so that one fault stands alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form, ProcessFlow, RatedRisk, RiskSummary, SummaryRisk
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    TEACHING,
    catalogue,
    college,
    dossier,
    flow,
    rating_form,
    risk_map,
    risk_summary,
    row,
    summed,
)

DUE_M07 = dt.date(2012, 6, 15)
RATINGS = f"inbox/{AUDIT}/评定表.docx"
SUMMARY = f"inbox/{AUDIT}/汇总表.docx"

Files = list[tuple[str, Form]]


def item_files(
    *risks: RatedRisk,
    item: str = ITEM,
    department: str = AUDIT,
    ratings: str | None = None,
    chart: ProcessFlow | None = None,
) -> Files:
    """Give annexes 2, 3 and 4 of an item, which agree; the chart has a step for every point."""
    points = dict.fromkeys(["受理", "审核", "审批", *(risk.point for risk in risks)])
    steps = list(points)
    arrows = " ".join(f"{a}>{b}" for a, b in pairwise(steps))
    boxes: dict[str, Sequence[str]] = {
        point: tuple(r.manifestation for r in risks if r.point == point)
        for point in points
        if any(r.point == point for r in risks)
    }
    folder = f"inbox/{department}"
    return [
        (f"{folder}/{item}流程图.docx", chart or flow(arrows, item=item, department=department)),
        (
            f"{folder}/{item}分布图.docx",
            risk_map(boxes, arrows=arrows, item=item, department=department),
        ),
        (
            ratings or f"{folder}/{item}评定表.docx",
            rating_form(*risks, item=item, department=department),
        ),
    ]


def own_summary(*risks: SummaryRisk) -> tuple[str, RiskSummary]:
    """Give a department's annex 5."""
    return SUMMARY, risk_summary(*risks)


def one_item(
    *risks: RatedRisk,
    summary: Sequence[SummaryRisk] = (),
    **more: Any,  # noqa: ANN401 - arguments of the builder of dossiers
) -> Dossier:
    """Make a college of one item with its risks, whose other department has nothing to report."""
    files: list[Form | tuple[str, Form]] = [
        catalogue(row()),
        *item_files(*risks, ratings=RATINGS),
        (f"inbox/{TEACHING}/目录.docx", catalogue(department=TEACHING)),
    ]
    if summary:
        files.append(own_summary(*summary))
    return on_due_day(*files, **more)


def on_due_day(
    *files: Form | tuple[str, Form],
    **more: Any,  # noqa: ANN401 - arguments of the builder of dossiers
) -> Dossier:
    """Make a dossier of the summary phase on the day of the ratings, all in time."""
    in_time: dict[str, Any] = {
        "phase": "summary",
        "as_of": DUE_M07,
        "of": college(schedule={}),  # without a mobilisation meeting no roster is late
    }
    return dossier(*files, **(in_time | more))


def in_annex_5(*risks: RatedRisk) -> tuple[SummaryRisk, ...]:
    """Say in annex 5 what annex 4 says."""
    return tuple(
        summed(
            risk.manifestation,
            risk.level_raw,
            point=risk.point,
            responsible=risk.responsible,
            line=3 + number,
        )
        for number, risk in enumerate(risks)
    )


def faults(findings: Sequence[Finding]) -> set[str]:
    """Give the codes of warnings and errors; information is no fault.

    LF-R10 is left out: a college of two departments covers few of the key areas.
    """
    return {f.code for f in findings if f.severity != "info"} - {"LF-R10"}
