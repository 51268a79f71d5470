"""Texts as people type them: made comparable, and put on one line."""

from __future__ import annotations

import unicodedata


def normalised(text: str) -> str:
    """Make texts comparable: widths folded (NFKC), all white space and zero-width signs removed."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


def one_line(text: str) -> str:
    """Join a name that was broken over the lines of a narrow cell."""
    return "".join(line.strip() for line in text.splitlines())
