"""A drawing while it is read: lines joined, arrows followed, notes parted from steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.drawing import Box
from extractors.graph_doubts import turned_round
from extractors.graph_ends import End, Scene, join_ends, tolerance_for
from extractors.graph_links import Link, Network, build, links
from extractors.graph_parts import Parts, is_callout
from extractors.graph_words import is_branch_label, is_caption, is_pure_label, is_time_limit, short

_NOTE = 0.7  # a box that leans so far towards a note is one, unless arrows run through it
_MAYBE_NOTE = 0.6  # … if no arrow touches it
_TEXT_STEP = 0.7  # an end that meets a borderless text so surely makes it a step
_SPREAD, _WIDE_SPREAD = 3.0, 8.0  # points: how far apart lines that meet in one spot may be
_SURE_NOTE = 0.85  # … and an arrow to it does not make it doubtful
_LABEL_BOX = 45.0  # points


@dataclass(slots=True)
class Reading:
    """What is known of a drawing while it is read; boxes are numbered steps first.

    Attributes:
        parts: The boxes by role.
        boxes: Everything that a line can end at.
        leaning: How much each of them looks like a note.
        ends, network, arrows: The lines, joined and followed.
        notes: Boxes that are notes, with the steps that lines tie them to, and how surely.
        unused: How many lines take part in no arrow.
        given: Labels found in boxes that stand in an arrow's way: source and target → words.
        dropped: Those boxes.
    """

    parts: Parts
    boxes: list[Box]
    leaning: list[float]
    ends: list[End] = field(default_factory=list)
    network: Network | None = None
    arrows: list[Link] = field(default_factory=list)
    notes: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    unused: int = 0
    given: dict[tuple[int, int], str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)


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
    _part_notes(reading)
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


def _part_notes(reading: Reading) -> None:
    """Tell notes from steps, now that the arrows are known."""
    into = Counter(a.target for a in reading.arrows if a.directed and not a.dashed)
    out = Counter(a.source for a in reading.arrows if a.directed and not a.dashed)
    for index, lean in enumerate(reading.leaning):
        through = into[index] and out[index]
        touched = into[index] or out[index]
        captioned = is_callout(reading.boxes[index])
        if (
            captioned
            or lean >= 1
            or (lean >= _NOTE and not through)
            or (lean >= _MAYBE_NOTE and not touched)
        ):
            reading.notes[index] = []
    _leaves_on_dashes(reading)
    kept: list[Link] = []
    for arrow in reading.arrows:
        ends = [arrow.source in reading.notes, arrow.target in reading.notes]
        if not any(ends):
            kept.append(arrow)
        elif not all(ends):
            note, step = (arrow.source, arrow.target) if ends[0] else (arrow.target, arrow.source)
            clear = reading.leaning[note] >= _SURE_NOTE or arrow.dashed or not arrow.directed
            weak = 1.0 if clear else 0.7
            ties = reading.notes[note]
            if step not in [s for s, _ in ties]:
                ties.append((step, min(weak, max(arrow.confidence, 0.8))))
    reading.arrows = kept


def _unused_lines(reading: Reading) -> int:
    """Count the lines that take part in no arrow and lead to no note."""
    used = {piece[0] for arrow in reading.arrows for piece in arrow.pieces}
    shapes = {box.shape for box in reading.boxes}
    return sum(
        1
        for index, stroke in enumerate(reading.parts.strokes)
        if index not in used and stroke.shape not in shapes
    )


def _leaves_on_dashes(reading: Reading) -> None:
    """Take boxes that hang on the chart by nothing but a dashed line without head for notes."""
    degree = Counter(
        box for a in reading.arrows for box in (a.source, a.target) if a.source != a.target
    )
    for arrow in reading.arrows:
        if arrow.directed or not arrow.dashed:
            continue
        lonely = [b for b in (arrow.source, arrow.target) if degree[b] <= 2]  # noqa: PLR2004 - both ways
        if len(lonely) == 1 and not any(b in reading.notes for b in (arrow.source, arrow.target)):
            reading.notes[lonely[0]] = []


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
