"""What the leading group sent back and has not approved since, in words; pure."""

from __future__ import annotations

from schemas.dossier import SentBack
from schemas.schedule import PHASE_NAMES
from schemas.text import one_line

_SHORT = 12


def sent_back_words(decision: SentBack) -> str:
    """Write the sentence that stands on the page 审定情况."""
    day = decision.date
    minutes = f"（会议纪要：{one_line(decision.minutes)}）" if decision.minutes else ""
    return (
        f"此前送审的材料于{day.year}年{day.month}月{day.day}日由{one_line(decision.by)}退回"
        f"{minutes}，理由：{one_line(decision.reason)}"
    )


def sent_back_line(decision: SentBack) -> str:
    """Write the line that ``lianfang status`` prints."""
    return (
        f"{PHASE_NAMES[decision.phase]}送审退回：{one_line(decision.by)}，{decision.date}，"
        f"内容校验码 {decision.digest[:_SHORT]}，理由：{one_line(decision.reason)}"
    )
