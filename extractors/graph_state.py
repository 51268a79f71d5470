"""A drawing while it is read: what is known of its boxes, lines and arrows so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.drawing import Box
from extractors.graph_ends import End
from extractors.graph_links import Link, Network
from extractors.graph_parts import Parts


@dataclass(slots=True)
class Reading:
    """What is known of a drawing while it is read; boxes are numbered steps first.

    Attributes:
        parts: The boxes by role.
        boxes: Everything that a line can end at.
        leaning: How much each of them looks like a note.
        ends, network, arrows: The lines, joined and followed.
        notes: Boxes that are notes, with the steps that lines tie them to, and how surely.
        unused: How many lines take part in no arrow.
        given: Labels found in boxes that stand in an arrow's way: source and target → words.
        dropped: Those boxes.
    """

    parts: Parts
    boxes: list[Box]
    leaning: list[float]
    ends: list[End] = field(default_factory=list)
    network: Network | None = None
    arrows: list[Link] = field(default_factory=list)
    notes: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    unused: int = 0
    given: dict[tuple[int, int], str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)

    @property
    def steps_end(self) -> int:
        """How many boxes may be steps; captions, callouts and joints come after them."""
        return len(self.boxes) - len(self.parts.notes) - len(self.parts.dots)
