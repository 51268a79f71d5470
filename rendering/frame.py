"""What all official documents share: their template, cover, page 审定情况 and properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rendering.approval import MARKS, ApprovalPage, DocumentStatus, not_approved
from rendering.fonts import exchanged_fonts
from rendering.gbt9704 import date_words, edition, standard
from rendering.package import with_properties, write_package
from rendering.proof import ReadBack
from rendering.template import Template
from rendering.wordml import clean
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.outcome import Approval

_ANNEX_STYLE = "附件标志"


def opened(path: Path, college: College) -> Template:
    """Open a document's template, in the college's edition of GB/T 9704 and with its fonts.

    Raises:
        UsageError: It is not a Word document, or lacks a style.
    """
    template = Template(path, exchange=exchanged_fonts(college.layout.fonts))
    label = edition(college.layout.edition).annex_label
    if label != edition("2012").annex_label:
        template.set_font(_ANNEX_STYLE, standard().font(label))
    return template


def front_words(
    data: Consolidated, college: College, status: DocumentStatus, approval: ApprovalPage
) -> dict[str, object]:
    """Give the words of the cover and of the page 审定情况, by the names of their tags."""
    approved = approval.approved
    numerals = edition(college.layout.edition).date_numerals
    return {
        "organisation": data.organisation,
        "superior": college.organisation.superior,
        "year": data.year,
        "date": date_words(data.as_of, numerals),
        "mark": MARKS[status],
        "approved_by": _approver(approved) if approved else "",
        "approved_on": date_words(approved.date, numerals) if approved else "",
        "not_approved": not_approved(status, approval.sent_back),
        "changes": approval.changes,
    }


def _approver(approved: Approval) -> str:
    """Name who approved; the minutes stand beside, so that the office's own templates show them."""
    return f"{approved.by}（会议纪要：{approved.minutes}）" if approved.minutes else approved.by


def packed(parts: Mapping[str, bytes], data: Consolidated, title: str) -> bytes:
    """Zip the parts as the document of an organisation, a year and a day."""
    return write_package(
        with_properties(
            parts,
            title=f"{data.organisation}{data.year}年{title}",
            creator=data.organisation,
            date=data.as_of,
        )
    )


def front_problems(
    found: ReadBack, data: Consolidated, status: DocumentStatus, approval: ApprovalPage
) -> Iterator[str]:
    """Tell what of the frame a finished document lacks: marks, the organisation, approval."""
    yield from found.problems
    mark = MARKS[status]
    for name, words in found.headers.items():
        if "header" in name and mark and mark not in words:
            yield f"页眉{name}没有“{mark}”"
    by = (_approver(approval.approved),) if approval.approved else ()
    said = "\v".join(block.text for block in found.blocks)
    sent_back = (approval.sent_back,) if approval.sent_back and not by else ()
    for text in (data.organisation, *by, *sent_back, *approval.changes):
        if clean(text) not in said:
            yield f"“{text}”"
