"""LF-L05 to L07: lines of the running text, characters on a line, and the grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rendering.lint.sheet import Letters, Lines, Paragraph, Section
from rendering.lint.view import View
from schemas.findings import Finding, Rule

_BASIS = "GB/T 9704—2012 5.2.3：一般每面排 22 行，每行排 28 个字，并撑满版心"

PITCH: Final = Rule(
    code="LF-L05",
    title="行距排不成 22 行",
    severity="warning",
    basis=_BASIS,
    message="{where}{found}，一面排不成 22 行。请把行距设为固定值 28.95 磅。",
    hint="行距设为固定值 28.95 磅",
)
CHARACTERS: Final = Rule(
    code="LF-L06",
    title="字距排不成 28 字",
    severity="warning",
    basis=_BASIS,
    message="{where}{found}，一行排 {count} 个字，不是 28 个（共 {paragraphs} 段如此）。"
    "请全选正文，在“字体—高级—间距”中设为紧缩 0.25 磅。",
    hint="正文字符间距设为紧缩 0.25 磅，使一行排 28 字",
)
SNAPPED: Final = Rule(
    code="LF-L07",
    title="对齐网格与固定行距冲突",
    severity="warning",
    basis=_BASIS,
    message="{where}设了固定值 {found} 磅的行距，又对齐每行 {grid} 磅的网格，"
    "在不同的软件里所占的行数不同。请在“段落”中取消“如果定义了文档网格，则对齐到网格”。",
    hint="取消“如果定义了文档网格，则对齐到网格”",
)
RULES: Final = (PITCH, CHARACTERS, SNAPPED)

_ALMOST = 4.0  # twips


def check(view: View) -> Iterator[Finding]:
    """Look at body text and headings that run along with it, on upright pages."""
    narrow: list[tuple[Paragraph, int]] = []
    for part in view.of_role("body", "heading", "addressee", "title"):
        paragraph, section = part.paragraph, view.section(part.paragraph)
        if section.turned or section.columns > 1:
            continue
        if _is_snapped(paragraph.lines, section):
            yield _conflict(view, paragraph, section)
        if part.role == "title":
            continue
        if (said := _wrong_pitch(view, paragraph, section)) is not None:
            yield view.at(PITCH, paragraph, found=said)
        count = _characters(paragraph.face, section, view.sheet.default_size)
        if part.role == "body" and count != view.words.page.characters:
            narrow.append((paragraph, count))
    yield from _narrow(view, narrow)


def _is_snapped(lines: Lines, section: Section) -> bool:
    apart = abs(lines.line - section.pitch) > _ALMOST
    return bool(section.grid and lines.snap and lines.rule == "exact" and apart and section.pitch)


def _conflict(view: View, paragraph: Paragraph, section: Section) -> Finding:
    return view.at(
        SNAPPED, paragraph, found=f"{paragraph.lines.line / 20:g}", grid=f"{section.pitch / 20:g}"
    )


def _wrong_pitch(view: View, paragraph: Paragraph, section: Section) -> str | None:
    """Say the line spacing where a page of it does not hold 22 lines."""
    lines = paragraph.lines
    if lines.rule == "exact":
        fits = int(section.text_height // lines.line) == view.words.page.lines
        return None if fits else f"的行距是固定值 {lines.line / 20:g} 磅"
    on_grid = section.grid and lines.snap and section.pitch
    if on_grid and lines.rule == "auto" and abs(lines.line - 240) <= 1:
        whole = int(section.text_height // section.pitch) == view.words.page.lines
        return None if whole else f"随文档网格，每行 {section.pitch / 20:g} 磅"
    if lines.rule == "atLeast":
        return f"的行距是最小值 {lines.line / 20:g} 磅"
    times = lines.line / 240
    return f"的行距是 {times:g} 倍" if abs(times - 1) > 0.01 else "的行距是单倍，又没有网格"  # noqa: PLR2004 - as Word shows it


def _characters(letters: Letters, section: Section, default: float) -> int:
    """Count the Han characters that a line has room for."""
    pitch = letters.size * 20 + letters.spacing
    if section.grid in {"linesAndChars", "snapToChars"}:
        cell = (default + section.char_space) * 20
        pitch = cell if section.grid == "snapToChars" else pitch + section.char_space * 20
    return int((section.text_width + 0.5) // pitch) if pitch > 0 else 0


def _narrow(view: View, narrow: list[tuple[Paragraph, int]]) -> Iterator[Finding]:
    """Tell each number of characters once: it is a matter of a style, not of a paragraph."""
    for count in dict.fromkeys(count for _, count in narrow):
        members = [paragraph for paragraph, other in narrow if other == count]
        first = members[0]
        spacing = first.face.spacing / 20
        size = f"的字号是 {first.face.size:g} 磅、字符间距 {spacing:+g} 磅"
        yield view.at(CHARACTERS, first, found=size, count=count, paragraphs=len(members))
