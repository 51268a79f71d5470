"""Risks that one annex runs together with semicolons while another lists them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checks.mentions import Mention
from schemas.run_together import risks_in


def parted(mentions: Iterable[Mention]) -> list[Mention]:
    """Take texts apart whose parts all stand in one other annex as risks of their own.

    Each part keeps level and place.

    Args:
        mentions: The risks at one step, in all annexes.
    """
    told = list(mentions)
    keys: dict[int, set[str]] = {}
    for mention in told:
        keys.setdefault(mention.annex, set()).add(mention.key)
    return [part for mention in told for part in _parts(mention, keys)]


def _parts(mention: Mention, keys: Mapping[int, set[str]]) -> Sequence[Mention]:
    for annex, known in keys.items():
        if annex != mention.annex and (parts := risks_in(mention.text, known)):
            return [replace(mention, text=part) for part in parts]
    return [mention]
