"""What the statistics show after their overview: each section's lines, notes and charts."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from rendering.bar_chart import Bar, BarChart, LabelRoom, label_room
from rendering.gbt9704 import han_number
from schemas.statistics import Line, Statistics
from schemas.text import one_line

SHARES = "各等级廉政风险点所占比例"
SEVERAL_AREAS = "注：一个职权事项可能涉及几个重点领域，各行之和可能大于合计。"
BARE_AREAS, MANY_BARE_AREAS = "没有职权事项的重点领域：{}。", "有{}个重点领域没有职权事项。"
_MANY_AREAS = 3
_SHARED_POINTS = 30.0
_SIZES, _SMALLEST = ((4, 12.0), (12, 10.5)), 9.0
"""Up to how many bars have words of which size, points; more have the smallest."""


class Section(NamedTuple):
    """A section of the statistics: a table, and the same as charts.

    Attributes:
        name: What it goes by: 部门（单位）.
        lines: The table's lines, which are the chart's bars.
        notes: Paragraphs below the table.
    """

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Title of its charts."""
        return f"各{self.name}廉政风险点等级"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give its lines as bars."""
        return tuple(Bar(name=one_line(line.name), figures=line.risks[1:]) for line in self.lines)


def sections(figures: Statistics) -> tuple[Section, ...]:
    """Give the sections in their order."""
    return (
        Section("职权类别", figures.categories),
        Section("重点领域", figures.areas, _area_notes(figures)),
        Section("部门（单位）", figures.departments),
    )


def _area_notes(figures: Statistics) -> tuple[str, ...]:
    """Say what an area without items means; a long list of them is in the table."""
    bare = figures.bare_areas
    if not bare:
        return (SEVERAL_AREAS,)
    if len(bare) > _MANY_AREAS:
        return (SEVERAL_AREAS, MANY_BARE_AREAS.format(len(bare)))
    return (SEVERAL_AREAS, BARE_AREAS.format("、".join(bare)))


def shares(figures: Statistics, width: float) -> BarChart:
    """Draw the whole college as one bar that the levels share; ``width`` in points."""
    risks = figures.overall.risks
    bar = Bar(name=figures.overall.name, figures=risks[1:])
    return BarChart(
        title=SHARES,
        head="",
        bars=(bar,),
        width=width,
        labels=LabelRoom(0, _SHARED_POINTS),
        longest=risks.points,
        shares=True,
    )


def charts(section: Section, width: float, height: float) -> tuple[BarChart, ...]:
    """Draw a section; bars that one page does not hold go on in charts of the same scale.

    Args:
        section: The section.
        width: Of a page's text, points.
        height: Of a page's text, points.
    """
    whole = _chart(section, width)
    if not whole.bars:
        return ()
    count = ceil(whole.height / height)
    while (parts := _split(whole, count)) and count < len(whole.bars):
        if all(part.height <= height for part in parts):
            break
        count += 1
    return parts


def _chart(section: Section, width: float) -> BarChart:
    bars = section.bars
    size = next((points for most, points in _SIZES if len(bars) <= most), _SMALLEST)
    return BarChart(
        title=section.title,
        head=section.name,
        bars=bars,
        width=width,
        labels=label_room(bars, size, width),
        longest=max((line.risks.points for line in section.lines), default=0),
        size=size,
    )


def _split(chart: BarChart, count: int) -> tuple[BarChart, ...]:
    if count == 1:
        return (chart,)
    each = ceil(len(chart.bars) / count)
    return tuple(
        chart.model_copy(
            update={
                "bars": chart.bars[start : start + each],
                "title": f"{chart.title}（{han_number(number)}）",
            }
        )
        for number, start in enumerate(range(0, len(chart.bars), each), 1)
    )
