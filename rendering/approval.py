"""What the page 审定情况 says: who approved, when, and what changed since the first versions."""

from __future__ import annotations

from typing import Literal

from schemas.base import Model
from schemas.outcome import Approval

DocumentStatus = Literal["official", "draft", "for_approval"]

MARKS: dict[DocumentStatus, str] = {"official": "", "draft": "草稿", "for_approval": "送审稿"}
"""The mark on every page; official documents carry none."""

_NOT_APPROVED: dict[DocumentStatus, str] = {
    "official": "尚未审定。",
    "draft": "尚未审定。本稿为草稿，所列内容仍在核对、整改之中，不作为正式材料报送。",
    "for_approval": "尚未审定。本稿为送审稿，提请廉政风险防控机制建设工作领导小组审定。",
}


class ApprovalPage(Model):
    """The facts behind the page 审定情况 (contract, section 8).

    Attributes:
        approved: The recorded approval, or None while there is none.
        sent_back: That it was sent back before, when, by whom and why, in a Chinese sentence.
        changes: What changed since the departments' first versions, one Chinese sentence each.
    """

    approved: Approval | None = None
    sent_back: str = ""
    changes: tuple[str, ...] = ()


def not_approved(status: DocumentStatus, sent_back: str = "") -> str:
    """Say honestly that nobody has approved the document yet, and that it was sent back."""
    return _NOT_APPROVED[status] + sent_back
