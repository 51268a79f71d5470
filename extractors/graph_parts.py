"""What each box of a drawing is: a step, a label, a note, a frame or a joint of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.drawing import Box, Drawing, Point, Stroke
from extractors.graph_space import ray_to_box, to_box
from extractors.graph_words import (
    is_branch_label,
    is_caption,
    is_time_limit,
    leading_number,
    numbered_lines,
    speaks_of_risk,
)
from schemas.text import normalised

_SLACK = 3.0  # points by which a box may stick out of its frame
_SHORT_OF = 12.0  # points by which a line may stop short of a small box
_DOT = 22.0  # points: an empty shape no larger joins lines
_FRAME_TIMES = 3.0
_LABEL_SIDE = 60.0
_LABEL_CHARACTERS = 14
_COUNTER = re.compile(r"[①-⑳]|\(?\d{1,2}\)?")
_COUNTER_SIDE = 30.0  # points: small boxes with a number count the steps
_BRACKETS = ("Brace", "Bracket", "bracePair", "bracketPair")


@dataclass(frozen=True, slots=True)
class Parts:
    """The boxes of a drawing by role.

    Attributes:
        steps: Outlined boxes with text; some may prove to be notes.
        leaning: For every step, how much it looks like a note (0 to 1).
        loose: Borderless texts, and outlined branch words: labels or notes.
        notes: Captions, callouts: never steps.
        dots: Small empty shapes in which lines meet.
        strokes: Lines and arrows, those drawn as decoration left out.
        side: Median of the steps' shorter sides, points.
        risks: Risk boxes are to be expected (annex 3).
    """

    steps: tuple[Box, ...]
    leaning: tuple[float, ...]
    loose: tuple[Box, ...]
    notes: tuple[Box, ...]
    dots: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    side: float
    risks: bool = False


@dataclass(slots=True)
class _Sorting:
    steps: list[Box] = field(default_factory=list)
    loose: list[Box] = field(default_factory=list)
    notes: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)


def sort_parts(drawing: Drawing, *, risks: bool = False) -> Parts:
    """Find the role of each box from its looks, place and words, lines not yet considered."""
    boxes = _texts_into_shapes(list(drawing.boxes))
    frames = set(_frames(boxes))
    lanes = [boxes[index] for index in frames if not boxes[index].text]
    sorting = _Sorting()
    for index, box in enumerate(boxes):
        if index in frames or (box.text and _is_lane_title(box, lanes, drawing.strokes)):
            if box.text:
                sorting.notes.append(box)
        else:
            _sort(box, sorting, drawing)
    sides = sorted(min(b.width, b.height) for b in sorting.steps) or [30.0]
    return Parts(
        steps=tuple(sorting.steps),
        leaning=tuple(_leanings(sorting.steps)),
        loose=tuple(sorting.loose),
        notes=tuple(sorting.notes),
        dots=tuple(sorting.dots),
        strokes=_without_pointers(drawing.strokes, sorting.loose),
        side=sides[len(sides) // 2],
        risks=risks,
    )


def _is_lane_title(box: Box, lanes: Sequence[Box], strokes: Sequence[Stroke]) -> bool:
    """Tell whether a box without lines fills the head, or the left end, of an empty frame."""
    at_head = any(
        (
            _same(box.left, lane.left)
            and _same(box.width, lane.width)
            and box.height < lane.height / 2
        )
        or (
            _same(box.top, lane.top)
            and _same(box.height, lane.height)
            and box.width < lane.width / 2
        )
        for lane in lanes
        if _same(box.left, lane.left) and _same(box.top, lane.top)
    )
    return at_head and not is_reached(box, strokes)


def _same(one: float, other: float) -> bool:
    """Tell whether two measures differ by no more than a hand draws (4 points)."""
    return abs(one - other) <= _SLACK + 1


def _without_pointers(strokes: Sequence[Stroke], labels: Sequence[Box]) -> tuple[Stroke, ...]:
    """Leave out the pointers of callouts that are mere labels."""
    shapes = {box.shape for box in labels}
    return tuple(stroke for stroke in strokes if stroke.shape not in shapes)


def _sort(box: Box, sorting: _Sorting, drawing: Drawing) -> None:
    if not box.text:
        if box.outlined and max(box.width, box.height) <= _DOT:
            sorting.dots.append(box)
        return
    if is_counter(box):
        sorting.notes.append(box)
    elif (
        (is_branch_label(box.text) and _is_small(box)) or is_time_limit(box.text)
    ) and not is_reached(box, drawing.strokes, drawing.boxes):
        sorting.loose.append(box)
    elif is_callout(box):
        sorting.notes.append(box)
    elif not box.outlined or any(word in box.kind for word in _BRACKETS):
        sorting.loose.append(box)
    else:
        sorting.steps.append(box)


def is_counter(box: Box) -> bool:
    """Tell whether a box is a small one with a number, which counts the steps."""
    small = max(box.width, box.height) <= _COUNTER_SIDE
    return small and _COUNTER.fullmatch(normalised(box.text)) is not None


def is_callout(box: Box) -> bool:
    """Tell whether a box is a callout shape, which speaks of what it points at."""
    return "allout" in box.kind and "Arrow" not in box.kind


def is_reached(box: Box, strokes: Sequence[Stroke], boxes: Sequence[Box] = ()) -> bool:
    """Tell whether lines end at an outlined box, which makes it more than a label.

    A line ends there when it is glued, touches the box, or stops short while pointing at it and
    touches none of the other ``boxes``.
    """
    if not box.outlined or is_callout(box):
        return False
    others = [b for b in boxes if b.outlined and b.text and b.shape != box.shape]
    for stroke in strokes:
        if stroke.shape == box.shape:
            continue
        if box.shape in (stroke.start_glue, stroke.end_glue):
            return True
        for path in (stroke.path, stroke.path[::-1]):
            gap = to_box(path[0], box)
            if gap <= _SLACK:
                return True
            aimed = gap <= _SHORT_OF and ray_to_box(path[0], path[1], box, _SHORT_OF) is not None
            if aimed and all(to_box(path[0], other) > gap for other in others):
                return True
    return False


def _is_small(box: Box) -> bool:
    if not box.outlined or is_callout(box):
        return True
    return box.width <= _LABEL_SIDE and box.kind in ("rect", "custom", "roundRect")


def is_label_text(box: Box) -> bool:
    """Tell whether a borderless text may be a word on an arrow."""
    if is_branch_label(box.text):
        return True
    text = normalised(box.text)
    return len(text) <= _LABEL_CHARACTERS and not is_time_limit(text) and not is_caption(text)


def _leanings(steps: Sequence[Box]) -> Iterator[float]:
    """Give each box's likeness to a note; numbers are no sign where the steps are numbered."""
    firsts = [leading_number(box.text) for box in steps if not box.dashed]
    numbers = [number for number in firsts if number]
    numbered = len(numbers) * 2 > len(firsts) and len(set(numbers)) * 4 > len(numbers) * 3
    for box in steps:
        yield _leaning(box, steps_numbered=numbered)


