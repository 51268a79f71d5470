"""The public's Word documents: catalogue, flowcharts and risk points; and the handbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rendering.approval import ApprovalPage
from rendering.catalogue import TITLE as CATALOGUE_TITLE
from rendering.catalogue import render_catalogue
from rendering.frame import opened
from rendering.gbt9704 import standard
from rendering.handbook import render_handbook
from rendering.handbook_proof import TITLE as HANDBOOK_TITLE
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven, read_back
from rendering.publication.copies import main_part, public_copy
from rendering.publication.pages import Columns
from rendering.publication.profile import Profile
from rendering.textfit import lines
from rendering.wordml import XMLNS_W, cell, clean, paragraph, row, run, table, text_paragraph
from schemas.college import College
from schemas.consolidated import Consolidated, ConsolidatedRisk

TITLE = "廉政风险点和防控措施"
_END = "<w:sectPr"
_HEADS = ("部门", "职权事项", "廉政风险点")
_WIDTH = 8844  # of the text, twips (GB/T 9704)
_WIDE = frozenset({"manifestation", "measures", "regulations"})
_FILL = "F2F2F2"
_NONE = "—"
_LINE, _MARGINS = 360, 170  # a line's height, a cell's left and right margin, twips
_LEFT_ON_PAGE = 2 * _LINE  # the header's row stands above every other


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
    sheet = opened(template, college)
    document = public_copy(document, data, CATALOGUE_TITLE, sheet)
    rows = tuple(_rows(data, Columns.of(profile)))
    if len(rows) == 1:
        return document
    style = sheet.style
    head = paragraph(run(TITLE), style=style("Title"), page_break_before=True, namespaces=XMLNS_W)
    styles = (style("公文表格"), style("表格栏目"), style("表格文字"))
    parts = read_package(document)
    main = main_part(parts)
    before, mark, end = parts[main].decode().rpartition(_END)
    grid = _table(rows, _widths(Columns.of(profile)), styles)
    finished = write_package({**parts, main: f"{before}{head}{grid}{mark}{end}".encode()})
    _prove(finished, rows)
    return finished


def render_public_handbook(
    data: Consolidated, college: College, *, template: Path, approval: ApprovalPage
) -> bytes:
    """Write the handbook for everybody; arguments and faults as for :func:`render_public`."""
    document = render_handbook(
        data, college, status="official", template=template, approval=approval
    )
    return public_copy(document, data, HANDBOOK_TITLE, opened(template, college))


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
        return row(cells, header=first, splittable=_taller_than_page(texts, widths))

    lines = (made(texts, first=number == 0) for number, texts in enumerate(rows))
    return table(widths, lines, style=grid, title=TITLE) + paragraph(namespaces=XMLNS_W)


def _taller_than_page(texts: Sequence[str], widths: Sequence[int]) -> bool:
    """Tell whether a row fits on no page, so that Word has to cut it."""
    page, em = standard().page, standard().sizes.table * 20
    most = max(
        lines(words, (width - _MARGINS) / em) for words, width in zip(texts, widths, strict=True)
    )
    return most * _LINE > page.text_height - _LEFT_ON_PAGE


def _prove(document: bytes, rows: Sequence[tuple[str, ...]]) -> None:
    found = read_back(document)
    if not any(tuple(block.rows) == tuple(rows) for block in found.blocks):
        raise DocumentNotProven.because(TITLE, [*found.problems, "表与数据不符"])
