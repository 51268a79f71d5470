"""One authority item's risks: its chart, what the annexes say, and the same risk in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.mentions import KINDS, MAP, RATING, SUMMARY, Mention, by_points, of_map, of_rows
from checks.records import Chart, MapForm, MeasuredRow, RatedRow, Rating, Row
from checks.traces import Trace, traced
from schemas.dossier import Source
from schemas.forms import ProcessFlow, RiskMap, Step, form_name
from schemas.matching import boxes_on
from schemas.text import one_line


@dataclass(frozen=True)
class ItemRisks:
    """What the forms in force say of one item of a department.

    Attributes:
        key: The name by which items are matched.
        row: Its catalogue row, if any.
        charts: Its flowcharts (annex 2).
        maps: Its risk maps (annex 3); several only where one file has them.
        ratings: Its rating forms (annex 4), likewise.
        rows: Its rows in annexes 5, the department's own and the office's.
        measured: Its rows in annex 6, which are compared with annex 4 alone.
        is_summed: An annex 5 sums up the department's risks, so that the item belongs in it.
        doubted: File and item of the charts that were read with doubt (LF-P07).
        contested: Kinds of form of which two files say different things (LF-F14).
    """

    department: str
    key: str
    row: Row | None
    charts: tuple[Chart, ...]
    maps: tuple[MapForm, ...]
    ratings: tuple[Rating, ...]
    rows: tuple[RatedRow, ...]
    is_summed: bool
    doubted: frozenset[tuple[str, str]]
    contested: frozenset[str]
    measured: tuple[MeasuredRow, ...] = ()

    @property
    def item(self) -> str:
        """Give the item's name in the catalogue's wording, else in a form's."""
        if self.row:
            return self.row.name
        names = (
            *(rating.form.item for rating in self.ratings),
            *(risk_map.form.item for risk_map in self.maps),
            *(row.item for row in self.rows),
            *(row.item for row in self.measured),
        )
        return one_line(names[0]) if names else self.key

    @cached_property
    def chart(self) -> ProcessFlow | RiskMap | None:
        """Give the item's chart, or None where there is none that could be read.

        It is the flowchart (annex 2), else what annex 3 draws itself; a chart that was read with
        doubt only where there is no other.
        """
        drawn: list[tuple[ProcessFlow | RiskMap, Source]] = [
            *((chart.flow, chart.source) for chart in self.charts if chart.drawn),
            *((risk_map.form, risk_map.source) for risk_map in self.maps if risk_map.drawn),
        ]
        certain = [form for form, source in drawn if self._is_certain(source)]
        return next(iter((*certain, *(form for form, _ in drawn))), None)

    @property
    def chart_name(self) -> str:
        """Say which form the item's chart is."""
        return form_name(self.chart.form) if self.chart else ""

    @property
    def steps(self) -> Sequence[Step]:
        """Give the steps of the item's chart."""
        return self.chart.steps if self.chart else ()

    @cached_property
    def boxes(self) -> Mapping[str, tuple[str, ...]]:
        """Give the step's id in the chart → the manifestations in its risk boxes (annex 3)."""
        found: dict[str, tuple[str, ...]] = {}
        for risk_map in self.maps:
            for step, texts in boxes_on(self.steps, risk_map.form).items():
                found[step] = (*found.get(step, ()), *texts)
        return found

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Give every place where an annex speaks of one of the item's risks."""
        return tuple(mention for mention in self._mentions() if mention.names_a_risk)

    @cached_property
    def lost(self) -> tuple[Mention, ...]:
        """Give the risks whose point is no step of the chart (LF-R05)."""
        return tuple(mention for mention in self.mentions if mention.step is None)

    @cached_property
    def lost_measures(self) -> tuple[Mention, ...]:
        """Give the risks of annex 6 whose point is no step of the chart (LF-R05)."""
        if self.chart is None:
            return ()
        said = of_rows(self.measured, self.steps, self.boxes)
        return tuple(mention for mention in said if mention.step is None and mention.names_a_risk)

    @cached_property
    def sent(self) -> frozenset[int]:
        """Give the annexes that were sent for the item; a map that is a picture was not."""
        return frozenset(
            annex
            for annex, is_there in {
                MAP: any(m.drawn or m.form.nothing_to_report for m in self.maps),
                RATING: bool(self.ratings),
                SUMMARY: self.is_summed,
            }.items()
            if is_there
        )

    @property
    def settled(self) -> frozenset[int]:
        """Give the annexes that were sent and of which no two files say different things."""
        return frozenset(annex for annex in self.sent if KINDS[annex] not in self.contested)

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """Give the item's risks, each with the places where annexes speak of it."""
        return traced(self.mentions, self.sent)

    def _mentions(self) -> Iterator[Mention]:
        if self.chart is None:
            yield from by_points(self._rated, self.rows)
            return
        for risk_map in self.maps:
            certain = self._is_certain(risk_map.source)
            yield from of_map(risk_map, self.steps, certain=certain)
        yield from of_rows(self._rated, self.steps, self.boxes)
        yield from of_rows(self.rows, self.steps, self.boxes)

    @property
    def _rated(self) -> Sequence[RatedRow]:
        return [row for rating in self.ratings for row in rating.rows]

    def _is_certain(self, source: Source) -> bool:
        return (source.path, self.key) not in self.doubted
