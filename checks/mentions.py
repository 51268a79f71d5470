"""Where annexes 3 to 6 speak of a risk of one item, each at its step of the item's chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from checks.records import MapForm, RiskRow
from checks.vocabulary import is_blank, is_placeholder
from schemas.base import Place
from schemas.college import Level
from schemas.dossier import Source
from schemas.forms import Step, form_name
from schemas.matching import comparable, counterparts, steps_of

Annex = Literal[3, 4, 5, 6]
MAP: Final = 3
RATING: Final = 4
SUMMARY: Final = 5
MEASURES: Final = 6
KINDS: Final[Mapping[int, str]] = {
    MAP: "risk_map",
    RATING: "rating_form",
    SUMMARY: "risk_summary",
    MEASURES: "measures",
}
ANNEX_NAMES: Final[Mapping[int, str]] = {annex: form_name(kind) for annex, kind in KINDS.items()}


@dataclass(frozen=True)
class Mention:
    """One place where a form speaks of a risk.

    Attributes:
        step: Key of the step in the item's chart; None where the point is no step of it.
        point: The risk point as written, or the text of the map's step.
        text: The manifestation.
        level: None in annex 3, and where the form gives none that can be understood.
        place: Where the manifestation stands.
        point_place: Where the risk point stands.
        level_place: Where the level stands.
        number: The how-many-th risk of its form, from 1; the place where the file gives none.
        certain: False for a drawing that was read with doubt (LF-P07).
    """

    annex: Annex
    step: str | None
    point: str
    text: str
    level: Level | None
    source: Source
    place: Place | None
    point_place: Place | None
    level_place: Place | None = None
    number: int = 1
    certain: bool = True

    @property
    def key(self) -> str:
        """Give the text as it is compared."""
        return comparable(self.text)

    @property
    def where(self) -> str:
        """Say where the manifestation stands."""
        return str(self.place or "") or f"第{self.number}条"

    @property
    def names_a_risk(self) -> bool:
        """Tell whether a manifestation stands there: no word for nothing, no placeholder."""
        return bool(self.key) and not is_blank(self.text) and not is_placeholder(self.text)


def of_map(risk_map: MapForm, steps: Sequence[Step], *, certain: bool) -> Iterator[Mention]:
    """Give the risks in the boxes of a risk map (annex 3)."""
    form = risk_map.form
    same = counterparts(form.steps, steps)
    drawn = {step.id: step for step in form.steps}
    for box in form.risks:
        step = drawn.get(box.step)
        for number, text in enumerate(box.manifestations):
            yield Mention(
                annex=MAP,
                step=same.get(box.step),
                point=step.text if step else "",
                text=text,
                level=None,
                source=risk_map.source,
                place=box.place(str(number)),
                point_place=(step.place() if step else None) or box.place(),
                number=number + 1,
                certain=certain,
            )


def of_rows(
    rows: Sequence[RiskRow], steps: Sequence[Step], boxes: Mapping[str, Sequence[str]]
) -> Iterator[Mention]:
    """Give the risks of an item's rows in annex 4, 5 or 6, of each form on its own."""
    for _, group in groupby(rows, key=lambda row: row.source.path):
        own = tuple(group)
        texts = [(row.risk.point, row.risk.manifestation) for row in own]
        for row, step in zip(own, steps_of(texts, steps, boxes), strict=True):
            yield mention_of(row, step)


def by_points(rated: Sequence[RiskRow], summed: Sequence[RiskRow]) -> Iterator[Mention]:
    """Give the risks of an item that has no chart: the points stand for its steps."""
    steps, others = _points(rated), _points(summed)
    same = counterparts(others, steps)
    for row in rated:
        yield mention_of(row, comparable(row.risk.point))
    for row in summed:
        point = comparable(row.risk.point)
        yield mention_of(row, same.get(point, point))


def _points(rows: Sequence[RiskRow]) -> Sequence[Step]:
    points = {comparable(row.risk.point): row.risk.point for row in rows}
    return [Step(id=key, text=text) for key, text in points.items()]


def mention_of(row: RiskRow, step: str | None) -> Mention:
    """Give what a row says, at a step of the item's chart."""
    return Mention(
        annex=row.annex,
        step=step,
        point=row.risk.point,
        text=row.risk.manifestation,
        level=row.risk.level,
        source=row.source,
        place=row.place("manifestation"),
        point_place=row.place("point"),
        level_place=row.place("level"),
        number=row.number,
    )
