"""Phases that are run together: received once, worked out on two processors, the same results."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.store import Archive
from flows.steps import Request, Result, work_out
from schemas.schedule import PHASES
from tests.support.workspace import IN_TIME, LATER, TEACHING, Workspace, annex1, lianfang


def run_all(workspace: Workspace, day: str = IN_TIME) -> int:
    return lianfang("run", "all", "-w", workspace.root, "--as-of", day).exit


def written(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.root / "output"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def broken_template(workspace: Workspace, name: str) -> None:
    folder = workspace.root / "templates"
    folder.mkdir()
    (folder / name).write_bytes(b"no Word file")


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "together")


def test_they_leave_what_one_run_after_the_other_leaves(college: Workspace, tmp_path: Path) -> None:
    alone = Workspace(tmp_path / "alone")

    for workspace in (college, alone):
        workspace.put(f"{TEACHING}/附件1 目录.docx", annex1(TEACHING, [("考试", "", "", "")]))
    for day in (IN_TIME, LATER):
        run_all(college, day)
        for phase in PHASES:
            alone.run(day, phase)

    assert written(college).keys() >= {f"2012/{phase}/manifest.json" for phase in PHASES}
    assert written(college) == written(alone)


def test_a_file_is_seen_by_every_run(college: Workspace) -> None:
    run_all(college)

    with closing(sqlite3.connect(college.root / "archive.db")) as archive:
        seen = archive.execute("SELECT DISTINCT first_run_id, last_run_id FROM sighting").fetchall()
        received = archive.execute("SELECT DISTINCT run_id FROM receipt").fetchall()

    assert seen == [(1, len(PHASES))]
    assert received == [(1,)]


def test_a_phase_that_cannot_be_worked_out_leaves_those_before_it(college: Workspace) -> None:
    broken_template(college, "summary.docx")

    assert run_all(college) == 2

    assert {path.split("/")[1] for path in written(college)} == {"plan", "catalogue"}


def test_the_last_phase_fails_only_after_the_others_are_published(college: Workspace) -> None:
    broken_template(college, "handbook.docx")

    assert run_all(college) == 2

    assert {path.split("/")[1] for path in written(college)} == {"plan", "catalogue", "summary"}


def test_what_a_killed_process_has_published_is_published_once(
    college: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def killed_at_the_summary(archive: Archive, request: Request, *more: Any) -> Result:  # noqa: ANN401 - passed on
        if request.phase == "summary" and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return work_out(archive, request, *more)

    monkeypatch.setattr("flows.together.work_out", killed_at_the_summary)

    run_all(college)

    with closing(sqlite3.connect(college.root / "archive.db")) as archive:
        published = archive.execute("SELECT run_id FROM publication ORDER BY run_id").fetchall()
    assert published == [(n,) for n, _ in enumerate(PHASES, 1)]
    assert {path.split("/")[1] for path in written(college)} == set(PHASES)
