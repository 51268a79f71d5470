"""A run recorded in Prefect: flow, tasks, states, artifacts, and the very same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.server import Server, answers, listing, running_server
from flows.server_address import address_in
from flows.server_settings import (
    RUNS_KEPT_DAYS,
    client_environment,
    prefect_home,
    server_environment,
)
from tests.support.aged import make_older, rows_of
from tests.support.serving import wait_until
from tests.support.small_college import catalogue, make_workspace, put

pytestmark = pytest.mark.prefect

PROGRAM = "from flows.cli import main; main()"
COMMAND = ("run", "catalogue", "--as-of", "2012-05-24")
ROOT = Path(__file__).parents[2]
CLEAN_UP = """
import asyncio
from prefect.server.database import provide_database_interface
from prefect.server.services.db_vacuum import vacuum_old_events, vacuum_old_flow_runs

async def clean_up():
    db = provide_database_interface()
    await vacuum_old_flow_runs(db=db)
    await vacuum_old_events(db=db)

asyncio.run(clean_up())
"""
MARKUP = "*重要* <b>依据</b> [链接](x)"


def run(workspace: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *COMMAND, "-w", str(workspace)],
        cwd=ROOT,
        env={**clean, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def faulty(root: Path) -> Path:
    """A workspace whose catalogue has a category that is none of the three, with markup in it."""
    workspace = make_workspace(root)
    put(workspace / "inbox" / "审计监察处" / "附件1.docx", catalogue(category=MARKUP))
    return workspace


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server, int]]:
    """A workspace whose server is up, after a run that found an error."""
    workspace = faulty(tmp_path_factory.mktemp("prefect") / "W")
    with running_server(workspace) as server:
        yield workspace, server, run(workspace).returncode
    assert not answers(server.api)


def test_the_flow_run_says_that_something_is_to_be_corrected(
    recorded: tuple[Path, Server, int],
) -> None:
    _, server, code = recorded

    [flow_run] = listing(server, "flow_runs")

    assert code == 1
    assert (flow_run["name"], flow_run["state_name"]) == ("职权目录 2012-05-24", "待整改")
    assert set(flow_run["tags"]) == {"职权目录", "2012"}


def test_every_department_has_a_task_that_names_its_state(
    recorded: tuple[Path, Server, int],
) -> None:
    def tasks() -> dict[str, str]:
        return {task["name"]: task["state_name"] for task in listing(recorded[1], "task_runs")}

    wanted = {"00 收件": "已收件", "01 审核 审计监察处": "待整改"}
    wait_until(lambda: tasks() == wanted)  # written behind

    assert tasks() == wanted


def test_the_findings_are_shown_as_written_never_as_markup(
    recorded: tuple[Path, Server, int],
) -> None:
    artifacts = {a["key"]: a["data"] for a in listing(recorded[1], "artifacts")}

    assert set(artifacts) == {
        "calendar",
        "department-status",
        "findings-01",
        "outputs",
        "progress",
    }
    assert "LF-C02" in artifacts["findings-01"]
    [row] = json.loads(artifacts["department-status"])
    assert row["M03 报送目录和运行流程图"] == "退回修改"
    assert "<b>" not in artifacts["findings-01"]


def test_the_result_is_the_same_as_without_prefect(
    recorded: tuple[Path, Server, int], tmp_path: Path
) -> None:
    plain = tmp_path / "W"
    shutil.copytree(recorded[0] / "inbox", plain / "inbox")
    shutil.copy(recorded[0] / "lianfang.toml", plain)
    assert run(plain).returncode == 1

    def files(workspace: Path) -> dict[str, str]:
        folder = workspace / "output"
        return {
            str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in folder.rglob("*")
            if p.is_file()
        }

    assert files(recorded[0]) == files(plain)


def test_the_servers_own_clean_up_leaves_nothing_of_what_is_too_old(
    recorded: tuple[Path, Server, int], tmp_path: Path
) -> None:
    database = prefect_home(tmp_path) / "prefect.db"
    database.parent.mkdir(parents=True)
    with (
        closing(sqlite3.connect(prefect_home(recorded[0]) / "prefect.db")) as used,
        closing(sqlite3.connect(database)) as copy,
    ):
        used.backup(copy)
    grows = ("flow_run", "flow_run_state", "task_run", "log", "artifact", "events")
    assert not set(grows) - set(+rows_of(database))

    make_older(database, RUNS_KEPT_DAYS + 1)
    settings = server_environment(tmp_path, address_in({}), os.environ)
    subprocess.run([sys.executable, "-c", CLEAN_UP], env=settings, check=True)

    assert [name for name in grows if rows_of(database)[name]] == []


def test_an_address_that_does_not_answer_is_told_in_a_line_and_costs_nothing_else(
    tmp_path: Path,
) -> None:
    done = run(make_workspace(tmp_path / "W"), PREFECT_API_URL="http://127.0.0.1:9/api")

    assert done.returncode == 0
    assert "没有应答" in done.stderr.decode()


def test_a_schedule_really_makes_runs(recorded: tuple[Path, Server, int]) -> None:
    workspace, server, _ = recorded
    script = (
        "from flows.catalogue import run; "
        "run.to_deployment('每分钟', cron='* * * * *', "
        f"parameters={{'workspace': '{workspace}', 'as_of': '2012-05-24'}}).apply()"
    )
    settings = client_environment(workspace, server.api)
    subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, **settings}, check=True
    )

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if any(r["state_type"] == "SCHEDULED" for r in listing(server, "flow_runs")):
            return
        time.sleep(1)
    pytest.fail("no run was scheduled")
