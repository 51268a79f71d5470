"""LF-R23: advice: what kinds of risk a department has found, told by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from checks.rated_items import rated_items
from checks.view import View
from checks.vocabulary import listed
from schemas.findings import Finding, Rule
from schemas.risk_kinds import RISK_KINDS, RiskKind, kind_of

RULE: Final = Rule(
    code="LF-R23",
    title="评级建议：风险的类型",
    severity="info",
    basis="实施方案五（二）、五（四）（权力行使、制度机制、思想道德）",
    message=(
        "按用词推断，“{department}”的{risks}条风险中，{kinds}。{remark}"
        "制定防控措施时可以参考：权力行使方面的完善程序、分权制衡，"
        "制度机制方面的健全制度，思想道德方面的加强教育。"
    ),
    hint="供制定防控措施时参考；推断不准的，在词表 schemas/data/risk_kinds.toml 中增减用词",
)


def check(view: View) -> Iterator[Finding]:
    """Tell each department's likely kinds in one remark, and what could not be told."""
    if not view.complete:
        return
    for department, items in rated_items(view).items():
        texts = [row.risk.manifestation for item in items for row in item.rows]
        kinds = {text: kind_of(text) for text in texts}
        if texts:
            counts = Counter(kinds[text] for text in texts)
            unknown = [text for text, kind in kinds.items() if kind is None]
            yield RULE.finding(
                department=department,
                risks=len(texts),
                kinds="、".join(f"{kind}{counts[kind]}条" for kind in RISK_KINDS),
                remark=_remark(counts, unknown),
            )


def _remark(counts: Mapping[RiskKind | None, int], unknown: list[str]) -> str:
    none = [kind for kind in RISK_KINDS if not counts.get(kind)]
    missing = f"没有看出{'、'.join(none)}方面的风险。" if none else ""
    untold = f"另有{counts[None]}条看不出类型：{listed(unknown, 3)}。" if unknown else ""
    return untold + missing
