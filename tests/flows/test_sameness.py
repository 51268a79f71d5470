"""Two files of one run contradict each other by what they say, not by how they say it."""

from __future__ import annotations

import pytest

from flows.sameness import said, said_in_row
from schemas.forms import Form
from tests.flows.test_compilation import compiled, received
from tests.support.dossiers import (
    AUDIT,
    catalogue,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    risk_map,
    risk_summary,
    row,
    summed,
)

TICKED = {"level_raw": "□高 ☑中 □低"}


def both(one: Form, other: Form) -> tuple[str, str]:
    return said(one, one.subjects), said(other, other.subjects)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rating_form(rated()), rating_form(rated().model_copy(update=TICKED))),
        (measures(measured(level="中")), measures(measured(level="中").model_copy(update=TICKED))),
        (risk_summary(summed()), risk_summary(summed().model_copy(update=TICKED))),
        (rating_form(rated("不登记")), rating_form(rated("不登记。", number=7))),
        (
            flow("受理>审核 审核>审批", time_limit=None),
            flow("审核>审批 受理>审核", time_limit=None),
        ),
        (
            risk_summary(summed(item="甲"), summed(item="乙")),
            risk_summary(summed(item="乙"), summed(item="甲")),
        ),
        (risk_map({"受理": ["甲"], "审核": ["乙"]}), risk_map({"审核": ["乙"], "受理": ["甲;"]})),
    ],
    ids=["level", "measures", "summary", "marks, numbers", "arrows' order", "rows' order", "boxes"],
)
def test_another_dress_of_the_same_words_says_the_same(one: Form, other: Form) -> None:
    assert len(set(both(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rating_form(rated(level="中")), rating_form(rated(level="高"))),
        (rating_form(rated(level="一级")), rating_form(rated(level="A"))),
        (flow("受理>审核 审核>审批"), flow("受理>审批 审批>审核")),
        (risk_map({"受理": ["甲"]}), risk_map({"审核": ["甲"]})),
        (flow("受理>审核"), flow("受理>审核", supervision="举报电话")),
    ],
    ids=["level", "words of no level", "arrows", "step of a box", "supervision"],
)
def test_other_words_say_something_else(one: Form, other: Form) -> None:
    assert len(set(both(one, other))) == 2


def test_a_department_named_above_the_catalogue_is_named_in_its_rows() -> None:
    above = catalogue(row(department=None))

    assert said_in_row(above.items[0], above) == said_in_row(row(), catalogue(row()))


@pytest.mark.parametrize("picture_first", [True, False])
def test_a_chart_that_is_a_picture_contradicts_none_that_is_drawn(*, picture_first: bool) -> None:
    charts = [flow(""), flow("受理>审核")]
    one, other = charts if picture_first else reversed(charts)

    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", one), received(f"inbox/{AUDIT}/乙.docx", other)
    )

    assert dossier.conflicts == ()
    assert [len(sent.form.steps) for sent in dossier.departments[0].flows] == [2]
