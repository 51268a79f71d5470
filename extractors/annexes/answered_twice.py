"""Criteria of annex 7 that one file answers twice, and not alike (LF-F14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from extractors.faults import ANSWERED_TWICE
from schemas.base import Place, PlaceInFile
from schemas.findings import Finding
from schemas.forms import Assessment, Criterion, Form

Pair = tuple[Criterion, Criterion]
"""The answer that counts, and another one to the same criterion."""


def contradictions(forms: Iterable[Form], file: str) -> Iterator[Finding]:
    """Report assessments of one department in one file whose answers differ, each pair once."""
    sent = [form for form in forms if isinstance(form, Assessment)]
    for one, other in combinations(sent, 2):
        if one.department == other.department:
            answers = {criterion.number: criterion for criterion in one.criteria}
            pairs = [(answers[c.number], c) for c in other.criteria if c.number in answers]
            yield from contradiction(pairs, file, one.department)


def contradiction(pairs: Iterable[Pair], file: str, department: str | None) -> tuple[Finding, ...]:
    """Report answers that differ as one finding, with the places of the first two."""
    differing = [pair for pair in pairs if _differ(*pair)]
    if not differing:
        return ()
    one, other = (_place(criterion) for criterion in differing[0])
    related = PlaceInFile(file=file, **one.model_dump()) if one else None
    return (
        ANSWERED_TWICE.finding(
            file=file,
            department=department,
            place=other,
            related=(related,) if related else (),
            criteria=_listed(differing),
            first=str(one) if one else "前面",
        ),
    )


def _differ(one: Criterion, other: Criterion) -> bool:
    return one.met is not None and other.met is not None and one.met != other.met


def _place(criterion: Criterion) -> Place | None:
    return criterion.place("met") or criterion.place()


def _listed(pairs: Sequence[Pair]) -> str:
    numbers = dict.fromkeys(one.number for one, _ in pairs)
    return "、".join(map(str, numbers))
