"""LF-R05: a risk's point (廉政风险点) is not a step of the item's chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from checks.item_risks import ItemRisks
from checks.mentions import ANNEX_NAMES, MEASURES, Mention
from checks.view import View
from checks.vocabulary import is_blank, listed, shortened
from schemas.findings import Finding, Rule
from schemas.forms import Step
from schemas.matching import comparable, steps_holding

RULE: Final = Rule(
    code="LF-R05",
    title="风险点不是流程图中的环节",
    severity="error",
    basis="实施方案六（三）1（依据流程图查找风险点）；附件2至附件6",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”，{form}所写的{column}“{point}”"
        "不是{chart}中的环节（图中的环节有{steps}）。请改成与流程图一致的环节，或在图中补画该环节。"
    ),
    hint="改成与流程图一致的环节，或在图中补画该环节",
)

_SEVERAL: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”，{form}所写的{column}“{point}”"
    "在{chart}中对得上几个环节（{steps}），{manifestations}属于哪一个无从判断。"
    "请把环节名称写全，与流程图一致。"
)
_SEVERAL_HINT: Final = "把环节名称写全，与流程图一致"
_BLANK: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”，{form}中的表现形式{manifestations}"
    "没有写明{column}。请填写它所在的环节，与流程图一致。"
)
_BLANK_HINT: Final = "填写风险所在的环节，与流程图一致"


def check(view: View) -> Iterator[Finding]:
    """Find points that no step is, one finding a point and form.

    Nothing is said where the item is unknown (LF-R02), where there is no chart or none that can
    be read (LF-P01, P06), and of boxes in a drawing that was read with doubt (LF-P07).
    """
    for item in view.risks.by_item:
        if view.risks.is_known(item):
            lost = [m for m in (*item.lost, *item.lost_measures) if m.certain]
            for _, same in groupby(lost, key=_cell):
                yield _finding(item, tuple(same))


def _cell(mention: Mention) -> tuple[int, str, str]:
    return mention.annex, mention.source.path, comparable(mention.point)


def _finding(item: ItemRisks, mentions: Sequence[Mention]) -> Finding:
    mention = mentions[0]
    meant = steps_holding(mention.point, item.steps)
    message, hint = _words(mention, meant)
    return RULE.finding(
        message=message,
        hint=hint,
        department=item.department,
        item=item.item,
        file=mention.source.path,
        place=mention.point_place or mention.place,
        form=ANNEX_NAMES[mention.annex],
        column="关键环节" if mention.annex == MEASURES else "廉政风险点",
        point=shortened(mention.point),
        chart=item.chart_name,
        steps=listed([step.text for step in meant or item.steps]),
        manifestations=listed([other.text for other in mentions]),
    )


def _words(mention: Mention, meant: Sequence[Step]) -> tuple[str | None, str | None]:
    if is_blank(mention.point):
        return _BLANK, _BLANK_HINT
    return (_SEVERAL, _SEVERAL_HINT) if meant else (None, None)
