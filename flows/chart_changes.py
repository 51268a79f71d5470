"""Two versions of an item's flowchart or distribution map: steps, arrows and risk boxes; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flows.field_changes import added, changed, listed, removed
from schemas.forms import ItemChart, RiskMap, Step
from schemas.history import Change
from schemas.pairing import pair
from schemas.text import one_line

_STEP, _ARROW, _BOX = "环节", "流转", "风险表现形式"


def chart_changes(before: ItemChart, after: ItemChart) -> Iterator[Change]:
    """Tell what was drawn anew: steps by their words, then arrows, then risks at the steps."""
    same = _same_steps(before.steps, after.steps)
    yield from _of_steps(before.steps, after.steps, same)
    yield from _of_arrows(before, after, same)
    yield from changed("监督方式", before.supervision, after.supervision)
    if isinstance(before, RiskMap) and isinstance(after, RiskMap):
        yield from _of_boxes(before, after, same)


def _same_steps(before: Sequence[Step], after: Sequence[Step]) -> Mapping[int, int]:
    """Find which later step is which earlier one: by words, then by the place between others."""
    found = dict(pair([s.text for s in before], [s.text for s in after]).pairs)
    for i in range(len(before)):
        j = found[i - 1] + 1 if i and i - 1 in found else 0
        if i in found or j in found.values() or j >= len(after) or (i and i - 1 not in found):
            continue
        follows = found.get(i + 1, len(after) if i + 1 == len(before) else None)
        if follows == j + 1:
            found[i] = j
    return found


def _of_steps(
    before: Sequence[Step], after: Sequence[Step], same: Mapping[int, int]
) -> Iterator[Change]:
    for i, j in same.items():
        was, now = before[i], after[j]
        named = _named(now)
        yield from changed(_STEP, was.text, now.text)
        yield from changed("办理时限", was.time_limit, now.time_limit, subject=named)
        yield from changed("责任岗位", was.actor, now.actor, subject=named)
    yield from (added(_STEP, s.text) for j, s in enumerate(after) if j not in same.values())
    yield from (removed(_STEP, s.text) for i, s in enumerate(before) if i not in same)


def _of_arrows(before: ItemChart, after: ItemChart, same: Mapping[int, int]) -> Iterator[Change]:
    """Compare arrows by the steps that they join, whatever these are called now."""
    now_called = {before.steps[i].id: after.steps[j].text for i, j in same.items()}
    was = _arrows(before, {s.id: s.text for s in before.steps} | now_called)
    now = _arrows(after, {s.id: s.text for s in after.steps})
    for arrow, label in now.items():
        if arrow in was:
            yield from changed("条件", was[arrow], label, subject=f"流转“{arrow}”")
        else:
            yield added(_ARROW, _labelled(arrow, label))
    for arrow, label in was.items():
        if arrow not in now:
            yield removed(_ARROW, _labelled(arrow, label))


def _arrows(chart: ItemChart, names: Mapping[str, str]) -> dict[str, str]:
    """Give the arrows by the steps that they join, with their labels."""
    found: dict[str, list[str]] = {}
    for one in chart.transitions:
        ends = (one_line(names.get(end, "")) for end in (one.source, one.target))
        found.setdefault("→".join(ends), []).append(one.label or "")
    return {arrow: "、".join(filter(None, labels)) for arrow, labels in found.items()}


def _labelled(arrow: str, label: str) -> str:
    return f"{arrow}（{label}）" if label else arrow


def _of_boxes(before: RiskMap, after: RiskMap, same: Mapping[int, int]) -> Iterator[Change]:
    was, now = _boxes(before), _boxes(after)
    for i, j in same.items():
        old, new = was.pop(before.steps[i].id, ()), now.pop(after.steps[j].id, ())
        yield from listed(_BOX, old, new, subject=_named(after.steps[j]))
    for chart, boxes, told in ((after, now, added), (before, was, removed)):
        for step in chart.steps:
            yield from (told(_BOX, t, subject=_named(step)) for t in boxes.get(step.id, ()))


def _boxes(chart: RiskMap) -> dict[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for box in chart.risks:
        found.setdefault(box.step, []).extend(box.manifestations)
    return dict(found)


def _named(step: Step) -> str:
    return f"“{one_line(step.text)}”环节"
