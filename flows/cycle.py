"""Where a department stands in the correction cycle, from the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.store import Records
from flows.correction_round import correction_round, digest_of
from flows.explanations import explained, only_claims
from flows.stage import Review
from schemas.cycle import Explanation, Round
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.outcome import Overruled


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a department has written, and what became of its last notice.

    Attributes:
        explanations: Id of a finding → the department's words.
        round: None where nothing was returned before.
    """

    explanations: Mapping[str, str] = field(default_factory=dict)
    round: Round | None = None


NOTHING_BEFORE = Cycle()
"""Of a department to which nothing was returned and that has written nothing."""


def cycle_of(
    records: Records,
    dossier: Dossier,
    department: str,
    findings: Sequence[Finding],
    lifted: Sequence[Overruled],
) -> Cycle:
    """Hold a department's findings against its last notice of the phase that told others."""
    year, day = dossier.college.year, dossier.as_of
    written = [e for e in records.explanations.latest(year, day) if e.department == department]
    texts = {e.finding: e.text for e in written if not only_claims(e.text)}
    faults = faults_of(findings)
    before = records.notices.before(year, dossier.phase, day, department, digest_of(faults))
    if before is None:
        return Cycle(explanations=texts)
    told = faults_of(f for f in records.findings.of_run(before.run) if f.department == department)
    then = by_finding(records.explanations.latest(year, before.as_of, before.run))
    last = correction_round(
        before.as_of,
        explained(told, then),
        faults,
        lifted={overruled.id for overruled in lifted},
    )
    return Cycle(explanations=texts, round=last)


def faults_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give what a notice tells: errors and warnings."""
    return tuple(finding for finding in findings if finding.severity != "info")


def by_finding(explanations: Iterable[Explanation]) -> dict[tuple[str, str], Explanation]:
    """Look explanations up by department and finding."""
    return {(one.department, one.finding): one for one in explanations}


def notices_told(reviews: Iterable[Review]) -> Iterator[tuple[str, str]]:
    """Sum up the notices that a run returned: department and digest."""
    for review in reviews:
        if review.returned:
            yield review.department, digest_of(faults_of(review.findings))
