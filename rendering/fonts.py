"""The fonts of a finished document, exchanged for another of the sets of ``[layout] fonts``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from rendering.gbt9704 import Fonts, FontSetName, standard
from rendering.wordml import escape

Exchange = Callable[[Mapping[str, bytes]], dict[str, bytes]]
"""Gives the parts of a document with other fonts."""

_NAMING = "w:ascii|w:hAnsi|w:eastAsia|w:cs|w:name|typeface"
_IN_STYLE = "font-family:&quot;"
_FONT = re.compile(r'(<w:font w:name="([^"]*)">)(?:<w:altName w:val="[^"]*"/>)?')


@cache
def exchanged_fonts(name: FontSetName) -> Exchange:
    """Give what puts a set's fonts where the templates' own are; all other fonts stay.

    Only attributes that name fonts are touched: words of the data that look like a font's name
    stay as they are.
    """
    names = _names(name)
    if not names:
        return dict
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf'((?:{_NAMING})="|{_IN_STYLE})({listed})(?="|&quot;)')

    def exchanged(parts: Mapping[str, bytes]) -> dict[str, bytes]:
        return {
            part: _part(data, pattern, names) if part.endswith(".xml") else data
            for part, data in parts.items()
        }

    return exchanged


def _names(name: FontSetName) -> Mapping[str, str]:
    """Give the templates' names that are others in a set → those."""
    own, wanted = standard().fonts, standard().font_sets[name]
    pairs = ((getattr(own, role), getattr(wanted, role)) for role in Fonts.model_fields)
    return {escape(old): escape(new) for old, new in pairs if old != new}


def _part(data: bytes, pattern: re.Pattern[str], names: Mapping[str, str]) -> bytes:
    text = data.decode()
    changed = pattern.sub(lambda found: found[1] + names[found[2]], text)
    return _FONT.sub(_with_substitute, changed).encode() if changed != text else data


def _with_substitute(found: re.Match[str]) -> str:
    """Name in the table of fonts what Word may take where a font is missing."""
    other = standard().substitutes.get(found[2])
    return f'{found[1]}<w:altName w:val="{escape(other)}"/>' if other else found[1]
