"""Several phases in a row: what lies in the inbox is received once, and two processors work.

The results are those of one run a phase after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress

from archive.store import Archive
from extractors.collector import collector_paused
from flows.archives import open_archive
from flows.aside import aside
from flows.lock import held_phase
from flows.publish import ensure_writable
from flows.receipt import begin_run, receive_files
from flows.stage import PlainStage, Progress
from flows.steps import Clock, Request, Result, put_out, work_out
from schemas.dossier import ReceivedFile


def run_together(requests: Sequence[Request], progress: Progress | None, clock: Clock) -> None:
    """Run phases of one workspace as of one day, in the order of the requests.

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
        results = _worked_out(archive, requests, runs[0], files, stage)
        for request, run, hold, result in zip(requests, runs, holds, results, strict=True):
            put_out(archive, request, run, result, clock, hold)


def _worked_out(
    archive: Archive,
    requests: Sequence[Request],
    run: int,
    files: Sequence[ReceivedFile],
    stage: PlainStage,
) -> Iterator[Result]:
    """Work the last phase out here, which takes as long as all others, and those aside."""
    *earlier, last = requests
    if not earlier:
        yield work_out(archive, last, run, files, stage)
        return

    def early() -> list[Result]:
        results: list[Result] = []
        with suppress(Exception):  # told when that phase is worked out again below
            results.extend(work_out(archive, one, run, files, PlainStage()) for one in earlier)
        return results

    archive.rest()
    with aside(early) as finished:
        late: Future[Result] = Future()
        try:
            late.set_result(work_out(archive, last, run, files, stage))
        except Exception as fault:  # noqa: BLE001 - raised when it is its turn
            late.set_exception(fault)
        done = finished()
    yield from done
    for request in earlier[len(done) :]:
        yield work_out(archive, request, run, files, stage)
    yield late.result()
