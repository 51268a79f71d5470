"""How a shape is painted, as far as a reader of charts cares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a shape is painted.

    Attributes:
        line, fill: Visible, which white on white is not.
        dashed: The line is broken.
        start_arrow, end_arrow: Arrowheads at the path's first and last point.
    """

    line: bool = True
    fill: bool = False
    dashed: bool = False
    start_arrow: bool = False
    end_arrow: bool = False
