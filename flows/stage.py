"""Where the steps of a phase are performed: plainly here, or as Prefect tasks elsewhere.

``flows.steps`` tells the story once; a stage only decides how a department's step is carried out
and who is told about it. The results are the same byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from schemas.findings import Finding
from schemas.outcome import Manifest, MilestoneState
from schemas.statistics import Statistics

T = TypeVar("T")

READERS = 2
"""How many departments are worked on at once; each has its files read one after the other."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was found at a department, and what goes back to it.

    Attributes:
        returned: File name → bytes.
        explained: Id of a finding → what the department has written about it.
    """

    department: str
    findings: tuple[Finding, ...]
    returned: Mapping[str, bytes]
    explained: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a phase ended.

    Attributes:
        folder: The output folder.
        states: One for every department and milestone of the phase and the earlier ones.
        statistics: Risks by department and level, in the phases that know of risks.
    """

    manifest: Manifest
    findings: tuple[Finding, ...]
    reviews: tuple[Review, ...]
    states: tuple[MilestoneState, ...]
    folder: Path
    statistics: Statistics | None = None

    @property
    def exit_code(self) -> int:
        """Give 0 when official documents were written, else 1 (contract, section 4)."""
        return 0 if self.manifest.status == "official" else 1


class Stage(Protocol):
    """How the steps are carried out and reported."""

    def receive(self, departments: Sequence[str], work: Callable[[str], T]) -> Sequence[T]:
        """Read what departments sent; results in the order of the departments."""

    def review(self, departments: Sequence[str], work: Callable[[str], Review]) -> Sequence[Review]:
        """Judge the departments and make what goes back to them, in their order."""

    def finished(self, outcome: Outcome) -> None:
        """Tell how the phase ended."""


Progress = Callable[[str, int, int], None]
"""Hears of a step: its name, how many departments are done, how many there are."""


class PlainStage:
    """Carries the steps out in threads of this process."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def receive(self, departments: Sequence[str], work: Callable[[str], T]) -> Sequence[T]:
        """Read what departments sent."""
        return self._each("收件", departments, work)

    def review(self, departments: Sequence[str], work: Callable[[str], Review]) -> Sequence[Review]:
        """Judge the departments and make what goes back to them."""
        return self._each("审核", departments, work)

    def finished(self, outcome: Outcome) -> None:
        """Nobody listens here: the command line says itself how it ended."""

    def _each(self, step: str, departments: Sequence[str], work: Callable[[str], T]) -> Sequence[T]:
        results: list[T] = []
        pool = ThreadPoolExecutor(max_workers=READERS)
        try:
            for result in pool.map(work, departments):
                results.append(result)
                if self._progress:
                    self._progress(step, len(results), len(departments))
        finally:
            # After a fault nobody waits for what is still being read: the guard ends it.
            pool.shutdown(wait=False, cancel_futures=True)
        return results
