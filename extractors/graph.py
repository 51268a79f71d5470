"""From shapes on a plane to the graph that they mean, with an honest verdict."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.drawing import Box, Drawing, Edge, Graph, Node, Note, Verdict
from extractors.graph_doubts import doubts_of_links, lone_doubts, passing_doubts
from extractors.graph_ends import End, Scene, join_ends, tolerance_for
from extractors.graph_labels import assign_labels, tie_by_place
from extractors.graph_links import Link, Network, build, links, own_parts
from extractors.graph_parts import Parts, is_callout, sort_parts
from extractors.graph_words import is_branch_label, is_caption, is_time_limit, speaks_of_risk

SURE = 0.75  # an arrow below this is to be confirmed
_NOTE = 0.7  # a box that leans so far towards a note is one, unless arrows run through it
_MAYBE_NOTE = 0.6  # … if no arrow touches it
_TEXT_STEP = 0.7  # an end that meets a borderless text so surely makes it a step
_SPREAD, _WIDE_SPREAD = 3.0, 8.0  # points: how far apart lines that meet in one spot may be
_ENDS_MET = 0.6
_SHORT = 12  # characters of a text quoted in a reason


@dataclass(slots=True)
class _Reading:
    """What is known of a drawing while it is read; boxes are numbered steps first."""

    parts: Parts
    boxes: list[Box]
    leaning: list[float]
    ends: list[End] = field(default_factory=list)
    network: Network | None = None
    arrows: list[Link] = field(default_factory=list)
    notes: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    unused: int = 0


def understand(drawing: Drawing) -> Graph:
    """Read a drawing as a chart.

    Args:
        drawing: The shapes of one plane.

    Returns:
        Steps in flow order, arrows, notes with the steps that they belong to, and whether the
        reading is ``sure``, ``doubtful`` or ``refused``, with the reasons in Chinese.
    """
    parts = sort_parts(drawing)
    refusal = _refusal_before(drawing, parts)
    if refusal:
        return Graph(
            notes=tuple(Note(b.text, b) for b in (*parts.steps, *parts.loose, *parts.notes)),
            verdict="refused",
            reasons=(refusal,),
            confidence=0.0,
        )
    reading = _read(parts)
    return _graph(drawing, reading)


def _refusal_before(drawing: Drawing, parts: Parts) -> str | None:
    texts = len(parts.steps) + len(parts.loose)
    if texts < 2:  # noqa: PLR2004 - an arrow needs two
        if drawing.pictures:
            return "流程图是图片"
        if drawing.objects:
            return f"流程图是嵌入对象（{'、'.join(drawing.objects)}）"
        return "图中没有两个以上带文字的方框"
    if not parts.strokes:
        return "方框之间没有连线"
    return None


def _read(parts: Parts) -> _Reading:
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
    return reading


def _attempt(parts: Parts, taken: Sequence[Box], spread: float = _SPREAD) -> _Reading:
    boxes = [*parts.steps, *taken, *parts.notes, *parts.dots]
    sure_notes = [1.0] * len(parts.notes)
    leaning = [*parts.leaning, *[0.0] * len(taken), *sure_notes, *[0.0] * len(parts.dots)]
    reading = _Reading(parts, boxes, leaning)
    scene = Scene(parts.strokes, boxes, leaning, tolerance_for(parts.side), spread)
    reading.ends = join_ends(scene)
    dots = frozenset(range(len(boxes) - len(parts.dots), len(boxes)))
    reading.network = build(parts.strokes, reading.ends, dots)
    reading.arrows = links(reading.network)
    reading.unused = _unused_lines(reading)
    _part_notes(reading)
    return reading


def _texts_at_loose_ends(parts: Parts, reading: _Reading, taken: Sequence[Box]) -> list[Box]:
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


def _part_notes(reading: _Reading) -> None:
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
            weak = 0.7 if arrow.directed and not arrow.dashed else 1.0
            ties = reading.notes[note]
            if step not in [s for s, _ in ties]:
                ties.append((step, min(weak, max(arrow.confidence, 0.8))))
    reading.arrows = kept


def _unused_lines(reading: _Reading) -> int:
    """Count the lines that take part in no arrow and lead to no note."""
    used = {piece[0] for arrow in reading.arrows for piece in arrow.pieces}
    shapes = {box.shape for box in reading.boxes}
    return sum(
        1
        for index, stroke in enumerate(reading.parts.strokes)
        if index not in used and stroke.shape not in shapes
    )


def _leaves_on_dashes(reading: _Reading) -> None:
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


def _graph(drawing: Drawing, reading: _Reading) -> Graph:
    assert reading.network is not None  # noqa: S101 - set by _attempt
    arrows = _directed(reading)
    steps = {
        i: b
        for i, b in enumerate(reading.boxes[: len(reading.boxes) - len(reading.parts.dots)])
        if i not in reading.notes
    }
    used = {b.shape for b in reading.boxes}
    loose = [b for b in reading.parts.loose if b.shape not in used]
    labelling = assign_labels(loose, arrows, own_parts(reading.network, arrows))
    for box in labelling.unclear:
        reading.reasons.append(f"标注“{_short(box.text)}”归哪条箭头不能确定")
    for box in labelling.left:
        if is_branch_label(box.text):
            reading.reasons.append(f"标注“{_short(box.text)}”旁边没有箭头")
    order = _flow_order(steps, [(a.source, a.target) for a in arrows])
    ids = {index: f"s{n}" for n, index in enumerate(order, 1)}
    edges = _edges(arrows, labelling.labels, reading, ids)
    notes = [*_tied_notes(reading, steps, ids), *_free_notes(labelling.left, steps, ids, reading)]
    reading.reasons.extend(doubts_of_links(arrows, reading.boxes))
    reading.reasons.extend(passing_doubts(arrows, steps))
    reading.reasons.extend(lone_doubts(arrows, steps))
    nodes = tuple(Node(ids[i], steps[i].text, steps[i]) for i in order)
    return _judged(drawing, reading, nodes, edges, tuple(notes))


def _directed(reading: _Reading) -> list[Link]:
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
            reading.reasons.append(
                f"“{_short(one.text)}”与“{_short(other.text)}”之间的连线没有箭头"
            )
        if arrow.both and arrow.source < arrow.target:
            one, other = reading.boxes[arrow.source], reading.boxes[arrow.target]
            reading.reasons.append(
                f"“{_short(one.text)}”与“{_short(other.text)}”之间的连线两端都有箭头"
            )
        if known is None or known.confidence < arrow.confidence:
            best[key] = arrow
    arrows.extend(best.values())
    return arrows


def _edges(
    arrows: Sequence[Link],
    labels: Mapping[int, str],
    reading: _Reading,
    ids: Mapping[int, str],
) -> tuple[Edge, ...]:
    edges = []
    for index, arrow in enumerate(arrows):
        sure = arrow.confidence
        if not arrow.directed or arrow.both:
            sure = min(sure, 0.5)
        if sure < SURE and arrow.directed and not arrow.both:
            one, other = reading.boxes[arrow.source], reading.boxes[arrow.target]
            reading.reasons.append(f"“{_short(one.text)}”到“{_short(other.text)}”的箭头位置不清楚")
        label = labels.get(index) or _words_on(arrow, reading)
        edges.append(Edge(ids[arrow.source], ids[arrow.target], label, round(sure, 3)))
    return tuple(sorted(edges, key=lambda e: (int(e.source[1:]), int(e.target[1:]))))


def _words_on(arrow: Link, reading: _Reading) -> str | None:
    words = [reading.parts.strokes[piece[0]].text for piece in arrow.pieces]
    return "".join(dict.fromkeys(w for w in words if w)) or None


def _tied_notes(
    reading: _Reading, steps: Mapping[int, Box], ids: Mapping[int, str]
) -> Iterable[Note]:
    for index, ties in sorted(reading.notes.items()):
        box = reading.boxes[index]
        if ties:
            sure = min(s for _, s in ties)
            if sure < SURE:
                reading.reasons.append(f"文字框“{_short(box.text)}”是环节还是说明不能确定")
            yield Note(box.text, box, tuple(ids[s] for s, _ in ties if s in ids), sure)
        else:
            yield _placed(box, steps, ids, reading)


def _free_notes(
    texts: Sequence[Box], steps: Mapping[int, Box], ids: Mapping[int, str], reading: _Reading
) -> Iterable[Note]:
    boxes = [*texts]
    for box in boxes:
        if is_branch_label(box.text):
            yield Note(box.text, box)
        else:
            yield _placed(box, steps, ids, reading)


def _placed(box: Box, steps: Mapping[int, Box], ids: Mapping[int, str], reading: _Reading) -> Note:
    """Tie a note to the step beside it, unless it speaks of the chart as a whole."""
    if is_caption(box.text) or not (
        box.outlined or speaks_of_risk(box.text) or is_time_limit(box.text)
    ):
        return Note(box.text, box)
    tie = tie_by_place(box, steps)
    if tie is None or tie.confidence < SURE:
        reading.reasons.append(f"文字框“{_short(box.text)}”属于哪个环节不能确定")
    if tie is None:
        return Note(box.text, box, (), 0.4)
    return Note(box.text, box, (ids[tie.step],), tie.confidence)


def _flow_order(steps: Mapping[int, Box], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Order steps along the arrows, ties from top to bottom and left to right."""
    forward = _without_loops(steps, pairs)
    waiting = Counter(target for _, target in forward)
    after: dict[int, list[int]] = defaultdict(list)
    for source, target in forward:
        after[source].append(target)
    heap = [(*_reading_order(steps[i]), i) for i in steps if not waiting[i]]
    heapq.heapify(heap)
    order: list[int] = []
    while heap:
        index = heapq.heappop(heap)[-1]
        order.append(index)
        for target in after[index]:
            waiting[target] -= 1
            if not waiting[target]:
                heapq.heappush(heap, (*_reading_order(steps[target]), target))
    return order


