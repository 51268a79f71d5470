"""The briefing (简报) of any day: ``lianfang status --docx``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from archive.store import Records
from flows.settings import Workspace
from flows.user_files import write_for_user
from rendering.briefing import render_briefing
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.outcome import MilestoneState
from schemas.schedule import Phase
from schemas.statistics import Statistics, statistics

_WITH_RISKS: tuple[Phase, ...] = ("handbook", "summary")


def last_statistics(records: Records, college: College) -> Statistics | None:
    """Give the risks as the year's last run of the furthest phase consolidated them."""
    for phase in _WITH_RISKS:
        publication = records.publications.latest(college.year, phase)
        if publication is None or publication.data is None:
            continue
        try:
            data = Consolidated.model_validate_json(publication.data)
        except ValidationError:  # of an older release; the next run writes it anew
            continue
        return statistics(data, college.counting.unit)
    return None


def write_briefing(
    workspace: Workspace,
    states: Sequence[MilestoneState],
    risks: Statistics | None,
    *,
    day: dt.date,
    path: Path,
) -> None:
    """Write the briefing where the user wants it.

    Raises:
        MachineError: It cannot be written there.
    """
    content = render_briefing(
        workspace.college, states, risks, day=day, template=workspace.template("briefing.docx")
    )
    write_for_user(path, content)
