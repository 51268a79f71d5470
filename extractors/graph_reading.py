"""A drawing read step by step: lines joined, arrows followed, notes parted from steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.drawing import Box
from extractors.graph_doubts import turned_round
from extractors.graph_ends import End, Scene, join_ends, tolerance_for
from extractors.graph_links import Link, build, links
from extractors.graph_notes import part_notes
from extractors.graph_parts import Parts
from extractors.graph_state import Reading
from extractors.graph_words import is_branch_label, is_caption, is_pure_label, is_time_limit, short

_TEXT_STEP = 0.7  # an end that meets a borderless text so surely makes it a step
_SPREAD, _WIDE_SPREAD = 3.0, 8.0  # points: how far apart lines that meet in one spot may be
_LABEL_BOX = 45.0  # points
_ON_IT = 0.9  # an end so sure lies on the line that it meets


def read_parts(parts: Parts) -> Reading:
    """Join lines, follow arrows, and part notes from steps; borderless steps need a second go."""
    taken: list[Box] = []
    reading = _attempt(parts, taken)
    found = _texts_at_loose_ends(parts, reading, taken)
    if found:
        taken.extend(found)
        reading = _attempt(parts, taken)
    if reading.unused:
        wider = _attempt(parts, taken, _WIDE_SPREAD)
        if wider.unused < reading.unused:
            reading = wider
    if reading.unused:
        reading.reasons.append(f"{reading.unused}条线没有连成箭头")
    _words_in_the_way(reading)
    reading.arrows = turned_round(reading.arrows, reading.boxes, reading.reasons)
    return reading


def _attempt(parts: Parts, taken: Sequence[Box], spread: float = _SPREAD) -> Reading:
    boxes = [*parts.steps, *taken, *parts.notes, *parts.dots]
    sure_notes = [1.0] * len(parts.notes)
    leaning = [*parts.leaning, *[0.0] * len(taken), *sure_notes, *[0.0] * len(parts.dots)]
    reading = Reading(parts, boxes, leaning)
    scene = Scene(parts.strokes, boxes, leaning, tolerance_for(parts.side), spread)
    reading.ends = join_ends(scene)
    dots = frozenset(range(len(boxes) - len(parts.dots), len(boxes)))
    reading.network = build(parts.strokes, reading.ends, dots)
    reading.arrows = links(reading.network)
    reading.unused = _unused_lines(reading)
    part_notes(reading)
    return reading


def _texts_at_loose_ends(parts: Parts, reading: Reading, taken: Sequence[Box]) -> list[Box]:
    """Find borderless texts that a line runs to and that nothing else explains."""
    texts = [
        t
        for t in parts.loose
        if t not in taken
        and not is_branch_label(t.text)
        and not is_caption(t.text)
        and not is_time_limit(t.text)
    ]
    loose_ends = [e for e in reading.ends if not e.met]
    if not texts or not loose_ends:
        return []
    scene = Scene(parts.strokes, texts, [0.0] * len(texts), tolerance_for(parts.side))
    tried = join_ends(scene)
    wanted = {(e.stroke, e.first) for e in loose_ends}
    return [
        texts[i]
        for i in sorted(
            {
                e.box
                for e in tried
                if e.box is not None
                and (e.stroke, e.first) in wanted
                and e.confidence >= _TEXT_STEP
            }
        )
    ]


def _unused_lines(reading: Reading) -> int:
    """Count the lines that take part in no arrow and lead to no note.

    An arrow that meets a line, and with it only leads from where to where that line leads anyway,
    has missed what it was drawn to.
    """
    ways: dict[tuple[int, int], set[int]] = {}
    used: set[int] = set()
    for arrow in reading.arrows:
        lines = {piece[0] for piece in arrow.pieces}
        used |= lines
        known = ways.get((arrow.source, arrow.target))
        if known is None or len(lines) < len(known):
            ways[arrow.source, arrow.target] = lines
    needed = {line for lines in ways.values() for line in lines}
    used -= {end.stroke for end in reading.ends if _ends_on_line(reading, end)} - needed
    shapes = {box.shape for box in reading.boxes}
    return sum(
        1
        for index, stroke in enumerate(reading.parts.strokes)
        if index not in used and stroke.shape not in shapes
    )


def _ends_on_line(reading: Reading, end: End) -> bool:
    """Tell whether an arrow's head meets a line instead of a box, or its tail only nearly does."""
    stroke = reading.parts.strokes[end.stroke]
    if end.box is not None:
        return False
    head = stroke.start_arrow if end.first else stroke.end_arrow
    return head or (end.confidence < _ON_IT and (stroke.start_arrow or stroke.end_arrow))


def _words_in_the_way(reading: Reading) -> None:
    """Turn a small box with a branch word between two arrows into the label of one arrow."""
    for index, box in enumerate(reading.boxes[: len(reading.parts.steps)]):
        if not (is_pure_label(box.text) and max(box.width, box.height) <= _LABEL_BOX):
            continue
        into = [a for a in reading.arrows if a.target == index]
        out = [a for a in reading.arrows if a.source == index]
        if len(into) != 1 or len(out) != 1 or into[0].source == out[0].target:
            continue
        one, other = into[0], out[0]
        merged = replace(
            one,
            target=other.target,
            pieces=(*one.pieces, *other.pieces),
            confidence=min(one.confidence, other.confidence),
            path=(*one.path, *other.path),
        )
        reading.given[merged.source, merged.target] = box.text
        reading.arrows = [a for a in reading.arrows if a not in (one, other)] + [merged]
        reading.dropped.add(index)


def directed(reading: Reading) -> list[Link]:
    """Keep one link of each undirected pair, downwards or to the right, and say so."""
    arrows: list[Link] = []
    best: dict[tuple[int, int], Link] = {}
    for arrow in reading.arrows:
        key = (arrow.source, arrow.target)
        known = best.get(key)
        if not arrow.directed:
            one, other = reading.boxes[arrow.source], reading.boxes[arrow.target]
            if (other.top + other.height / 2, other.left) < (one.top + one.height / 2, one.left):
                continue
            reading.reasons.append(f"“{short(one.text)}”与“{short(other.text)}”之间的连线没有箭头")
        if arrow.both and arrow.source < arrow.target:
            one, other = reading.boxes[arrow.source], reading.boxes[arrow.target]
            reading.reasons.append(
                f"“{short(one.text)}”与“{short(other.text)}”之间的连线两端都有箭头"
            )
        if known is None or known.confidence < arrow.confidence:
            best[key] = arrow
    arrows.extend(best.values())
    return arrows
