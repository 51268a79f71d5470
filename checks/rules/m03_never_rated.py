"""LF-M03: annex 6 lists a risk that was never rated (annex 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.measured_items import MeasuredItem
from checks.records import MeasuredRow, RatedRow
from checks.view import View, in_file
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule
from schemas.text import one_line

RULE: Final = Rule(
    code="LF-M03",
    title="一览表中的风险没有评定过",
    severity="error",
    basis="实施方案六（三）2、六（四）1（先评定等级，再制定防控措施）；附件4、附件6",
    message=(
        "“{department}”的防控措施一览表（{where}）：“{item}”环节“{point}”的风险“{manifestation}”"
        "在评定表中没有。请核对：新查出的风险补报评定表（附件4）和分布图（附件3），写错的改成与评定表一致。"
    ),
    hint="新查出的风险补报附件3、附件4，写错的改成与评定表一致",
)

_NONE: Final = (
    "“{department}”的“{item}”在评定表中没有风险（填“无”），防控措施一览表（{where}）却列了{count}条。"
    "请核对：确有风险的补报评定表（附件4）和分布图（附件3），没有的从一览表中删去。"
)
_ELSEWHERE: Final = (
    "“{department}”的“{item}”，风险“{manifestation}”：评定表（{place_rated}）列在环节“{step}”，"
    "防控措施一览表（{where}）却列在环节“{point}”。请核对它属于哪一个环节，改成一致。"
)
_ELSEWHERE_HINT: Final = "核对风险属于哪一个环节，与评定表改成一致"


def check(view: View) -> Iterator[Finding]:
    """Find rows of annex 6 whose risk annex 4 does not have at that step; one finding a row.

    An item that has no risks according to annex 4 (无) is told once. Nothing is said while the
    item is not rated (LF-R01, D01), or not in the catalogue (LF-R02).
    """
    for item in view.measured_items:
        if len(item.unrated) > 1 and not item.rated:
            yield _finding(item, item.unrated[0], _NONE, count=len(item.unrated))
        else:
            yield from (_finding(item, row) for row in item.unrated)
        for risk, row in item.moved:
            yield _at_another_step(item, risk, row)


def _at_another_step(item: MeasuredItem, risk: RatedRow, row: MeasuredRow) -> Finding:
    return RULE.finding(
        message=_ELSEWHERE,
        hint=_ELSEWHERE_HINT,
        department=item.item.department,
        item=item.item.item,
        file=row.source.path,
        place=row.place("point"),
        related=(in_file(risk.source, risk.place("point")),) if risk.source != row.source else (),
        where=row.where("point"),
        manifestation=shortened(risk.risk.manifestation),
        place_rated=risk.where("point"),
        step=one_line(risk.risk.point),
        point=one_line(row.risk.point),
    )


def _finding(
    item: MeasuredItem, row: MeasuredRow, message: str | None = None, *, count: int = 1
) -> Finding:
    return RULE.finding(
        message=message,
        department=item.item.department,
        item=item.item.item,
        file=row.source.path,
        place=row.place(),
        where=row.where(),
        point=one_line(row.risk.point),
        manifestation=shortened(row.risk.manifestation),
        count=count,
    )
