"""The 简报: progress at every milestone, what is due next, and the risks so far."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rendering.frame import opened
from rendering.gbt9704 import date_words, edition
from rendering.package import with_properties, write_package
from rendering.plan_text import Style
from rendering.wordml import cell, row, table, text_paragraph
from schemas.college import College
from schemas.counting import UNIT_NAMES
from schemas.outcome import STATE_NAMES, MilestoneState, State
from schemas.schedule import milestones
from schemas.statistics import Statistics

TITLE = "廉政风险防控机制建设工作简报"
_SHOWN: tuple[State, ...] = (
    "accepted",
    "approved",
    "late",
    "needs_correction",
    "resubmitted",
    "missing",
    "not_due",
)
_FIRST, _DUE, _COUNT = 2944, 1500, 628
_MOST_NAMED = 8
_OPEN: tuple[State, ...] = ("missing", "needs_correction")


def render_briefing(
    college: College,
    states: Sequence[MilestoneState],
    figures: Statistics | None,
    *,
    day: dt.date,
    template: Path,
) -> bytes:
    """Write the briefing; equal arguments give equal bytes.

    Args:
        college: For names, schedule and edition.
        states: Every department's state at every milestone on that day.
        figures: Risks as last consolidated; None before the summary phase.
        day: Of the briefing.
        template: ``briefing.docx``, the shipped one or the office's own.

    Raises:
        UsageError: The template cannot be used.
    """
    sheet = opened(template, college)
    words = {
        "organisation": college.organisation.name,
        "year": college.year,
        "date": date_words(day, edition(college.layout.edition).date_numerals),
        "mark": "",
        "paragraphs": list(paragraphs(college, states, figures, day)),
    }
    filled = sheet.fill(words, ("progress",))
    parts = filled.insert({"progress": [_table(college, states, sheet.style)]})
    return write_package(
        with_properties(parts, title=TITLE, creator=college.organisation.name, date=day)
    )


def paragraphs(
    college: College,
    states: Sequence[MilestoneState],
    figures: Statistics | None,
    day: dt.date,
) -> Iterator[str]:
    """Say in a few sentences what is due, who is behind, and how many risks there are."""
    due = college.dates.due
    coming = [m for m in milestones() if m.code in due and due[m.code] >= day]
    if coming:
        following = min(coming, key=lambda milestone: due[milestone.code])
        left = (due[following.code] - day).days
        by = date_words(due[following.code], "arabic")
        yield f"下一个时间节点是{by}“{following.name}”，还有{left}天。"
    for state in _OPEN:
        behind = dict.fromkeys(s.department for s in states if s.state == state)
        if behind:
            yield f"{STATE_NAMES[state]}的部门（单位）{len(behind)}个：{_named(list(behind))}。"
    if figures is not None:
        risks = figures.overall.risks
        yield (
            f"已清理职权和重要业务事项{figures.overall.items}项，排查廉政风险点{risks.points}个："
            f"高等级{risks.high}个、中等级{risks.medium}个、低等级{risks.low}个"
            f"（{UNIT_NAMES[figures.unit]}）。"
        )


def _named(names: Sequence[str]) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return f"{shown}等" if len(names) > _MOST_NAMED else shown


def progress_rows(college: College, states: Sequence[MilestoneState]) -> Iterator[tuple[str, ...]]:
    """Give a row a milestone: its name, its day, how many departments are in each state."""
    due = college.dates.due
    for milestone in milestones():
        own = Counter(s.state for s in states if s.milestone == milestone.code)
        if own:
            counts = (str(own[state]) if own[state] else "" for state in _SHOWN)
            day = due[milestone.code]
            yield (f"{milestone.code} {milestone.name}", f"{day.month}月{day.day}日", *counts)


def _table(college: College, states: Sequence[MilestoneState], style: Style) -> str:
    widths = (_FIRST, _DUE, *[_COUNT] * len(_SHOWN))
    heads = ("时间节点", "期限", *(STATE_NAMES[state] for state in _SHOWN))

    def written(texts: Sequence[str], *, header: bool = False) -> str:
        looks = ["表格栏目"] * len(texts) if header else ["表格文字", *["表格居中"] * len(texts)]
        cells = (
            cell(width, text_paragraph(text, style(look)))
            for width, text, look in zip(widths, texts, looks, strict=False)
        )
        return row(cells, header=header, height=480)

    rows = [written(heads, header=True)]
    rows += [written(texts) for texts in progress_rows(college, states)]
    return table(widths, rows, style=style("公文表格"), title="各时间节点进度")
