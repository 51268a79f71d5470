"""Risks that a cell runs together without numbers, as another annex may list them one by one."""

from __future__ import annotations

import re
from collections.abc import Collection

from schemas.likeness import comparable

_BETWEEN = re.compile(r"[；;。\n]")
_COUNTED = re.compile(r"^\s*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,，、])\s*")


def risks_in(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Take a text apart if all its parts are known as risks of their own.

    Without numbers nobody can tell on a form alone whether a semicolon parts two risks or belongs
    to one; what another annex says of the same step tells it.

    Args:
        text: The manifestation as written.
        known: The risks that the other annex lists there, made comparable.

    Returns:
        The parts, two or more; none where the text is one risk.
    """
    written = (_COUNTED.sub("", part).strip() for part in _BETWEEN.split(text))
    parts = tuple(part for part in written if part)
    told = len(parts) > 1 and all(comparable(part) in known for part in parts)
    return parts if told else ()
