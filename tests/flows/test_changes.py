"""What changed since the first versions, for the page 审定情况."""

from __future__ import annotations

from flows.changes import FirstVersions, changes
from schemas.forms import Form
from tests.support.dossiers import AUDIT, catalogue, dossier, flow, rated, rating_form, row


def first(*forms: Form) -> dict[str, FirstVersions]:
    versions = FirstVersions()
    versions.add(forms, beginning=True)
    return {AUDIT: versions}


def test_nothing_is_said_while_the_first_versions_stand() -> None:
    forms = (catalogue(row()), flow())

    assert changes(dossier(*forms).departments, first(*forms)) == ()


def test_a_changed_field_is_told_with_both_wordings() -> None:
    now = dossier(catalogue(row(legal_basis="《信访条例》")))

    told = changes(now.departments, first(catalogue(row(legal_basis=""))))

    assert told == (f"{AUDIT}：“信访举报受理”的法规依据由“空白”改为“《信访条例》”。",)


def test_items_that_came_and_went_are_told() -> None:
    now = dossier(catalogue(row("查办")))

    told = changes(now.departments, first(catalogue(row("受理"))))

    assert told == (f"{AUDIT}：新增职权事项“查办”。", f"{AUDIT}：不再列入职权事项“受理”。")


def test_a_redrawn_chart_is_told_but_not_one_whose_ids_alone_differ() -> None:
    now = dossier(catalogue(row()), flow("受理>审核 审核>审批"))
    same = flow("审核>审批 受理>审核", time_limit=None)
    same = same.model_copy(
        update={
            "steps": tuple(reversed(now.departments[0].flows[0].form.steps)),
            "transitions": now.departments[0].flows[0].form.transitions,
        }
    )

    assert changes(now.departments, first(catalogue(row()), same)) == ()
    assert changes(now.departments, first(catalogue(row()), flow("受理>审批"))) == (
        f"{AUDIT}：“信访举报受理”的运行流程图已修改。",
    )


def test_changed_ratings_are_told_where_ratings_are_published() -> None:
    now = dossier(catalogue(row()), flow(), rating_form(rated(level="高")), phase="summary")
    before = first(catalogue(row()), flow(), rating_form(rated(level="低")))

    assert changes(now.departments, before) == ()
    assert changes(now.departments, before, with_risks=True) == (
        f"{AUDIT}：“信访举报受理”中“受理”环节的“不按规定登记”的风险等级由“低”改为“高”。",
    )
