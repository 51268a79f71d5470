"""What the example departments send, as ``examples/data`` describes it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from examples.habits import (
    AssessmentHabits,
    CatalogueHabits,
    FlowHabits,
    MapHabits,
    MeasureHabits,
    RatingHabits,
    SummaryHabits,
)
from examples.risks import FirstRisks, Measure, StepRisks, WrittenMeasure
from schemas.base import Model

Shape = Literal["step", "decision", "start", "end"]

_ARROW = re.compile(r"(?P<source>\d+)→(?P<target>\d+)(?:\s+(?P<label>\S+))?")


class Step(Model):
    """A step of a chart; ``beside`` puts it to the right of the step with that number."""

    text: str
    limit: str | None = None
    actor: str | None = None
    shape: Shape = "step"
    beside: int | None = None


class Arrow(Model):
    """An arrow from one step to another; steps count from 1."""

    source: int
    target: int
    label: str | None = None


def _arrow(value: object) -> object:
    """Read ``3→4 同意``."""
    match = _ARROW.fullmatch(value) if isinstance(value, str) else None
    return match.groupdict() if match else value


class First(Model):
    """What is wrong with an item in the version that a department sends first."""

    category: str | None = None
    legal_basis: str | None = None
    flowchart: bool = True
    supervision: bool = True
    missing_arrow: str | None = None


class Item(Model):
    """An authority item with its flowchart and risks.

    Attributes:
        arrows: Without any, the steps follow one another.
        measures: In the order of the steps; those with the same steps stand in one cell.
        regulations: With the day by which they are planned in brackets, where there is one.
        first: What is wrong with catalogue and chart as first sent.
        first_risks: What is wrong with annexes 3 and 4 as first sent.
        undrawn: Manifestations that annex 3 leaves out.
        levels: Manifestation → how annex 4 writes its level, where that is no level.
        reviewed_on: When the supervising leader signed annex 4, if not with the others.
        signed_again: Annex 4 is a corrected version.
        first_unmeasured: Steps without a measure in annex 6 as first sent.
    """

    name: str
    category: str
    content: str
    legal_basis: str
    supervision: str | None = None
    steps: tuple[Step, ...]
    arrows: tuple[Annotated[Arrow, BeforeValidator(_arrow)], ...] = ()
    risks: tuple[StepRisks, ...] = ()
    measures: tuple[WrittenMeasure, ...] = ()
    regulations: tuple[str, ...] = ()
    flowchart: bool = True
    first: First | None = None
    first_risks: FirstRisks | None = None
    undrawn: tuple[str, ...] = ()
    levels: Mapping[str, str] = Field(default_factory=dict)
    reviewed_on: dt.date | None = None
    signed_again: bool = False
    first_unmeasured: tuple[int, ...] = ()

    @property
    def transitions(self) -> tuple[Arrow, ...]:
        """Give the arrows, or a chain where none are listed."""
        chain = (Arrow(source=n, target=n + 1) for n in range(1, len(self.steps)))
        return self.arrows or tuple(chain)

    def as_first_sent(self) -> Item:
        """Give the faulty version."""
        if self.first is None:
            return self
        first = self.first
        kept = tuple(
            arrow
            for arrow in self.transitions
            if f"{arrow.source}→{arrow.target}" != first.missing_arrow
        )
        changes: dict[str, object] = {"arrows": kept, "flowchart": first.flowchart, "first": None}
        if first.category is not None:
            changes["category"] = first.category
        if first.legal_basis is not None:
            changes["legal_basis"] = first.legal_basis
        if not first.supervision:
            changes["supervision"] = None
        return self.model_copy(update=changes)

    def as_first_rated(self) -> Item:
        """Give the item with what is wrong in annexes 3 and 4 as first sent."""
        first = self.first_risks
        return self if first is None else self.model_copy(update=dict(first))

    def as_rated_again(self) -> Item:
        """Give the item with its annexes 3 and 4 in order, signed anew where annex 4 was not."""
        first = self.first_risks
        again = first is not None and bool(first.levels or first.reviewed_on)
        return self.model_copy(update={"signed_again": again})

    def as_first_measured(self) -> Item:
        """Give the item with what is missing in annex 6 as first sent."""
        missing = self.first_unmeasured
        kept = tuple(m for m in self.measures if m.first not in missing)
        return self.model_copy(update={"measures": kept})

    def in_order(self) -> Item:
        """Give the item without anything that is wrong at first."""
        changes = {
            "first": None,
            "first_risks": None,
            "first_unmeasured": (),
            "signed_again": False,
        }
        return self.model_copy(update=changes)

    def measures_of(self, step: int) -> tuple[Measure, ...]:
        """Give the measures against the risks of a step."""
        return tuple(m for m in self.measures if m.first <= step <= m.last)

    def point_of(self, risks: StepRisks) -> str:
        """Give the name that annexes 4 and 5 have for a step."""
        return risks.point or self.steps[risks.step - 1].text


class Member(Model):
    """A person of the department's own organisation for the work."""

    role: str
    name: str
    post: str


