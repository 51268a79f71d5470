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
        colours: Of line and fill as the file writes them; "" for black lines and white fills.
    """

    line: bool = True
    fill: bool = False
    dashed: bool = False
    start_arrow: bool = False
    end_arrow: bool = False
    colours: tuple[str, str] = ("", "")


_PLAIN_LINES = frozenset({"000000", "black", "auto", "tx1", "dk1", "windowtext", "000"})
_PLAIN_FILLS = frozenset({"ffffff", "white", "auto", "bg1", "lt1", "window", "fff"})


def colours(line: str, fill: str) -> tuple[str, str]:
    """Give the colours of line and fill in one spelling, the usual ones as ""."""
    one, other = (colour.split(" ", 1)[0].strip("#").lower() for colour in (line, fill))
    return ("" if one in _PLAIN_LINES else one), ("" if other in _PLAIN_FILLS else other)
