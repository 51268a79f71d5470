"""What a day of polling leaves behind: rows and bytes of the server's database, and its memory.

    python benchmarks/polling.py [LOOKS …]

Serves a workspace with ``lianfang serve`` and lets 收件 look into its unchanged inbox as many times
as in a day (288), one look after the other without the five minutes between them. The looks are
flow runs of this process, so that a day takes minutes; the server is the real one.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from flows.server_settings import client_environment, prefect_home  # noqa: E402 - from any folder
from tests.support.aged import rows_of  # noqa: E402
from tests.support.small_college import make_workspace  # noqa: E402

LOOKS = (24, 144, 288)
DAY = "2012-05-24"
_PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")
_SETTLING_SECONDS = 5.0
_MOST_NAMED = 6


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve a workspace for the block and give the address of its API."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    process = subprocess.Popen(
        [*_PROGRAM, "serve", "-w", str(workspace)],
        cwd=ROOT,
        env={**kept, "PREFECT_SERVER_API_PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            yield f"{said.rpartition('：')[2].strip()}/api"
        finally:
            process.send_signal(signal.SIGTERM)


def used_bytes(path: Path) -> int:
    """Give the bytes of a database's pages that hold anything."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


def server_memory(workspace: Path) -> int:
    """Give the proportional memory of the server and its runner, in bytes."""
    mark = f"PREFECT_HOME={workspace.resolve()}/".encode()
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int(process.name) != os.getpid() and mark in (process / "environ").read_bytes():
                rollup = (process / "smaps_rollup").read_text(encoding="ascii")
                total += next(
                    int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")
                )
        except OSError:
            continue
    return total * 1024


def main() -> None:
    """Print one Markdown table, a line after each number of looks."""
    steps = tuple(map(int, sys.argv[1:])) or LOOKS
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder) / "W")
        with served(workspace) as api:
            os.environ.update(client_environment(workspace, api))
            _measure(workspace, steps, looks_of(workspace))


def looks_of(workspace: Path) -> Callable[[], None]:
    """Give what looks into the inbox once, as a run of the deployment in this process.

    Prefect is imported with the settings that the environment has by then.
    """
    clients, engine = import_module("prefect"), import_module("prefect.flow_engine")
    pending = import_module("prefect.states").Pending
    receive = import_module("flows.prefect_office").receive
    parameters = {"workspace": workspace, "as_of": date.fromisoformat(DAY)}

    def look() -> None:
        with clients.get_client(sync_client=True) as client:
            name = f"{receive.name}/{receive.name}"
            deployment = client.read_deployment_by_name(name).id
            run = client.create_flow_run_from_deployment(deployment, state=pending())
        state = engine.run_flow(receive, flow_run=run, parameters=parameters, return_type="state")
        if not state.is_completed():
            raise SystemExit(f"a look failed: {state.message}")

    return look


def _measure(workspace: Path, steps: tuple[int, ...], look: Callable[[], object]) -> None:
    database, archive = prefect_home(workspace) / "prefect.db", workspace / "archive.db"
    print("| looks | ms a look | Prefect rows | kB | grown most | archive rows | kB | server MiB |")
    print("| ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |")
    done, before = 0, Counter[str]()
    for step in (1, *steps):
        start = time.perf_counter()
        for _ in range(step - done):
            look()
        pace = (time.perf_counter() - start) / max(step - done, 1) * 1000
        done = step
        time.sleep(_SETTLING_SECONDS)  # events and logs are written behind
        rows = rows_of(database)
        grown = (rows - before).most_common(_MOST_NAMED) if before else ()
        before = rows
        named = ", ".join(f"{name} +{more}" for name, more in grown)
        print(
            f"| {step} | {pace:.0f} | {rows.total()} | {used_bytes(database) / 1000:.0f} | {named}"
            f" | {rows_of(archive).total()} | {used_bytes(archive) / 1000:.0f}"
            f" | {server_memory(workspace) / (1 << 20):.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
