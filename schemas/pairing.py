"""Two lists of risk manifestations compared one to one, equal or only slightly different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from schemas.likeness import comparable, likeness, vocabulary


class Pairing(NamedTuple):
    """Two lists compared one to one; every number is a position in the left or the right list.

    Attributes:
        exact: Pairs of comparable texts that are equal.
        similar: Pairs whose wording differs slightly (LF-R13).
        left, right: What has no counterpart.
    """

    exact: tuple[tuple[int, int], ...]
    similar: tuple[tuple[int, int], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Give all pairs in the order of the left list."""
        return tuple(sorted((*self.exact, *self.similar)))


def pair(left: Sequence[str], right: Sequence[str]) -> Pairing:
    """Pair the manifestations of one step in two annexes, one to one.

    Equal texts first, then the slightly different ones so that as many as possible find each
    other, the most alike. A blank text has no counterpart.
    """
    return _pair(tuple(left), tuple(right))


@lru_cache(maxsize=16384)  # rules, consolidation and documents compare the same annexes
def _pair(left: tuple[str, ...], right: tuple[str, ...]) -> Pairing:
    exact = tuple(_equal(left, right))
    rest_left = _without(range(len(left)), (i for i, _ in exact))
    rest_right = _without(range(len(right)), (j for _, j in exact))
    similar = tuple(sorted(_assigned(_edges(left, right, rest_left, rest_right))))
    return Pairing(
        exact,
        similar,
        _without(rest_left, (i for i, _ in similar)),
        _without(rest_right, (j for _, j in similar)),
    )


def _without(numbers: Iterable[int], paired: Iterable[int]) -> tuple[int, ...]:
    gone = set(paired)
    return tuple(n for n in numbers if n not in gone)


def _equal(left: Sequence[str], right: Sequence[str]) -> Iterable[tuple[int, int]]:
    waiting: dict[str, list[int]] = {}
    for j, text in enumerate(right):
        waiting.setdefault(comparable(text), []).append(j)
    for i, text in enumerate(left):
        key = comparable(text)
        if key and waiting.get(key):
            yield i, waiting[key].pop(0)


Edges = Mapping[int, Sequence[tuple[int, float]]]
"""Position on the left → those on the right that it may be, each with the likeness."""


def _edges(
    left: Sequence[str], right: Sequence[str], rest_left: Sequence[int], rest_right: Sequence[int]
) -> Edges:
    found: dict[int, list[tuple[int, float]]] = {}
    for i in rest_left:
        for j in rest_right:
            alike = likeness(left[i], right[j])
            if alike is not None:
                found.setdefault(i, []).append((j, alike))
    return found


def _assigned(edges: Edges) -> Sequence[tuple[int, int]]:
    if not edges:
        return ()
    most = vocabulary().measure("most_for_best")
    rights = {j for candidates in edges.values() for j, _ in candidates}
    return _best(edges) if max(len(edges), len(rights)) <= most else _greedy(edges)


def _best(edges: Edges) -> Sequence[tuple[int, int]]:
    """Give the assignment with most pairs, of those the one with most likeness."""
    lefts = sorted(edges)

    @cache
    def search(n: int, taken: frozenset[int]) -> tuple[int, float, tuple[tuple[int, int], ...]]:
        if n == len(lefts):
            return 0, 0.0, ()
        options = [search(n + 1, taken)]
        for j, alike in edges[lefts[n]]:
            if j not in taken:
                count, sum_, pairs = search(n + 1, taken | {j})
                options.append((count + 1, sum_ + alike, ((lefts[n], j), *pairs)))
        return max(options, key=lambda option: option[:2])

    return search(0, frozenset())[2]


def _greedy(edges: Edges) -> Sequence[tuple[int, int]]:
    ordered = sorted((-alike, i, j) for i, found in edges.items() for j, alike in found)
    pairs: dict[int, int] = {}
    for _, i, j in ordered:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return tuple(pairs.items())
