"""What is missing where: risks that one of annexes 3, 4, 5 has and another does not (LF-R08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.item_risks import ItemRisks
from checks.mentions import MAP, RATING, SUMMARY, Mention
from checks.traces import Trace, excused
from checks.view import View
from schemas.base import Place
from schemas.dossier import Source
from schemas.matching import counterparts


@dataclass(frozen=True)
class Gap:
    """Risks of an item that annexes lack.

    Attributes:
        traces: One risk; all risks of the item where the annex has none at all.
        lacking: The annexes without it; none where it only stands at another step there.
        at: The file and the place to look at.
    """

    item: ItemRisks
    traces: tuple[Trace, ...]
    lacking: tuple[int, ...]
    at: tuple[Source, Place | None]

    @property
    def having(self) -> tuple[Mention, ...]:
        """Give where it stands, one place for each annex that has it."""
        return tuple({mention.annex: mention for mention in self.traces[0].mentions}.values())


def gaps(view: View) -> Iterator[Gap]:
    """Find what is missing, for every item that is known (else LF-R02 alone).

    Silent where something else tells why: the point is no step (LF-R05), the name of the item is
    wrong in annex 5 (LF-R02), the form has no rows (LF-R01), a column is missing (LF-F10), two
    files contradict each other (LF-F14), the map is a picture (LF-P06).
    """
    for item in view.risks.by_item:
        if view.risks.is_known(item):
            strays = _strays(view, item.department)
            yield from _of_item(view, item, excused(item.traces, strays, {SUMMARY}))


def _strays(view: View, department: str) -> Sequence[Mention]:
    """Give a department's risks in annex 5 whose item is not in its catalogue."""
    return [
        mention
        for item in view.risks.by_item
        if item.department == department and not view.risks.is_known(item)
        for mention in item.mentions
        if mention.annex == SUMMARY
    ]


def _of_item(view: View, item: ItemRisks, traces: Sequence[Trace]) -> Iterator[Gap]:
    sent = frozenset(annex for annex in item.settled if _is_whole(view, item, annex))
    spoken = {mention.annex for mention in item.mentions}
    silent = {
        annex
        for annex in sent - spoken
        if len(traces) > 1 and all(annex in trace.missing(sent) for trace in traces)
    }
    for annex in sorted(silent):
        spot = _spot(view, item, annex, None)
        if spot:
            yield Gap(item, tuple(traces), (annex,), spot)
    for trace in traces:
        lacking = tuple(sorted(trace.missing(sent) - silent))
        if lacking or len(trace.steps) > 1:
            yield Gap(item, (trace,), lacking, _place(view, item, trace, lacking))


def _is_whole(view: View, item: ItemRisks, annex: int) -> bool:
    """Tell whether a form of the item was read whole, so that what is not there is missing."""
    sources = [source for source, _ in _spots(view, item, annex)]
    if any(source.path in view.risks.broken for source in sources):
        return False
    return annex != RATING or any(
        rating.form.risks or rating.form.nothing_to_report for rating in item.ratings
    )


def _place(
    view: View, item: ItemRisks, trace: Trace, lacking: Sequence[int]
) -> tuple[Source, Place | None]:
    """Give the place to look at: the annex that differs from the others, else what is lacking."""
    first = trace.mentions[0]
    odd = next((m for m in trace.mentions if m.step != first.step), None)
    if odd is None and len(trace.annexes) == 1 and len(lacking) > 1:
        odd = first
    if odd is None:
        return _spot(view, item, lacking[0], first.step) or (first.source, first.place)
    return odd.source, odd.place


def _spot(
    view: View, item: ItemRisks, annex: int, step: str | None
) -> tuple[Source, Place | None] | None:
    """Give where a risk of a step would stand in an annex: beside the step's others."""
    beside = [
        mention for mention in item.mentions if (mention.annex, mention.step) == (annex, step)
    ]
    if step is not None and beside:
        return beside[-1].source, beside[-1].point_place or beside[-1].place
    if annex == MAP and step:
        return _drawn_step(item, step)
    return next(_spots(view, item, annex), None)


def _drawn_step(item: ItemRisks, step: str) -> tuple[Source, Place | None] | None:
    """Give where the item's risk map draws a step of the chart."""
    for risk_map in item.maps:
        drawn = {drawn.id: drawn for drawn in risk_map.form.steps}
        same = counterparts(item.steps, risk_map.form.steps).get(step, "")
        if same in drawn:
            return risk_map.source, drawn[same].place() or risk_map.form.place("item")
    return next(((m.source, m.form.place("item")) for m in item.maps), None)


def _spots(view: View, item: ItemRisks, annex: int) -> Iterator[tuple[Source, Place | None]]:
    """Give where an annex speaks of the item, else where it stands."""
    if annex == MAP:
        yield from ((m.source, m.form.place("item")) for m in item.maps)
    elif annex == RATING:
        yield from ((r.source, r.form.place("item")) for r in item.ratings)
    else:
        yield from ((row.source, row.place("item")) for row in item.rows)
        yield from view.risks.summaries_of(item.department)
