"""Charts whose words were parted from their shapes: a drawing without words, and one without lines.

LibreOffice writes a group of shapes that stands in the text so: the shapes are left empty, and the
words of each follow as a text frame of its own, moved a little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from extractors.drawing import Box, Drawing

_NEAR = 12.0  # points between the middles of a shape and of its words
_STEP = 2.0  # points: moves that differ by less are the same
_LEAST = 2


def words_for(shapes: Drawing, words: Drawing) -> Drawing | None:
    """Put the words of one drawing into the empty shapes of another.

    Returns:
        The whole chart, or None unless every shape that is drawn gets the words of one frame, all
        moved alike.
    """
    empty = [box for box in shapes.boxes if box.outlined]
    if not shapes.strokes or words.strokes or len(empty) < _LEAST:
        return None
    if any(box.text for box in shapes.boxes) or len(words.boxes) < len(empty):
        return None
    across, down = _move(empty, words.boxes)
    frames = [replace(b, left=b.left + across, top=b.top + down) for b in words.boxes]
    filled: list[Box] = []
    for box in empty:
        own = min(frames, key=lambda frame: _apart(box, frame), default=None)
        if own is None or _apart(box, own) > _NEAR:
            return None
        frames.remove(own)
        filled.append(replace(box, text=own.text, parts=own.parts))
    return _whole(shapes, words, (*filled, *frames))


def _whole(shapes: Drawing, words: Drawing, boxes: Sequence[Box]) -> Drawing:
    """Make one drawing of both."""
    return replace(
        shapes,
        boxes=tuple(boxes),
        pictures=shapes.pictures + words.pictures,
        objects=(*shapes.objects, *words.objects),
        remarks=(*shapes.remarks, *words.remarks),
    )


def _middle(box: Box) -> tuple[float, float]:
    return box.left + box.width / 2, box.top + box.height / 2


def _move(shapes: Sequence[Box], frames: Sequence[Box]) -> tuple[float, float]:
    """Find the move that brings most frames to a shape."""
    moves: Counter[tuple[int, int]] = Counter()
    for shape, frame in product(shapes, frames):
        (x, y), (u, v) = _middle(shape), _middle(frame)
        moves[round((x - u) / _STEP), round((y - v) / _STEP)] += 1
    across, down = min(moves, key=lambda move: (-moves[move], abs(move[0]) + abs(move[1])))
    return across * _STEP, down * _STEP


def _apart(shape: Box, frame: Box) -> float:
    """Tell how far the middles of a shape and a frame are apart, in points."""
    (x, y), (u, v) = _middle(shape), _middle(frame)
    return max(abs(x - u), abs(y - v))
