"""File names made of what people wrote: legal on Linux and Windows, and never a way out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_BYTES = 255
_FORBIDDEN = set('/\\:*?"<>|')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_name(name: str) -> str:
    """Make one path component of any text; texts that differ get names that differ.

    A good name stays as it is (composed, NFC). Any other loses what Linux or Windows cannot
    keep, is cut to 255 bytes before its extension, and carries a short mark of what it was.
    """
    wanted = unicodedata.normalize("NFC", name)
    cleaned = "".join("_" if _is_bad(char) else char for char in wanted).strip(" .　")
    if _RESERVED.match(cleaned) or cleaned.startswith("~"):
        cleaned = f"_{cleaned}"
    if cleaned and cleaned == wanted and len(cleaned.encode()) <= MAX_BYTES:
        return cleaned
    return _marked(cleaned, hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8])


def _is_bad(char: str) -> bool:
    # Controls, marks of writing direction and zero width, halves of surrogate pairs.
    return char in _FORBIDDEN or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _marked(cleaned: str, mark: str) -> str:
    match = _EXTENSION.search(cleaned)
    extension = match.group() if match else ""
    stem = cleaned.removesuffix(extension).rstrip(" .")
    room = MAX_BYTES - len(extension) - len(mark) - 1
    return f"{_cut(stem, room)}-{mark}{extension}" if stem else f"{mark}{extension}"


def _cut(text: str, size: int) -> str:
    """Cut a text to a number of bytes without cutting a character in two."""
    return text.encode()[:size].decode("utf-8", "ignore").rstrip(" .")
