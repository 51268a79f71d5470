"""The twenty criteria of annex 7, and what the submissions themselves say of seven of them.

Contract, section 6, "Assessment".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from schemas.base import Model
from schemas.consolidated import ConsolidatedCriterion
from schemas.findings import Finding
from schemas.forms import Assessment, Criterion

NOT_SENT = "没有报送检查考核表"


class CriterionText(Model):
    """A criterion (考核标准).

    Attributes:
        number: 1 to 20.
        group: 项目, one of five.
        text: The plan's words.
        codes: For those that follow from the submissions: the findings that tell against it.
    """

    number: int
    group: str
    text: str
    codes: tuple[str, ...] = ()


@cache
def criteria() -> tuple[CriterionText, ...]:
    """Give the criteria in their order."""
    text = files("schemas").joinpath("data/criteria.toml").read_text(encoding="utf-8")
    return tuple(CriterionText(**entry) for entry in tomllib.loads(text)["criterion"])


def against(findings: Iterable[Finding]) -> Mapping[int, tuple[Finding, ...]]:
    """Share a department's findings out to the criteria that they tell against.

    What is only pointed out (info) tells against nothing.
    """
    standing = [finding for finding in findings if finding.severity != "info"]
    return {
        criterion.number: tuple(f for f in standing if f.code in criterion.codes)
        for criterion in criteria()
        if criterion.codes
    }


def judged(
    forms: Iterable[Assessment], findings: Iterable[Finding]
) -> tuple[ConsolidatedCriterion, ...]:
    """Answer all criteria for a department: seven from its findings, the others from its form.

    Args:
        forms: Annex 7 as it was sent, in one part or several; none where it was not.
        findings: All findings about the department, of whatever severity.
    """
    told = against(findings)
    answers = _answers(forms)
    found = []
    for criterion in criteria():
        answer = answers.get(criterion.number)
        met: bool | None = answer.met if answer else None
        evidence: str | None = answer.evidence if answer else NOT_SENT
        if criterion.number in told:
            reasons = told[criterion.number]
            met, evidence = not reasons, _evidence(reasons)
        found.append(
            ConsolidatedCriterion(
                number=criterion.number,
                met=met,
                evidence=evidence,
                by_software=criterion.number in told,
                answered=answer.met if answer else None,
            )
        )
    return tuple(found)


def _answers(forms: Iterable[Assessment]) -> Mapping[int, Criterion]:
    """Give each criterion as it was answered; of several parts the first that answers it."""
    found: dict[int, Criterion] = {}
    for criterion in (criterion for form in forms for criterion in form.criteria):
        known = found.get(criterion.number)
        if known is None or (known.met is None and criterion.met is not None):
            found[criterion.number] = criterion
    return found


def _evidence(reasons: tuple[Finding, ...]) -> str:
    """Say what an answer of the software rests on."""
    if not reasons:
        return "报送材料核对无此类问题"
    codes = dict.fromkeys(finding.code for finding in reasons)
    return "；".join(f"{code} {sum(f.code == code for f in reasons)}处" for code in codes)
