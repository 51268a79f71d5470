"""A stretch of a page in which shapes and lines were drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.pdf.figures.marks import Area, Bounds, Wire


@dataclass(slots=True)
class Band:
    """From ``top`` to ``bottom`` of a page, with no line of text across it.

    Attributes:
        areas: Shapes, from top to bottom.
        wires: Lines, from top to bottom.
    """

    top: float
    bottom: float
    areas: list[Area] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)

    @property
    def bounds(self) -> Bounds:
        """Left, top, right, bottom of everything in it."""
        edges = [area.bounds for area in self.areas] + [wire.bounds for wire in self.wires]
        lefts, tops, rights, bottoms = zip(*edges, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)
