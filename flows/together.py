"""Several phases in a row: what lies in the inbox is received once, and two processors work.

The results are those of one run a phase after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from archive.locks import StillHeld
from archive.store import Archive
from extractors.collector import collector_paused
from flows.archives import open_archive
from flows.aside import Aside, aside, here
from flows.lock import held_phase
from flows.publish import ensure_writable
from flows.receipt import begin_run, receive_files
from flows.stage import PlainStage, Progress
from flows.steps import Clock, Request, Result, put_out, work_out
from schemas.dossier import ReceivedFile


def run_together(requests: Sequence[Request], progress: Progress | None, clock: Clock) -> None:
    """Run phases of one workspace as of one day, in the order of the requests.

    The last phase is worked out here, which takes as long as all others, and those aside.

    Raises:
        LianfangError: As of ``flows.steps.run_phase``; the phases before are published then.
    """
    first, last = requests[0], requests[-1]
    workspace, stage = first.workspace, PlainStage(progress)
    with ExitStack() as held:
        holds = []
        for request in requests:
            holds.append(held.enter_context(held_phase(workspace, request.phase)))
            ensure_writable(workspace.output, request.phase)
        held.enter_context(collector_paused())
        archive = held.enter_context(open_archive(workspace, create=True))
        runs = [
            begin_run(archive, workspace, one.phase, one.as_of, clock(), by=one.by)
            for one in requests
        ]
        files = receive_files(archive, runs[0], workspace, last.as_of, stage.receive)
        with archive.writing() as records:
            records.files.receive_again(runs[0], runs[-1])
        *earlier, latest = (
            _Phase(archive, request, run, hold, runs[0], files, clock)
            for request, run, hold in zip(requests, runs, holds, strict=True)
        )
        archive.rest()
        with aside(lambda: _complete(earlier)) as finished:
            try:
                result = latest.work_out(stage, aside)
            except Exception:
                finished()
                raise
            finished()
        latest.put_out(result)


@dataclass(frozen=True, slots=True)
class _Phase:
    """A phase that was begun: its run, what holds it, and what was received for all."""

    archive: Archive
    request: Request
    run: int
    hold: StillHeld
    received: int
    files: Sequence[ReceivedFile]
    clock: Clock

    def work_out(self, stage: PlainStage, aside: Aside) -> Result:
        return work_out(self.archive, self.request, self.received, self.files, stage, aside)

    def put_out(self, result: Result) -> None:
        put_out(self.archive, self.request, self.run, result, self.clock, self.hold)

    def is_put_out(self) -> bool:
        with self.archive.viewing() as records:
            run = records.runs.find(self.run)
        return run is not None and run.finished is not None


def _complete(phases: Sequence[_Phase]) -> None:
    """Work phases out and put them out; what was done before this was broken off stays."""
    for phase in phases:
        if not phase.is_put_out():
            phase.put_out(phase.work_out(PlainStage(), here))
