"""The risks of a flow's steps as numbered boxes of words, and how much room these take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rendering.diagrams import words
from rendering.diagrams.chart import Manifestation, RiskText
from rendering.diagrams.looks import look
from rendering.diagrams.measure import SLACK, balanced, width
from rendering.diagrams.sizes import Setting, spaced
from schemas.college import LEVELS, Level
from schemas.forms import ProcessFlow, Step

Risks = Mapping[str, Sequence[tuple[str, Level | None]]]
"""Step id → its risk manifestations in order, each with its level (None: not rated)."""

LEGIBLE = 8.0
"""Points: the type of steps below which a chart is rather continued on another page."""

_WIDE = 0.62  # of a page's width that the risk boxes of a simple chart take at most
_SPARE = 0.5  # em of a line left free, so that another program's line ends cost no further line


@dataclass(frozen=True, slots=True)
class Note:
    """What hangs on one box: its manifestations and their highest level."""

    step: int
    level: Level | None
    manifestations: tuple[Manifestation, ...]


def with_missing_steps(flow: ProcessFlow, risks: Risks) -> ProcessFlow:
    """Add a step for every id that only the risks know: nothing is left out."""
    known = {step.id for step in flow.steps}
    missing = tuple(Step(id=at, text=at) for at, told in risks.items() if told and at not in known)
    return flow.model_copy(update={"steps": (*flow.steps, *missing)}) if missing else flow


def notes(flow: ProcessFlow, risks: Risks) -> tuple[Note, ...]:
    """Make the notes in the order of the steps; levels are marked if any risk has one."""
    number = {step.id: at for at, step in reversed(list(enumerate(flow.steps)))}
    marked = any(level for told in risks.values() for _, level in told)
    found = [
        Note(
            number[at], highest([level for _, level in told]), _manifestations(told, marked=marked)
        )
        for at, told in risks.items()
        if told
    ]
    return tuple(sorted(found, key=lambda note: note.step))


def highest(levels: Sequence[Level | None]) -> Level | None:
    """Give the highest of some levels, None where none is given."""
    return next((level for level in LEVELS if level in levels), None)


def _manifestations(
    told: Sequence[tuple[str, Level | None]], *, marked: bool
) -> tuple[Manifestation, ...]:
    found = []
    for at, (words_, level) in enumerate(told, start=1):
        text = words.clean(words_).strip()
        mark = look(level).bracketed if marked else ""
        apart = " " if not mark and text[:1].isdigit() else ""  # 1. 2012年…
        found.append(Manifestation(f"{at}.{apart}", mark, text))
    return tuple(found)


def words_of(note: Note) -> str:
    """Give everything that stands in a risk box, its paragraphs in a row."""
    return "".join(f"{one.number}{one.mark}{one.text}" for one in note.manifestations)


def told_at(found: Sequence[Note]) -> dict[int, str]:
    """Say the risks of each step in words, for those who cannot see the boxes."""
    return {note.step: f"（廉政风险：{words_of(note)}）" for note in found}


def least_height(told: Sequence[tuple[str, Level | None]], width: float) -> float:
    """Give the height of a step's risk box in the smallest legible type, in points.

    Args:
        told: The step's manifestations with their levels.
        width: Of the page, in points.
    """
    note = Note(0, None, _manifestations(told, marked=True))
    return note_size(note, risk_text(spaced(LEGIBLE, 0.72, 1), [note]), _WIDE * width)[1]


def risk_text(setting: Setting, found: Sequence[Note]) -> RiskText:
    """Set risks a little smaller than steps."""
    size = _SMALLER.get(setting.size, setting.size)
    longest = max((width(m.number) for note in found for m in note.manifestations), default=1.0)
    return RiskText(
        size=size,
        leading=round(size * 1.3 * 2) / 2,
        inset=size * 0.45,
        hanging=round(longest * size * 20) / 20,
        between=size * 0.15,
    )


_SMALLER = {10.5: 9.0, 9.0: 8.0, 8.0: 7.5, 7.5: 7.0, 7.0: 6.5}


def note_size(note: Note, text: RiskText, limit: float) -> tuple[float, float]:
    """Give the width that a note needs and its height, in points.

    Args:
        note: What is written.
        text: How it is set.
        limit: Width of the box, in points.
    """
    room = (limit - 2 * text.inset - text.hanging) / text.size - SLACK - _SPARE
    measured = [balanced(m.mark + m.text, max(1.0, room)) for m in note.manifestations]
    em = max(em for em, _ in measured)
    lines = sum(count for _, count in measured)
    height = lines * text.leading + (len(measured) - 1) * text.between + 2 * text.inset
    return (em + SLACK + _SPARE) * text.size + text.hanging + 2 * text.inset, height
