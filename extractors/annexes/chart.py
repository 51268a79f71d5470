"""The chart of one section while it is put together: steps, arrows, risks, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.annexes.particulars import Stray
from extractors.grid import shorten
from schemas.base import Place
from schemas.forms import Step, StepRisks, Transition


@dataclass(slots=True)
class Chart:
    """The chart of one section, while it is put together from its parts.

    Attributes:
        takes_risks: The form has risks at its steps (annex 3); in annex 2 their texts are stray.
        place: Where the chart begins.
        doubts: Chinese half-sentences, why it is not certain (LF-P07).
        unreadable: What it consists of when it cannot be read (LF-P06), else "".
    """

    takes_risks: bool = False
    steps: list[Step] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    place: Place | None = None
    unreadable: str = ""
    _risks: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)

    def add_risks(self, steps: Iterable[str], texts: Sequence[str], place: Place) -> None:
        """Hang the manifestations of one box or cell on each of its steps."""
        for step in steps:
            held = self._risks.setdefault(step, [])
            held.extend((t, place.model_copy(update={"text": shorten(t) or None})) for t in texts)

    @property
    def risks(self) -> tuple[StepRisks, ...]:
        """The risks at each step that has any, in the order of the steps."""
        return tuple(
            StepRisks(
                step=step.id,
                manifestations=tuple(text for text, _ in held),
                places={"": held[0][1], **{str(i): place for i, (_, place) in enumerate(held)}},
            )
            for step in self.steps
            if (held := self._risks.get(step.id))
        )
