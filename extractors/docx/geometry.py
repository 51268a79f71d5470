"""Affine maps of shapes, and the paths of connectors and arrows in their own box."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.drawing import Point

EMU_PER_POINT = 12700
_ABSURD = 1e12


def number(value: str | None, default: float = 0.0) -> float:
    """Read a number as files write it; nonsense counts as the default."""
    try:
        read = float(value) if value else default
    except ValueError:
        return default
    return read if math.isfinite(read) and abs(read) < _ABSURD else default


@dataclass(frozen=True, slots=True)
class Affine:
    """The map (x, y) → (a·x + c·y + e, b·x + d·y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __call__(self, point: Point) -> Point:
        """Map a point."""
        x, y = point
        return (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def after(self, inner: Affine) -> Affine:
        """Give the map that applies ``inner`` first and this one then."""
        return Affine(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            *self((inner.e, inner.f)),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a shape lies in its parent: the box before turning, then flips, then rotation.

    Attributes:
        left, top, width, height: In the parent's units.
        rotation: Degrees, clockwise.
        flip_h, flip_v: Mirrored left-right, top-bottom.
    """

    left: float
    top: float
    width: float
    height: float
    rotation: float = 0.0
    flip_h: bool = False
    flip_v: bool = False

    def matrix(self) -> Affine:
        """Map the unit square onto the shape: flipped first, then turned about its centre."""
        sx = -self.width if self.flip_h else self.width
        sy = -self.height if self.flip_v else self.height
        turn = math.radians(self.rotation)
        cos, sin = round(math.cos(turn), 12), round(math.sin(turn), 12)
        a, b, c, d = cos * sx, sin * sx, -sin * sy, cos * sy
        x, y = self.left + self.width / 2, self.top + self.height / 2
        return Affine(a, b, c, d, x - (a + c) / 2, y - (b + d) / 2)


def scaled(left: float, top: float, width: float, height: float) -> Affine:
    """Map a group's inner coordinates onto the unit square; a zero side is left as it is."""
    w, h = width or 1.0, height or 1.0
    return Affine(1 / w, 0, 0, 1 / h, -left / w, -top / h)


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Give left, top, width and height of points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


UNIT_SQUARE: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))


@dataclass(frozen=True, slots=True)
class Presets:
    """What the names and numbers of preset shapes mean.

    Attributes:
        names: VML type number → DrawingML preset name.
        arrows: Block arrow → its path in the unit square, from tail to tip.
        both_ended: Block arrows with two tips.
        callout_boxes: Arrow callout → left, top, right, bottom of the part that holds the text.
        closed_strokes: Presets that are lines.
    """

    names: Mapping[str, str]
    arrows: Mapping[str, Sequence[Point]]
    both_ended: frozenset[str]
    callout_boxes: Mapping[str, tuple[float, float, float, float]]
    lines: frozenset[str]


@cache
def presets() -> Presets:
    """Load the table of preset shapes."""
    text = files("extractors.docx").joinpath("presets.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Presets(
        names=data["vml_types"],
        arrows={k: tuple((x, y) for x, y in v) for k, v in data["block_arrows"].items()},
        both_ended=frozenset(data["both_ended"]),
        callout_boxes={k: (v[0], v[1], v[2], v[3]) for k, v in data["callout_boxes"].items()},
        lines=frozenset(data["lines"]),
    )


_DEFAULT_ADJUST = 0.5


def connector_path(preset: str, adjust: Sequence[float]) -> tuple[Point, ...]:
    """Give the path of a line preset in the unit square; curves as the elbows they bend around.

    Args:
        preset: For example ``bentConnector3``.
        adjust: The bends as fractions of the width or height; missing ones are one half.
    """
    bends = [*adjust, *[_DEFAULT_ADJUST] * 3]
    match preset[-1:]:
        case "2":
            inner: list[Point] = [(1, 0)]
        case "3":
            inner = [(bends[0], 0), (bends[0], 1)]
        case "4":
            inner = [(bends[0], 0), (bends[0], bends[1]), (1, bends[1])]
        case "5":
            inner = [(bends[0], 0), (bends[0], bends[1]), (bends[2], bends[1]), (bends[2], 1)]
        case _:
            inner = []
    return ((0, 0), *inner, (1, 1))
