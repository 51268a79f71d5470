"""The official 职权和重要业务事项目录 with its flowcharts, as one Word document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.catalogue_proof import prove_catalogue
from rendering.catalogue_table import CatalogueTable
from rendering.chart_pages import ChartPages
from rendering.frame import front_words, opened, packed
from rendering.gbt9704 import standard
from schemas.college import College
from schemas.consolidated import Consolidated

TITLE = "职权和重要业务事项目录及运行流程图"
_TABLE, _CHARTS = "catalogue_table", "flowcharts"


def render_catalogue(
    data: Consolidated,
    college: College,
    *,
    status: DocumentStatus,
    template: Path,
    approval: ApprovalPage,
) -> bytes:
    """Write the catalogue phase's document; equal arguments give equal bytes.

    Args:
        data: The whole college, as published.
        college: For the superior's name and the edition of GB/T 9704.
        status: ``draft`` and ``for_approval`` carry their mark on every page.
        template: ``catalogue.docx``, the shipped one or the office's own.
        approval: What the page 审定情况 says.

    Returns:
        The docx file.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file does not hold all of ``data``.
    """
    document = _document(data, college, status, template, approval)
    prove_catalogue(document, data, status, approval)
    return document


def _document(
    data: Consolidated,
    college: College,
    status: DocumentStatus,
    path: Path,
    approval: ApprovalPage,
) -> bytes:
    template = opened(path, college)
    words = {**_figures(data), **front_words(data, college, status, approval)}
    filled = template.fill(words, (_TABLE, _CHARTS))
    charts = ChartPages(standard(), template.style, filled.next_id)
    catalogue = CatalogueTable(standard(), template.style)
    parts = filled.insert({_TABLE: (catalogue.xml(data),), _CHARTS: charts.xml(data)})
    return packed(parts, data, TITLE)


def _figures(data: Consolidated) -> dict[str, int]:
    items = [item for department in data.departments for item in department.items]
    kinds = Counter(item.category for item in items)
    flows = sum(1 for item in items if item.flow and item.flow.steps)
    return {
        "departments": len(data.departments),
        "items": len(items),
        "administrative": kinds["行政职权"],
        "internal": kinds["内部职权"],
        "important": kinds["重要业务事项"],
        "undecided": kinds[None],
        "flows": flows,
        "without_flow": len(items) - flows,
    }
