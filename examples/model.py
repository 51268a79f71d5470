"""What the example departments send, as ``examples/data`` describes it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from schemas.base import Model

Shape = Literal["step", "decision", "start", "end"]
Drawing = Literal["free", "canvas", "group", "vml_group", "vml_flat", "step_table", "chain", "down"]
Grouping = Literal["merged", "repeated", "blank"]

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
    """An authority item with its flowchart; without ``arrows`` the steps follow one another."""

    name: str
    category: str
    content: str
    legal_basis: str
    supervision: str | None = None
    steps: tuple[Step, ...]
    arrows: tuple[Annotated[Arrow, BeforeValidator(_arrow)], ...] = ()
    flowchart: bool = True
    first: First | None = None

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


class CatalogueHabits(Model):
    """How annex 1 is filled in.

    Attributes:
        grouping: How the department's cell is repeated over its rows.
        columns: Field and header, in the order on paper; ``|`` is a line break.
        numbers: Typed row numbers, Word's automatic ones, or Chinese numbers before the
            department's name by automatic numbering.
        irregular: Column borders differ a little from row to row, as after dragging them.
        controls: Cells stand in content controls.
        landscape: The page lies on its side.
    """

    file: str
    filled_on: dt.date
    grouping: Grouping = "merged"
    columns: Mapping[str, str] = Field(default_factory=dict)
    numbers: Literal["typed", "automatic"] = "typed"
    department_number: Literal["", "typed", "automatic"] = ""
    irregular: bool = False
    controls: bool = False
    landscape: bool = False
    notes: bool = True
    signatures: bool = False


class FlowHabits(Model):
    """How the flowcharts are drawn; ``{item}`` in the file name is the item's name.

    Attributes:
        together: All charts stand in one file, one after the other.
        limit_line: The time limit begins a line of its own inside the box.
        supervision: The supervision stands below the chart, above it, or in the drawing.
    """

    file: str
    drawing: Drawing
    together: bool = False
    limit_line: bool = False
    supervision: Literal["below", "above", "table"] = "below"
    item_label: str = "职权事项"
    department_label: str = "责任处室"
    size: float = 10.5


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
    item: tuple[Item, ...]

    def as_first_sent(self) -> Department:
        """Give the department with its faulty first versions."""
        return self.model_copy(update={"item": tuple(i.as_first_sent() for i in self.item)})

    @property
    def corrects(self) -> bool:
        """Tell whether it has to send corrected files."""
        return any(item.first for item in self.item)


def departments() -> tuple[Department, ...]:
    """Read all departments, in the order of the file names."""
    folder = files("examples").joinpath("data")
    texts = sorted(
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple(Department.model_validate(tomllib.loads(text)) for _, text in texts)
