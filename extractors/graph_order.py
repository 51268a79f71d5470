"""The order of steps along the flow."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from extractors.drawing import Box


def flow_order(steps: Mapping[int, Box], pairs: Sequence[tuple[int, int]]) -> list[int]:
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
