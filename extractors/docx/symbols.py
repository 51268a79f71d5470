"""Pictures of symbol fonts as the Unicode characters that they show."""

from __future__ import annotations

import re
import sys

CHECKED, UNCHECKED = "☑", "☐"
#: What a check box may show; its first character is replaced by the box's real state.
BOX_GLYPHS = frozenset("☐☑☒□■✓✔√×✗✘○●◯◉◻▢⬜")

_PRIVATE = range(0xF000, 0xF100)
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, sys.maxunicode + 1))
PRIVATE_USE = re.compile("[\uf020-\uf0ff]")

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "☐", 0x72: "☐",
    0x73: "⬧", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐", 0xAB: "★",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xEF: "⇐", 0xF0: "⇒", 0xF1: "⇑", 0xF2: "⇓",
    0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "×",
    0x97: "●", 0x98: "●", 0x99: "○", 0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "☐", 0xA4: "☐",
    **{0x6A + n: chr(0x2460 + n) for n in range(10)},
    **{0x75 + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xDE: "⇒",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_symbol_font(font: str) -> bool:
    """Tell whether letters of a font show pictures."""
    return font.strip().lower() in _FONTS


def symbol(font: str, code: int) -> str:
    """Give the character that a code of a symbol font shows.

    A code of an unknown font or picture is given as the character with that code, so that
    something is left to see.
    """
    table = _FONTS.get(font.strip().lower(), _WINGDINGS)
    shown = table.get(code & 0xFF if code in _PRIVATE else code)
    if shown is not None:
        return shown
    return chr(code) if any(code in characters for characters in _CHARACTERS) else ""


def show_symbols(text: str, font: str) -> str:
    """Replace the letters of a text in a symbol font by what they show."""
    return "".join(symbol(font, ord(letter)) for letter in text)


def show_private(text: str, font: str) -> str:
    """Replace the private-use characters that stand for pictures of a symbol font."""
    return PRIVATE_USE.sub(lambda found: symbol(font, ord(found.group())), text)
