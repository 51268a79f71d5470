"""Two years of a college side by side on paper: figures, then every change (动态管理)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rendering.frame import opened
from rendering.gbt9704 import date_words, edition
from rendering.package import with_properties, write_package
from rendering.plan_text import Style
from rendering.wordml import cell, row, table, text_paragraph
from schemas.college import College
from schemas.schedule import PHASE_NAMES
from schemas.year_diff import CHANGE_NAMES, YearDiff, YearOfCollege

TITLE = "廉政风险防控年度变化对照表"
_FIGURES = ("年度", "部门（单位）", "职权事项", "廉政风险点", "高等级", "中等级", "低等级")
_FIGURE_WIDTHS = (1100, 1560, 1240, 1560, *[1126] * 3)
_CHANGES = ("部门（单位）", "职权事项", "变化", "内容")
_CHANGE_WIDTHS = (1560, 1900, 1300, 4080)


def render_year_diff(compared: YearDiff, college: College, *, template: Path) -> bytes:
    """Write the comparison; equal arguments give equal bytes.

    Args:
        compared: The two years and their differences.
        college: For the edition of GB/T 9704.
        template: ``year_diff.docx``, the shipped one or the office's own.

    Raises:
        UsageError: The template cannot be used.
    """
    sheet = opened(template, college)
    words = {
        "organisation": compared.organisation,
        "earlier": compared.earlier.year,
        "later": compared.later.year,
        "mark": "",
        "paragraphs": [*_sources(compared, college), _summary(compared)],
    }
    changes = [
        (c.department, c.item or "", CHANGE_NAMES[c.kind], c.in_words()) for c in compared.changes
    ]
    figures = [_figures(year) for year in (compared.earlier, compared.later)]
    filled = sheet.fill(words, ("figures", "changes"))
    parts = filled.insert(
        {
            "figures": [
                _table(
                    "两年总体情况", _FIGURE_WIDTHS, _FIGURES, figures, sheet.style, look="表格居中"
                )
            ],
            "changes": [
                _table("变化明细", _CHANGE_WIDTHS, _CHANGES, changes, sheet.style, look="表格文字")
                if changes
                else text_paragraph("两年没有不同。", sheet.style("公文正文"))
            ],
        }
    )
    years = f"{compared.earlier.year}年至{compared.later.year}年"
    return write_package(
        with_properties(
            parts,
            title=f"{compared.organisation}{years}{TITLE}",
            creator=compared.organisation,
            date=compared.later.as_of,
        )
    )


def _figures(year: YearOfCollege) -> tuple[str, ...]:
    numbers = (year.departments, year.items, year.points, year.high, year.medium, year.low)
    return (f"{year.year}年", *map(str, numbers))


def _sources(compared: YearDiff, college: College) -> Iterator[str]:
    numerals = edition(college.layout.edition).date_numerals
    for year in (compared.earlier, compared.later):
        status = "正式文件" if year.official else "草稿"
        yield (
            f"{year.year}年度数字取自{PHASE_NAMES[year.phase]}阶段的{status}，"
            f"资料截至{date_words(year.as_of, numerals)}。"
        )


def _summary(compared: YearDiff) -> str:
    counts = Counter(change.kind for change in compared.changes)
    told = "，".join(
        f"{name}{counts[kind]}处" for kind, name in CHANGE_NAMES.items() if counts[kind]
    )
    return f"两年比较：{told}。" if told else "两年没有不同。"


def _table(
    title: str,
    widths: Sequence[int],
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    style: Style,
    *,
    look: str,
) -> str:
    def written(texts: Sequence[str], look: str, *, header: bool = False) -> str:
        cells = (
            cell(width, text_paragraph(text, style(look)), valign="center")
            for width, text in zip(widths, texts, strict=True)
        )
        return row(cells, header=header, height=480)

    rows = [written(heads, "表格栏目", header=True), *(written(texts, look) for texts in lines)]
    return table(widths, rows, style=style("公文表格"), title=title)
