"""A chart of levels as it stands on the page: horizontal bars, and how much room they take."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rendering.textfit import ems
from schemas.base import Model
from schemas.college import LEVELS

_TOP, _FOOT = 26.0, 4.0
_MARGIN, _BESIDE = 12.0, 1.5
_WIDEST_LABELS = 0.45
_LINE, _BETWEEN, _HAIR = 1.15, 0.35, 0.001


class Bar(Model):
    """A bar: how many risks of each level, in the order 高, 中, 低."""

    name: str
    figures: tuple[int, int, int]

    @property
    def label(self) -> str:
        """Name the bar, and say how long it is."""
        return f"{self.name}　{sum(self.figures)}"


class LabelRoom(NamedTuple):
    """Room for the labels of bars, points.

    Attributes:
        width: Of the labels; a longer one takes several lines.
        slot: Height that a bar has for itself and its label.
    """

    width: float
    slot: float


def label_room(bars: Sequence[Bar], size: float, width: float) -> LabelRoom:
    """Measure the labels of a chart; they leave room for the bars.

    Args:
        bars: From the top down.
        size: Of the words, points.
        width: Of the whole chart, points.
    """
    widest = max((ems(bar.label) for bar in bars), default=0.0)
    own = min(widest * size + _MARGIN, width * _WIDEST_LABELS)
    taken = [len(_broken(bar.label, (own - _MARGIN) / size)) for bar in bars] or [1]
    most = max((a + b) / 2 for a, b in pairwise([*taken, 1]))
    return LabelRoom(own, (max(most, 1) * _LINE + _BETWEEN) * size)


def _broken(label: str, room: float) -> list[str]:
    """Break a label into lines that are at most so many em wide, or one character."""
    lines, wide = [""], 0.0
    for character in label:
        wide += ems(character)
        # a hair of room, as the widest label has exactly its own width
        if lines[-1] and wide > room + _HAIR:
            lines.append("")
            wide = ems(character)
        lines[-1] += character
    return lines


class BarChart(Model):
    """A chart of levels; lengths are points.

    Attributes:
        title: Stands above the bars.
        head: What the bars are; head of the workbook's first column.
        bars: From the top down.
        width: Of the whole chart.
        labels: Room for the bars' labels, and what a bar takes of the height.
        longest: The number at which a bar takes the whole width.
        size: Of the words.
        shares: Every bar takes the whole width, and the levels share it.
    """

    title: str
    head: str
    bars: tuple[Bar, ...]
    width: float
    labels: LabelRoom
    longest: int
    size: float = 10.5
    shares: bool = False

    @property
    def top(self) -> float:
        """Height of title and legend, which stand side by side."""
        return _TOP

    @property
    def bars_width(self) -> float:
        """Width that the longest bar takes."""
        return self.width - self.labels.width - _MARGIN

    @property
    def height(self) -> float:
        """Height of the whole chart."""
        return _TOP + self.labels.slot * len(self.bars) + _FOOT

    def label(self, bar: Bar) -> str:
        """Give a bar's label with line breaks, as not every program breaks it."""
        return "\n".join(_broken(bar.label, (self.labels.width - _MARGIN) / self.size))

    def figures(self, level: int) -> list[int]:
        """Give the bars' figures of a level, counted from 0."""
        return [bar.figures[level] for bar in self.bars]

    def narrow(self, level: int) -> list[int]:
        """Give the bars, counted from 0, whose part of a level is narrower than its figure."""
        return [
            index
            for index, bar in enumerate(self.bars)
            if self._part(bar, level) < ems(str(bar.figures[level])) * self.size + _BESIDE
        ]

    def _part(self, bar: Bar, level: int) -> float:
        whole = sum(bar.figures) if self.shares else self.longest
        return self.bars_width * bar.figures[level] / max(whole, 1)

    def alt_text(self) -> str:
        """Say in words what the chart shows, for those who do not see it."""
        said = "；".join(
            f"{bar.name}："
            + "、".join(f"{level}{n}" for level, n in zip(LEVELS, bar.figures, strict=True))
            for bar in self.bars
        )
        return f"条形图，{self.title}。{said}。"
