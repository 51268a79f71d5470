"""Consolidation: the whole college in the configured order, named as the catalogue does."""

from __future__ import annotations

from flows.consolidation import consolidate
from tests.support.dossiers import AUDIT, TEACHING, catalogue, dossier, flow, row


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
