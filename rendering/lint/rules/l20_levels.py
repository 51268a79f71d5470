"""LF-L20 to L22: letters, marks and order of 一、（一）1.（1）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rendering.gbt9704 import FontRole, han_number
from rendering.lint.roles import LEVELS, Part
from rendering.lint.view import View
from schemas.findings import Finding, Rule

_BASIS = "GB/T 9704—2012 第 7.3.3 条"

LETTERS: Final = Rule(
    code="LF-L20",
    title="层次标题的字体不符",
    severity="warning",
    basis=f"{_BASIS}：一般第一层用黑体字、第二层用楷体字、第三层和第四层用仿宋体字",
    message="{where}是第{level}层标题，用的是{found}。请改为 3 号（16 磅）{wanted}，不加粗。",
    hint="第{level}层标题改为 3 号{wanted}，不加粗",
)
MARKS: Final = Rule(
    code="LF-L21",
    title="层次序数的写法不符",
    severity="warning",
    basis=f"{_BASIS}：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
    message="{where}的序数写作“{found}”。请改为“{wanted}”。",
    hint="序数写作“{wanted}”",
)
ORDER: Final = Rule(
    code="LF-L22",
    title="层次序数的次序不对",
    severity="warning",
    basis=f"{_BASIS}：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
    message="{where}的序数次序不对：{found}。请按“一、”“（一）”“1.”“（1）”逐层编号，各层从头依次编下去。",
    hint="逐层编号，各层从头依次编下去",
)
RULES: Final = (LETTERS, MARKS, ORDER)

_RIGHT = ({"、"}, {""}, {".", "．"}, {""})
_WRITTEN = ("{}、", "（{}）", "{}.", "（{}）")
_SHAPES = ("一、", "（一）", "1.", "（1）")
_HAN = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
_MOST_LEVELS = 4
_THIRD = 3


def check(view: View) -> Iterator[Finding]:
    """Look at every numbered paragraph outside of tables."""
    numbered = [part for part in view.of_role("body", "heading") if part.level]
    for part in numbered:
        yield from _letters(view, part)
        yield from _marks(view, part)
    yield from _order(view)


def _letters(view: View, part: Part) -> Iterator[Finding]:
    fonts = view.profile.edition.level_fonts
    if fonts == "free" or part.level >= _THIRD:
        return
    role: FontRole = fonts[part.level - 1]
    pieces = [piece for piece in part.paragraph.pieces if piece.text.strip()]
    face = pieces[0].letters if pieces else part.paragraph.face
    font = face.font != "" and not view.profile.is_font(face.font, role)
    size = abs(face.size - view.profile.sizes.body) > view.words.tolerance.points
    if font or size or face.bold:
        found = f"{face.font or '默认字体'} {face.size:g} 磅{'，加粗' if face.bold else ''}"
        name = view.words.names[role]
        yield view.at(LETTERS, part.paragraph, level=part.level, found=found, wanted=name)


def _marks(view: View, part: Part) -> Iterator[Finding]:
    match = LEVELS[part.level - 1].match(part.paragraph.text)
    if match is None:
        return
    written = match[0].strip()
    half = "(" in written or (")" in written and "（" not in written)
    if match[2] not in _RIGHT[part.level - 1] or half:
        wanted = _WRITTEN[part.level - 1].format(match[1])
        yield view.at(MARKS, part.paragraph, found=written, wanted=wanted)


def _order(view: View) -> Iterator[Finding]:
    """Count the levels of each text: the main one, and each annex."""
    last = [0] * _MOST_LEVELS
    for part, second in _with_second(view.parts):
        if part.role in {"title", "annex_title", "annex_label", "contents", "cover"}:
            last = [int(part.paragraph.level == 1), 0, 0, 0]  # a chapter stands for 一、
        elif part.level:
            if (found := _wrong(part, last, second=second)) is not None:
                yield view.at(ORDER, part.paragraph, found=found)
            last[part.level - 1] = _number(part)
            last[part.level :] = [0] * (_MOST_LEVELS - part.level)


def _with_second(parts: Sequence[Part]) -> Iterator[tuple[Part, bool]]:
    """Give each paragraph, and whether the text that it belongs to uses （一）.

    With two levels alone, 1. may follow 一、.
    """
    for _, text in groupby(parts, key=_Texts()):
        listed = list(text)
        second = any(part.level == 2 for part in listed)  # noqa: PLR2004 - （一）
        yield from ((part, second) for part in listed)


class _Texts:
    """Counts the texts of a document: each title begins one."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, part: Part) -> int:
        self._count += part.role in {"title", "annex_title", "annex_label"}
        return self._count


def _wrong(part: Part, last: list[int], *, second: bool) -> str | None:
    level, number = part.level, _number(part)
    above = next((n for n in range(level - 1, 0, -1) if last[n - 1]), 0)
    may_skip = level == _THIRD and not second  # lists, and texts of two levels
    if level - above > 1 and not may_skip:
        before = f"“{_SHAPES[above - 1]}”之下" if above else "前面没有上一层，"
        return f"{before}直接用了“{_SHAPES[level - 1]}”"
    expected = last[level - 1] + 1
    if number and number not in {expected, 1}:
        return f"“{_said(level, number)}”之前应有“{_said(level, number - 1)}”"
    if number == 1 and last[level - 1] and level < _THIRD:
        return f"“{_said(level, 1)}”重复"
    return None


def _number(part: Part) -> int:
    match = LEVELS[part.level - 1].match(part.paragraph.text)
    text = match[1] if match else ""
    return int(text) if text.isdecimal() else _han_value(text)


def _han_value(text: str) -> int:
    """Read 一 to 九十九; 0 for what is none."""
    tens, ten, ones = text.rpartition("十") if "十" in text else ("", "", text)
    return (_HAN.get(tens, 1 if not tens else 0) * 10 if ten else 0) + _HAN.get(ones, 0)


def _said(level: int, number: int) -> str:
    return _WRITTEN[level - 1].format(han_number(number) if level < _THIRD else number)
