"""LF-L10 to L13: the title's letters, place, marks and lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rendering.lint.roles import Part
from rendering.lint.view import View
from schemas.findings import Finding, Rule

_BASIS = "GB/T 9704—2012 第 7.3.1 条"

LETTERS: Final = Rule(
    code="LF-L10",
    title="标题的字体或字号不符",
    severity="warning",
    basis=f"{_BASIS}：一般用 2 号小标宋体字",
    message="{where}是标题，用的是{found}。请改为 2 号（22 磅）小标宋体，不加粗。",
    hint="标题改为 2 号小标宋体，不加粗",
)
PLACE: Final = Rule(
    code="LF-L11",
    title="标题没有居中",
    severity="error",
    basis=f"{_BASIS}：分一行或多行居中排布",
    message="{where}是标题，{found}。请设为居中，并把左右缩进和首行缩进改为 0。",
    hint="标题设为居中，缩进改为 0",
)
MARKS: Final = Rule(
    code="LF-L12",
    title="标题末尾有标点",
    severity="warning",
    basis="公文标题中除法规、规章名称加书名号外，一般不用标点符号",
    message="{where}是标题，末尾有标点“{found}”。请删去。",
    hint="删去标题末尾的标点",
)
SHAPE: Final = Rule(
    code="LF-L13",
    title="标题回行不当",
    severity="warning",
    basis=f"{_BASIS}：回行时词意完整、排列对称、长短适宜，排成梯形或菱形",
    message="{where}是标题，{found}。请按词意重新分行，排成上短下长、上长下短或中间长的形状。",
    hint="标题按词意重新分行，排成梯形或菱形",
)
RULES: Final = (LETTERS, PLACE, MARKS, SHAPE)

_END_MARKS = "。，、；：？！.,;:?!"
_NUDGE = 0.2  # characters


def check(view: View) -> Iterator[Finding]:
    """Look at titles, those of annexes as well; lines of one title together."""
    for part in view.of_role("title", "annex_title"):
        paragraph = part.paragraph
        if (found := _letters(view, part)) and part.role == "title":
            yield view.at(LETTERS, paragraph, found=found)
        if part.role == "title" and (off := _misplaced(part)):
            yield view.at(PLACE, paragraph, found=off)
        last = paragraph.text.strip()[-1]
        if last in _END_MARKS:
            yield view.at(MARKS, paragraph, found=last)
    for lines in _titles(view):
        if (wrong := _shape(view, [t for t, _ in lines])) is not None:
            yield view.at(SHAPE, lines[0][1].paragraph, found=wrong)


def _letters(view: View, part: Part) -> str:
    face = part.paragraph.face
    tolerance = view.words.tolerance.points
    size = abs(face.size - view.profile.sizes.title) > tolerance and not _is_cover(view, face.size)
    font = face.font != "" and not view.profile.is_font(face.font, "title")
    if not (size or font or face.bold):
        return ""
    return f"{face.font or '默认字体'} {face.size:g} 磅{'，加粗' if face.bold else ''}"


def _is_cover(view: View, size: float) -> bool:
    return abs(size - view.profile.sizes.chief) <= view.words.tolerance.points


def _misplaced(part: Part) -> str:
    lines = part.paragraph.lines
    if lines.align != "center":
        return "没有居中"
    if abs(lines.left - lines.right + max(lines.first, 0.0)) > _NUDGE:
        return "居中，但有缩进，偏离了中线"
    return ""


def _titles(view: View) -> Iterator[Sequence[tuple[str, Part]]]:
    """Give the lines of each title: paragraphs and forced breaks; a new page begins another."""
    lines: list[tuple[str, Part]] = []
    previous = None
    for part in view.parts:
        if part.role == "title":
            if previous == "title" and part.paragraph.new_page:
                yield lines
            if previous != "title" or part.paragraph.new_page:
                lines = []
            lines += [(text.strip(), part) for text in part.paragraph.text.split("\n")]
        elif previous == "title":
            yield lines
        previous = part.role
    if previous == "title":
        yield lines


def _shape(view: View, lines: Sequence[str]) -> str | None:
    """Say what is wrong with the lines of a title."""
    wanted = view.words.title
    widths = [sum(0.5 if sign.isascii() else 1.0 for sign in line) for line in lines]
    if max(widths, default=0) > wanted.most_on_line:
        return f"一行有 {max(widths):g} 个字，版心排不下（最多 {wanted.most_on_line} 个）"
    for line in lines[1:]:
        if line.startswith(wanted.never_first):
            return f"第二行以后不宜以“{line[0]}”开头"
    if len(lines) > 1 and widths[-1] <= wanted.shortest_last:
        return f"末行只有 {widths[-1]:g} 个字"
    rises = [b > a for a, b in pairwise(widths) if a != b]
    hollow = any(not a and b for a, b in pairwise(rises))
    return "各行两头长、中间短" if hollow and view.profile.edition.title_shape else None
