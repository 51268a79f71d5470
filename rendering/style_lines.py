"""How large a paragraph style's letters are and how high its lines, as the template has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rendering.wordml import W

_STYLE, _ID, _VAL = f"{{{W}}}style", f"{{{W}}}styleId", f"{{{W}}}val"
_DEFAULT_SIZE = 10.0
_TALLEST_FONT = 1.5
"""Line height of the fonts that have the highest lines, in em."""


class StyleLine(NamedTuple):
    """Size of the letters and height of a line, both in points."""

    size: float
    height: float


def style_line(styles: Any, style_id: str) -> StyleLine:  # noqa: ANN401 - python-docx's element class
    """Read a style, the styles that it is based on, and the defaults.

    A line whose height the font decides counts as the highest that fonts give.
    """
    size, spacing = _DEFAULT_SIZE, None
    for properties in reversed(list(_chain(styles, style_id))):
        size = next((int(e.get(_VAL)) / 2 for e in properties.iter(f"{{{W}}}sz")), size)
        found = next(properties.iterfind(f"{{{W}}}pPr/{{{W}}}spacing"), None)
        if found is not None and found.get(f"{{{W}}}line"):
            spacing = found
    if spacing is None:
        return StyleLine(size, size * _TALLEST_FONT)
    line, rule = float(spacing.get(f"{{{W}}}line")), spacing.get(f"{{{W}}}lineRule", "auto")
    if rule == "auto":
        return StyleLine(size, size * _TALLEST_FONT * line / 240)
    return StyleLine(size, line / 20 if rule == "exact" else max(line / 20, size * _TALLEST_FONT))


def _chain(styles: Any, style_id: str) -> Iterator[Any]:  # noqa: ANN401 - see above
    """Give the style, what it is based on, and at last the defaults."""
    by_id = {style.get(_ID): style for style in styles.iter(_STYLE)}
    seen = set[str]()
    while style_id in by_id and style_id not in seen:
        seen.add(style_id)
        yield by_id[style_id]
        style_id = next((e.get(_VAL) for e in by_id[style_id].iter(f"{{{W}}}basedOn")), "")
    yield from styles.iter(f"{{{W}}}docDefaults")
