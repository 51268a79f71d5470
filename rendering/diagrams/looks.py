"""How risk boxes of each level look: told apart in colour, in grey and by their outlines."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from schemas.base import Model
from schemas.college import Level

_UNRATED = "未定"


class Look(Model):
    """A level's appearance (``rendering/data/risk_levels.toml``).

    Attributes:
        mark: Word that stands for it in brackets.
        fill: Colour of the box, RRGGBB.
        line: Thickness of the outline, points.
        dashed: Whether the outline is drawn with dashes.
    """

    mark: str
    fill: str
    line: float
    dashed: bool

    @property
    def bracketed(self) -> str:
        """Give the mark as it stands before a manifestation: 【高】."""
        return f"【{self.mark}】"


def look(level: Level | None) -> Look:
    """Give the look of a level; None is a risk that has not been rated."""
    return _looks()[level or _UNRATED]


@cache
def _looks() -> dict[str, Look]:
    text = files("rendering").joinpath("data/risk_levels.toml").read_text(encoding="utf-8")
    return {name: Look.model_validate(told) for name, told in tomllib.loads(text).items()}
