"""The risks of the example college's items, as ``examples/data`` writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from schemas.base import Model
from schemas.college import Level

_FOUND = re.compile(r"(?P<level>[高中低]) (?P<text>.+)")
_MEASURE = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))? (?P<text>.+)")


class Found(Model):
    """A manifestation (廉政风险表现形式) with its level."""

    level: Level
    text: str


def _found(value: object) -> object:
    """Read ``高 泄露标底，串通投标。``."""
    match = _FOUND.fullmatch(value) if isinstance(value, str) else None
    return match.groupdict() if match else value


class StepRisks(Model):
    """What can go wrong at a step.

    Attributes:
        step: The step's number, from 1.
        left: In annex 3 they stand to the left of the flowchart.
        point: What annexes 4 and 5 call the step; without it, as the flowchart does.
        responsible: Who answers for it.
        found: The manifestations in order.
    """

    step: int
    left: bool = False
    point: str | None = None
    responsible: str
    found: tuple[Annotated[Found, BeforeValidator(_found)], ...]

    @property
    def numbered(self) -> Iterator[tuple[int, Found]]:
        """Give the manifestations with their numbers."""
        return iter(enumerate(self.found, 1))


class Measure(Model):
    """A measure against the risks of one step, or of several from ``first`` to ``last``."""

    first: int
    last: int
    text: str


def _measure(value: object) -> object:
    """Read ``3-4 规定办理时限。`` or ``3 规定办理时限。``."""
    match = _MEASURE.fullmatch(value) if isinstance(value, str) else None
    return {**match.groupdict(), "last": match["last"] or match["first"]} if match else value


WrittenMeasure = Annotated[Measure, BeforeValidator(_measure)]


class FirstRisks(Model):
    """What is wrong with an item's annexes 3 and 4 in the versions that are sent first.

    Attributes:
        levels: Manifestation and the level as annex 4 has it.
        undrawn: Manifestations that the map leaves out.
        reviewed_on: When the supervising leader signed.
    """

    levels: Mapping[str, str] = Field(default_factory=dict)
    undrawn: tuple[str, ...] = ()
    reviewed_on: dt.date | None = None
