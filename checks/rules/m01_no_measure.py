"""LF-M01: nothing is done against a risk: it has no control measure (防控措施) in annex 6."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.measured_items import MeasuredItem
from checks.rated_cells import by_cell, finding_at
from checks.records import MeasuredRow, RatedRow
from checks.view import View, in_file
from checks.vocabulary import shortened
from schemas.base import Place
from schemas.dossier import Source
from schemas.findings import Finding, Rule
from schemas.matching import comparable
from schemas.text import one_line

RULE: Final = Rule(
    code="LF-M01",
    title="风险没有防控措施",
    severity="error",
    basis="实施方案五（四）、六（四）1（针对廉政风险点制定防控措施）；附件6、附件7第16项",
    message=(
        "“{owner}”的{form}（{where}）：{about}的表现形式{manifestations}没有防控措施。"
        "请填写针对这条风险的具体措施；几条风险共用一项措施的，合并单元格或逐条写出。"
    ),
    hint="填写针对这条风险的具体防控措施",
)

_ABSENT: Final = (
    "“{department}”的“{item}”，环节“{point}”的风险“{manifestation}”：评定表（{where}）评为“{level}”，"
    "防控措施一览表中却没有这条风险。请在一览表中补列，并填写防控措施。"
)
_ABSENT_HINT: Final = "在一览表中补列这条风险，并填写防控措施"
_NONE: Final = (
    "“{department}”的“{item}”评定了{count}条风险，防控措施一览表中却一条也没有列入。"
    "请在一览表中补列这个事项的全部风险，并填写防控措施。"
)
_NONE_HINT: Final = "在一览表中补列这个事项的全部风险和防控措施"


def check(view: View) -> Iterator[Finding]:
    """Find risks without any measure, once the department's annex 6 is there (else LF-D01).

    A cell that is blank, or says 无 or XX（略）, is told once for all risks that it covers; a risk
    that stands nowhere in annex 6 by itself; an item of which nothing stands there once.
    """
    for item in view.measured_items:
        for cell in by_cell(_bare(item), "measures"):
            yield finding_at(RULE, cell, "measures")
        if len(item.missing) > 1 and not item.rows:
            yield _nothing(item)
        else:
            yield from (_absent(item, risk) for risk in item.missing)


def _bare(item: MeasuredItem) -> Iterator[MeasuredRow]:
    """Give the rows of the risks of which no row states a measure."""
    served = {(r[0].source.path, r[0].number): r for _, r in item.served}
    yield from (rows[0] for rows in served.values() if not any(row.measures for row in rows))
    yield from (row for row in item.alone if not row.measures)


def _absent(item: MeasuredItem, risk: RatedRow) -> Finding:
    source, place = _spot(item, risk)
    return RULE.finding(
        message=_ABSENT,
        hint=_ABSENT_HINT,
        department=item.item.department,
        item=item.item.item,
        file=source.path,
        place=place,
        related=(in_file(risk.source, risk.place()),) if risk.source != source else (),
        point=one_line(risk.risk.point),
        manifestation=shortened(risk.risk.manifestation),
        where=risk.where(),
        level=risk.risk.level or "（未定）",
    )


def _nothing(item: MeasuredItem) -> Finding:
    first, form = item.missing[0], item.forms[0]
    return RULE.finding(
        message=_NONE,
        hint=_NONE_HINT,
        department=item.item.department,
        item=item.item.item,
        file=form.source.path,
        place=form.form.place(),
        related=(in_file(first.source, first.place("item")),),
        count=len(item.missing),
    )


def _spot(item: MeasuredItem, risk: RatedRow) -> tuple[Source, Place | None]:
    """Give where the risk would stand: below the last of its step, of its item, in the form."""
    point = comparable(risk.risk.point)
    beside = [row for row in item.rows if comparable(row.risk.point) == point]
    if beside:
        return beside[-1].source, beside[-1].place("point")
    if item.rows:
        return item.rows[-1].source, item.rows[-1].place("item")
    return item.forms[0].source, item.forms[0].form.place()
