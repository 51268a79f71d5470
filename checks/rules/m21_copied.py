"""LF-M21: advice: one and the same measure stands in many of a department's items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks.measure_words import measure_words
from checks.records import MeasuredRow
from checks.served_risks import ServedRisk, cells, served_risks
from checks.view import View
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule
from schemas.matching import comparable

RULE: Final = Rule(
    code="LF-M21",
    title="措施建议：同一措施照搬到多个事项",
    severity="info",
    basis="实施方案五（四）（防控措施要有针对性、可操作性）",
    message=(
        "措施建议：“{department}”有{count}条措施原样用在多个职权事项上：{measures}。"
        "可请该部门看看是否针对各事项的风险，写得更具体些。"
    ),
    hint="供完善防控措施时参考；确属通用的，不必改动",
)

_MOST_NAMED: Final = 5


def check(view: View) -> Iterator[Finding]:
    """Name a department's measures that stand in many items, the most copied first."""
    if not view.complete:
        return
    for department, risks in served_risks(view).items():
        copied = [one for one in _measures(risks) if len(one.rows) >= measure_words().copied.items]
        if copied:
            yield _finding(department, sorted(copied, key=lambda one: -len(one.rows)))


@dataclass(frozen=True)
class _Measure:
    """A measure with the first row of every item that it stands in."""

    text: str
    rows: dict[str, MeasuredRow]


def _measures(risks: tuple[ServedRisk, ...]) -> Sequence[_Measure]:
    found: dict[str, _Measure] = {}
    for row in cells(risks, "measures"):
        for text in row.measures:
            found.setdefault(comparable(text), _Measure(text, {})).rows.setdefault(row.key, row)
    return tuple(found.values())


def _finding(department: str, copied: Sequence[_Measure]) -> Finding:
    first = next(iter(copied[0].rows.values()))
    named = [f"“{shortened(one.text)}”（{len(one.rows)}项）" for one in copied[:_MOST_NAMED]]
    return RULE.finding(
        department=department,
        file=first.source.path,
        place=first.place("measures"),
        count=len(copied),
        measures="、".join(named) + ("等" if len(copied) > _MOST_NAMED else ""),
    )
