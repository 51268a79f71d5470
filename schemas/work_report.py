"""The five parts of the work report (工作情况报告), and the office's prose for each of them.

Plan, section 六（五）. Everybody asks here: the rule for what is still to be written (LF-H01), and
the document.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from schemas.base import Model
from schemas.text import normalised
from schemas.wording import ReportSection, WorkReport


class ReportSlot(Model):
    """A part of the report, with a place for the office's prose.

    Attributes:
        name: As the plan has it; the heading in the document.
        words: One of them in a heading means that its text is about this part.
        without: Sayings that hold one of these words and mean something else.
        asks: What the office is asked to write about.
    """

    name: str
    words: tuple[str, ...]
    without: tuple[str, ...] = Field(default=(), alias="except")
    asks: str


@dataclass(frozen=True)
class Prose:
    """The office's wording, shared out to the parts of the report.

    Attributes:
        before: What stands before the first part: sections whose heading tells none.
        sections: Part → its sections in order; what follows a part's heading and tells no other
            part belongs to it. A section of two parts stands at the first of them alone.
        joint: Part → the earlier part whose section speaks of both.
    """

    before: tuple[ReportSection, ...]
    sections: Mapping[str, tuple[ReportSection, ...]]
    joint: Mapping[str, str]

    def of(self, slot: str) -> tuple[ReportSection, ...]:
        """Give what the office wrote for a part; none where it wrote it together with another."""
        return self.sections.get(slot, ())

    def fills(self, slot: str) -> bool:
        """Tell whether the office has written anything for a part."""
        own = (*self.of(slot), *self.of(self.joint.get(slot, "")))
        return any(is_written(section.text) for section in own)


@cache
def report_slots() -> tuple[ReportSlot, ...]:
    """Give the parts in their order."""
    return tuple(ReportSlot.model_validate(slot) for slot in _table()["slot"])


def slots_of(heading: str) -> tuple[str, ...]:
    """Tell which parts a heading is about, in the order of the report; often one, maybe none."""
    said = normalised(heading)
    return tuple(slot.name for slot in report_slots() if _is_about(said, slot))


def prose(report: WorkReport | None) -> Prose:
    """Share the office's wording out to the parts; all of it stands in exactly one place."""
    before: list[ReportSection] = []
    found: dict[str, list[ReportSection]] = {}
    joint: dict[str, str] = {}
    current: list[ReportSection] = before
    for section in report.sections if report else ():
        slots = slots_of(section.heading)
        if slots:
            current = found.setdefault(slots[0], [])
            joint.update(dict.fromkeys(slots[1:], slots[0]))
        current.append(section)
    return Prose(tuple(before), {name: tuple(own) for name, own in found.items()}, joint)


def is_written(text: str) -> bool:
    """Tell whether anything stands there: no dots, no word for nothing, no prompt to write."""
    bare = normalised(text)
    return bool(bare) and _unfilled().fullmatch(bare) is None


def _is_about(heading: str, slot: ReportSlot) -> bool:
    for other in slot.without:
        heading = heading.replace(normalised(other), " ")
    return any(normalised(word) in heading for word in slot.words)


@cache
def _unfilled() -> re.Pattern[str]:
    patterns = _table()["unfilled"]["whole"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def _table() -> dict[str, Any]:
    text = files("schemas").joinpath("data/work_report.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
