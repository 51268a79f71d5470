"""One run of a phase at a time."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.lock import phase_lock
from schemas.errors import MachineError

ROOT = Path(__file__).parents[2]
HOLDER = Path(__file__).parent / "holding_a_lock.py"


@contextmanager
def other_program(
    workspace: Path, phase: str = "catalogue", wait_s: float = 30
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, str(HOLDER), str(workspace), phase, str(wait_s)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def said_by(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline().strip()


def tell(program: subprocess.Popen[str]) -> None:
    assert program.stdin
    program.stdin.write("end\n")
    program.stdin.flush()


def test_a_second_run_of_the_phase_is_refused_in_one_line(tmp_path: Path) -> None:
    with other_program(tmp_path) as other:
        assert said_by(other) == "held"

        with pytest.raises(MachineError) as fault, phase_lock(tmp_path, "catalogue", wait_s=0.2):
            pytest.fail("the phase was held twice")

    assert str(fault.value) == (
        "“职权目录”阶段正有另一次运行或审定在进行，等了 0.2 秒仍未结束；请等它结束后再试。"
    )
    assert fault.value.exit_code == 3


def test_another_phase_is_free(tmp_path: Path) -> None:
    with other_program(tmp_path) as other:
        assert said_by(other) == "held"

        with phase_lock(tmp_path, "summary", wait_s=0):
            assert (tmp_path / "output/.summary.lock").exists()


def test_a_second_run_goes_on_when_the_first_has_ended(tmp_path: Path) -> None:
    with other_program(tmp_path) as other:
        assert said_by(other) == "held"
        threading.Timer(0.2, tell, [other]).start()

        with phase_lock(tmp_path, "catalogue", wait_s=30):
            assert other.wait(30) == 0


def test_the_kernel_frees_the_lock_of_a_killed_run(tmp_path: Path) -> None:
    with other_program(tmp_path) as other:
        assert said_by(other) == "held"
        other.kill()
        other.wait()
    assert (tmp_path / "output/.catalogue.lock").exists()

    with phase_lock(tmp_path, "catalogue", wait_s=0):
        pass

    assert list((tmp_path / "output").iterdir()) == []


def test_two_threads_of_one_program_exclude_each_other(tmp_path: Path) -> None:
    with phase_lock(tmp_path, "catalogue"), pytest.raises(MachineError):  # noqa: SIM117 - in order
        with phase_lock(tmp_path, "catalogue", wait_s=0):
            pytest.fail("the phase was held twice")


def test_the_lock_is_freed_when_the_run_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), phase_lock(tmp_path, "catalogue"):
        raise RuntimeError

    with phase_lock(tmp_path, "catalogue", wait_s=0):
        pass


def test_many_threads_hold_the_phase_one_after_the_other(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def run(number: int) -> None:
        for _ in range(5):
            with phase_lock(tmp_path, "catalogue", wait_s=60):
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1] * 20


def test_a_workspace_that_takes_no_files_is_told_in_one_line() -> None:
    with (
        pytest.raises(MachineError, match="输出文件夹“/proc/output"),
        phase_lock(Path("/proc"), "catalogue"),
    ):
        pytest.fail("a lock in /proc")
