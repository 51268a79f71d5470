"""LF-C06: placeholder text of the blank form is left in a filled row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from checks.vocabulary import placeholder_in
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-C06",
    title="残留占位文字",
    severity="error",
    basis="附件1（样表中的省略号和“XX”供参考，填报时应换成实际内容）",
    message=(
        "“{department}”的目录（{where}）：职权事项“{item}”的{column}还留有占位文字“{text}”。"
        "请换成实际内容；如此行多余，请删去整行。"
    ),
    hint="把占位文字换成实际内容，或删去多余的行",
)

_COLUMNS: Final = (
    ("name", "职权事项名称"),
    ("category", "职权类别"),
    ("content", "职权内容"),
    ("legal_basis", "法规依据"),
)
_TEXTS: Final = {"category": "category_raw"}


def check(view: View) -> Iterator[Finding]:
    """Find placeholders in named rows, one finding a cell.

    A cell that is only a placeholder is this fault, not LF-C02, C04 or C05: what helps is to
    replace the dots, which the other messages do not say.
    """
    for row in view.all_rows:
        if not row.key:
            continue
        for field, column in _COLUMNS:
            text = placeholder_in(getattr(row.item, _TEXTS.get(field, field)))
            if text is not None:
                yield RULE.finding(
                    department=row.department,
                    item=row.name,
                    file=row.source.path,
                    place=row.item.place(field),
                    where=row.where(field),
                    column=column,
                    text=text,
                )
