"""The category of an authority item, however the cell is dressed."""

from __future__ import annotations

import re

from extractors.annexes.text import bare, outside_brackets
from schemas.forms import CATEGORIES, Category
from schemas.text import normalised

TICKED = "☑☒■√✓✔●◉⊠⊙✅▣"
UNTICKED = "□☐○◯◻▢⬜◎"
_NAMES = re.compile("|".join(CATEGORIES))
_MARKS = re.compile(f"[{TICKED}]|[{UNTICKED}]")
_PADDING = re.compile(r"[(（\[【]\s*[)）\]】]")


def read_category(text: str) -> Category | None:
    """Read one of the three categories from a cell, or None when it names none or several.

    Understood are broken lines, list numbers, quotation marks, and ticks before or after the
    names (☑行政职权 □内部职权, 行政职权（√）).
    """
    for category in CATEGORIES:
        if text == category:
            return category
    folded = _PADDING.sub("□", normalised(text))
    names = list(_NAMES.finditer(folded))
    if not names:
        return None
    if len(names) == 1:
        around = folded[: names[0].start()] + folded[names[0].end() :]
        unticked = any(c in UNTICKED for c in around) and not any(c in TICKED for c in around)
        return None if unticked or _says_more(around) else _category(names[0].group())
    ticked = _ticked(folded, names)
    return _category(ticked[0]) if len(ticked) == 1 else None


def is_ticked(text: str) -> bool:
    """Tell whether a cell of a column to be ticked is ticked (√, ☑, 是)."""
    folded = normalised(text)
    return bool(folded) and (
        any(c in TICKED for c in folded) or bare(folded) in {"是", "Y", "V", "v", "有", *CATEGORIES}
    )


def _says_more(around: str) -> bool:
    """Tell whether words other than list numbers and marks stand beside the category."""
    plain = _MARKS.sub("", around)
    outside = outside_brackets(plain)  # 内部职权（人事）: words in brackets only describe
    if any(word in plain for word in ("非", "不", "或", "权")):
        outside = plain
    rest = re.sub(r"^[(（]?[\d一二三][)）.．、]?", "", outside)
    return bare(rest) not in {"", "类", "是", "属", "属于", "职权类别", "类别"}


def _ticked(folded: str, names: list[re.Match[str]]) -> list[str]:
    """Give the names that carry a tick; marks stand all before their names or all after them."""
    edges = [0, *(name.end() for name in names)]
    before = [folded[edges[i] : name.start()] for i, name in enumerate(names)]
    ends = [*(name.start() for name in names[1:]), len(folded)]
    after = [folded[name.end() : ends[i]] for i, name in enumerate(names)]
    marks = before if _MARKS.search(before[0]) else after
    return [
        name.group()
        for name, mark in zip(names, marks, strict=True)
        if any(c in TICKED for c in mark)
    ]


def _category(name: str) -> Category | None:
    return next((c for c in CATEGORIES if c == name), None)
