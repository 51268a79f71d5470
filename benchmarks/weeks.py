"""What months of polling leave in the server's database, with a clock that is turned on by hand.

    python benchmarks/weeks.py [LOOKS]

Each round starts the workspace's server, lets 收件 look so many times into an inbox in which
nothing is new, runs a phase once, stops the server, and makes every moment in its database a day
(later 45 days) older. The server's own clean-up, with the settings that it has in use, runs when
it starts again: so what was kept too long is gone in the next round.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.polling import DAY, looks_of, used_bytes  # noqa: E402 - from any folder
from flows.server import running_server  # noqa: E402
from flows.server_address import address_in  # noqa: E402
from flows.server_settings import client_environment, prefect_home  # noqa: E402
from tests.support.aged import make_older, rows_of  # noqa: E402
from tests.support.small_college import make_workspace  # noqa: E402

ROUNDS = (1, 1, 1, 1, 1, 45, 45, 45, 45)
"""How many days later each next round is."""
_SHOWN = ("events", "event_resources", "flow_run", "flow_run_state", "task_run", "log", "artifact")
_SETTLING_SECONDS = 6.0


def main(looks: int = 48) -> None:
    """Print a Markdown table, a line a round."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder) / "W")
        database = prefect_home(workspace) / "prefect.db"
        address = address_in({"PREFECT_SERVER_API_PORT": "0"})  # one port for all rounds
        print(f"| day | rows before | {' | '.join(_SHOWN)} | all rows | kB |")
        print("| ---: " * (len(_SHOWN) + 4) + "|")
        day = 0
        for later in (0, *ROUNDS):
            if later:
                make_older(database, later)
            before = rows_of(database).total() if later else 0
            day += later
            with running_server(workspace, address) as server:
                os.environ.update(client_environment(workspace, server.api))
                time.sleep(_SETTLING_SECONDS)  # the clean-up
                _deploy(workspace)
                look = looks_of(workspace)
                for _ in range(looks):
                    look()
                _run_phase(workspace)
                time.sleep(_SETTLING_SECONDS)  # events are written behind
            rows = rows_of(database)
            shown = " | ".join(str(rows[name]) for name in _SHOWN)
            kept = used_bytes(database) / 1000
            print(f"| {day} | {before} | {shown} | {rows.total()} | {kept:.0f} |", flush=True)


def _deploy(workspace: Path) -> None:
    """Make the deployment of 收件, without its schedule: the looks are made here."""
    jobs = import_module("flows.timetable").jobs
    college = import_module("flows.settings").Workspace.open(workspace)
    receiving = next(job for job in jobs(college.college.dates) if job.cron)
    made = import_module("flows.prefect_runner").deployment(replace(receiving, cron=""), college)

    async def apply() -> None:
        await (await made).aapply()

    asyncio.run(apply())


def _run_phase(workspace: Path) -> None:
    recorder = import_module("flows.prefect_flow")
    settings = import_module("flows.settings")
    run = import_module("flows.catalogue").run
    recorder.run_as_flow(run, settings.Workspace.open(workspace), date.fromisoformat(DAY))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
