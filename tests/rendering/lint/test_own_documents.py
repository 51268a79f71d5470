"""Our own documents keep the standard that lint holds against them, in both editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from flows.lint_reader import lint_1999, lint_2012
from flows.settings import parse_college
from rendering.blank_forms import Known, department_forms
from rendering.gbt9704 import EditionName, FontSetName
from rendering.issue import issued
from schemas.college import Limits
from schemas.consolidated import Consolidated
from tests.rendering.test_issue import CATALOGUE, COLLEGE, DOWNWARD, TITLE, UPWARD
from tests.rendering.test_plan import a_college, plan

Render = Callable[..., bytes]
EDITIONS = pytest.mark.parametrize("edition", ["2012", "1999"])


def errors(document: bytes, edition: str) -> list[str]:
    read = {"2012": lint_2012, "1999": lint_1999}[edition]
    findings = read(document, file="a.docx", limits=Limits()).findings
    return [f"{one.code} {one.message}" for one in findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("edition", "fonts"),
    [("2012", "gb2312"), ("1999", "gb2312"), ("2012", "windows"), ("1999", "founder")],
)
def test_the_plan_keeps_the_standard_with_every_set_of_fonts(
    edition: EditionName, fonts: FontSetName
) -> None:
    document = plan(of=a_college(layout={"edition": edition, "fonts": fonts}))

    assert errors(document, edition) == []


@pytest.mark.parametrize(
    ("edition", "number"),
    [("2012", UPWARD), ("1999", DOWNWARD)],
    ids=["2012 upward", "1999 downward"],
)
def test_a_document_with_a_number_keeps_the_standard(
    edition: str, number: str, render: Render, data: Consolidated
) -> None:
    college = parse_college(COLLEGE.format(edition=edition, more="") + number)
    inside = render(data, "official", edition=edition)
    document = issued(inside, "catalogue", data, college, annex=TITLE, template=CATALOGUE)

    assert errors(inside, edition) == []
    assert errors(document, edition) == []


@EDITIONS
def test_the_blank_forms_keep_the_standard(edition: EditionName) -> None:
    known = Known(organisation="防灾科技学院", department="教务处")
    forms = list(department_forms(known, layout=edition, day=dt.date(2012, 4, 20)))

    assert len(forms) == 7
    assert [told for form in forms for told in errors(form.content, edition)] == []