class Roster(Model):
    """How the roster is written: as a table, or as lines; ``columns`` are the table's headers."""

    file: str
    style: Literal["table", "lines"]
    title: str
    columns: Mapping[str, str] = Field(default_factory=dict)
    member: tuple[Member, ...]


class Department(Model):
    """A department with everything that it sends.

    Attributes:
        folder: Its folder in the inbox: the name or an alias.
        written: How it writes its own name in the forms.
        program: What it writes with.
        body_font: The Chinese font of its texts.
        pack: The one file that holds everything, where it sends only one.
        cover: The heading of such a file.
        footer: Whether its pages are numbered.
        header: What stands at the head of its pages.
    """

    name: str
    folder: str
    written: str
    program: Literal["Microsoft Office Word", "WPS Office"] = "Microsoft Office Word"
    body_font: str = "仿宋_GB2312"
    pack: str | None = None
    cover: str | None = None
    footer: bool = True
    header: str | None = None
    roster: Roster
    catalogue: CatalogueHabits
    flows: FlowHabits
    maps: MapHabits
    ratings: RatingHabits
    summary: SummaryHabits | None = None
    measures: MeasureHabits
    assessment: AssessmentHabits
    item: tuple[Item, ...]

    def as_first_sent(self) -> Department:
        """Give the department with its faulty first versions."""
        return self.model_copy(update={"item": tuple(i.as_first_sent() for i in self.item)})

    def as_first_rated(self) -> Department:
        """Give the department with its faulty first annexes 3 and 4."""
        return self.model_copy(update={"item": tuple(i.as_first_rated() for i in self.item)})

    def as_rated_again(self) -> Department:
        """Give the department with all annexes in order."""
        return self.model_copy(
            update={
                "item": tuple(item.as_rated_again() for item in self.item),
                "summary": self.summary and self.summary.model_copy(update={"first": {}}),
            }
        )

    def as_first_measured(self) -> Department:
        """Give the department with its first annex 6."""
        return self.model_copy(update={"item": tuple(i.as_first_measured() for i in self.item)})

    def in_order(self) -> Department:
        """Give the department with all its annexes in order from the start."""
        return self.as_rated_again().model_copy(
            update={"item": tuple(item.in_order() for item in self.item)}
        )

    @property
    def head(self) -> str:
        """Give the name of its head, who leads its own group for the work."""
        return self.roster.member[0].name

    @property
    def corrects(self) -> bool:
        """Tell whether it has to send corrected catalogues or charts."""
        return any(item.first for item in self.item)

    @property
    def corrects_risks(self) -> bool:
        """Tell whether it has to send corrected annexes 3 to 5."""
        return any(item.first_risks for item in self.item)

    @property
    def corrects_measures(self) -> bool:
        """Tell whether it has to send a corrected annex 6."""
        return any(item.first_unmeasured for item in self.item)


def departments() -> tuple[Department, ...]:
    """Read all departments, in the order of the file names."""
    return tuple(Department.model_validate(table) for _, table in department_tables())


Table = dict[str, Any]


def department_tables() -> tuple[tuple[str, Table], ...]:
    """Read the files of all departments: name of the file, and what it says."""
    folder = files("examples").joinpath("data")
    texts = sorted(
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple((name, tomllib.loads(text)) for name, text in texts)
