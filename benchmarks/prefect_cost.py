"""What recording a run in Prefect costs: the same phase of the same college, with and without.

    python benchmarks/prefect_cost.py [DEPARTMENTS [ROUNDS]]

Everything has been read before, so that a run is short and Prefect's share of it plain. In each
round the phase runs plainly, as a flow run of the command line (once as runs are, which leave
pages that say nothing new, and once as if every department's page were new), and as a run of the
deployment. Each is a fresh process that runs the phase twice; the second counts, since Prefect
imports a part of itself only while it runs. The server is the one that ``lianfang serve`` starts;
its processor time is the mean of both runs, less what it takes while nothing runs.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.polling import served  # noqa: E402 - the script runs from any folder
from benchmarks.run import prepare  # noqa: E402
from flows.server import Server, ask, listing  # noqa: E402
from flows.server_settings import client_environment, prefect_home  # noqa: E402

PHASE, JOB = "catalogue", "职权目录"
DAY = date(2012, 5, 24)
PLAIN, USUAL, ALL_NEW, DEPLOYED = "plain", "flow run", "flow run, pages new", "deployment"
_TWICE = 2
_SETTLING_SECONDS = 5.0
_IDLE_SECONDS = 20.0
_UNFINISHED = ("SCHEDULED", "PENDING", "RUNNING")
_TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What a run took, in seconds.

    Attributes:
        wall: From beginning to end.
        client: Processor time of the run's own process and those that it started; 0 where it is
            not told apart from the import.
        server: Processor time of the server for it.
    """

    wall: float
    client: float
    server: float = 0.0


def main(departments: int = 40, rounds: int = 5) -> None:
    """Print a Markdown table."""
    with tempfile.TemporaryDirectory(prefix="lianfang-cost-") as folder:
        workspace = Path(folder) / "W"
        prepare(workspace, departments)
        _own_process(PLAIN, workspace)
        with served(workspace) as api:
            server = Server(api, api.removesuffix("/api"))
            time.sleep(_IDLE_SECONDS)  # the first look into the inbox
            _deployed(server)
            _report(_rounds(workspace, server, rounds))


def _rounds(workspace: Path, server: Server, rounds: int) -> dict[str, list[Cost]]:
    """Run every way by turns."""
    idle = _idle(workspace)
    found: dict[str, list[Cost]] = {PLAIN: [], USUAL: [], ALL_NEW: [], DEPLOYED: []}
    for _ in range(rounds):
        for way, costs in found.items():
            began, before = time.perf_counter(), _server_spent(workspace)
            cost = _run(way, workspace, server)
            time.sleep(_SETTLING_SECONDS)  # events and logs are written behind
            unasked = idle * (time.perf_counter() - began)
            spent = _server_spent(workspace) - before - unasked
            costs.append(cost._replace(server=spent / (1 if way == DEPLOYED else _TWICE)))
            print(f"{way}: {costs[-1]}", file=sys.stderr, flush=True)
    return found


def _run(way: str, workspace: Path, server: Server) -> Cost:
    return _deployed(server) if way == DEPLOYED else _own_process(way, workspace, server.api)


def _own_process(way: str, workspace: Path, api: str = "") -> Cost:
    settings = {} if way == PLAIN else client_environment(workspace, api)
    command = [sys.executable, "-m", "benchmarks.prefect_cost", "--timed", way, str(workspace)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, check=True, capture_output=True
    )
    wall, client = json.loads(done.stdout.splitlines()[-1])
    return Cost(wall, client)


def timed(way: str, root: Path) -> None:
    """Import everything and run the phase once, then again, and print the seconds of that."""
    steps, stage, settings = (import_module(f"flows.{n}") for n in ("steps", "stage", "settings"))
    workspace = settings.Workspace.open(root)
    if way == PLAIN:
        now = import_module("flows.conduct").now
        request = steps.Request(workspace, PHASE, DAY)
        _measure(lambda: steps.run_phase(request, stage.PlainStage(), now))
        return
    run = import_module(f"flows.{PHASE}").run
    if way == ALL_NEW:
        vars(import_module("flows.prefect_stage"))["shown_pages"] = lambda _: {}
    recorder = import_module("flows.prefect_flow")
    _measure(lambda: recorder.run_as_flow(run, workspace, DAY))


def _measure(work: Callable[[], object]) -> None:
    work()
    began, spent = time.perf_counter(), _spent()
    work()
    print(json.dumps((time.perf_counter() - began, _spent() - spent)))


def _spent() -> float:
    """Give the processor time of this process and its children, in seconds."""
    both = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def _deployed(server: Server) -> Cost:
    """Start the deployment's run, wait, and give how long Prefect says that it ran."""
    [job] = [one for one in listing(server, "deployments") if one["name"] == JOB]
    parameters = {**job["parameters"], "as_of": DAY.isoformat()}
    begun = ask(server, f"deployments/{job['id']}/create_flow_run", {"parameters": parameters})
    while True:
        time.sleep(1.0)
        [run] = ask(server, "flow_runs/filter", {"flow_runs": {"id": {"any_": [begun["id"]]}}})
        if run["state_type"] not in _UNFINISHED:
            return Cost(run["total_run_time"], 0.0)


def _idle(workspace: Path) -> float:
    """Give the processor time that the server takes in a second while nothing runs."""
    before = _server_spent(workspace)
    time.sleep(_IDLE_SECONDS)
    return (_server_spent(workspace) - before) / _IDLE_SECONDS


def _server_spent(workspace: Path) -> float:
    """Add up the processor time of the workspace's server, in seconds."""
    home = f"PREFECT_HOME={prefect_home(workspace)}".encode()
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            own = b"server\0start" in (process / "cmdline").read_bytes()
            if own and home in (process / "environ").read_bytes().split(b"\0"):
                facts = (process / "stat").read_text().rpartition(")")[2].split()
                ticks += sum(map(int, facts[11:15]))
        except OSError:
            continue
    return ticks / _TICKS


def _report(found: dict[str, list[Cost]]) -> None:
    print("| way | s | least | client CPU s | least | server CPU s | least |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for way, costs in found.items():
        columns = [(median(each), min(each)) for each in zip(*costs, strict=True)]
        cells = " | ".join(f"{middle:.2f} | {least:.2f}" for middle, least in columns)
        print(f"| {way} | {cells} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--timed"]:
        timed(sys.argv[2], Path(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
