"""What the data say now that they did not say when they were approved."""

from __future__ import annotations

import datetime as dt

from flows.consolidation import consolidate
from flows.differences import differences, digest_of
from schemas.consolidated import Consolidated
from schemas.forms import Form
from tests.support.dossiers import catalogue, dossier, flow, rated, rating_form, row


def data(*forms: Form, as_of: dt.date = dt.date(2012, 5, 24)) -> Consolidated:
    return consolidate(dossier(*forms, as_of=as_of), ())


def test_another_day_changes_nothing() -> None:
    before = data(catalogue(row()), flow())
    after = data(catalogue(row()), flow(), as_of=dt.date(2012, 6, 1))

    assert digest_of(before) == digest_of(after)
    assert differences(before, after) == ()


def test_a_changed_field_is_named_with_both_wordings() -> None:
    found = differences(data(catalogue(row(content="甲"))), data(catalogue(row(content="乙"))))

    assert found == ("审计监察处：“信访举报受理”的职权内容由“甲”改为“乙”。",)


def test_a_redrawn_chart_is_named() -> None:
    found = differences(
        data(catalogue(row()), flow("受理>审核")), data(catalogue(row()), flow("受理>审批"))
    )

    assert found == ("审计监察处：“信访举报受理”的运行流程图已修改。",)


def test_items_that_came_and_went_are_named() -> None:
    found = differences(data(catalogue(row("受理"))), data(catalogue(row("查办"))))

    assert found == (
        "审计监察处：新增职权事项“查办”。",
        "审计监察处：不再列入职权事项“受理”。",
    )


def test_a_changed_level_is_named() -> None:
    def rated_as(level: str) -> Consolidated:
        forms = (catalogue(row()), flow(), rating_form(rated(level=level)))
        return consolidate(dossier(*forms, phase="summary"), ())

    found = differences(rated_as("低"), rated_as("高"))

    assert found == (
        "审计监察处：“信访举报受理”中“受理”环节的“不按规定登记”的风险等级由“低”改为“高”。",
    )
