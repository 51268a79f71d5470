"""One risk of an item, followed through annexes 3, 4 and 5 (contract, section 6, "Matching")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checks.mentions import MAP, RATING, SUMMARY, Annex, Mention
from checks.run_together import parted
from schemas.matching import pair

ORDER: Sequence[Annex] = (RATING, MAP, SUMMARY)
"""The signed rating comes first: the others are compared with it."""


@dataclass(frozen=True)
class Trace:
    """The places where annexes speak of one risk.

    Attributes:
        mentions: In the order of :data:`ORDER`; several of an annex that says the same twice.
        told: Annexes in which it stands at a point or item that another rule tells about.
    """

    mentions: tuple[Mention, ...]
    told: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """Give its wording, that of the rating form if it stands there."""
        return self.mentions[0].text

    @cached_property
    def annexes(self) -> frozenset[int]:
        """Give the annexes that speak of it."""
        return frozenset(mention.annex for mention in self.mentions)

    @property
    def steps(self) -> Sequence[str | None]:
        """Give the different steps at which it stands; more than one is a contradiction."""
        return tuple(dict.fromkeys(mention.step for mention in self.mentions))

    def of(self, annex: int) -> tuple[Mention, ...]:
        """Give the places in one annex."""
        return tuple(mention for mention in self.mentions if mention.annex == annex)

    def missing(self, sent: Collection[int]) -> frozenset[int]:
        """Give the annexes that were sent, do not speak of it, and nothing else tells why."""
        return frozenset(sent) - self.annexes - self.told


def traced(mentions: Sequence[Mention], sent: Collection[int]) -> tuple[Trace, ...]:
    """Follow the risks of one item.

    Risks are compared step by step. What is left over then, and stands elsewhere at a point that
    is no step (LF-R05), or at another step, is still the same risk.

    Args:
        mentions: Every risk of the item in every annex.
        sent: The annexes that were sent for the item.
    """
    steps = dict.fromkeys(mention.step for mention in mentions if mention.step is not None)
    traces = [
        trace
        for step in steps
        for trace in _at_step(parted(mention for mention in mentions if mention.step == step))
    ]
    lost = [mention for mention in mentions if mention.step is None]
    return tuple(_joined(excused(traces, lost, sent), sent))


def _at_step(mentions: Sequence[Mention]) -> Sequence[Trace]:
    """Pair the risks at one step, one to one."""
    found: list[Trace] = []
    for annex in ORDER:
        groups = _same_words(mention for mention in mentions if mention.annex == annex)
        pairing = pair([trace.text for trace in found], [group[0].text for group in groups])
        for i, j in pairing.pairs:
            found[i] = Trace((*found[i].mentions, *groups[j]))
        found.extend(Trace(groups[j]) for j in pairing.right)
    return found


def _same_words(mentions: Iterable[Mention]) -> Sequence[tuple[Mention, ...]]:
    """Put rows of one annex that say the same at the same step together."""
    found: dict[str, tuple[Mention, ...]] = {}
    for mention in mentions:
        found[mention.key] = (*found.get(mention.key, ()), mention)
    return list(found.values())


def excused(
    traces: Sequence[Trace], lost: Sequence[Mention], sent: Collection[int]
) -> Sequence[Trace]:
    """Note of risks that seem to be missing in an annex that they stand there, out of place.

    Args:
        traces: The risks of an item, or of several.
        lost: Risks at a point that is no step (LF-R05), or of an unknown item (LF-R02).
        sent: The annexes that were sent.
    """
    found = list(traces)
    for annex in ORDER:
        wanting = [n for n, trace in enumerate(found) if annex in trace.missing(sent)]
        astray = [mention.text for mention in lost if mention.annex == annex]
        pairing = pair([found[n].text for n in wanting], astray)
        for i, _ in pairing.pairs:
            trace = found[wanting[i]]
            found[wanting[i]] = replace(trace, told=trace.told | {annex})
    return found


def _joined(traces: Sequence[Trace], sent: Collection[int]) -> Sequence[Trace]:
    """Join risks of the same words that different annexes put at different steps."""
    found: list[Trace] = []
    waiting: dict[str, list[int]] = {}
    for trace in traces:
        key = trace.mentions[0].key
        fitting = [
            n
            for n in waiting.get(key, ())
            if trace.annexes <= found[n].missing(sent) and found[n].annexes <= trace.missing(sent)
        ]
        if fitting:
            n = fitting[0]
            found[n] = _in_order(found[n], trace)
        else:
            if trace.missing(sent):
                waiting.setdefault(key, []).append(len(found))
            found.append(trace)
    return found


def _in_order(one: Trace, other: Trace) -> Trace:
    mentions = sorted((*one.mentions, *other.mentions), key=lambda m: ORDER.index(m.annex))
    return Trace(tuple(mentions), one.told | other.told)
