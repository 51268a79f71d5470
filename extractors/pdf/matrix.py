"""Affine transforms of the plane, as PDF writes them: ``(a, b, c, d, e, f)``."""

from __future__ import annotations

from typing import Final, NamedTuple


class Matrix(NamedTuple):
    """Maps (x, y) to (ax + cy + e, bx + dy + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Map a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """Give the map that applies this one first and the other one to its result."""
        e, f = other(self.e, self.f)
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            e,
            f,
        )

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Map a box, and give the left, top, right and bottom of what becomes of it."""
        corners = [self(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


IDENTITY: Final = Matrix(1, 0, 0, 1, 0, 0)


def upright(box: tuple[float, float, float, float], quarters: int) -> Matrix:
    """Give the map from a page's own plane (y upwards) to the upright one (y downwards).

    Args:
        box: Left, bottom, right and top of the visible part in the page's own plane.
        quarters: How many quarter turns clockwise the page is shown rotated by.
    """
    left, bottom, right, top = box
    turns = (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )
    return turns[quarters % 4]
