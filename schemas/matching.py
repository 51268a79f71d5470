"""One risk followed through the annexes: by step and by text, never by number.

Contract, section 6, "Matching": the plan's own annexes number the same risks differently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from schemas.forms import RiskMap, Step
from schemas.likeness import comparable, likeness, vocabulary
from schemas.pairing import Pairing, pair

__all__ = [
    "Pairing",
    "boxes_on",
    "comparable",
    "counterparts",
    "likeness",
    "pair",
    "step_of",
    "steps_holding",
    "steps_of",
]

_NUMERAL = re.compile(
    r"^(?:\d+[.、)]|\(?[\d一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.])+"
)
_QUOTED = re.compile(r"^[“\"「『【\[](.+)[”\"」』】\]]$")
_BRACKET = re.compile(r"\([^()]*\)$")

NO_BOXES: Mapping[str, Collection[str]] = {}


def step_of(
    point: str,
    steps: Sequence[Step],
    boxes: Mapping[str, Collection[str]] = NO_BOXES,
    manifestation: str = "",
) -> str | None:
    """Find the step of the item's chart that a risk point (廉政风险点) is.

    It is the step whose text, without its time limit, equals the point; else the only step whose
    text contains it; else among several the one whose risk box holds the same manifestation. Of
    several equal steps that no box tells apart it is the first.

    Args:
        point: The risk point as annex 4, 5 or 6 has it.
        steps: The steps of the item's chart.
        boxes: Id of a step → the manifestations in its risk box (annex 3).
        manifestation: The risk that stands at the point.

    Returns:
        The step's id, or None where no step is meant, or which one cannot be told (LF-R05).
    """
    return _step_of(point, steps, _texts_of(steps), boxes, manifestation)


def _step_of(
    point: str,
    steps: Sequence[Step],
    texts: tuple[tuple[str, ...], ...],
    boxes: Mapping[str, Collection[str]],
    manifestation: str,
) -> str | None:
    equal, numbers = _meant(point, texts)
    candidates = [steps[n] for n in numbers]
    if len(candidates) == 1:
        return candidates[0].id
    holders = _holders(candidates, boxes, manifestation)
    if len(holders) == 1:
        return holders[0]
    if equal and candidates:
        return holders[0] if holders else candidates[0].id
    asked = vocabulary().questions
    acting = [s.id for s in candidates if not any(q in comparable(s.text) for q in asked)]
    return acting[0] if len(acting) == 1 and len(candidates) > 1 and not holders else None


def steps_of(
    rows: Sequence[tuple[str, str]],
    steps: Sequence[Step],
    boxes: Mapping[str, Collection[str]] = NO_BOXES,
) -> tuple[str | None, ...]:
    """Find the steps of a form's rows, which help each other.

    Where a row's manifestation stands in several boxes, it belongs to the step of the rows beside
    it that have the same point.

    Args:
        rows: Point and manifestation of every row, in the form's order.
        steps: As of :func:`step_of`.
        boxes: As of :func:`step_of`.
    """
    texts = _texts_of(steps)
    found = [_step_of(point, steps, texts, boxes, text) for point, text in rows]
    for _, run in groupby(range(len(rows)), key=lambda n: comparable(rows[n][0])):
        numbers = tuple(run)
        _fill(found, numbers)
        _fill(found, numbers[::-1])
    return tuple(found)


def steps_holding(point: str, steps: Sequence[Step]) -> Sequence[Step]:
    """Give all steps that a point may be: those that equal it, else those that contain it."""
    _, numbers = _meant(point, _texts_of(steps))
    return [steps[n] for n in numbers]


def _fill(found: list[str | None], numbers: Iterable[int]) -> None:
    """Let rows whose step cannot be told follow the row before them."""
    last: str | None = None
    for n in numbers:
        last = found[n] = found[n] or last


def boxes_on(steps: Sequence[Step], risk_map: RiskMap) -> Mapping[str, tuple[str, ...]]:
    """Give the manifestations in the risk boxes of annex 3, by the step of the item's chart.

    Args:
        steps: The steps of the item's chart (annex 2), or of the map itself.
        risk_map: Annex 3; a box at a step that the chart does not have is left out.
    """
    same = counterparts(risk_map.steps, steps)
    found: dict[str, tuple[str, ...]] = {}
    for box in risk_map.risks:
        step = same.get(box.step)
        if step is not None:
            found[step] = (*found.get(step, ()), *box.manifestations)
    return found


def counterparts(steps: Sequence[Step], of: Sequence[Step]) -> Mapping[str, str]:
    """Tell which steps of two charts of one item are the same, whatever their ids.

    Steps with equal texts are, the first to the first where a text stands twice; else those of
    which one contains the other (承办人受理, 受理) or is worded slightly differently, where there
    is no choice.

    Returns:
        Id of a step → id of its counterpart in the other chart, for those that have one.
    """
    found: dict[str, str] = {}
    for same in (_equal, _within, _alike):
        theirs = [step for step in of if step.id not in found.values()]
        for step in [s for s in steps if s.id not in found]:
            fitting = [other for other in theirs if same(step, other)]
            if fitting and (same is _equal or len(fitting) == 1):
                found[step.id] = fitting[0].id
                theirs.remove(fitting[0])
    return found


def _equal(one: Step, other: Step) -> bool:
    return comparable(one.text) == comparable(other.text)


def _within(one: Step, other: Step) -> bool:
    a, b = comparable(one.text), comparable(other.text)
    return bool(a and b) and (a in b or b in a)


def _alike(one: Step, other: Step) -> bool:
    return likeness(one.text, other.text) is not None


@lru_cache(maxsize=65536)  # rules, consolidation and documents ask the same of the same chart
def _meant(point: str, texts: tuple[tuple[str, ...], ...]) -> tuple[bool, tuple[int, ...]]:
    """Give the steps that a point may be, by position; and whether they equal or contain it."""
    written = tuple(_ways(point))
    for way in written:
        equal = tuple(n for n, own in enumerate(texts) if way in own)
        if equal:
            return True, equal
    for way in written:
        holding = tuple(n for n, own in enumerate(texts) if any(way in text for text in own))
        if holding:
            return False, holding
    return False, ()


def _ways(point: str) -> Iterator[str]:
    """Give a point as written, then without number, ending, quotation marks and bracket."""
    text: str | None = comparable(point)
    while text:
        yield text
        text = next((shorter for shorter in _shorter(text) if shorter and shorter != text), None)


def _shorter(text: str) -> Iterator[str]:
    yield comparable(_NUMERAL.sub("", text))
    for ending in vocabulary().endings:
        yield text.removesuffix(ending)
    yield comparable(_QUOTED.sub(r"\1", text))
    yield comparable(_BRACKET.sub("", text))


def _texts_of(steps: Sequence[Step]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(_texts, steps))


def _texts(step: Step) -> tuple[str, ...]:
    """Give a step's text in the ways a form may repeat it: with its time limit or its actor."""
    text = comparable(step.text)
    limit, actor = comparable(step.time_limit or ""), comparable(step.actor or "")
    return (text, *([f"{text}({limit})"] if limit else []), *([actor + text] if actor else []))


def _holders(
    candidates: Sequence[Step], boxes: Mapping[str, Collection[str]], manifestation: str
) -> Sequence[str]:
    """Give the candidates whose box holds the manifestation, word for word if any does."""
    texts = {s.id: tuple(boxes.get(s.id, ())) for s in candidates} if manifestation else {}
    wanted = comparable(manifestation)
    same = [key for key, held in texts.items() if wanted in map(comparable, held)]
    if same or not wanted:
        return same
    return [k for k, held in texts.items() if any(likeness(wanted, t) is not None for t in held)]
