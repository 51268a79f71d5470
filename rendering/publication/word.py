"""The public's Word document: the catalogue with its flowcharts, then the risk points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rendering.approval import ApprovalPage
from rendering.catalogue import render_catalogue
from rendering.frame import opened
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven, read_back
from rendering.publication.pages import Columns
from rendering.publication.profile import Profile
from rendering.wordml import XMLNS_W, cell, clean, paragraph, row, run, table, text_paragraph
from schemas.college import College
from schemas.consolidated import Consolidated, ConsolidatedRisk

TITLE = "廉政风险点和防控措施"
_BODY, _END = b"<w:body", "<w:sectPr"
_HEADS = ("部门", "职权事项", "廉政风险点")
_WIDTH = 8844  # of the text, twips (GB/T 9704)
_WIDE = frozenset({"manifestation", "measures", "regulations"})
_FILL = "F2F2F2"
_NONE = "—"


def render_public(
    data: Consolidated,
    college: College,
    profile: Profile,
    *,
    template: Path,
    approval: ApprovalPage,
) -> bytes:
    """Write the document; equal arguments give equal bytes.

    Args:
        data: What the public may read.
        college: As for the catalogue.
        profile: By which the data were filtered.
        template: ``catalogue.docx``.
        approval: What the page 审定情况 says.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file does not hold all of the data.
    """
    document = render_catalogue(
        data, college, status="official", template=template, approval=approval
    )
    rows = tuple(_rows(data, Columns.of(profile)))
    if len(rows) == 1:
        return document
    style = opened(template, college).style
    head = paragraph(run(TITLE), style=style("Title"), page_break_before=True, namespaces=XMLNS_W)
    styles = (style("公文表格"), style("表格栏目"), style("表格文字"))
    parts = read_package(document)
    main = next(name for name, part in parts.items() if _BODY in part)
    before, mark, end = parts[main].decode().rpartition(_END)
    grid = _table(rows, _widths(Columns.of(profile)), styles)
    finished = write_package({**parts, main: f"{before}{head}{grid}{mark}{end}".encode()})
    _prove(finished, rows)
    return finished


def _rows(data: Consolidated, columns: Columns) -> Iterator[tuple[str, ...]]:
    yield (*_HEADS, *(heading for _, heading in columns.shown))
    for department in data.departments:
        for item in department.items:
            for risk in item.risks:
                told = (_told(risk, field) for field, _ in columns.shown)
                yield tuple(map(clean, (department.name, item.name, risk.point, *told)))


def _told(risk: ConsolidatedRisk, field: str) -> str:
    if field == "regulations":
        days = (*risk.planned, *[None] * len(risk.regulations))
        pairs = zip(risk.regulations, days, strict=False)
        return "\n".join(text + (f"（{day}）" if day else "") for text, day in pairs) or _NONE
    value = getattr(risk, field)
    return ("\n".join(value) if isinstance(value, tuple) else value) or _NONE


def _widths(columns: Columns) -> list[int]:
    shares = [2, 3, 3, *(5 if field in _WIDE else 2 for field, _ in columns.shown)]
    return [_WIDTH * share // sum(shares) for share in shares]


def _table(rows: Sequence[tuple[str, ...]], widths: list[int], styles: tuple[str, str, str]) -> str:
    grid, head, text = styles

    def made(texts: tuple[str, ...], *, first: bool) -> str:
        cells = (
            cell(
                width, text_paragraph(words, head if first else text), fill=_FILL if first else None
            )
            for width, words in zip(widths, texts, strict=True)
        )
        return row(cells, header=first, splittable=not first)

    lines = (made(texts, first=number == 0) for number, texts in enumerate(rows))
    return table(widths, lines, style=grid, title=TITLE) + paragraph(namespaces=XMLNS_W)


def _prove(document: bytes, rows: Sequence[tuple[str, ...]]) -> None:
    found = read_back(document)
    if not any(tuple(block.rows) == tuple(rows) for block in found.blocks):
        raise DocumentNotProven.because(TITLE, [*found.problems, "表与数据不符"])
