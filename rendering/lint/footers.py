"""Where a footer has the page number, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rendering.lint.letters import letters_of, lines_of
from rendering.lint.looks import Look, Styles, look_of, over
from rendering.lint.parts import Element, value, w
from rendering.lint.sheet import Letters, Lines, PageNumber, Side

_PAGE = re.compile(r"^\s*PAGE\b", re.IGNORECASE)
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NATURAL = 1.3  # height of a single line by the size of its letters, about the same in all fonts
_SIDES = frozenset({"left", "right", "center", "outside"})


def page_number(footer: Element | None, styles: Styles) -> PageNumber | None:
    """Give the page number of a footer; None where it has none."""
    if footer is None:
        return None
    paragraphs = [p for p in footer.iter(w("p")) if next(p.iterancestors(_FALLBACK), None) is None]
    for paragraph in paragraphs:
        if _holds_number(paragraph):
            below = paragraphs[paragraphs.index(paragraph) + 1 :]
            last = not any(_words(other).strip() for other in below)
            return _numbered(paragraph, styles, last=last)
    return None


def _holds_number(paragraph: Element) -> bool:
    simple = (value(field, "instr") for field in paragraph.iter(w("fldSimple")))
    codes = "".join(str(code.text or "") for code in _own(paragraph, "instrText"))
    return any(map(_PAGE.match, simple)) or bool(_PAGE.match(codes)) or _has_symbol(paragraph)


def _has_symbol(paragraph: Element) -> bool:
    return next(_own(paragraph, "pgNum"), None) is not None


def _own(paragraph: Element, name: str) -> Iterator[Element]:
    """Give elements of a paragraph, but not of the paragraphs in text boxes within it."""
    for element in paragraph.iter(w(name)):
        if next(element.iterancestors(w("p")), None) is paragraph:
            yield element


def _numbered(paragraph: Element, styles: Styles, *, last: bool) -> PageNumber:
    own = paragraph.find(w("pPr"))
    id_ = value(own.find(w("pStyle"))) if own is not None else ""
    id_ = id_ if id_ in styles.names else styles.default
    look = over(styles.base, styles.paragraphs.get(id_, {}), look_of(own))
    letters = _letters(paragraph, over(styles.base, styles.letters.get(id_, {})), styles)
    lines = lines_of(look, letters.size)
    side, indent = _side(paragraph, look, lines)
    exact = lines.rule == "exact"
    natural = letters.size * 20 * _NATURAL * (lines.line / 240 if lines.rule == "auto" else 1)
    return PageNumber(
        side, indent, letters, _words(paragraph), lines.line if exact else natural, last
    )


def _letters(paragraph: Element, base: Look, styles: Styles) -> Letters:
    """Give the look of the number: of the run that holds the field's code or result."""
    found = letters_of(base, styles)
    for run in paragraph.iter(w("r")):
        if run.find(w("t")) is not None or run.find(w("instrText")) is not None:
            own = run.find(w("rPr"))
            style = value(own.find(w("rStyle"))) if own is not None else ""
            look = over(base, styles.letters.get(style, {}), look_of(own))
            found = letters_of({**look, "eastAsia": look.get("ascii", "")}, styles)
    return found


def _side(paragraph: Element, look: Look, lines: Lines) -> tuple[Side, float]:
    """Tell on which side a number stands, and how far from it."""
    box = next(paragraph.iterancestors(w("txbxContent")), None)
    if box is not None:
        return _box_side(paragraph, lines)
    if look.get("framePr") == "on" and look.get("framePr.xAlign") in _SIDES:
        return _known(look["framePr.xAlign"]), max(lines.left + lines.first, lines.right)
    if lines.align in {"right", "end"}:
        return "right", lines.right + _trailing(paragraph)
    if lines.align == "center":
        return "center", 0.0
    return "left", lines.left + lines.first


def _known(name: str) -> Side:
    found: dict[str, Side] = {
        "left": "left", "right": "right", "center": "center", "outside": "outside",
    }  # fmt: skip
    return found.get(name, "")


def _box_side(paragraph: Element, lines: Lines) -> tuple[Side, float]:
    for shape in paragraph.iterancestors(f"{_WPS}wsp"):
        for properties in shape.iter(f"{_WPS}bodyPr"):
            if str(properties.get("vert", "horz")) != "horz":
                return "turned", lines.right if lines.align in {"right", "end"} else lines.left
    for anchor in paragraph.iterancestors(f"{_WP}anchor"):
        align = anchor.find(f"{_WP}positionH/{_WP}align")
        if align is not None and str(align.text) in _SIDES:
            return _known(str(align.text)), max(lines.left + lines.first, lines.right)
    return "", 0.0


def _trailing(paragraph: Element) -> float:
    """Count blanks behind the number, which some use for the distance."""
    text = _words(paragraph)
    blanks = text[len(text.rstrip()) :]
    return sum(1.0 if sign == "\u3000" else 0.5 for sign in blanks)


def _words(paragraph: Element) -> str:
    """Give the words, the number as 1 where it is not shown."""
    text = "".join(str(t.text or "") for t in _own(paragraph, "t"))
    return text if any(sign.isdigit() for sign in text) else f"{text[:1]}1{text[1:]}"
