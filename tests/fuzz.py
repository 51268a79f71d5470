"""Fuzzing: mutants are read, and none may end in an exception that nobody expected.

``make fuzz``, or ``python -m tests.fuzz --count 10000 --first 0 --out fuzz``. What fails is written
to the folder under its number; the same number makes the same mutant again.
"""

from __future__ import annotations

import argparse
import os
import pickle
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from extractors import read
from schemas.findings import Finding
from tests.support.mutants import Mutant, mutant, seeds

SECONDS = 30
"""How much processor time one mutant may take; far less than the limit for a file."""

_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one mutant: the codes of its findings, or how it failed."""

    number: int
    seed: str
    codes: tuple[str, ...] = ()
    failure: str = ""
    seconds: float = 0.0


class _TooLong(BaseException):
    """The time for one mutant is over; no reader takes it for a fault of the file."""


def fuzz(numbers: Sequence[int], files: Mapping[str, bytes]) -> list[Result]:
    """Read mutants in child processes, so that a crash costs its mutant only."""
    results: list[Result] = []
    left = list(numbers)
    while left:
        results += _in_child(left[:_CHUNK], files)
        done = {result.number for result in results}
        left = [number for number in left if number not in done]
    return results


def _in_child(numbers: Sequence[int], files: Mapping[str, bytes]) -> list[Result]:
    """Read mutants in one child process; the one at which it died is a failure."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        _be_child(numbers, files, there)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        results = []
        while True:
            try:
                results.append(pickle.load(pipe))  # noqa: S301 - of our own child
            except (EOFError, pickle.UnpicklingError):
                break
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if len(results) < len(numbers):
        number = numbers[len(results)]
        results.append(Result(number, mutant(number, files).seed, failure=f"died: {code}"))
    return results


def _be_child(numbers: Sequence[int], files: Mapping[str, bytes], pipe: int) -> NoReturn:
    try:
        signal.signal(signal.SIGPROF, _stop)
        with os.fdopen(pipe, "wb", buffering=0) as out:
            for number in numbers:
                out.write(pickle.dumps(judged(mutant(number, files))))
    finally:
        os._exit(0)


def _stop(*_: object) -> NoReturn:
    raise _TooLong


def judged(made: Mutant) -> Result:
    """Read one mutant and tell what came of it."""
    failures: list[str] = []

    def unexpected(error: Exception, file: str) -> Finding:
        failures.append("".join(traceback.format_exception(error)))
        return known(error, file)

    known, read._unexpected = read._unexpected, unexpected
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        reading = read.read_file(made.data, file=made.seed)
        codes = tuple(finding.code for finding in reading.findings)
        if not reading.forms and not codes:
            failures.append("neither forms nor findings")
    except _TooLong:
        codes = ()
        failures.append("too long:\n" + traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        read._unexpected = known
    seconds = time.process_time() - start
    return Result(made.number, made.seed, codes, "\n".join(failures), seconds)


def main() -> int:
    """Fuzz as the command line says; 1 when anything failed."""
    parser = argparse.ArgumentParser(description="read mutants of known files")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("fuzz"))
    asked = parser.parse_args()
    files = seeds()
    results = fuzz(range(asked.first, asked.first + asked.count), files)
    failed = [result for result in results if result.failure]
    for result in failed:
        asked.out.mkdir(parents=True, exist_ok=True)
        made = mutant(result.number, files)
        name = asked.out / f"{result.number}{Path(result.seed).suffix}"
        name.write_bytes(made.data)
        name.with_suffix(".txt").write_text(f"{result.seed}\n{result.failure}\n", "utf-8")
    told = Counter(code for result in results for code in set(result.codes))
    slowest = max(results, key=lambda result: result.seconds)
    print(f"{len(results)} mutants, {len(failed)} failures")  # noqa: T201
    print(f"slowest {slowest.seconds:.1f} s ({slowest.number})")  # noqa: T201
    print(" ".join(f"{code}:{count}" for code, count in sorted(told.items())))  # noqa: T201
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
