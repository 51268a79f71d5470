"""LF-M20: advice: the measures of many risks are of another kind than the risks themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.measure_words import MeasureKind, fits, measure_words
from checks.served_risks import ServedRisk, served_risks
from checks.view import View
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule
from schemas.risk_kinds import kind_of

RULE: Final = Rule(
    code="LF-M20",
    title="措施建议：措施与风险的类型不对应",
    severity="info",
    basis="实施方案五（四）、六（四）1（权力行使、制度机制、思想道德方面各采取什么措施）",
    message=(
        "措施建议：按用词推断，“{department}”{kinds}。"
        "可请该部门补充相应的措施；推断不准的，在词表 checks/data/measures.toml 中增减用词。"
    ),
    hint="供完善防控措施时参考；措施得当的，不必改动",
)


def check(view: View) -> Iterator[Finding]:
    """Tell each department in one remark which kinds of its risks lack measures of their kind.

    A regulation is a measure against risks of 制度机制. Risks and measures whose kind no word
    tells are left out.
    """
    if not view.complete:
        return
    for department, risks in served_risks(view).items():
        unfit = [(kind, *_unfit(kind, risks)) for kind in measure_words().kind]
        told = [(kind, own, lacking) for kind, own, lacking in unfit if _is_much(own, lacking)]
        if told:
            row = told[0][2][0].rows[0]
            yield RULE.finding(
                department=department,
                file=row.source.path,
                place=row.place("measures"),
                kinds="；".join(_sentence(*entry) for entry in told),
            )


def _unfit(
    kind: MeasureKind, risks: Sequence[ServedRisk]
) -> tuple[Sequence[ServedRisk], Sequence[ServedRisk]]:
    """Give the risks of a kind that have measures, and those whose measures are of other kinds."""
    own = [r for r in risks if r.measures and kind_of(r.risk.risk.manifestation) == kind.name]
    return own, [risk for risk in own if not fits(kind.name, _against(kind, risk))]


def _against(kind: MeasureKind, risk: ServedRisk) -> tuple[str, ...]:
    return (*risk.measures, *(risk.regulations if kind.name == "制度机制" else ()))


def _is_much(own: Sequence[ServedRisk], lacking: Sequence[ServedRisk]) -> bool:
    least = measure_words().unfit
    return len(lacking) >= least.risks and len(lacking) >= least.share * len(own)


def _sentence(kind: MeasureKind, own: Sequence[ServedRisk], lacking: Sequence[ServedRisk]) -> str:
    first = lacking[0]
    return (
        f"{kind.name}方面的{len(own)}条风险中，有{len(lacking)}条没有{kind.does}一类的措施"
        f"（如“{first.risk.item}”的“{shortened(first.risk.risk.manifestation)}”，"
        f"措施是“{shortened(first.measures[0])}”）"
    )
