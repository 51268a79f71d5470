"""What stands on the pages of the site, and in which file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from rendering.diagrams import Frame, as_svg
from rendering.diagrams.words import box_text
from rendering.item_pages import visible
from rendering.publication.profile import Profile
from rendering.wordml import clean
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
)
from schemas.forms import ProcessFlow

_FRAME = Frame(680, 4000)
"""The room for a chart on a page, points: as wide as its column, as high as it needs."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words, for those who do not see the chart; ``onwards`` tells where it leads."""

    number: int
    text: str
    onwards: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An authority item and the file that it stands in.

    Attributes:
        number: In the catalogue, through all departments.
        chart: The flowchart as SVG; None where there is none.
        points: Its risks, a tuple for each risk point.
    """

    path: str
    number: int
    item: ConsolidatedItem
    chart: Markup | None
    steps: tuple[StepLine, ...]
    points: tuple[tuple[ConsolidatedRisk, ...], ...]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """A department and the file that it stands in."""

    path: str
    department: ConsolidatedDepartment
    items: tuple[ItemPage, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns the table of risks has, as (field, heading)."""

    shown: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, profile: Profile) -> Columns:
        """Give the columns of what a profile makes public."""
        told = (
            ("manifestation", "廉政风险表现形式", profile.manifestations),
            ("level", "风险等级", profile.levels),
            ("responsible", "责任主体", profile.responsible),
            ("personnel", "所涉人员", profile.personnel),
            ("measures", "防控措施", profile.measures),
            ("regulations", "拟建立健全的制度", profile.regulations),
        )
        return cls(tuple((field, heading) for field, heading, is_shown in told if is_shown))


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in the index: where it stands, and all words by which it can be found."""

    item: ItemPage
    department: DepartmentPage
    words: str


def department_pages(data: Consolidated) -> tuple[DepartmentPage, ...]:
    """Lay out the pages; files are named by numbers, never by what people wrote."""
    pages, number = [], 0
    for position, department in enumerate(data.departments, 1):
        items = []
        for own, item in enumerate(department.items, 1):
            number += 1
            items.append(_item_page(f"d{position:02}-{own:02}.html", number, item))
        pages.append(DepartmentPage(f"d{position:02}.html", department, tuple(items)))
    return tuple(pages)


def entries(departments: tuple[DepartmentPage, ...]) -> tuple[Entry, ...]:
    """List all items with the words by which they can be found."""
    return tuple(
        Entry(page, department, _words(page, department))
        for department in departments
        for page in department.items
    )


def _item_page(path: str, number: int, item: ConsolidatedItem) -> ItemPage:
    flow = visible(item.flow) if item.flow and item.flow.steps else None
    return ItemPage(
        path=path,
        number=number,
        item=item,
        # the layout escapes all words itself
        chart=Markup(as_svg(flow, _FRAME)) if flow else None,  # noqa: S704
        steps=_steps(flow) if flow else (),
        points=tuple(
            tuple(risks) for _, risks in groupby(item.risks, key=lambda one: (one.point, one.step))
        ),
    )


def _steps(flow: ProcessFlow) -> tuple[StepLine, ...]:
    number = {step.id: at for at, step in enumerate(flow.steps, 1)}
    ways: dict[str, list[str]] = {}
    for way in flow.transitions:
        label = f"{way.label}：" if way.label else ""
        ways.setdefault(way.source, []).append(f"{label}第{number.get(way.target, way.target)}步")
    return tuple(
        StepLine(number[step.id], box_text(step), "；".join(ways.get(step.id, ())))
        for step in flow.steps
    )


def _words(page: ItemPage, department: DepartmentPage) -> str:
    item = page.item
    told = (text for risk in item.risks for text in (risk.point, *risk.measures, *risk.regulations))
    texts = (item.name, department.department.name, item.category or "", item.content, *told)
    return clean("\n".join(dict.fromkeys(filter(None, texts))))
