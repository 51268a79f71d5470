"""Charts on PDF pages, drawn the way different programs draw the same shapes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tests.support.drawings import BlockMark, BoxMark, LineMark, Mark, Point
from tests.support.pdf_pages import Sheet

DIALECTS = ("plain", "apart", "outlined", "sides", "open")
"""``plain``: shapes filled and stroked at once, solid heads at the ends of whole lines.
``apart``: fill and outline one after the other, lines end where their head begins.
``outlined``: lines with heads, and dashes, are drawn as filled areas.
``sides``: rectangles are four lines. ``open``: heads are two strokes."""

_HEAD, _HALF = 7.0, 3.0  # points: length and half breadth of an arrowhead
_SIZE, _INSET = 9.0, 3.0


def draw(sheet: Sheet, marks: Iterable[Mark], dialect: str, shift: Point = (0.0, 0.0)) -> None:
    """Draw marks on a page, moved by ``shift``."""
    pen = _Pen(sheet, dialect, shift)
    for mark in marks:
        if isinstance(mark, BoxMark):
            pen.box(mark)
        elif isinstance(mark, LineMark):
            pen.arrow(mark)
        else:
            pen.block(mark)


def fitting(marks: Sequence[Mark]) -> tuple[tuple[float, float], Point]:
    """Give a page's size that holds all marks, and how far they have to be moved onto it."""
    points = [point for mark in marks for point in _corners(mark)]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return (right - left + 100, bottom - top + 300), (50 - left, 150 - top)


def _corners(mark: Mark) -> Sequence[Point]:
    if isinstance(mark, LineMark):
        return mark.path
    return [(mark.left, mark.top), (mark.left + mark.width, mark.top + mark.height)]


