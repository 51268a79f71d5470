"""A pool as on several machines: PostgreSQL, a server, workers with homes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from flows.server import Server, ask, listing
from tests.support.postgresql import PostgreSQL, free_port

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")
ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})


class Pool:
    """A running server of a pool, its workspaces and workers."""

    def __init__(self, folder: Path, server: Server, environment: dict[str, str]) -> None:
        self.server = server
        self._folder = folder
        self._environment = {**environment, "PREFECT_API_URL": server.api}
        self._workers = ExitStack()

    def add(self, roots: Sequence[Path], *options: str) -> subprocess.CompletedProcess[str]:
        """Add workspaces with ``lianfang pool add``."""
        return subprocess.run(
            [*PROGRAM, "pool", "add", *map(str, roots), *options],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        """Start a worker that shares nothing with the others but server, database and files."""
        home = self._folder / name
        home.mkdir(exist_ok=True)
        worker = subprocess.Popen(
            [*PROGRAM, "pool", "work", "--name", name, "--limit", "1"],
            env={**self._environment, "HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._workers.callback(_end, worker)
        return worker

    def start(self, college: str, job: str, **parameters: str) -> str:
        """Start a run as a click in the UI does."""
        flows = {flow["id"]: flow["name"] for flow in listing(self.server, "flows")}
        [found] = [
            d["id"]
            for d in listing(self.server, "deployments")
            if d["name"] == college and flows[d["flow_id"]] == job
        ]
        wanted = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        return str(ask(self.server, f"deployments/{found}/create_flow_run", wanted)["id"])

    def run(self, identifier: str) -> dict[str, Any]:
        """Give a flow run as the server knows it."""
        wanted = {"flow_runs": {"id": {"any_": [identifier]}}}
        [found] = ask(self.server, "flow_runs/filter", wanted)
        return dict(found)

    def finished(self, identifier: str) -> dict[str, Any]:
        """Wait for a run's end."""
        wait_until(lambda: self.run(identifier)["state_type"] in ENDED)
        return self.run(identifier)

    def close(self) -> None:
        """End the workers."""
        self._workers.close()


@contextmanager
def running_pool(folder: Path, postgresql: PostgreSQL) -> Iterator[Pool]:
    """Run a pool's server, with its database on PostgreSQL, for the block."""
    database = postgresql.database(archive=False).set(drivername="postgresql+asyncpg")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    environment = {**clean, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*PROGRAM, "pool", "serve", str(folder / "server")],
        env={
            **environment,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": database.render_as_string(False),
            "PREFECT_SERVER_API_PORT": str(free_port()),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        ui = process.stdout.readline().rpartition("：")[2].strip()
        pool = Pool(folder, Server(api=f"{ui}/api", ui=ui), environment)
        try:
            yield pool
        finally:
            pool.close()
            process.terminate()
            process.wait()


def wait_until(condition: Callable[[], bool], seconds: float = 400) -> None:
    """Wait for something that has to come about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.3)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()