def _leaning(box: Box, *, steps_numbered: bool) -> float:
    count, lines = numbered_lines(box.text)
    risky = speaks_of_risk(box.text)
    if is_caption(box.text):
        return 0.65
    if box.dashed:
        return 0.9 if risky or count else 0.75
    if count > 1 and (risky or count == lines):
        return 0.85 if risky else 0.75
    if count and not steps_numbered:
        return 0.85 if risky else 0.7
    return 0.6 if risky else 0.0


def _texts_into_shapes(boxes: list[Box]) -> list[Box]:
    """Put borderless texts into the empty shapes that they were laid over."""
    shells = [b for b in boxes if not b.text and b.outlined]
    texts = [b for b in boxes if b.text and not b.outlined]
    if not shells or not texts:
        return boxes
    inside: dict[int, list[Box]] = {}
    for text in texts:
        around = [s for s in shells if _holds_centre(s, text) and _fits(s, text)]
        if around:
            shell = min(around, key=area)
            inside.setdefault(shell.shape, []).append(text)
    merged: dict[int, Box] = {}
    gone: set[int] = set()
    outlined = [b for b in boxes if b.text and b.outlined]
    for shell in shells:
        found = inside.get(shell.shape, [])
        if not found or any(holds(shell, other) for other in outlined):
            continue
        if len(found) > 1 and area(shell) > _FRAME_TIMES * sum(map(area, found)):
            continue
        found.sort(key=lambda b: (b.top, b.left))
        merged[shell.shape] = replace(
            shell,
            text="\n".join(b.text for b in found),
            parts=tuple(p for b in found for p in b.paragraphs),
        )
        gone.update(b.shape for b in found)
    return [merged.get(b.shape, b) for b in boxes if b.shape not in gone]


def _fits(shell: Box, text: Box) -> bool:
    """Tell whether a text box is not much larger than the shape under it."""
    if max(shell.width, shell.height) <= _DOT and not is_branch_label(text.text):
        return False
    return text.width <= shell.width * 1.3 + 6 and text.height <= shell.height * 1.5 + 6


def _frames(boxes: Sequence[Box]) -> Iterator[int]:
    """Find the boxes drawn around others."""
    texts = [b for b in boxes if b.text and b.outlined]
    for index, box in enumerate(boxes):
        if not box.outlined:
            continue
        inner = [b for b in texts if b is not box and holds(box, b) and area(b) < area(box)]
        if len(inner) > 1 or (
            inner and (not box.text or area(box) > _FRAME_TIMES * area(inner[0]))
        ):
            yield index


def area(box: Box) -> float:
    """Give a box's area in square points."""
    return box.width * box.height


def centre(box: Box) -> Point:
    """Give a box's middle."""
    return box.left + box.width / 2, box.top + box.height / 2


def holds(outer: Box, inner: Box) -> bool:
    """Tell whether a box lies inside another."""
    return (
        inner.left >= outer.left - _SLACK
        and inner.top >= outer.top - _SLACK
        and inner.left + inner.width <= outer.left + outer.width + _SLACK
        and inner.top + inner.height <= outer.top + outer.height + _SLACK
    )


def _holds_centre(outer: Box, inner: Box) -> bool:
    x, y = centre(inner)
    return (
        outer.left <= x <= outer.left + outer.width and outer.top <= y <= outer.top + outer.height
    )
