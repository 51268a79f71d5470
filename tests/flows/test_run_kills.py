"""kill -9 at any moment of a run leaves the old set or the new one, and nothing to repair."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.outputs import verify
from tests.support.workspace import (
    AUDIT,
    IN_TIME,
    ITEMS,
    LATER,
    ROOT,
    Workspace,
    annex1,
    digests,
    environment,
    traces,
)

KILLS = 25
CORRECTED = annex1(
    AUDIT, [("信访举报受理", "内部职权", "受理并答复。", "《办法》"), ITEMS[AUDIT][1]]
)


@dataclass(frozen=True)
class Story:
    """An official set, a corrected file that arrives, and what an undisturbed run makes of it.

    Attributes:
        root: The workspace in which the corrected file lies and has not been seen by a run.
        old, new: The output folder before and after that run.
        seconds: How long the run takes.
    """

    root: Path
    old: dict[str, str]
    new: dict[str, str]
    seconds: float


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    college = Workspace(tmp_path_factory.mktemp("story") / "W")
    assert college.run(IN_TIME).exit == 0
    old = digests(college.output)
    college.put(f"{AUDIT}/附件1 目录.docx", CORRECTED)
    college.put("教务处/打不开.docx", b"")
    root = college.root.with_name("before")
    shutil.copytree(college.root, root)
    began = time.monotonic()
    assert college.run(LATER).exit == 1
    seconds = time.monotonic() - began
    new = digests(college.output)
    assert any(name.startswith(f"published/{IN_TIME}/") for name in new)
    return Story(root, old, new, seconds)


@contextmanager
def killer(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the program that runs the phase in a child, and kills it after the seconds told."""
    script = Path(__file__).with_name("running_a_phase.py")
    with subprocess.Popen(
        [sys.executable, ROOT / "tests/support/killing.py", script, root, LATER],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        yield program
        assert program.stdin
        program.stdin.close()


def killed_after(program: subprocess.Popen[str], seconds: float) -> bool:
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{seconds}\n")
    program.stdin.flush()
    return program.stdout.readline() == "killed\n"


def readers_of(root: Path) -> list[str]:
    """Give the command lines of living processes that read files for runs of this test's killer."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
                told = (entry / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if "fork_server" in command and f"KILLED_RUN={root}" in told:
                found.append(command)
    return found


def whole(archive: Path) -> bool:
    with closing(sqlite3.connect(archive)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_kills_at_any_moment_leave_the_old_set_or_the_new_one_and_the_next_run_finishes(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "W"
    monkeypatch.setenv("KILLED_RUN", str(root))
    found = set()
    with killer(root) as program:
        for moment in range(1, KILLS + 1):
            shutil.copytree(story.root, root)
            college = Workspace.at(root)
            inbox = traces(college.inbox)

            if killed_after(program, story.seconds * 1.2 * moment / KILLS):
                found.add("killed")

            left = digests(college.output)
            assert left in (story.old, story.new)
            found.add("old" if left == story.old else "new")
            assert verify(college.output) == []
            assert whole(root / "archive.db")
            assert traces(college.inbox) == inbox
            assert college.run(LATER).exit == 1
            assert digests(college.output) == story.new
            assert [p.name for p in (root / "output").rglob(".*")] == []
            shutil.rmtree(root)
        assert found >= {"killed", "old"}
        time.sleep(1)
        assert readers_of(root) == []
