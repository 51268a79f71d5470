"""What every official document begins with: its cover, and the page 审定情况."""

from __future__ import annotations

from collections.abc import Sequence

KEEP = "<w:keepNext/>"
_NEW_PAGE = "<w:pageBreakBefore/>"


def line(text: str = "", style: str = "", extra: str = "") -> str:
    """Write a paragraph of a template.

    Args:
        text: Words and tags; a tabulator stays one.
        style: Style id.
        extra: Further paragraph properties, in the order of the schema.
    """
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    wrapped = f"<w:pPr>{properties}{extra}</w:pPr>" if properties or extra else ""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in text.split("\t") if piece
    )
    return f"<w:p>{wrapped}{runs}</w:p>"


BLANK = line()


def cover(title: str, below: str) -> str:
    """Write the cover: whose document, which, of which year, for whom, of which day."""
    return "".join(
        (
            BLANK * 3,
            line("{{ organisation }}", "LFCoverTitle"),
            line(title, "LFCoverTitle"),
            line(below, "LFCoverLine"),
            BLANK,
            line("（{{ year }}年度）", "LFCoverLine"),
            line("{%p if mark %}"),
            line("（{{ mark }}）", "LFCoverLine"),
            line("{%p else %}"),
            BLANK,
            line("{%p endif %}"),
            BLANK * 7,
            line("{%p if superior %}"),
            line("报送：{{ superior }}", "LFCoverLine"),
            line("{%p endif %}"),
            line("{{ date }}", "LFCoverLine"),
        )
    )


def approval_page(overview: Sequence[str], *, document: str) -> str:
    """Write the page 审定情况: how it was made, who approved, what changed (contract, section 8).

    Args:
        overview: Paragraphs that say what the document was made of.
        document: What it calls itself, for example 本目录.
    """
    return "".join(
        (
            line("审定情况", "Title", _NEW_PAGE),
            BLANK,
            line("一、编制概况", "Heading1"),
            *(line(words, "LFBody") for words in overview),
            line("二、审定", "Heading1"),
            line("{%p if approved_by %}"),
            line(f"{document}已经审定。", "LFBody"),
            line("审定人：{{ approved_by }}", "LFBody"),
            line("审定日期：{{ approved_on }}", "LFBody"),
            line("{%p else %}"),
            line("{{ not_approved }}", "LFBody"),
            line("{%p endif %}"),
            line("三、各部门（单位）首次报送后的变更", "Heading1"),
            line("{%p for change in changes %}"),
            line("{{ loop.index }}．{{ change }}", "LFBody"),
            line("{%p else %}"),
            line("无变更。", "LFBody"),
            line("{%p endfor %}"),
        )
    )
