"""Measuring ways of making a document: each in a fresh process, all of them by turns."""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
Ways = Mapping[str, Callable[[int], Callable[[], bytes]]]
"""Name → what prepares a document of so many rows, outside the clock, and gives what makes it."""


class Comparison(NamedTuple):
    """A table of the report.

    Attributes:
        title: What stands above it.
        ways: Name → label of the line.
        sizes: Of the small and of the large document.
        unit: What the sizes count.
    """

    title: str
    ways: Mapping[str, str]
    sizes: tuple[int, int]
    unit: str = "rows"


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """Collect what a library writes."""
    target = io.BytesIO()
    save(target)
    return target.getvalue()


def run(module: str, description: str, ways: Ways, comparisons: Sequence[Comparison]) -> None:
    """Be the script: print the tables, or be the fresh process of one measurement.

    Args:
        module: Name of the calling module.
        description: What ``--help`` says.
        ways: All ways of the module.
        comparisons: The tables to print.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="run each measurement once")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "ROWS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        _one(ways[chosen.one[0]], int(chosen.one[1]))
        return
    for comparison in comparisons:
        _report(module, comparison, repeats=1 if chosen.quick else 3)


def _one(way: Callable[[int], Callable[[], bytes]], count: int) -> None:
    make = way(count)
    start = time.perf_counter()
    document = make()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, peak, len(document) / 1000)


def _measure(module: str, way: str, count: int) -> tuple[float, float, float]:
    """Measure once in a fresh process: seconds, peak MiB, kB written."""
    command = [sys.executable, "-m", module, "--one", way, str(count)]
    line = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds, peak, size = map(float, line.split())
    return seconds, peak, size


def _report(module: str, comparison: Comparison, *, repeats: int) -> None:
    """Print one Markdown table; the ways take turns, and the fastest run of each counts."""
    title, ways, sizes, unit = comparison
    turns = [(way, size) for _ in range(repeats) for size in sizes for way in ways]
    runs: dict[tuple[str, int], tuple[float, float, float]] = {}
    for turn in turns:
        found = _measure(module, *turn)
        runs[turn] = min(found, runs.get(turn, found))
    small, large = sizes
    print(f"\n{title}\n")
    print(
        f"| | {small} {unit}: s | MiB | {large} {unit}: s | MiB"
        f" | growth, × {large / small:.0f} {unit} |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for way, label in ways.items():
        first, second = runs[way, small], runs[way, large]
        print(
            f"| {label} | {first[0]:.3f} | {first[1]:.0f} | {second[0]:.3f} | {second[1]:.0f}"
            f" | × {second[0] / first[0]:.1f} |"
        )
