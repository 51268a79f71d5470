"""Where the year really stands on a day: what lies in the inbox, and which faults are still open.

Like a run of a phase up to its judgement; nothing is recorded and nothing published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.records import Run
from archive.store import Records
from flows.archives import open_archive
from flows.compilation import compile_dossier
from flows.correction_round import said
from flows.cycle import by_finding
from flows.explanations import explained, explanations_in
from flows.history import first_day_of
from flows.judgement import judge
from flows.receipt import look_at_files
from flows.settings import Workspace
from flows.stage import PlainStage
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.schedule import PHASES, Phase


@dataclass(frozen=True, slots=True)
class Standing:
    """The year on a day.

    Attributes:
        dossier: Everything that has come.
        open: Errors and warnings that departments were told and that still stand: not lifted by
            the office, warnings not explained, and their files not sent again since.
        notices: Department and phase → day of its last notice.
    """

    dossier: Dossier
    open: tuple[Finding, ...]
    notices: Mapping[tuple[str, Phase], dt.date]


def standing(workspace: Workspace, day: dt.date) -> Standing:
    """Look at inbox and archive.

    Raises:
        MachineError: Archive or disk are at fault.
    """
    college = workspace.college
    with open_archive(workspace, create=True) as archive:
        with archive.viewing() as records:
            runs = records.runs.all(college.year)
        new = max((run.ordinal for run in runs), default=0) + 1
        files = look_at_files(archive, new, workspace, day, PlainStage().receive)
        last = _last_runs(runs, day)
        phase = max(last, key=PHASES.index, default=PHASES[0])
        with archive.viewing() as records:
            history = records.submissions.history(college.year, day)
            dossier = compile_dossier(
                college, phase, day, files, first_received=first_day_of(history)
            )
            judged = max((run.ordinal for run in last.values()), default=0)
            told = [f for run in last.values() for f in records.findings.of_run(run.ordinal)]
            return Standing(
                dossier=dossier,
                open=tuple(_open(dossier, _standing(records, dossier), told, judged)),
                notices=records.notices.last_days(college.year, day),
            )


def _last_runs(runs: Iterable[Run], day: dt.date) -> dict[Phase, Run]:
    """Give the last run of each phase that came to its end by a day."""
    finished = ("official", "draft")
    return {run.phase: run for run in runs if run.status in finished and run.as_of <= day}


def _standing(records: Records, dossier: Dossier) -> tuple[Finding, ...]:
    """Give the findings that stand, the explained ones marked."""
    year = dossier.college.year
    current = {file.source.path: file.source.sha256 for file in dossier.files}
    lifted = {overruled.id for overruled in records.overrulings.overruled(year, current)}
    found = judge(dossier, lifted)
    written = records.explanations.latest(year, dossier.as_of)
    new = (explanation for explanation, _ in explanations_in(dossier, found))
    marked = explained(found, {**by_finding(written), **by_finding(new)})
    return tuple(finding for finding in marked if finding.id not in lifted)


def _open(
    dossier: Dossier, findings: Iterable[Finding], told: Iterable[Finding], judged: int
) -> Iterator[Finding]:
    """Give those of the findings that were told and that nobody has answered since."""
    known = {(finding.department, said(finding)) for finding in told}
    unread = {file.source.path for file in dossier.files if file.source.run > judged}
    for finding in findings:
        if finding.severity == "info" or finding.explained or finding.file in unread:
            continue
        if (finding.department, said(finding)) in known:
            yield finding
