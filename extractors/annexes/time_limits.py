"""Time limits in brackets inside a step's text: 承办人受理（当日）."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.annexes.text import joined
from extractors.annexes.vocabulary import words
from schemas.text import normalised

_OPEN, _CLOSE = "(（\\[【\u3014", ")）\\]】\u3015"
_BRACKETED = re.compile(rf"[{_OPEN}]\s*([^{_OPEN}{_CLOSE}]*?)\s*(?:[{_CLOSE}]|$)")
_LEAD = re.compile(r"^\s*(?:办理|完成|办结|承诺|法定|规定|工作)?(?:时限|期限|时间)\s*[:：]\s*")
_PARTS = re.compile(r"\s*[，,；;、\n]\s*")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    listed = words("time_limits")
    parts = {
        "n": listed["number"],
        "u": listed["unit"],
        "tail": listed["tail"],
        "lead": listed["lead"],
    }
    return tuple(re.compile(pattern.format(**parts)) for pattern in listed["patterns"])


@lru_cache(maxsize=4096)
def is_time_limit(text: str) -> bool:
    """Tell whether a text is nothing but a time limit (当日, 10个工作日内, 每年3月底前)."""
    folded = normalised(text)
    return bool(folded) and any(pattern.fullmatch(folded) for pattern in _patterns())


def split_time_limit(text: str) -> tuple[str, str | None]:
    """Take the time limit out of a step's text.

    Args:
        text: The text of a step; it may be broken over lines.

    Returns:
        The text as one phrase without the time limit, and the limit or None.
    """
    for match in reversed(list(_BRACKETED.finditer(text))):
        rest, limit = _limit_among(match[1])
        if limit is None:
            continue
        kept = f"（{rest}）" if rest else ""
        without = f"{text[: match.start()]}{kept}{text[match.end() :]}"
        if without.strip():
            return joined(without), joined(_LEAD.sub("", limit))
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and is_time_limit(lines[-1]):
        return joined("\n".join(lines[:-1])), joined(_LEAD.sub("", lines[-1]))
    return joined(text), None


def _limit_among(inside: str) -> tuple[str, str | None]:
    """Find the time limit among the parts in a bracket: the other parts, and the limit."""
    if is_time_limit(inside):
        return "", inside
    parts = _PARTS.split(inside)
    limits = [part for part in parts if is_time_limit(part)]
    if len(limits) != 1 or len(parts) == 1:
        return inside, None
    return "，".join(part for part in parts if part is not limits[0]), limits[0]
