"""How the bars of high, medium and low look in charts: told apart without colour, too."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from schemas.base import Model
from schemas.college import Level


class BarLook(Model):
    """A level's bars (``rendering/data/level_bars.toml``); colours RRGGBB.

    Attributes:
        fill: Of the surface.
        hatch: Of the lines across it; "" for none.
        words: Of what is written on it.
    """

    fill: str
    hatch: str
    words: str

    def xml(self) -> str:
        """Write the fill as DrawingML."""
        surface = f'<a:srgbClr val="{self.fill}"/>'
        if not self.hatch:
            return f"<a:solidFill>{surface}</a:solidFill>"
        return (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{self.hatch}"/></a:fgClr>'
            f"<a:bgClr>{surface}</a:bgClr></a:pattFill>"
        )


def bar_look(level: Level) -> BarLook:
    """Give the look of a level."""
    return _looks()[level]


@cache
def _looks() -> dict[str, BarLook]:
    text = files("rendering").joinpath("data/level_bars.toml").read_text(encoding="utf-8")
    return {name: BarLook.model_validate(told) for name, told in tomllib.loads(text).items()}