class _Pen:
    def __init__(self, sheet: Sheet, dialect: str, shift: Point) -> None:
        self.sheet = sheet
        self.dialect = dialect
        self.shift = shift

    def path(self, points: Sequence[Point], *, closed: bool) -> str:
        x, y = self.shift
        height = self.sheet.size[1]
        spots = [f"{a + x:.2f} {height - b - y:.2f}" for a, b in points]
        return f"{spots[0]} m " + " ".join(f"{s} l" for s in spots[1:]) + (" h" if closed else "")

    def put(self, operators: str) -> None:
        self.sheet.content.append(f"q {operators} Q")

    def box(self, mark: BoxMark) -> None:
        outline = _outline(mark)
        line, fill = _paint(mark.line, "RG"), _paint(mark.fill, "rg")
        drawn = self.path(outline, closed=True)
        dash = "[3 2] 0 d " if mark.dashed else ""
        if line and self.dialect == "sides" and mark.kind == "rect":
            if fill:
                self.put(f"{fill} {drawn} f")
            for side in pairwise([*outline, outline[0]]):
                self.put(f"{line} {dash}{self.path(side, closed=False)} S")
        elif line and fill and self.dialect != "plain":
            self.put(f"{fill} {drawn} f*")
            self.put(f"{line} {dash}{drawn} S")
        elif line or fill:
            how = "B" if line and fill else "S" if line else "f"
            self.put(f"{line} {fill} {dash}{drawn} {how}")
        self.words(mark)

    def words(self, mark: BoxMark) -> None:
        x, y = self.shift
        inner = mark.width - 2 * _INSET
        each = max(1, int(inner // _SIZE))
        each = max(1, each // 2) if mark.kind == "flowChartDecision" else each
        lines = [
            part[at : at + each]
            for part in mark.text.split("\n")
            for at in range(0, len(part), each)
        ]
        top = mark.top + max(_INSET, (mark.height - 1.15 * _SIZE * len(lines)) / 2)
        for number, line in enumerate(lines):
            left = mark.left + _INSET
            if "\n" not in mark.text and len(lines) == 1:
                left = mark.left + (mark.width - len(line) * _SIZE) / 2
            elif mark.kind == "flowChartDecision":
                left = mark.x - len(line) * _SIZE / 2
            self.sheet.text(left + x, top + y + number * 1.15 * _SIZE, line, _SIZE)

    def arrow(self, mark: LineMark) -> None:
        path = [*mark.path]
        heads = []
        for here, wanted in ((-1, mark.head), (0, mark.tail)):
            if not wanted:
                continue
            inner = path[-2] if here else path[1]
            tip, base, wings = _head(path[here], inner)
            heads.append([wings[0], tip, wings[1]])
            if self.dialect in ("apart", "outlined"):
                path[here] = base
        if self.dialect == "outlined" and (heads or mark.dashed):
            pieces = [_flanks(piece, 0.4) for piece in (_dashes(path) if mark.dashed else [path])]
            drawn = " ".join(self.path(area, closed=True) for area in (*pieces, *heads))
            self.put(f"0 g {drawn} f*")
            return
        dash = "[3 2] 0 d " if mark.dashed else ""
        self.put(f"0 G 0.75 w {dash}{self.path(path, closed=False)} S")
        for head in heads:
            if self.dialect == "open":
                self.put(
                    f"0 G {self.path(head[:2], closed=False)} {self.path(head[1:], closed=False)} S"
                )
            else:
                self.put(f"0 g {self.path(head, closed=True)} f")

    def block(self, mark: BlockMark) -> None:
        x, y, w, h = mark.left, mark.top, mark.width, mark.height
        points = [
            (x + w / 4, y),
            (x + 3 * w / 4, y),
            (x + 3 * w / 4, y + h * 0.6),
            (x + w, y + h * 0.6),
            (x + w / 2, y + h),
            (x, y + h * 0.6),
            (x + w / 4, y + h * 0.6),
        ]
        self.put(f"0 G 1 g {self.path(points, closed=True)} B")


def _paint(colour: str | None, operator: str) -> str:
    if not colour:
        return ""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return " ".join(f"{c:.3f}" for c in channels) + f" {operator}"


def _outline(mark: BoxMark) -> list[Point]:
    left, top, right, bottom = mark.left, mark.top, mark.right, mark.bottom
    if mark.kind == "flowChartDecision":
        return [(mark.x, top), (right, mark.y), (mark.x, bottom), (left, mark.y)]
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if mark.kind == "wedgeRectCallout" and mark.tip is not None:
        return _wedged(mark, mark.tip, corners)
    return corners


def _wedged(mark: BoxMark, tip: Point, corners: list[Point]) -> list[Point]:
    """Draw the pointer out of the side that is nearest to its tip."""
    x, y = tip
    if x < mark.left or x > mark.right:
        side = mark.left if x < mark.left else mark.right
        pointer = [(side, mark.y + 4), tip, (side, mark.y - 4)]
        if x < mark.left:
            return [*corners, *pointer]
        return [*corners[:2], *pointer[::-1], *corners[2:]]
    side = mark.top if y < mark.top else mark.bottom
    pointer = [(mark.x - 4, side), tip, (mark.x + 4, side)]
    if y < mark.top:
        return [corners[0], *pointer, *corners[1:]]
    return [*corners[:3], *pointer[::-1], corners[3]]


def _head(tip: Point, inner: Point) -> tuple[Point, Point, tuple[Point, Point]]:
    size = math.dist(tip, inner) or 1.0
    u, v = (tip[0] - inner[0]) / size, (tip[1] - inner[1]) / size
    length = min(_HEAD, size * 0.8)
    base = (tip[0] - u * length, tip[1] - v * length)
    return (
        tip,
        base,
        ((base[0] - v * _HALF, base[1] + u * _HALF), (base[0] + v * _HALF, base[1] - u * _HALF)),
    )


def _flanks(path: Sequence[Point], half: float) -> list[Point]:
    """Give the outline of a line of a certain thickness, its bends mitred."""
    sides: tuple[list[Point], list[Point]] = ([], [])
    for index, (x, y) in enumerate(path):
        before = path[index - 1] if index else None
        after = path[index + 1] if index + 1 < len(path) else None
        normals = [_normal(a, b) for a, b in ((before, (x, y)), ((x, y), after)) if a and b]
        u, v = (sum(n[i] for n in normals) for i in (0, 1))
        square = (u * u + v * v) / len(normals) ** 2 or 1.0
        u, v = u / len(normals) / square * half, v / len(normals) / square * half
        sides[0].append((x + u, y + v))
        sides[1].append((x - u, y - v))
    return [*sides[0], *sides[1][::-1]]


def _normal(a: Point, b: Point) -> Point:
    size = math.dist(a, b) or 1.0
    return -(b[1] - a[1]) / size, (b[0] - a[0]) / size


def _dashes(path: Sequence[Point]) -> list[list[Point]]:
    pieces = []
    for a, b in pairwise(path):
        size = math.dist(a, b)
        for at in range(0, int(size), 5):
            ends = (at / size, min(at + 3, size) / size)
            pieces.append([(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for t in ends])
    return pieces
