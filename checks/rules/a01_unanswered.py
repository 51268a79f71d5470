"""LF-A01: a criterion of the assessment (annex 7) is unanswered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from checks.view import View
from checks.vocabulary import shortened
from schemas.criteria import CriterionText, criteria
from schemas.dossier import DepartmentDossier, Source
from schemas.findings import Finding, Rule
from schemas.forms import Criterion

RULE: Final = Rule(
    code="LF-A01",
    title="考核项未填结论",
    severity="error",
    basis="实施方案六（五）（依据检查考核标准考核各部门）；附件7",
    message=(
        "“{department}”的检查考核表（{where}）：第{number}项“{criterion}”没有填写是否达标，"
        "或填写的文字看不出结论。请对照佐证材料，填写“达标”或“未达标”。"
    ),
    hint="对照佐证材料，填写“达标”或“未达标”",
)

_ALL: Final = (
    "文件“{file}”{place}：“{department}”的检查考核表没有填写结论"
    "（应由考核填写的{count}项都是空白）。请对照佐证材料，逐项填写“达标”或“未达标”。"
)


def check(view: View) -> Iterator[Finding]:
    """Find unanswered criteria once annex 7 is there (else LF-D01), whoever filled it in.

    What follows from the submissions (``criteria.toml``) needs no answer. A form without any
    answer is told once; one that lacks a column is LF-F10.
    """
    own = [criterion for criterion in criteria() if not criterion.codes]
    for department in view.departments:
        files = [sent.source for sent in department.assessments]
        if not files or any(source.path in view.risks.broken for source in files):
            continue
        answers = _answers(department)
        unanswered = [criterion for criterion in own if _met(answers, criterion) is None]
        if len(unanswered) == len(own):
            yield _blank(department, len(own))
        else:
            yield from (_finding(department, answers, criterion) for criterion in unanswered)


def _answers(department: DepartmentDossier) -> Mapping[int, tuple[Criterion, Source]]:
    """Give each criterion as it stands in the form; of several places the one that answers it."""
    found: dict[int, tuple[Criterion, Source]] = {}
    for sent in department.assessments:
        for criterion in sent.form.criteria:
            known = found.get(criterion.number)
            if known is None or known[0].met is None:
                found[criterion.number] = (criterion, sent.source)
    return found


def _met(answers: Mapping[int, tuple[Criterion, Source]], criterion: CriterionText) -> bool | None:
    answer = answers.get(criterion.number)
    return answer[0].met if answer else None


def _blank(department: DepartmentDossier, count: int) -> Finding:
    sent = department.assessments[0]
    return RULE.finding(
        message=_ALL,
        department=department.name,
        file=sent.source.path,
        place=sent.form.place(),
        count=count,
    )


def _finding(
    department: DepartmentDossier,
    answers: Mapping[int, tuple[Criterion, Source]],
    criterion: CriterionText,
) -> Finding:
    first = department.assessments[0]
    answer, source = answers.get(criterion.number, (None, first.source))
    place = answer.place("met") if answer else first.form.place()
    return RULE.finding(
        department=department.name,
        file=source.path,
        place=place,
        where=str(place or "") or f"第{criterion.number}项",
        number=criterion.number,
        criterion=shortened(criterion.text),
    )
