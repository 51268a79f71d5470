"""How long a whole run of the catalogue phase takes, from Word files to finished documents.

    python benchmarks/run.py [DEPARTMENTS …]

Departments send 15 items each, in the habits of the example college: drawn, tabulated and typed
flowcharts, one file an item or all in one. Each run is a fresh process of the command line; its
memory is the sum over all its processes, shared pages counted once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from examples.build import phase_files  # noqa: E402 - the script runs from any folder
from examples.model import Department, Item, departments  # noqa: E402

SIZES = (10, 40)
PER_DEPARTMENT = 15
_PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")
_CONFIGURATION = '[organisation]\nname = "防灾科技学院"\nsuperior = "中国地震局"\nyear = 2012\n'
_LOOK_EVERY = 0.05


def college(size: int) -> Iterator[Department]:
    """Make departments out of the example's habits and items, every item with its own name."""
    examples = departments()
    items = cycle(item for department in examples for item in department.item)
    for number, example in enumerate(islice(cycle(examples), size), 1):
        name = f"第{number}部门"
        changes = {"name": name, "folder": name, "written": name, "header": None}
        own = tuple(_named(item, f"{name}第{n}项") for n, item in _numbered(items))
        roster = example.roster.model_copy(update={"title": f"{name}人员名单"})
        yield example.model_copy(update={**changes, "roster": roster, "item": own})


def _numbered(items: Iterator[Item]) -> Iterator[tuple[int, Item]]:
    yield from enumerate(islice(items, PER_DEPARTMENT), 1)


def _named(item: Item, end: str) -> Item:
    return item.model_copy(update={"name": item.name + end, "flowchart": True, "first": None})


def prepare(root: Path, size: int) -> int:
    """Lay out a workspace and give its number of files."""
    configured = [_CONFIGURATION]
    count = 0
    for department in college(size):
        configured.append(f'[[department]]\nname = "{department.name}"\n')
        for name, data in phase_files(department):
            path = root / "inbox" / department.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            os.utime(path, (0, 0))  # long since there: no second look for files still growing
            count += 1
    (root / "lianfang.toml").write_text("\n".join(configured), encoding="utf-8")
    return count


def correct(root: Path) -> None:
    """Let the first department send its first catalogue with one word changed."""
    first = next(college(1))
    item = first.item[0].model_copy(update={"content": "改过的内容。"})
    changed = first.model_copy(update={"item": (item, *first.item[1:])})
    for name, data in phase_files(changed):
        path = root / "inbox" / first.folder / name
        if path.read_bytes() != data:
            path.write_bytes(data)
            os.utime(path, (0, 0))


def measured(root: Path) -> tuple[float, float, int]:
    """Run the phase: seconds, peak MiB of all processes together, exit code."""
    command = [*_PROGRAM, "run", "catalogue", "-w", str(root), "--as-of", "2012-05-24"]
    quiet = {"PYTHONPATH": str(ROOT), **os.environ}
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        peak = follow(process)
    return time.perf_counter() - began, peak, process.returncode


def follow(process: subprocess.Popen[bytes], every: float = _LOOK_EVERY) -> float:
    """Wait for a process to end, and give the most memory it had with all below it, in MiB.

    Args:
        process: Whose memory is looked at.
        every: Seconds between two looks; the kernel holds large processes up for each.
    """
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(every)
    return peak


def _memory(process: int) -> float:
    """Add up the memory of a process and all below it, in MiB; what just ended counts nothing."""
    parents = dict(_processes())
    family = {process}
    for child in sorted(parents):
        if parents[child] in family:
            family.add(child)
    return sum(map(_own_memory, family)) / 1024


def _processes() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                status = (entry / "stat").read_text()
            except OSError:
                continue
            yield int(entry.name), int(status.rpartition(")")[2].split()[1])


def _own_memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print("| departments | items | files | run | s | MiB | exit |")
    print("| ---: | ---: | ---: | --- | ---: | ---: | ---: |")
    for size in sizes:
        root = Path(tempfile.mkdtemp(prefix="lianfang-run-"))
        files = prepare(root, size)
        for name in ("cold", "nothing new", "one file corrected"):
            if name == "one file corrected":
                correct(root)
            seconds, peak, code = measured(root)
            facts = f"{size} | {size * PER_DEPARTMENT} | {files}"
            print(f"| {facts} | {name} | {seconds:.1f} | {peak:.0f} | {code} |", flush=True)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