def _reading_order(box: Box) -> tuple[float, float]:
    return round(box.top + box.height / 2), box.left


def _without_loops(
    steps: Mapping[int, Box], pairs: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Leave out the arrows that lead back, found by walking from the starts."""
    after: dict[int, list[int]] = defaultdict(list)
    for source, target in pairs:
        after[source].append(target)
    targets = {target for _, target in pairs}
    by_place = sorted(steps, key=lambda i: _reading_order(steps[i]))
    starts = [i for i in by_place if i not in targets]
    state: dict[int, int] = {}
    kept: set[tuple[int, int]] = set()
    for start in [*starts, *by_place]:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(after[start]))]
        while stack:
            here, rest = stack[-1]
            for target in rest:
                if state.get(target) == 1:
                    continue
                kept.add((here, target))
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(after[target])))
                    break
            else:
                state[here] = 2
                stack.pop()
    return kept


def _judged(
    drawing: Drawing,
    reading: _Reading,
    nodes: tuple[Node, ...],
    edges: tuple[Edge, ...],
    notes: tuple[Note, ...],
) -> Graph:
    pointers = {note.box.shape for note in notes}
    ends = [e for e in reading.ends if reading.parts.strokes[e.stroke].shape not in pointers]
    met = [end for end in ends if end.met]
    loose = len(ends) - len(met)
    if loose:
        reading.reasons.append(f"{loose}处线头没有接到方框上")
    reading.reasons.extend(drawing.remarks)
    verdict: Verdict = "doubtful" if reading.reasons else "sure"
    alone = len(nodes) - len({end for e in edges for end in (e.source, e.target)})
    refusal = None
    if len(nodes) < 2:  # noqa: PLR2004 - an arrow needs two
        refusal = "流程图是图片" if drawing.pictures else "图中没有两个以上带文字的方框"
    elif not edges:
        refusal = "方框之间没有连线"
    elif len(met) < _ENDS_MET * len(ends):
        refusal = f"{len(ends)}处线头中只有{len(met)}处接到方框上"
    elif alone * 2 > len(nodes):
        refusal = "一半以上的方框没有连线"
    if refusal:
        verdict = "refused"
        reading.reasons.insert(0, refusal)
    weakest = min((e.confidence for e in edges), default=0.0)
    limit = {"sure": 1.0, "doubtful": 0.7, "refused": 0.3}[verdict]
    return Graph(
        nodes=nodes,
        edges=edges,
        notes=notes,
        verdict=verdict,
        reasons=tuple(dict.fromkeys(reading.reasons)),
        confidence=min(weakest, limit),
    )


def _short(text: str) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= _SHORT else plain[:_SHORT] + "…"
