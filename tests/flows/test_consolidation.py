"""Consolidation: the whole college in the configured order, named as the catalogue does."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.consolidation import consolidate
from flows.differences import digest_of
from schemas.consolidated import ConsolidatedDepartment
from schemas.forms import Assessment, Criterion, Form, MeasuredRisk, Measures
from tests.support.dossiers import (
    AUDIT,
    TEACHING,
    catalogue,
    college,
    dossier,
    flow,
    rated,
    rating_form,
    risk_map,
    row,
)


def test_departments_come_in_the_configured_order() -> None:
    data = consolidate(dossier((f"inbox/{TEACHING}/目录.docx", catalogue(row("学籍管理")))), ())

    assert [department.name for department in data.departments] == [AUDIT, TEACHING]
    assert (data.counts.departments, data.counts.items) == (1, 1)


def test_an_item_carries_its_flowchart_under_the_catalogues_name() -> None:
    data = consolidate(dossier(catalogue(row("信访\n举报受理")), flow(item="信访举报 受理")), ())

    [item] = data.departments[0].items

    assert item.name == "信访举报受理"
    assert item.flow is not None
    assert (item.flow.item, item.flow.department) == ("信访举报受理", AUDIT)


def test_an_item_without_flowchart_has_none() -> None:
    data = consolidate(dossier(catalogue(row())), ())

    assert data.departments[0].items[0].flow is None


def test_a_department_with_nothing_to_report_counts_as_one_that_reported() -> None:
    data = consolidate(dossier(catalogue()), ())

    assert data.departments[0].nothing_to_report
    assert data.counts.departments == 1


RISKS = (
    rated("不按规定登记。", "中"),
    rated("泄露举报人信息。", "高", line=6, number=2),
    rated("拖延审批。", "低", point="审批", responsible="分管\n学院领导", line=7),
)


def test_an_items_risks_are_those_of_its_rating_form_at_the_steps_of_its_chart() -> None:
    data = consolidate(dossier(catalogue(row()), flow(), rating_form(*RISKS), phase="summary"), ())

    risks = data.departments[0].items[0].risks

    assert [(r.item, r.point, r.step, r.level) for r in risks] == [
        ("信访举报受理", "受理", "s1", "中"),
        ("信访举报受理", "受理", "s1", "高"),
        ("信访举报受理", "审批", "s3", "低"),
    ]
    assert risks[2].responsible == "分管学院领导"


def test_a_point_that_several_steps_contain_is_where_annex_3_has_the_risk() -> None:
    arrows = "受理举报>审核材料 审核材料>领导审核"
    data = consolidate(
        dossier(
            catalogue(row()),
            flow(arrows),
            risk_map({"领导审核": ["拖延审核。"]}, arrows=arrows),
            rating_form(rated("拖延审核。", point="审核")),
            phase="summary",
        ),
        (),
    )

    assert [r.step for r in data.departments[0].items[0].risks] == ["s3"]


@pytest.mark.parametrize(
    ("unit", "counted"), [("manifestation", (3, 1, 1, 1)), ("step", (2, 1, 0, 1))]
)
def test_risks_are_counted_in_the_configured_unit(
    unit: str, counted: tuple[int, int, int, int]
) -> None:
    of = college(counting={"unit": unit})
    found = dossier(catalogue(row()), flow(), rating_form(*RISKS), phase="summary", of=of)

    counts = consolidate(found, ()).counts

    assert (counts.points, counts.high, counts.medium, counts.low) == counted


def test_a_risk_without_a_level_is_listed_and_not_counted() -> None:
    form = rating_form(rated(level="一般"))

    data = consolidate(dossier(catalogue(row()), flow(), form, phase="summary"), ())

    assert [r.level for r in data.departments[0].items[0].risks] == [None]
    assert data.counts.points == 0


def test_the_catalogue_phase_stays_what_was_approved_when_ratings_arrive() -> None:
    before = consolidate(dossier(catalogue(row()), flow()), ())
    after = consolidate(dossier(catalogue(row()), flow(), rating_form(*RISKS)), ())

    assert digest_of(after) == digest_of(before)


def test_an_item_whose_rating_form_says_none_has_nothing_to_report() -> None:
    forms = catalogue(row(), row("内部审计", line=3)), rating_form(item="内部审计")

    items = consolidate(dossier(*forms, phase="summary"), ()).departments[0].items

    assert [item.nothing_to_report for item in items] == [False, True]


def test_none_in_a_rating_form_without_an_item_holds_for_all_that_are_not_rated() -> None:
    forms = catalogue(row(), row("内部审计", line=3)), rating_form(rated()), rating_form(item="")

    items = consolidate(dossier(*forms, phase="summary"), ()).departments[0].items

    assert [(len(item.risks), item.nothing_to_report) for item in items] == [(1, False), (0, True)]


def handbook(*forms: Form) -> ConsolidatedDepartment:
    found = dossier(catalogue(row()), flow(), *forms, phase="handbook")
    return consolidate(found, ()).departments[0]


def measures_of(*rows: tuple[str, str, tuple[str, ...]]) -> Measures:
    return Measures(
        department=AUDIT,
        risks=tuple(
            MeasuredRisk(
                item="信访举报受理",
                point=point,
                personnel="承办人",
                number=n,
                manifestation=text,
                level="中",
                level_raw="中",
                measures=given,
                regulations=("《信访举报登记管理办法》",),
            )
            for n, (point, text, given) in enumerate(rows, 1)
        ),
    )


def test_a_risk_carries_the_measures_and_regulations_of_its_row_in_annex_6() -> None:
    department = handbook(
        rating_form(*RISKS),
        measures_of(
            ("审批", "拖延审批", ("规定时限。",)),
            ("受理", "不按规定登记。", ("定期抽查。", "公示。")),
        ),
    )

    risks = department.items[0].risks

    assert [r.measures for r in risks] == [("定期抽查。", "公示。"), (), ("规定时限。",)]
    assert risks[0].regulations == ("《信访举报登记管理办法》",)
    assert risks[0].personnel == "承办人"


def test_the_summary_stays_what_it_was_when_annex_6_arrives() -> None:
    forms = catalogue(row()), flow(), rating_form(*RISKS)
    measured = measures_of(("受理", "不按规定登记。", ("定期抽查。",)))

    before = consolidate(dossier(*forms, phase="summary"), ())
    after = consolidate(dossier(*forms, measured, phase="summary"), ())

    assert after == before


def test_a_risk_that_stands_in_several_rows_carries_the_measures_of_all() -> None:
    department = handbook(
        rating_form(*RISKS),
        measures_of(
            ("受理", "不按规定登记。", ("定期抽查。",)),
            ("受理", "不按规定登记", ("公示。", "定期抽查。")),
        ),
    )

    risk = department.items[0].risks[0]

    assert risk.measures == ("定期抽查。", "公示。")
    assert risk.regulations == ("《信访举报登记管理办法》",)


def test_the_assessment_is_answered_by_the_submissions_and_the_form() -> None:
    answered = tuple(Criterion(number=n, met=True) for n in range(1, 21))

    one = handbook(Assessment(criteria=answered)).assessment
    other = handbook(Assessment(criteria=answered[:10])).assessment
    none = handbook().assessment

    assert one is not None
    assert (one.met, one.passed, one.correct_until) == (20, True, None)
    assert other is not None
    assert (other.passed, other.correct_until) == (None, None)
    assert none is not None
    assert none.met == 7


def test_a_department_that_fails_has_to_correct_by_a_day() -> None:
    answered = tuple(Criterion(number=n, met=n != 1) for n in range(1, 21))

    found = handbook(Assessment(criteria=answered)).assessment

    assert found is not None
    assert (found.passed, found.correct_until) == (False, dt.date(2012, 11, 10))


def test_before_the_handbook_nothing_is_assessed() -> None:
    found = dossier(catalogue(row()), Assessment(criteria=()), phase="summary")

    assert consolidate(found, ()).departments[0].assessment is None


def test_an_assessment_in_two_parts_is_one() -> None:
    answered = tuple(Criterion(number=n, met=True) for n in range(1, 21))

    whole = handbook(Assessment(criteria=answered[:10]), Assessment(criteria=answered[10:]))

    assert whole.assessment is not None
    assert (whole.assessment.met, whole.assessment.passed) == (20, True)
