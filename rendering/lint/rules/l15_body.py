"""LF-L15 to L17: letters, indents and colour of the running text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rendering.lint.roles import Part
from rendering.lint.sheet import Paragraph, Piece
from rendering.lint.view import View
from schemas.findings import Finding, Rule

LETTERS: Final = Rule(
    code="LF-L15",
    title="正文的字体或字号不符",
    severity="warning",
    basis="GB/T 9704—2012 5.2.2、7.3.3：一般用 3 号仿宋体字",
    message="{where}是正文，用的是{found}。请改为 3 号（16 磅）仿宋体。",
    hint="正文改为 3 号仿宋体",
)
INDENT: Final = Rule(
    code="LF-L16",
    title="段首没有左空二字",
    severity="error",
    basis="GB/T 9704—2012 7.3.3：每个自然段左空二字，回行顶格",
    message="{where}{found}。请在“段落”中把特殊格式设为首行缩进 2 字符，左侧缩进改为 0。",
    hint="首行缩进 2 字符，左侧缩进 0",
)
COLOR: Final = Rule(
    code="LF-L17",
    title="文字不是黑色",
    severity="error",
    basis="GB/T 9704—2012 5.2.4：如无特殊说明，文字的颜色均为黑色",
    message="{where}有文字的颜色是 {found}。请改为黑色（自动）。",
    hint="文字改为黑色",
)
RULES: Final = (LETTERS, INDENT, COLOR)

_BLANKS = {"\u3000": 1.0, " ": 0.5, "\u00a0": 0.5, "\u2003": 1.0, "\u2002": 0.5}


def check(view: View) -> Iterator[Finding]:
    """Look at the body text, headings of levels 3 and 4 and the text behind a heading included."""
    for part in view.of_role("body", "heading"):
        paragraph = part.paragraph
        if (found := _letters(view, part)) is not None:
            yield view.at(LETTERS, paragraph, found=found)
        if (found := _indent(view, paragraph)) is not None:
            yield view.at(INDENT, paragraph, found=found)
    for paragraph in (*_told(view), *view.sheet.cells):
        color = next(
            (p.letters.color for p in paragraph.pieces if _coloured(p.text, p.letters.color)), ""
        )
        if color:
            told = view.at(COLOR, paragraph, found=color)
            yield told.model_copy(update={"severity": "warning"}) if paragraph.cell else told


def _told(view: View) -> Iterator[Paragraph]:
    return (part.paragraph for part in view.parts if part.role != "front")


def _coloured(text: str, color: str) -> bool:
    return bool(color and text.strip() and color != "FFFFFF")


def _letters(view: View, part: Part) -> str | None:
    """Say the letters where they are others; what a level's own rule looks at is left to it."""
    standard = view.profile.sizes.body
    wrong = 0
    shown = ""
    for piece in _own_pieces(part):
        face = piece.letters
        other = face.font != "" and not view.profile.is_font(face.font, "body")
        if other or abs(face.size - standard) > view.words.tolerance.points:
            wrong += len("".join(piece.text.split()))
            shown = shown or f"{face.font or '默认字体'} {face.size:g} 磅"
    whole = sum(len("".join(piece.text.split())) for piece in _own_pieces(part))
    return shown if wrong * 2 > whole else None


def _own_pieces(part: Part) -> list[Piece]:
    pieces = [piece for piece in part.paragraph.pieces if piece.text.strip()]
    if part.level in {1, 2}:
        return [] if part.role == "heading" else pieces[1:]
    return pieces


def _indent(view: View, paragraph: Paragraph) -> str | None:
    lines = paragraph.lines
    text = paragraph.text.removeprefix(paragraph.label)
    blanks = 0.0
    for sign in text:
        if sign not in _BLANKS:
            break
        blanks += _BLANKS[sign]
    tolerance = view.words.tolerance.characters
    if abs(lines.left) > tolerance and abs(lines.left + lines.first + blanks - 2) > tolerance:
        return f"左缩进 {lines.left:.2g} 字，首行缩进 {lines.first + blanks:.2g} 字"
    total = lines.left + lines.first + blanks
    if abs(total - 2) > tolerance:
        return f"首行左空 {total:.2g} 字，应为 2 字"
    long = len(text) > 2 * view.words.page.characters
    return f"回行没有顶格，左缩进 {lines.left:.2g} 字" if lines.left > tolerance and long else None
