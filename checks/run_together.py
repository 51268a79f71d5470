"""Risks that one annex runs together with semicolons while another lists them one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checks.mentions import Mention
from schemas.matching import comparable

_BETWEEN = re.compile(r"[；;。\n]")
_COUNTED = re.compile(r"^\s*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,，、])\s*")


def parted(mentions: Iterable[Mention]) -> list[Mention]:
    """Take texts apart whose parts all stand in one other annex as risks of their own.

    Without numbers nobody can tell on a form alone whether a semicolon parts two risks or belongs
    to one; what another annex says of the same step tells it. Each part keeps level and place.

    Args:
        mentions: The risks at one step, in all annexes.
    """
    told = list(mentions)
    keys: dict[int, set[str]] = {}
    for mention in told:
        keys.setdefault(mention.annex, set()).add(mention.key)
    return [part for mention in told for part in _parts(mention, keys)]


def _parts(mention: Mention, keys: Mapping[int, set[str]]) -> Sequence[Mention]:
    parts = [_COUNTED.sub("", part).strip() for part in _BETWEEN.split(mention.text)]
    parts = [part for part in parts if part]
    others = (known for annex, known in keys.items() if annex != mention.annex)
    if len(parts) > 1 and any({comparable(part) for part in parts} <= known for known in others):
        return [replace(mention, text=part) for part in parts]
    return [mention]
