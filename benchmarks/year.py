"""How long the whole year takes, and where the time goes: ``lianfang run all``.

    python -m benchmarks.year [DEPARTMENTS …]

Forty departments send everything that they owe in a year, 15 items each: rosters, annexes 1 to 7,
in the habits of the example college. Each run is a fresh process of the command line; its memory
is the sum over all its processes, shared pages counted once.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.run import PER_DEPARTMENT, ROOT, college, follow
from examples.build import (
    assessment_file,
    measures_file,
    phase_files,
    rating_files,
    risk_map_files,
    roster_file,
)
from examples.model import Department

P = ParamSpec("P")
R = TypeVar("R")
SIZES = (10, 40)
STEPS = {
    "receive_files": "receive and read",
    "_compile": "compile",
    "_judge": "check",
    "consolidate": "consolidate",
    "_render": "documents",
    "_review": "tell the departments",
    "publish": "record and publish",
}
"""Function of ``flows.steps`` → what it does."""

_CONFIGURATION = (
    '[organisation]\nname = "防灾科技学院"\nsuperior = "中国地震局"\nyear = 2012\n'
    "[approval]\nrequired = false\n"
)
_DAY = "2012-10-10"


def year_files(department: Department) -> Iterator[tuple[str, bytes]]:
    """Make everything that a department sends in a year."""
    yield department.roster.file, roster_file(department)
    for make in (phase_files, risk_map_files, rating_files):
        yield from make(department)
    yield department.measures.file, measures_file(department)
    yield department.assessment.file, assessment_file(department)


def prepare(root: Path, size: int) -> tuple[int, int]:
    """Lay out a workspace; give its number of files and of risks."""
    configured, files, risks = [_CONFIGURATION], 0, 0
    for department in map(Department.in_order, college(size)):
        configured.append(f'[[department]]\nname = "{department.name}"\n')
        risks += sum(len(step.found) for item in department.item for step in item.risks)
        for name, data in year_files(department):
            _write(root / "inbox" / department.folder / name, data)
            files += 1
    (root / "lianfang.toml").write_text("\n".join(configured), encoding="utf-8")
    return files, risks


def correct(root: Path) -> None:
    """Let the first department send its annex 6 with one measure changed."""
    first = next(college(1)).in_order()
    item = first.item[0]
    measure = item.measures[0].model_copy(update={"text": "改为两人以上共同办理，全程留痕"})
    changed = item.model_copy(update={"measures": (measure, *item.measures[1:])})
    again = first.model_copy(update={"item": (changed, *first.item[1:])})
    _write(root / "inbox" / first.folder / first.measures.file, measures_file(again))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (0, 0))  # long since there: no second look for files still growing


def timed(times: Path, arguments: list[str]) -> None:
    """Be the command line, and note how long each step took over all phases."""
    from flows import cli, steps, together  # noqa: PLC0415 - loaded in the measured process alone

    # In memory that the process shares that works the earlier phases out beside this one.
    spent = {name: multiprocessing.Value("d") for name in STEPS}

    def watched(name: str, step: Callable[P, R]) -> Callable[P, R]:
        @wraps(step)
        def run(*given: P.args, **named: P.kwargs) -> R:
            began = time.perf_counter()
            try:
                return step(*given, **named)
            finally:
                with spent[name].get_lock():
                    spent[name].value += time.perf_counter() - began

        return run

    for name in STEPS:
        module = together if name == "receive_files" else steps
        setattr(module, name, watched(name, getattr(module, name)))
    sys.argv[1:] = arguments
    try:
        cli.main()
    finally:
        times.write_text(
            json.dumps({name: each.value for name, each in spent.items()}), encoding="utf-8"
        )


def measured(root: Path) -> tuple[float, float, int, dict[str, float]]:
    """Run all phases: seconds, peak MiB of all processes, exit code, seconds a step.

    Two processes work at once, so that the steps together take longer than the whole.
    """
    times = root / "times.json"
    command = [sys.executable, "-m", "benchmarks.year", "--timed", str(times)]
    command += ["run", "all", "-w", str(root), "--as-of", _DAY]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        peak = follow(process, every=0.5)
    return time.perf_counter() - began, peak, process.returncode, json.loads(times.read_text())


def main() -> None:
    """Print the table, or be the measured process."""
    if sys.argv[1:2] == ["--timed"]:
        timed(Path(sys.argv[2]), sys.argv[3:])
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    heads = ("departments", "items", "files", "risks", "run", "s", "MiB", "exit", *STEPS.values())
    print(f"| {' | '.join(heads)} |")
    print(f"| {' | '.join('---' if head == 'run' else '---:' for head in heads)} |")
    for size in sizes:
        root = Path(tempfile.mkdtemp(prefix="lianfang-year-"))
        files, risks = prepare(root, size)
        for name in ("cold", "nothing new", "one file corrected"):
            if name == "one file corrected":
                correct(root)
            seconds, peak, code, spent = measured(root)
            facts = f"{size} | {size * PER_DEPARTMENT} | {files} | {risks} | {name}"
            parts = " | ".join(f"{spent[step]:.1f}" for step in STEPS)
            print(f"| {facts} | {seconds:.1f} | {peak:.0f} | {code} | {parts} |", flush=True)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
