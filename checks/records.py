"""What rules look at: catalogue rows, charts, rating forms, rows of risks, with their files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from checks.vocabulary import is_blank, is_placeholder, is_unfilled
from schemas.base import Place
from schemas.dossier import Source
from schemas.forms import (
    CatalogueItem,
    LevelledRisk,
    MeasuredRisk,
    ProcessFlow,
    RatingForm,
    Risk,
    RiskMap,
)
from schemas.text import normalised, one_line


@dataclass(frozen=True)
class Row:
    """A row of a department's catalogue (annex 1) with the file that it stands in.

    Attributes:
        department: Configured name of the department whose catalogue it is.
        number: The how-many-th item of its catalogue, from 1; the place where Word gives none.
    """

    department: str
    item: CatalogueItem
    source: Source
    number: int

    @property
    def name(self) -> str:
        """Give the item's name on one line."""
        return one_line(self.item.name)

    @cached_property
    def key(self) -> str:
        """Give the name by which items are matched."""
        return normalised(self.item.name)

    @cached_property
    def named(self) -> bool:
        """Tell whether the row names an item: neither blank nor only a placeholder."""
        return bool(self.key) and not is_placeholder(self.item.name)

    def where(self, field: str = "") -> str:
        """Say where a field stands, by the row's number when the file gives no place."""
        place = self.item.place(field)
        return (str(place) if place else "") or f"第{self.number}项"


@dataclass(frozen=True)
class Chart:
    """A flowchart (annex 2) in force, and the catalogue row that it belongs to, if any."""

    department: str
    flow: ProcessFlow
    source: Source
    row: Row | None

    @property
    def item(self) -> str:
        """Give the item's name in the catalogue's wording, else in the chart's."""
        return self.row.name if self.row else one_line(self.flow.item)

    @property
    def where(self) -> str:
        """Say where the chart's item stands in its file; empty when the file gives no place."""
        place = self.flow.place("item")
        return str(place) if place else ""

    @property
    def drawn(self) -> bool:
        """Tell whether there is a chart to judge: neither a picture (LF-P06) nor 无."""
        return bool(self.flow.steps) and not self.flow.nothing_to_report


@dataclass(frozen=True)
class MapForm:
    """A risk map (annex 3) in force, and the catalogue row that it belongs to, if any."""

    department: str
    form: RiskMap
    source: Source
    row: Row | None

    @property
    def item(self) -> str:
        """Give the item's name in the catalogue's wording, else in the map's."""
        return self.row.name if self.row else one_line(self.form.item)

    @property
    def drawn(self) -> bool:
        """Tell whether there is a map to judge: neither a picture (LF-P06) nor 无."""
        return bool(self.form.steps) and not self.form.nothing_to_report


@dataclass(frozen=True)
class Rating:
    """A rating form (annex 4) in force, and the catalogue row that it belongs to, if any."""

    department: str
    form: RatingForm
    source: Source
    row: Row | None

    @property
    def item(self) -> str:
        """Give the item's name in the catalogue's wording, else in the form's."""
        return self.row.name if self.row else one_line(self.form.item)

    @cached_property
    def rows(self) -> tuple[RatedRow, ...]:
        """Give its risks."""
        return tuple(
            RatedRow(
                annex=4,
                department=self.department,
                item=self.item,
                key=normalised(self.form.item),
                risk=risk,
                source=self.source,
                number=number,
                in_catalogue=self.row is not None,
            )
            for number, risk in enumerate(self.form.risks, 1)
        )


@dataclass(frozen=True)
class RiskRow:
    """A row of annex 4, 5 or 6: one risk manifestation with its level.

    Attributes:
        annex: 4, 5 or 6.
        department: Whose risk it is, by its configured name.
        item: The authority item in the catalogue's wording, else in the form's.
        key: The name by which items are matched.
        number: The how-many-th row of its form, from 1; the place where the file gives none.
        in_catalogue: The item stands in the department's catalogue.
        by_office: From an annex 5 of several departments, which the office made.
    """

    annex: Literal[4, 5, 6]
    department: str
    item: str
    key: str
    risk: LevelledRisk
    source: Source
    number: int
    in_catalogue: bool = True
    by_office: bool = False

    def place(self, field: str = "manifestation") -> Place | None:
        """Tell where a field stands in the file."""
        return self.risk.place(field)

    def where(self, field: str = "manifestation") -> str:
        """Say where a field stands, by the row's number when the file gives no place."""
        return str(self.place(field) or "") or f"第{self.number}条"

    @property
    def names_a_risk(self) -> bool:
        """Tell whether a manifestation stands there: no word for nothing, no placeholder."""
        text = self.risk.manifestation
        return not is_blank(text) and not is_placeholder(text)

    @property
    def addressee(self) -> str | None:
        """Give the department that a fault goes back to; None in the office's own folder."""
        return self.source.department if self.by_office else self.department


@dataclass(frozen=True)
class RatedRow(RiskRow):
    """A row of annex 4 or 5: a risk with its level and who answers for it."""

    risk: Risk


@dataclass(frozen=True)
class MeasuredRow(RiskRow):
    """A row of annex 6: a risk with what is done against it."""

    risk: MeasuredRisk

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Give its control measures, words for nothing and placeholders left out."""
        return tuple(text for text in self.risk.measures if not is_unfilled(text))

    @cached_property
    def regulations(self) -> tuple[str, ...]:
        """Give the regulations to be issued or amended, likewise; 《XX》 is none."""
        return tuple(text for text in self.risk.regulations if not is_unfilled(text))
