"""LF-L35 to L38: the page number, its side, its form and how far it is from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rendering.lint.sheet import PageNumber, Section, mm
from rendering.lint.view import View
from schemas.findings import Finding, Rule

_BASIS = "GB/T 9704—2012 第 7.5 条"

MISSING: Final = Rule(
    code="LF-L35",
    title="没有页码",
    severity="error",
    basis=_BASIS,
    message="{where}的页脚没有页码{found}。请插入页码，写作“— 1 —”。",
    hint="在页脚插入页码，写作“— 1 —”",
)
SIDE: Final = Rule(
    code="LF-L36",
    title="页码的位置不符",
    severity="error",
    basis=f"{_BASIS}：单页码居右空一字，双页码居左空一字；横排页的页码位置与竖排页一致",
    message="{where}的页码位置不符：{found}。请在页脚中勾选“奇偶页不同”，"
    "单页页码居右、右空一字，双页页码居左、左空一字；横排页的页码放在左边竖排的文本框里。",
    hint="单页页码居右空一字，双页页码居左空一字",
)
FORM: Final = Rule(
    code="LF-L37",
    title="页码的字体或写法不符",
    severity="warning",
    basis=f"{_BASIS}：一般用 4 号半角宋体阿拉伯数字，左右各放一条一字线",
    message="{where}的页码{found}。请改为 4 号（14 磅）宋体，写作“— 1 —”。",
    hint="页码用 4 号宋体，左右各一条一字线",
)
DISTANCE: Final = Rule(
    code="LF-L38",
    title="页码与版心的距离不符",
    severity="error",
    basis=f"{_BASIS}：一字线上距版心下边缘 7 毫米",
    message="{where}的页码距版心下边缘约 {found} 毫米，应为 7 毫米。"
    "请把页脚距底端的距离设为 25.5 毫米，页码行距设为固定值 14 磅。",
    hint="页脚距底端 25.5 毫米，页码行距固定值 14 磅",
)
RULES: Final = (MISSING, SIDE, FORM, DISTANCE)

_NAMES = {"default": "单页", "even": "双页"}
_SAID = {
    "left": "居左",
    "right": "居右",
    "center": "居中",
    "outside": "外侧",
    "turned": "竖排",
    "": "不明",
}
_FORM = re.compile(r"^\s*[—－―\-–]\s*\d+\s*[—－―\-–]\s*$")
_DASHED = re.compile(r"^\s*—\s*\d+\s*—\s*$")
_EM = (0.5, 1.8)  # characters from the side


def check(view: View) -> Iterator[Finding]:
    """Look at the footers of every section."""
    for index, section in enumerate(view.sheet.sections):
        kinds = ("default", "even") if view.sheet.odd_and_even else ("default",)
        numbers = {kind: section.numbers.get(kind) for kind in kinds}
        lacking = [kind for kind, number in numbers.items() if number is None]
        if lacking and _only_imprint(view, index):
            continue
        if lacking:
            which = "" if len(lacking) == len(kinds) else f"（{_NAMES[lacking[0]]}）"
            yield view.on_section(MISSING, index, found=which)
            continue
        found = {kind: number for kind, number in numbers.items() if number is not None}
        if (wrong := _side(view, section, found)) is not None:
            yield view.on_section(SIDE, index, found=wrong)
        yield from _looks(view, section, index, found)


def _only_imprint(view: View, index: int) -> bool:
    """Tell whether a section at the end has nothing but the 版记, whose page has no number."""
    text = {"body", "heading", "title", "annex_label", "annex_title"}
    said = any(part.paragraph.section == index and part.role in text for part in view.parts)
    return 0 < index >= len(view.sheet.sections) - 2 and not said


def _side(view: View, section: Section, numbers: dict[str, PageNumber]) -> str | None:
    sides = {kind: number.side for kind, number in numbers.items()}
    if section.turned:
        right = all(side == "turned" for side in sides.values())
        return None if right else "横排页的页码没有放在左边竖排的文本框里"
    if not view.sheet.odd_and_even:
        return None if sides["default"] == "outside" else f"单双页相同，都{_SAID[sides['default']]}"
    for kind, wanted in (("default", "right"), ("even", "left")):
        if sides[kind] not in {wanted, "outside"}:
            return f"{_NAMES[kind]}的页码{_SAID[sides[kind]]}，应{_SAID[wanted]}"
        if sides[kind] == wanted and not _EM[0] <= numbers[kind].indent <= _EM[1]:
            return f"{_NAMES[kind]}的页码离边 {numbers[kind].indent:.2g} 字，应为 1 字"
    return None


def _looks(
    view: View, section: Section, index: int, numbers: dict[str, PageNumber]
) -> Iterator[Finding]:
    for number in numbers.values():
        if (found := _form(view, number)) is not None:
            yield view.on_section(FORM, index, found=found)
            break
    for number in numbers.values():
        if section.turned or not number.last or number.side == "":
            continue
        apart = mm(section.bottom - section.footer - number.height / 2)
        if abs(apart - view.words.page.dash_mm) > view.words.tolerance.dash_mm:
            yield view.on_section(DISTANCE, index, found=f"{apart:.1f}")
            break


def _form(view: View, number: PageNumber) -> str | None:
    role = view.profile.edition.page_number_font
    if not _DASHED.match(number.words):
        return "左右没有一字线" if not _FORM.match(number.words) else "左右不是一字线（—）"
    if abs(number.letters.size - view.profile.sizes.note) > view.words.tolerance.points:
        return f"是 {number.letters.size:g} 磅"
    font = number.letters.font
    if role != "free" and font and not view.profile.is_font(font, role):
        return f"用的是{font}"
    return None
