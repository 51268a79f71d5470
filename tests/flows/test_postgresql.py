"""A workspace whose archive lies on a PostgreSQL server, run by several machines."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from flows.archives import open_archive
from flows.conduct import now
from flows.days import today
from flows.lock import held_phase
from flows.outputs import verify
from flows.settings import Workspace as Settings
from flows.stage import PlainStage
from flows.steps import Request, run_phase
from schemas.errors import MachineError
from tests.support.postgresql import PostgreSQL
from tests.support.workspace import (
    AUDIT,
    IN_TIME,
    LATER,
    PROGRAM,
    Workspace,
    annex1,
    digests,
    environment,
    lianfang,
)

T = TypeVar("T")
MORE = '[archive]\nurl = "{url}"'


@pytest.fixture
def college(postgresql: PostgreSQL, tmp_path: Path) -> Workspace:
    url = postgresql.database(archive=False).render_as_string(hide_password=False)
    return Workspace(tmp_path / "W", more=MORE.format(url=url))


def sound(college: Workspace) -> bool:
    """Tell whether audit log and published files are as they were written."""
    workspace = Settings.open(college.root)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        fault = records.audit.verify().fault
    return fault is None and verify(college.output) == []


def program(college: Workspace) -> subprocess.Popen[bytes]:
    command = [*PROGRAM, "run", "catalogue", "-w", str(college.root), "--as-of", LATER]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment(), stdout=quiet, stderr=quiet)


def test_the_documents_are_those_of_an_archive_in_a_file(
    college: Workspace, tmp_path: Path
) -> None:
    plain = Workspace(tmp_path / "plain")

    assert college.run(IN_TIME).exit == plain.run(IN_TIME).exit == 0

    for one in (college, plain):
        one.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, [("信访", "内部职权", "受理。", "")]))
        assert one.run(LATER).exit == 1
    assert digests(college.output) == digests(plain.output)
    assert sound(college)
    assert not (college.root / "archive.db").exists()


def test_two_machines_that_run_one_phase_at_once_give_one_result(college: Workspace) -> None:
    both = [program(college), program(college)]

    # The second waits, and where the first takes long says that it is at work.
    assert {process.wait() for process in both} <= {0, 3}
    assert college.run(LATER).exit == 0
    assert sound(college)
    assert [path.name for path in (college.root / "output").rglob(".*")] == []


def test_a_second_run_and_an_approval_say_who_is_at_work(college: Workspace) -> None:
    workspace = Settings.open(college.root)
    approve = ("approve", "catalogue", "-w", college.root, "--by", "甲")

    with held_phase(workspace, "catalogue"):
        refused = [college.run(LATER), lianfang(*approve)]
        told = lianfang("doctor", "-w", college.root)
        assert college.run(LATER, "plan").exit == 0

    assert [ran.exit for ran in refused] == [3, 3]
    assert all("另一次运行" in ran.err for ran in refused)
    assert "正在运行：职权目录" in told.out


class LosingTheServer(PlainStage):
    """Ends all connections to the database when files have been received."""

    def __init__(self, cut: Callable[[], None]) -> None:
        super().__init__()
        self._cut = cut

    def receive(self, departments: Sequence[str], work: Callable[[str], T]) -> Sequence[T]:
        received = super().receive(departments, work)
        self._cut()
        return received


def test_a_run_that_lost_the_phase_publishes_nothing(
    college: Workspace, postgresql: PostgreSQL
) -> None:
    assert college.run(IN_TIME).exit == 0
    before = digests(college.output)
    request = Request(Settings.open(college.root), "catalogue", today())

    def cut() -> None:
        postgresql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'college_%%'"
        )
        time.sleep(0.2)

    with pytest.raises(MachineError, match="连接"):
        run_phase(request, LosingTheServer(cut), now)

    assert digests(college.output) == before
    assert college.run(LATER).exit == 0
    assert sound(college)


def test_killed_runs_leave_the_old_set_or_the_new_one_and_the_next_finishes(
    college: Workspace, tmp_path: Path
) -> None:
    plain = Workspace(tmp_path / "plain")
    assert college.run(IN_TIME).exit == plain.run(IN_TIME).exit == 0
    old = digests(college.output)
    assert plain.run(LATER).exit == 0
    new = digests(plain.output)

    for seconds in (1.2, 1.8):
        run = program(college)
        time.sleep(seconds)
        run.kill()
        run.wait()

        assert digests(college.output) in (old, new)
        assert verify(college.output) == []
    assert college.run(LATER).exit == 0
    assert digests(college.output) == new
    assert sound(college)


def test_doctor_looks_into_the_database(college: Workspace) -> None:
    college.run(IN_TIME)

    told = lianfang("doctor", "-w", college.root)

    assert "档案库：完好" in told.out
    assert "没有正在进行的运行" in told.out


def test_a_backup_is_refused_in_a_sentence_that_says_what_to_do(
    college: Workspace, tmp_path: Path
) -> None:
    told = lianfang("backup", "-w", college.root, "-o", tmp_path / "b.zip")

    assert told.exit == 2
    assert "pg_dump" in told.err
