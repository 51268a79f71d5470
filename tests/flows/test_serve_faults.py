"""``lianfang serve`` goes on when its settings change or one of its processes is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.prefect_runner import mark_dead_runs
from flows.server import Server, listing, workspace_server
from flows.server_settings import ready_note
from flows.settings import CONFIGURATION
from tests.support.serving import CLEAN, ROOT, Serving, wait_until
from tests.support.small_college import COLLEGE, make_workspace

pytestmark = pytest.mark.prefect

DAY = "2012-05-24"
PROGRAM = """
from flows import cli, serve
serve._WORTH_A_RESTART_SECONDS = 0.0
cli.main()
"""


class Lasting(Serving):
    """A ``lianfang serve`` that starts anew also what ended soon after its start."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "serve", "-w", str(workspace)],
            cwd=ROOT,
            env=CLEAN,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.server = self.answering()

    def answering(self) -> Server:
        """Wait until the server answers and the deployments are there."""
        wait_until(lambda: ready_note(self.workspace).exists())
        found = workspace_server(self.workspace)
        assert found is not None
        return found

    def kill(self, *words: str) -> None:
        """Kill the process that has words in its command line, with SIGKILL."""
        [found] = [pid for pid in self.descendants() if set(words) <= set(_command(pid))]
        ready_note(self.workspace).unlink()
        os.kill(found, signal.SIGKILL)

    def rrule(self, name: str) -> str:
        """Give the only schedule of a deployment."""
        [deployment] = [d for d in listing(self.server, "deployments") if d["name"] == name]
        [schedule] = deployment["schedules"]
        return str(schedule["schedule"]["rrule"])


def _command(pid: int) -> list[str]:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_text(encoding="utf-8").split("\0")
    except OSError:
        return []


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lasting]:
    found = Lasting(make_workspace(tmp_path_factory.mktemp("faults") / "W"))
    yield found
    found.end()


def put_settings(serving: Lasting, text: str) -> None:
    (serving.workspace / CONFIGURATION).write_text(text, encoding="utf-8")


def test_new_dates_in_the_settings_become_the_schedules_while_serving(serving: Lasting) -> None:
    assert "20120524T080000" in serving.rrule("职权目录")

    put_settings(serving, "[organisation\nname =")  # being typed: no settings at all
    put_settings(serving, COLLEGE.replace("[schedule]\n", "[schedule]\nM03 = 2012-05-30\n"))

    wait_until(lambda: "20120529T080000" in serving.rrule("职权目录"))
    assert "20120524T080000" not in serving.rrule("职权目录")


def test_settings_that_cannot_be_read_leave_the_schedules_and_the_runner_alone(
    serving: Lasting,
) -> None:
    before = serving.rrule("职权目录")

    put_settings(serving, "[organisation\nname =")
    failed = serving.finished(serving.start("职权目录", as_of=DAY))
    put_settings(serving, COLLEGE)

    assert failed["state_type"] == "FAILED"
    assert CONFIGURATION in failed["state"]["message"]
    wait_until(lambda: serving.rrule("职权目录") != before)
    assert "20120524T080000" in serving.rrule("职权目录")


@pytest.mark.parametrize(
    "words", [("prefect", "server", "start"), ("flows.prefect_runner",)], ids=["server", "runner"]
)
def test_a_process_that_is_killed_in_a_run_is_started_anew_and_the_run_marked_dead(
    serving: Lasting, words: tuple[str, ...]
) -> None:
    run = serving.start("职权目录", as_of=DAY)
    wait_until(lambda: serving.run(run)["state_type"] == "RUNNING")
    before = set(serving.descendants())

    serving.kill(*words)
    serving.answering()

    assert serving.process.poll() is None
    assert serving.run(run)["state_name"] == "Crashed"
    assert "再运行一次" in serving.run(run)["state"]["message"]
    assert not before & set(serving.descendants())


def test_a_run_that_reported_its_own_crash_is_told_in_the_same_words(serving: Lasting) -> None:
    crashed = serving.put("职权目录", {"type": "CRASHED", "message": "Execution was aborted."})

    asyncio.run(_mark_dead_runs(serving.server))

    assert serving.run(crashed)["state_name"] == "Crashed"
    assert "再运行一次" in serving.run(crashed)["state"]["message"]


async def _mark_dead_runs(server: Server) -> None:
    with temporary_settings({PREFECT_API_URL: server.api}):
        async with get_client() as client:
            await mark_dead_runs(client)


def test_after_all_that_a_phase_runs_as_before(serving: Lasting) -> None:
    assert serving.finished(serving.start("职权目录", as_of=DAY))["state_name"] == "已通过"
