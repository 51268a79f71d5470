"""What is said of pages of a PDF file that could not be read, or not wholly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import faults
from extractors.pdf.reader import PdfContent
from schemas.findings import Finding, Severity

_AS_MANY_NAMED = 20


def about_pages(content: PdfContent, file: str, *, forms: bool) -> Iterator[Finding]:
    """Report pages that are scans, garbled, guessed at, broken or overfull.

    Args:
        content: The file as it was read.
        file: Its name as findings give it.
        forms: A form was read from it; else a page without text is an error.
    """
    severity: Severity = "warning" if forms else "error"
    if content.scanned and content.is_scan:
        yield faults.SCAN.finding(file=file)
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
    if content.broken:
        yield faults.DAMAGED.finding(
            file=file, message=faults.BROKEN_PAGES, pages=_listed(content.broken)
        )
    if content.cut:
        yield faults.BEYOND_LIMIT.finding(
            file=file, message=faults.OVERFULL_PAGES, pages=_listed(content.cut)
        )


def _listed(pages: Sequence[int]) -> str:
    named = "、".join(str(page) for page in pages[:_AS_MANY_NAMED])
    return named if len(pages) <= _AS_MANY_NAMED else f"{named}等{len(pages)}"
