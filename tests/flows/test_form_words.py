"""What ``extract`` says of a form."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.form_words import in_words
from schemas.forms import Assessment, Criterion, Form
from schemas.wording import Plan, PlanDate, PlanSection, ReportSection, WorkReport
from tests.support.dossiers import (
    catalogue,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    risk_map,
    risk_summary,
    roster,
    row,
    summed,
)

WORDS: list[tuple[Form, str]] = [
    (catalogue(row()), "审计监察处，职权事项 1 项"),
    (catalogue(), "审计监察处，无事项可报"),
    (flow(), "审计监察处，信访举报受理，环节 3 个，流转 2 条"),
    (
        risk_map({"受理": ["不按规定登记。", "泄露举报人信息。"]}),
        "审计监察处，信访举报受理，环节 3 个，风险表现形式 2 条",
    ),
    (
        rating_form(rated(level="高"), rated(level="高"), rated(level="一般")),
        "审计监察处，信访举报受理，风险 3 条（高 2，未定 1），签字 2 处",
    ),
    (risk_summary(summed(level="低")), "职权事项 1 项，风险 1 条（低 1）"),
    (roster(), "审计监察处，1 人"),
    (
        measures(measured(level="高")),
        "审计监察处，职权事项 1 项，风险 1 条（高 1），措施 1 条，制度 1 项",
    ),
    (
        Assessment(criteria=(Criterion(number=1, met=True), Criterion(number=2, met=None))),
        "标准 2 条，达标 1 条",
    ),
    (
        Plan(
            sections=(PlanSection(level=1, heading="指导思想", text=""),),
            dates=(PlanDate(text="4月25日前", date=dt.date(2012, 4, 25)),),
            annexes=("职权目录",),
        ),
        "标题 1 个，日期 1 个，附件 1 个",
    ),
    (WorkReport(sections=(ReportSection(heading="基本情况", text=""),)), "基本情况"),
]


@pytest.mark.parametrize(("form", "words"), WORDS, ids=lambda value: str(value)[:12])
def test_a_form_is_told_in_a_line(form: Form, words: str) -> None:
    assert in_words(form) == words
