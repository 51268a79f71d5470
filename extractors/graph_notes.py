"""Notes told from steps once the arrows are known, and the steps that their lines tie them to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from extractors.graph_links import Link
from extractors.graph_parts import is_callout
from extractors.graph_risks import RiskView
from extractors.graph_space import between_boxes
from extractors.graph_state import Reading
from extractors.graph_words import short

_NOTE = 0.7  # a box that leans so far towards a note is one, unless arrows run through it
_MAYBE_NOTE = 0.6  # … if no arrow touches it
_SURE_NOTE = 0.85  # … and an arrow to it does not make it doubtful
_TOUCH = 2.0  # points: a note so near a step was laid against it
_OVER_ARROW = 0.6  # a tie that leads over an arrow may mean either of its steps
_CLEAR_END = 0.76  # an end so sure has no second box beside it


def part_notes(reading: Reading) -> None:
    """Tell notes from steps, and take the lines that lead to notes out of the arrows."""
    if reading.parts.risks:
        RiskView(reading).part()
    else:
        _part_by_leaning(reading)
        _leaves_on_dashes(reading)
    _collect_ties(reading)


def _part_by_leaning(reading: Reading) -> None:
    into = Counter(a.target for a in reading.arrows if a.directed and not a.dashed)
    out = Counter(a.source for a in reading.arrows if a.directed and not a.dashed)
    for index, lean in enumerate(reading.leaning):
        through = into[index] and out[index]
        touched = into[index] or out[index]
        if (
            is_callout(reading.boxes[index])
            or lean >= 1
            or (lean >= _NOTE and not through)
            or (lean >= _MAYBE_NOTE and not touched)
        ):
            reading.notes[index] = []


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


def _collect_ties(reading: Reading) -> None:
    """Turn the links between a note and a step into ties of the note."""
    kept: list[Link] = []
    tied: dict[int, list[tuple[Link, int]]] = {}
    for arrow in reading.arrows:
        ends = [arrow.source in reading.notes, arrow.target in reading.notes]
        if not any(ends):
            kept.append(arrow)
        elif not all(ends):
            note, step = (arrow.source, arrow.target) if ends[0] else (arrow.target, arrow.source)
            tied.setdefault(note, []).append((arrow, step))
    carrying = {piece[0] for arrow in kept for piece in arrow.pieces}
    for note, found in tied.items():
        tied[note] = [tie for tie in found if not {p[0] for p in tie[0].pieces} <= carrying]
    for note, direct in _direct_ties(reading).items():
        tied.setdefault(note, []).extend(direct)
    for note, found in tied.items():
        own = _own_ties(found, carrying)
        if len({(link.dashed, link.directed) for link, _ in own}) > 1:
            text = short(reading.boxes[note].text)
            reading.reasons.append(f"文字框“{text}”接有不同的线，属于哪个环节不能确定")
        for arrow, step in own:
            shared = {piece[0] for piece in arrow.pieces} & carrying and len(arrow.pieces) > 1
            sure = min(arrow.confidence, _OVER_ARROW) if shared else arrow.confidence
            kept.extend(_tie(reading, replace(arrow, confidence=sure), note, step))
    reading.arrows = kept


def _direct_ties(reading: Reading) -> dict[int, list[tuple[Link, int]]]:
    """Give the ties of lines without head that run from a note to a step, whatever meets them.

    The ways through the network do not show them where an arrow's line ends on such a line.
    """
    found: dict[int, list[tuple[Link, int]]] = {}
    for index, stroke in enumerate(reading.parts.strokes):
        ends = reading.ends[2 * index : 2 * index + 2]
        boxes = [end.box for end in ends if end.box is not None]
        notes = [box for box in boxes if box in reading.notes]
        if stroke.start_arrow or stroke.end_arrow or len(boxes) != 2 or len(notes) != 1:  # noqa: PLR2004 - both ends
            continue
        (note,) = notes
        (step,) = (box for box in boxes if box != note)
        sure = min(end.confidence for end in ends)
        tie = Link(note, step, ((index, 0),), sure, directed=False, dashed=stroke.dashed)
        found.setdefault(note, []).append((tie, step))
    return found


def _own_ties(found: list[tuple[Link, int]], carrying: set[int]) -> list[tuple[Link, int]]:
    """Leave out ties that only go on along an arrow which begins or ends where a tie does."""
    lines = [{piece[0] for piece in arrow.pieces} for arrow, _ in found]
    direct = {line for one in lines if len(one) == 1 for line in one}
    if not direct:
        return found
    return [
        tie
        for tie, one in zip(found, lines, strict=True)
        if len(one) == 1 or not one <= carrying | direct
    ]


def _tie(reading: Reading, arrow: Link, note: int, step: int) -> Iterator[Link]:
    """Tie a note to a step; an arrow that has rather missed the step behind the note goes on."""
    behind = _laid_against(reading, note)
    if behind is not None and behind != step and not arrow.dashed:
        names = f"“{short(reading.boxes[note].text)}”"
        reading.reasons.append(f"线接在文字框{names}上还是旁边的环节上不能确定")
        if arrow.directed and not arrow.both:
            ends = (behind, step) if arrow.source == note else (step, behind)
            sure = min(arrow.confidence, 0.6)
            yield replace(arrow, source=ends[0], target=ends[1], confidence=sure)
        return
    ties = reading.notes[note]
    if step not in [s for s, _ in ties]:
        ties.append((step, _surety(reading, arrow, note)))


def _laid_against(reading: Reading, note: int) -> int | None:
    """Give the only step that a note was laid against, if there is one."""
    box = reading.boxes[note]
    near = [
        index
        for index, step in enumerate(reading.boxes[: reading.steps_end])
        if index not in reading.notes and between_boxes(box, step) <= _TOUCH
    ]
    return near[0] if len(near) == 1 else None


def _surety(reading: Reading, arrow: Link, note: int) -> float:
    """Say how sure a line ties a note to its step."""
    sure = max(arrow.confidence, 0.8) if arrow.confidence >= _CLEAR_END else arrow.confidence
    clear = reading.leaning[note] >= _SURE_NOTE or arrow.dashed or not arrow.directed
    return sure if clear or reading.parts.risks else min(sure, 0.7)
