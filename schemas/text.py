"""Texts as people type them: made comparable, and put on one line."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """Make texts comparable: widths folded (NFKC), all white space and zero-width signs removed."""
    folded = unicodedata.normalize("NFKC", text)
    if folded.isprintable() and " " not in folded:
        return folded  # most texts have nothing to remove
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


def half_width(text: str) -> str:
    """Fold full-width signs and letters one for one, so that places in the text stay the same."""
    return text.translate(_HALF_WIDTH)


def one_line(text: str) -> str:
    """Join a name that was broken over the lines of a narrow cell."""
    return "".join(line.strip() for line in text.splitlines())
