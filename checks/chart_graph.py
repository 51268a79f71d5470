"""How the steps of a flowchart hang together: its pieces, its starts, and what nothing reaches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.forms import ProcessFlow

_MOST_HEADS = 100
"""A chart with more beginnings than this is no chart; the further ones are taken as they are."""


@dataclass(frozen=True)
class ChartGraph:
    """The steps (by their position in the form) and the arrows between them."""

    flow: ProcessFlow

    @cached_property
    def onward(self) -> Sequence[Sequence[int]]:
        """Give for each step those that its arrows lead to; arrows to unknown steps are left out.

        An arrow from a step to itself connects nothing and is left out too.
        """
        number = {step.id: index for index, step in enumerate(self.flow.steps)}
        out: list[list[int]] = [[] for _ in self.flow.steps]
        for arrow in self.flow.transitions:
            source, target = number.get(arrow.source), number.get(arrow.target)
            if source is not None and target is not None and source != target:
                out[source].append(target)
        return out

    @cached_property
    def entered(self) -> frozenset[int]:
        """Give the steps that some arrow leads to."""
        return frozenset(target for targets in self.onward for target in targets)

    @cached_property
    def pieces(self) -> tuple[tuple[int, ...], ...]:
        """Give the pieces that no arrow joins, the largest first, else in reading order."""
        beside: list[list[int]] = [list(targets) for targets in self.onward]
        for source, targets in enumerate(self.onward):
            for target in targets:
                beside[target].append(source)
        seen: set[int] = set()
        found: list[tuple[int, ...]] = []
        for step in range(len(beside)):
            if step not in seen:
                piece = tuple(sorted(_distances([step], beside)))
                seen.update(piece)
                found.append(piece)
        return tuple(sorted(found, key=lambda piece: (-len(piece), piece)))

    @cached_property
    def unreached(self) -> tuple[int, ...]:
        """Give the steps of the largest piece that no way from a start leads to.

        The start is the step that reaches most, among those without an arrow into them and the
        first step (which a return arrow may lead back to). A further step without an arrow into
        it is a start as well when it runs parallel, that is, joins the others no later than
        their own way does (来信 and 来访 both lead to 登记). Of a way that hangs on an unreached
        step only that step is given; of a loop, all its steps.
        """
        piece = self.pieces[0] if self.pieces else ()
        if len(piece) < 2:  # noqa: PLR2004 - a single step is its own start
            return ()
        heads = [step for step in piece if step not in self.entered]
        heads, others = heads[:_MOST_HEADS], heads[_MOST_HEADS:]
        candidates = list(dict.fromkeys([piece[0], *heads]))
        reach = {step: _distances([step], self.onward) for step in candidates}
        main = max(candidates, key=lambda step: len(reach[step]))
        parallel = [s for s in heads if s != main and _joins_in_time(reach[s], reach[main])]
        lost = [head for head in heads if head != main and head not in parallel]
        reached = _distances([main, *parallel, *lost, *others], self.onward)
        return tuple(sorted({*lost, *(step for step in piece if step not in reached)}))


def _joins_in_time(side: Mapping[int, int], main: Mapping[int, int]) -> bool:
    """Tell whether a side way meets the main way no later than the main way gets there itself."""
    common = side.keys() & main.keys()
    return bool(common) and any(main[step] <= side[step] for step in common)


def _distances(starts: Iterable[int], onward: Sequence[Sequence[int]]) -> Mapping[int, int]:
    """Count the arrows from the nearest start to every step that a start reaches."""
    found = dict.fromkeys(starts, 0)
    waiting = deque(found)
    while waiting:
        step = waiting.popleft()
        for target in onward[step]:
            if target not in found:
                found[target] = found[step] + 1
                waiting.append(target)
    return found
