"""The official 廉政风险点及等级汇总表 with statistics and distribution maps, as one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.frame import front_words, opened, packed
from rendering.gbt9704 import standard
from rendering.risk_map_pages import RiskMapPages
from rendering.statistics_pages import StatisticsPages
from rendering.summary_proof import prove_summary
from rendering.summary_rows import statistics_sentence
from rendering.summary_table import TITLE, SummaryTable
from rendering.template import Template
from schemas.college import LEVELS, College
from schemas.consolidated import Consolidated
from schemas.counting import UNIT_NAMES
from schemas.statistics import Statistics, statistics

_TABLE, _STATISTICS, _MAPS = "summary_table", "statistics", "risk_maps"


def render_summary(
    data: Consolidated,
    college: College,
    *,
    status: DocumentStatus,
    template: Path,
    approval: ApprovalPage,
) -> bytes:
    """Write the summary phase's document; equal arguments give equal bytes.

    Args:
        data: The whole college, as published.
        college: For the superior's name, the counting unit, who answers for which level, and the
            edition of GB/T 9704.
        status: ``draft`` and ``for_approval`` carry their mark on every page.
        template: ``summary.docx``, the shipped one or the office's own.
        approval: What the page 审定情况 says.

    Returns:
        The docx file.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file does not hold all of ``data``.
    """
    figures = statistics(data, college.counting.unit)
    words = {
        **figure_words(data, figures, college),
        **front_words(data, college, status, approval),
    }
    document = _document(data, figures, opened(template, college), words)
    prove_summary(document, data, figures, status, approval)
    return document


def _document(
    data: Consolidated, figures: Statistics, paper: Template, words: Mapping[str, object]
) -> bytes:
    filled = paper.fill(words, (_TABLE, _STATISTICS, _MAPS))
    charts = StatisticsPages(standard(), paper, filled.next_id)
    prepared = {
        _TABLE: SummaryTable(standard(), paper).xml(data),
        _STATISTICS: charts.xml(data.organisation, figures),
        _MAPS: _maps(data, paper, charts),
    }
    return packed(filled.insert(prepared, charts.parts), data, TITLE)


def _maps(data: Consolidated, paper: Template, charts: StatisticsPages) -> Iterator[str]:
    """Write the maps; their drawings are numbered on from the charts, written before them."""
    yield from RiskMapPages(standard(), paper.style, charts.next_id).xml(data)


def figure_words(data: Consolidated, figures: Statistics, college: College) -> dict[str, object]:
    """Give the totals, and the words around them, by the names of their tags."""
    items = [item for department in data.departments for item in department.items]
    return {
        **figures.overall.risks._asdict(),
        "departments": len(data.departments),
        "items": len(items),
        "unit": UNIT_NAMES[figures.unit],
        "unrated": figures.unrated,
        "without_risks": sum(not item.risks and not item.nothing_to_report for item in items),
        "statistics_sentence": statistics_sentence(figures),
        "tiers": _tiers(college),
    }


def _tiers(college: College) -> str:
    """Say which tier answers for which level, as far as the college has configured it."""
    named = ((level, college.responsibility.get(level)) for level in LEVELS)
    return "；".join(f"{level}等级风险由{tier}负责" for level, tier in named if tier)
