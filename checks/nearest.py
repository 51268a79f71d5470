"""The name in a catalogue that a wrongly written one probably means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rapidfuzz import fuzz, process

from schemas.text import normalised

_ALIKE: Final = 50.0


def nearest(written: str, *choices: Mapping[str, str]) -> str | None:
    """Give the name that is most like a written one, or None where none is.

    Args:
        written: The name as it stands in a form.
        choices: Normalised name → name; the first mapping that has one decides.
    """
    for names in choices:
        found = process.extractOne(
            normalised(written), names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        if found is not None:
            return names[found[0]]
    return None


def offered(name: str | None) -> dict[str, Any]:
    """Give the facts with which a message and its hint offer a name."""
    return {
        "nearest": f"（目录中最接近的是“{name}”）" if name else "",
        "suggestion": f"（如“{name}”）" if name else "",
    }
