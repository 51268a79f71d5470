"""LF-A02: the assessment says that a criterion is met, and the submissions contradict it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from checks.view import View
from checks.vocabulary import shortened
from schemas.base import PlaceInFile
from schemas.criteria import CriterionText, against, criteria
from schemas.dossier import Source
from schemas.findings import Finding, Rule
from schemas.forms import Criterion

RULE: Final = Rule(
    code="LF-A02",
    title="考核结论与报送材料不符",
    severity="warning",
    basis="实施方案六（五）；附件7第5、8、9、10、12、15、16项",
    message=(
        "“{department}”的检查考核表（{where}）：第{number}项“{criterion}”填为达标，"
        "报送材料中却有这方面的问题：{reasons}。这一项以报送材料为准，按未达标计。"
        "请改正这些问题，或更正这一项的结论。"
    ),
    hint="改正报送材料中的问题，或更正这一项的结论",
)

_MOST_RELATED: Final = 20


def conclude(view: View, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Compare the answers “met” with what stands against the seven criteria; info does not."""
    texts = {criterion.number: criterion for criterion in criteria()}
    for department in view.departments:
        if not department.assessments:
            continue
        told = against(f for f in findings if f.department == department.name)
        for sent in department.assessments:
            for answer in sent.form.criteria:
                reasons = told.get(answer.number, ())
                if answer.met and reasons:
                    yield _finding(
                        department.name, sent.source, answer, texts[answer.number], reasons
                    )


def _finding(
    department: str,
    source: Source,
    answer: Criterion,
    criterion: CriterionText,
    reasons: Sequence[Finding],
) -> Finding:
    place = answer.place("met")
    counts = Counter(finding.code for finding in reasons)
    places = (_where(reason) for reason in reasons[:_MOST_RELATED])
    return RULE.finding(
        department=department,
        file=source.path,
        place=place,
        related=tuple(at for at in places if at is not None and at.file != source.path),
        where=str(place or "") or f"第{answer.number}项",
        number=answer.number,
        criterion=shortened(criterion.text),
        reasons="、".join(f"{code}（{counts[code]}处）" for code in sorted(counts)),
    )


def _where(finding: Finding) -> PlaceInFile | None:
    """Give where a finding stands; what is missing stands nowhere."""
    if finding.file is None:
        return None
    place = finding.location.model_dump() if finding.location else {}
    return PlaceInFile(file=finding.file, **place)
