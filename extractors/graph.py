"""From shapes on a plane to the graph that they mean, with an honest verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.drawing import Box, Drawing, Edge, Graph, Node, Note, Verdict
from extractors.graph_chain import understand_chain
from extractors.graph_doubts import (
    doubts_of_links,
    lone_doubts,
    missed_doubts,
    passing_doubts,
)
from extractors.graph_labels import assign_labels, tie_by_place
from extractors.graph_links import Link, own_parts
from extractors.graph_order import flow_order
from extractors.graph_parts import Parts, holds, is_counter, sort_parts
from extractors.graph_reading import directed, read_parts
from extractors.graph_sides import sides_of
from extractors.graph_state import Reading
from extractors.graph_words import (
    ends_sentence,
    is_beside_risks,
    is_branch_label,
    is_caption,
    is_time_limit,
    numbered_lines,
    short,
    speaks_of_risk,
)
from schemas.text import normalised

SURE = 0.75  # an arrow below this is to be confirmed
_ENDS_MET = 0.6
_WORD = 5  # letters: what is no longer and stands by itself may be a word on an arrow


def understand(drawing: Drawing, *, risks: bool = False) -> Graph:
    """Read a drawing as a chart.

    Args:
        drawing: The shapes of one plane.
        risks: Risk boxes are to be expected beside the steps (annex 3).

    Returns:
        Steps in flow order, arrows, notes with the steps that they belong to, and whether the
        reading is ``sure``, ``doubtful`` or ``refused``, with the reasons in Chinese.
    """
    parts = sort_parts(drawing, risks=risks)
    chain = None if parts.strokes else understand_chain(parts)
    if chain is not None:
        return chain
    refusal = _refusal_before(drawing, parts)
    if refusal:
        return Graph(
            notes=tuple(Note(b.text, b) for b in (*parts.steps, *parts.loose, *parts.notes)),
            verdict="refused",
            reasons=(refusal,),
            confidence=0.0,
        )
    reading = read_parts(parts)
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


def _graph(drawing: Drawing, reading: Reading) -> Graph:
    assert reading.network is not None  # noqa: S101 - set by _attempt
    arrows = directed(reading)
    steps = {
        i: b
        for i, b in enumerate(reading.boxes[: len(reading.boxes) - len(reading.parts.dots)])
        if i not in reading.notes and i not in reading.dropped
    }
    used = {b.shape for b in reading.boxes}
    loose = [b for b in reading.parts.loose if b.shape not in used]
    beside = [b for b in loose if reading.parts.risks and _is_risk_text(b) and not _is_word(b)]
    labels = [b for b in loose if b not in beside]
    labelling = assign_labels(labels, arrows, own_parts(reading.network, arrows))
    for box in labelling.unclear:
        reading.reasons.append(f"标注“{short(box.text)}”归哪条箭头不能确定")
    for box in labelling.left:
        if is_branch_label(box.text):
            reading.reasons.append(f"标注“{short(box.text)}”旁边没有箭头")
    order = flow_order(steps, [(a.source, a.target) for a in arrows])
    ids = {index: f"s{n}" for n, index in enumerate(order, 1)}
    edges = _edges(arrows, labelling.labels, reading, ids)
    free = (*labelling.left, *beside)
    notes = [*_tied_notes(reading, steps, ids), *_free_notes(free, steps, ids, reading)]
    reading.reasons.extend(doubts_of_links(arrows, reading.boxes))
    reading.reasons.extend(passing_doubts(arrows, steps))
    reading.reasons.extend(missed_doubts(reading, steps))
    reading.reasons.extend(lone_doubts(arrows, steps))
    nodes = tuple(Node(ids[i], steps[i].text, steps[i]) for i in order)
    return _judged(drawing, reading, nodes, edges, tuple(notes))


def _edges(
    arrows: Sequence[Link],
    labels: Mapping[int, str],
    reading: Reading,
    ids: Mapping[int, str],
) -> tuple[Edge, ...]:
    edges = []
    for index, arrow in enumerate(arrows):
        sure = arrow.confidence
        if not arrow.directed or arrow.both:
            sure = min(sure, 0.5)
        if sure < SURE and arrow.directed and not (arrow.both or arrow.turned):
            one, other = reading.boxes[arrow.source], reading.boxes[arrow.target]
            reading.reasons.append(f"“{short(one.text)}”到“{short(other.text)}”的箭头位置不清楚")
        given = reading.given.get((arrow.source, arrow.target))
        label = labels.get(index) or given or _words_on(arrow, reading)
        edges.append(Edge(ids[arrow.source], ids[arrow.target], label, round(sure, 3)))
    return tuple(sorted(edges, key=lambda e: (int(e.source[1:]), int(e.target[1:]))))


def _words_on(arrow: Link, reading: Reading) -> str | None:
    words = [reading.parts.strokes[piece[0]].text for piece in arrow.pieces]
    return "".join(dict.fromkeys(w for w in words if w)) or None


def _tied_notes(
    reading: Reading, steps: Mapping[int, Box], ids: Mapping[int, str]
) -> Iterable[Note]:
    for index, ties in sorted(reading.notes.items()):
        box = reading.boxes[index]
        if ties:
            sure = min(s for _, s in ties)
            if sure < SURE:
                asked = "属于哪个环节" if reading.parts.risks else "是环节还是说明"
                reading.reasons.append(f"文字框“{short(box.text)}”{asked}不能确定")
            yield Note(box.text, box, tuple(ids[s] for s, _ in ties if s in ids), sure)
        else:
            yield _placed(box, steps, ids, reading)


def _free_notes(
    texts: Sequence[Box], steps: Mapping[int, Box], ids: Mapping[int, str], reading: Reading
) -> Iterable[Note]:
    boxes = [*texts]
    for box in boxes:
        if is_branch_label(box.text):
            yield Note(box.text, box)
        else:
            yield _placed(box, steps, ids, reading)


def _is_risk_text(box: Box) -> bool:
    numbered = numbered_lines(box.text)[0] or any(p.listed for p in box.paragraphs)
    return bool(numbered) or speaks_of_risk(box.text)


def _is_word(box: Box) -> bool:
    """Tell whether a text is a bare word, which may stand on an arrow (超标准) before all else."""
    numbered = numbered_lines(box.text)[0] or any(p.listed for p in box.paragraphs)
    return not numbered and not ends_sentence(box.text) and len(normalised(box.text)) <= _WORD


def _placed(box: Box, steps: Mapping[int, Box], ids: Mapping[int, str], reading: Reading) -> Note:
    """Tie a note to the step beside it, unless it speaks of the chart as a whole."""
    of_the_whole = is_caption(box.text) or is_counter(box)
    if reading.parts.risks and is_beside_risks(box.text):
        of_the_whole = True
    if of_the_whole or any(holds(box, step) for step in steps.values()):
        return Note(box.text, box)
    if not (box.outlined or _is_risk_text(box) or is_time_limit(box.text)):
        return Note(box.text, box)
    tie = tie_by_place(box, steps, sides_of(reading.arrows, reading.boxes))
    if tie is None or tie.confidence < SURE:
        reading.reasons.append(f"文字框“{short(box.text)}”属于哪个环节不能确定")
    if tie is None:
        return Note(box.text, box, (), 0.4)
    return Note(box.text, box, (ids[tie.step],), tie.confidence)


def _judged(
    drawing: Drawing,
    reading: Reading,
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
