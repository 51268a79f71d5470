"""``lianfang serve`` as a program of its own, and what its server knows."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.server import Server, ask, listing

ROOT = Path(__file__).parents[2]
PROGRAM = "from flows.cli import main; main()"
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}


class Serving:
    """A running ``lianfang serve``."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "serve", "-w", str(workspace)],
            cwd=ROOT,
            env=CLEAN,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        with self.process.stdout as said:  # the address is all that is said there
            ui = said.readline().rpartition("：")[2].strip()
        self.server = Server(api=f"{ui}/api", ui=ui)

    def end(self) -> None:
        """End it for certain, when a test has not done so."""
        self.process.kill()
        self.process.wait()

    def descendants(self) -> list[int]:
        """Find all processes of the workspace's Prefect, by what their environment says."""
        mark = f"PREFECT_HOME={self.workspace.resolve()}/".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (process / "environ").read_bytes():
                    found.append(int(process.name))
        return found

    def start(self, name: str, **parameters: str | bool) -> str:
        """Start a deployment's run as a click in the UI does."""
        return self.put(name, {"type": "SCHEDULED"}, parameters)

    def put(
        self, name: str, state: dict[str, str], parameters: dict[str, str | bool] | None = None
    ) -> str:
        """Make a run of a deployment that is in a state already."""
        [deployment] = [d for d in listing(self.server, "deployments") if d["name"] == name]
        wanted = {"parameters": parameters or {}, "state": state}
        path = f"deployments/{deployment['id']}/create_flow_run"
        return str(ask(self.server, path, wanted)["id"])

    def run(self, identifier: str) -> dict[str, Any]:
        """Give a flow run as the server knows it."""
        wanted = {"flow_runs": {"id": {"any_": [identifier]}}}
        [found] = ask(self.server, "flow_runs/filter", wanted)
        return dict(found)

    def finished(self, identifier: str) -> dict[str, Any]:
        """Wait for a run's end."""
        ended = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        wait_until(lambda: self.run(identifier)["state_type"] in ended)
        return self.run(identifier)


def wait_until(condition: Callable[[], bool], seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.3)
