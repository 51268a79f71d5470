"""Runs, states, approvals and publications."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable
from zoneinfo import ZoneInfo

from archive.store import Archive
from schemas.consolidated import Counts
from schemas.dossier import Approved
from schemas.outcome import DocumentEntry, Manifest, MilestoneState, Status

Begin = Callable[..., int]
MOMENT = dt.datetime(2012, 6, 1, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_ordinals_grow(begin: Begin) -> None:
    assert [begin(5, 1), begin(5, 1), begin(4, 1)] == [1, 2, 3]


def test_a_run_tells_how_it_ended(archive: Archive, begin: Begin) -> None:
    run = begin(6, 1)
    with archive.writing() as records:
        records.runs.finish(run, finished=MOMENT, status="official", exit_code=0)

    with archive.viewing() as records:
        found = records.runs.find(run)
    assert found
    assert (found.status, found.exit_code, found.finished) == ("official", 0, MOMENT)
    assert found.started == dt.datetime(2012, 6, 1, 9, tzinfo=dt.UTC)


def test_the_latest_run_is_the_last_that_came_to_its_end(archive: Archive, begin: Begin) -> None:
    good, failed, killed = begin(6, 1), begin(6, 2), begin(6, 3)
    with archive.writing() as records:
        records.runs.finish(good, finished=MOMENT, status="draft", exit_code=1)
        records.runs.finish(failed, finished=MOMENT, status="failed", exit_code=3)

    with archive.viewing() as records:
        latest = records.runs.latest(2012, "catalogue")
        assert latest
        assert latest.ordinal == good
        assert records.runs.latest(2012, "summary") is None
        assert records.runs.latest(2013, "catalogue") is None
        assert [run.ordinal for run in records.runs.all(2012)] == [good, failed, killed]


def state(department: str, milestone: str, word: str) -> MilestoneState:
    return MilestoneState.model_validate(
        {"department": department, "milestone": milestone, "state": word}
    )


def test_status_is_what_the_last_run_said_of_each_milestone(archive: Archive, begin: Begin) -> None:
    first = [state("教务处", "M01", "accepted"), state("教务处", "M03", "missing")]
    second = [state("教务处", "M03", "late"), state("学生处", "M03", "accepted")]
    for day, states in ((1, first), (5, second)):
        run = begin(6, day)
        with archive.writing() as records:
            records.states.keep(run, states)

    with archive.viewing() as records:
        assert records.states.latest(2012, dt.date(2012, 6, 4)) == tuple(first)
        assert set(records.states.latest(2012, dt.date(2012, 6, 5))) == {first[0], *second}
        assert records.states.latest(2013, dt.date(2013, 6, 5)) == ()


def test_approvals_are_kept_in_their_order_with_their_data(archive: Archive) -> None:
    data = [b'{"items": 1}', b'{"items": 2}']
    approvals = [
        Approved(
            phase="catalogue",
            by="院长",
            date=dt.date(2012, 6, day),
            digest=hashlib.sha256(content).hexdigest(),
        )
        for day, content in zip((1, 8), data, strict=True)
    ]
    for approved, content in zip(approvals, data, strict=True):
        with archive.writing() as records:
            records.approvals.approve(approved, year=2012, data=content)

    with archive.viewing() as records:
        assert records.approvals.approved(2012) == tuple(approvals)
        assert records.approvals.data_of(2012, "catalogue") == data[1]
        assert records.approvals.data_of(2012, "summary") is None
        assert records.approvals.approved(2013) == ()


def manifest(status: Status) -> Manifest:
    return Manifest(
        year=2012,
        phase="catalogue",
        status=status,
        as_of=dt.date(2012, 6, 1),
        approved=None,
        overruled=(),
        documents=(
            DocumentEntry(path="乙.docx", title="乙", sha256="b" * 64, official=True),
            DocumentEntry(path="甲.docx", title="甲", sha256="a" * 64, official=False),
        ),
        inputs=(),
        counts=Counts(),
    )


def test_the_last_publication_and_the_last_official_one_can_be_had(
    archive: Archive, begin: Begin
) -> None:
    statuses: tuple[Status, ...] = ("official", "draft")
    for status in statuses:
        run = begin(6, 1)
        with archive.writing() as records:
            written = f"manifest {status}".encode()
            records.publications.keep(run, manifest(status), written=written, data=b"{}")

    with archive.viewing() as records:
        last = records.publications.latest(2012, "catalogue")
        official = records.publications.latest(2012, "catalogue", official=True)
        assert last
        assert official
        assert (last.status, last.manifest, last.data) == ("draft", b"manifest draft", b"{}")
        assert (official.run, official.manifest) == (1, b"manifest official")
        assert set(records.publications.documents(1)) == set(manifest("official").documents)
        assert records.publications.latest(2012, "plan") is None


def test_many_threads_write_one_after_the_other(archive: Archive, begin: Begin) -> None:
    def write() -> None:
        for _ in range(10):
            begin(6, 1)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with archive.viewing() as records:
        assert [run.ordinal for run in records.runs.all(2012)] == list(range(1, 41))


def test_a_view_does_not_see_what_is_written_meanwhile(archive: Archive, begin: Begin) -> None:
    begin(6, 1)
    with archive.viewing() as records:
        assert len(records.runs.all(2012)) == 1
        begin(6, 2)
        assert len(records.runs.all(2012)) == 1
