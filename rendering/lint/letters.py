"""From raw properties to letters and lines, in points and characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rendering.lint.looks import Look, Styles, length
from rendering.lint.parts import number
from rendering.lint.sheet import Letters, Lines, Piece

_USUAL_POINTS = 10.0  # Word's own where no style says another
_BLACK = frozenset({"", "auto", "000000"})
_DARK = 0x30  # what prints as black


def letters_of(look: Look, styles: Styles) -> Letters:
    """Give how a run looks."""
    half_points = number(look.get("sz", ""))
    return Letters(
        font=styles.font(look),
        size=half_points / 2 if half_points else _USUAL_POINTS,
        bold=look.get("b") == "on",
        color=_color(look.get("color", "")),
        spacing=length(look, "spacing.val"),
    )


def _color(text: str) -> str:
    if text.lower() in _BLACK:
        return ""
    try:
        red, green, blue = (int(text[n : n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return ""
    return text.upper() if max(red, green, blue) > _DARK else ""


def face(pieces: Sequence[Piece], mark: Look, styles: Styles) -> Letters:
    """Give the look that most letters of a paragraph have; without any, that of its mark."""
    counted: Counter[Letters] = Counter()
    for piece in pieces:
        counted[piece.letters] += len("".join(piece.text.split()))
    found = counted.most_common(1)
    return found[0][0] if found and found[0][1] else letters_of(mark, styles)


def lines_of(look: Look, size: float) -> Lines:
    """Give how lines lie; ``size`` is that of the letters, points, which indents count by."""
    em = size * 20
    rule = look.get("spacing.lineRule", "auto")
    hanging = _indent(look, "hanging", em)
    return Lines(
        align=look.get("jc", "left"),
        left=_indent(look, "left", em),
        right=_indent(look, "right", em),
        first=-hanging if hanging else _indent(look, "firstLine", em),
        line=length(look, "spacing.line") or 240.0,
        rule=rule if rule in {"exact", "atLeast"} else "auto",
        snap=look.get("snapToGrid", "on") == "on",
        page_break_before=look.get("pageBreakBefore") == "on",
    )


def _indent(look: Look, side: str, em: float) -> float:
    """Give an indent in characters; one told in characters wins over a length."""
    characters = number(look.get(f"ind.{side}Chars", ""))
    return characters / 100 if characters else length(look, f"ind.{side}") / em
