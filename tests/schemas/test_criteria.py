"""The criteria of annex 7, and the seven that follow from the submissions."""

from __future__ import annotations

import pytest

from schemas.criteria import criteria, judged
from schemas.findings import Finding, Severity
from schemas.forms import Assessment, Criterion

BY_SOFTWARE = {5, 8, 9, 10, 12, 15, 16}


def finding(code: str, severity: Severity = "error") -> Finding:
    return Finding(id=code, code=code, severity=severity, message="", hint="")


def answers(*numbers: int) -> Assessment:
    return Assessment(
        criteria=tuple(Criterion(number=n, met=True, evidence="记录") for n in numbers)
    )


def test_there_are_twenty_criteria_in_five_groups() -> None:
    assert [c.number for c in criteria()] == list(range(1, 21))
    assert len({c.group for c in criteria()}) == 5


def test_seven_follow_from_the_submissions() -> None:
    found = judged((), ())

    assert {c.number for c in found if c.by_software} == BY_SOFTWARE
    assert {c.number for c in found if c.met} == BY_SOFTWARE
    assert all(c.met is None for c in found if not c.by_software)


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("LF-D02", {5}),
        ("LF-C04", {8}),
        ("LF-P06", {9}),
        ("LF-P04", {10}),
        ("LF-R03", {12}),
        ("LF-R06", {12, 15}),
        ("LF-M01", {16}),
        ("LF-F12", set()),
    ],
)
def test_a_finding_tells_against_its_criteria(code: str, numbers: set[int]) -> None:
    found = judged((), [finding(code)])

    assert {c.number for c in found if c.met is False} == numbers


def test_what_is_only_pointed_out_tells_against_nothing() -> None:
    assert all(c.met for c in judged((), [finding("LF-D01", "info")]) if c.by_software)


def test_the_others_are_as_the_form_answers_them() -> None:
    found = judged([answers(1, 2)], ())

    assert [(c.number, c.evidence) for c in found if c.met and not c.by_software] == [
        (1, "记录"),
        (2, "记录"),
    ]


def test_the_forms_own_answer_to_what_the_submissions_show_does_not_count() -> None:
    found = judged([answers(8)], [finding("LF-C04")])

    assert [(c.met, c.answered, c.evidence) for c in found if c.number == 8] == [
        (False, True, "LF-C04 1处")
    ]
