"""A title broken into lines by sense (GB/T 9704-2012, clause 7.3.1): units stay whole."""

from __future__ import annotations

_MOST = 20  # characters of 2号 that a line of 156 mm takes
_BEFORE = ("廉政风险", "机制建设", "工作", "实施")
_AFTER = ("的", "学院", "大学")


def title_lines(title: str) -> list[str]:
    """Break a title that is too long for a line into two or three, the upper one not shorter.

    Args:
        title: In one piece.

    Returns:
        Its lines from top to bottom; joined they are the title.
    """
    if len(title) <= _MOST:
        return [title]
    best = min(
        _cuts(title), key=lambda at: (max(at, len(title) - at) > _MOST, abs(2 * at - len(title)))
    )
    return [*title_lines(title[:best]), *title_lines(title[best:])]


def _cuts(title: str) -> list[int]:
    """Give the places where a line may end: before a unit of sense, after 的 and a body."""
    found = {title.find(word, 1) for word in _BEFORE}
    found |= {title.find(word) + len(word) for word in _AFTER if word in title}
    inside = sorted(at for at in found if 1 < at < len(title) - 1)
    return inside or [len(title) // 2]
