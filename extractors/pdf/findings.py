"""What is said of pages of a PDF file that could not be read, or not wholly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import faults, recognition
from extractors.grid import Document, shorten
from extractors.pdf.reader import PdfContent
from schemas.base import Place
from schemas.findings import Finding, Severity

_AS_MANY_NAMED = 20
_SURE = 0.95  # of a recognised line; below it is named, one line at a time


def about_pages(content: PdfContent, file: str, *, forms: bool) -> Iterator[Finding]:
    """Report pages that are scans, garbled, guessed at, broken or overfull.

    Args:
        content: The file as it was read.
        file: Its name as findings give it.
        forms: A form was read from it; else a page without text is an error.
    """
    severity: Severity = "warning" if forms else "error"
    if content.recognised:
        yield from _about_recognised(content, file)
    elif content.scanned and content.is_scan:
        hint = None if recognition.is_installed() else faults.SCAN.hint + faults.EXTRA
        yield faults.SCAN.finding(file=file, hint=hint)
    elif content.scanned:
        yield faults.SCAN.finding(
            file=file,
            message=faults.SCANNED_PAGES,
            severity=severity,
            pages=_listed(content.scanned),
        )
    if content.garbled:
        yield faults.SCAN.finding(
            file=file,
            message=faults.GARBLED_PAGES,
            severity=severity,
            pages=_listed(content.garbled),
        )
    if content.guessed and forms:
        yield faults.NO_RULINGS.finding(file=file, pages=_listed(content.guessed))
    yield from _about_struck(content, file)
    if content.broken:
        yield faults.DAMAGED.finding(
            file=file, message=faults.BROKEN_PAGES, pages=_listed(content.broken)
        )
    if content.cut:
        yield faults.BEYOND_LIMIT.finding(
            file=file, message=faults.OVERFULL_PAGES, pages=_listed(content.cut)
        )


def _about_struck(content: PdfContent, file: str) -> Iterator[Finding]:
    """Name text that is struck through, a line at a time, and the rest by its number."""
    named = content.struck[:_AS_MANY_NAMED]
    more = len(content.struck) - len(named)
    for number, (page, text) in enumerate(named, 1):
        last = more if number == len(named) else 0
        yield faults.TRACKED.finding(
            file=file,
            place=Place(page=page, text=text),
            message=faults.STRUCK_TEXT,
            hint=faults.STRUCK_HINT,
            text=shorten(text),
            more=faults.STRUCK_MORE.format(count=last) if last else "",
        )


def _about_recognised(content: PdfContent, file: str) -> Iterator[Finding]:
    """Say that content was recognised, always as an error: what it says is not certain."""
    read = [seen.page.number for seen in content.recognised]
    unread = [page for page in content.scanned if page not in read]
    yield faults.SCAN.finding(
        file=file,
        message=faults.RECOGNISED_PAGES,
        pages=_listed(read),
        unread=faults.UNREAD_PAGES.format(pages=_listed(unread)) if unread else "",
    )
    for seen in content.recognised:
        for text, score in seen.scores:
            if score < _SURE or not text.strip():
                place = _place(content.document, seen.page.number, text)
                yield faults.SCAN.finding(
                    file=file,
                    place=place,
                    message=faults.DOUBTFUL_LINE if text.strip() else faults.UNREAD_LINE,
                    text=text,
                    score=int(score * 100),
                )


def _place(document: Document, page: int, text: str) -> Place:
    """Tell in which cell a recognised line stands, else on which page."""
    wanted = _bare(text)
    places = (
        grid.place(cell)
        for grid in document.grids
        for cell in grid.cells
        if wanted and wanted in _bare(cell.text)
    )
    found = next((place for place in places if place.page == page), Place(page=page))
    return found.model_copy(update={"text": text or None})


def _bare(text: str) -> str:
    return "".join(text.split())


def _listed(pages: Sequence[int]) -> str:
    named = "、".join(str(page) for page in pages[:_AS_MANY_NAMED])
    return named if len(pages) <= _AS_MANY_NAMED else f"{named}等{len(pages)}"
