"""LF-L01 to L04: paper, margins, turned pages and the grid of a section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rendering.lint.sheet import Section, mm
from rendering.lint.view import View
from schemas.findings import Finding, Rule

_BASIS = "GB/T 9704—2012 第5章（1999 年版相同）"

PAPER: Final = Rule(
    code="LF-L01",
    title="用纸不是 A4",
    severity="error",
    basis=_BASIS,
    message="{where}的用纸是{found}。请在“布局—纸张大小”中改为 A4（210 毫米×297 毫米）。",
    hint="纸张大小改为 A4",
)
MARGINS: Final = Rule(
    code="LF-L02",
    title="页边距或版心不符",
    severity="error",
    basis=_BASIS,
    message="{where}的页边距不符：{found}。"
    "请在“布局—页边距”中改为上 37、下 35、左 28、右 26 毫米，版心即为 156 毫米×225 毫米。",
    hint="页边距改为上 37、下 35、左 28、右 26 毫米",
)
TURNED: Final = Rule(
    code="LF-L03",
    title="横排页的页边距没有随纸转过来",
    severity="error",
    basis="GB/T 9704—2012 第8章（1999 年版相同）",
    message="{where}是横排页，页边距不符：{found}。横排页的上边是竖排时的左边（订口），"
    "请改为上 28、下 26、左 35、右 37 毫米。",
    hint="横排页的页边距改为上 28、下 26、左 35、右 37 毫米",
)
GRID: Final = Rule(
    code="LF-L04",
    title="文档网格不是每面 22 行",
    severity="warning",
    basis="GB/T 9704—2012 5.2.3（1999 年版相同）",
    message="{where}的文档网格是每面{found}行。请在“页面设置—文档网格”中选“只指定行网格”，"
    "改为每页 22 行（跨度 28.95 磅）。",
    hint="文档网格改为每页 22 行，跨度 28.95 磅",
)
RULES: Final = (PAPER, MARGINS, TURNED, GRID)

_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}


def check(view: View) -> Iterator[Finding]:
    """Look at every section; the same fault of several is told of each."""
    for index, section in enumerate(view.sheet.sections):
        size = sorted((mm(section.width), mm(section.height)))
        if any(abs(a - b) > view.words.tolerance.mm for a, b in zip(size, (210, 297), strict=True)):
            found = f"{mm(section.width):.0f} 毫米×{mm(section.height):.0f} 毫米"
            yield view.on_section(PAPER, index, found=found)
            continue
        wrong = _wrong_margins(view, section)
        if wrong:
            rule = TURNED if section.turned else MARGINS
            yield view.on_section(rule, index, found="、".join(wrong))
        elif section.grid and _grid_lines(section) != view.words.page.lines and not section.turned:
            yield view.on_section(GRID, index, found=f" {_grid_lines(section)} ")


def _wrong_margins(view: View, section: Section) -> list[str]:
    page = view.profile.page
    wanted = {s: float(getattr(page, s)) for s in ("top", "right", "bottom", "left")}
    if section.turned:
        clockwise = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
        wanted = {side: wanted[of] for side, of in clockwise.items()}
    return [
        f"{name}{mm(getattr(section, side)):.1f} 毫米"
        for side, name in _SIDES.items()
        if abs(mm(getattr(section, side) - wanted[side])) > view.words.tolerance.mm
    ]


def _grid_lines(section: Section) -> int:
    return int(section.text_height // section.pitch) if section.pitch > 0 else 0
