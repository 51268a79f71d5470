"""Family F, as far as several files or the folder decide."""

from __future__ import annotations

from typing import Any

import pytest

from checks import check
from schemas.dossier import Conflict, Dossier, Duplicate, ReceivedFile, Replacement
from schemas.forms import Form
from schemas.wording import Plan, WorkReport
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    TEACHING,
    assessment,
    catalogue,
    college,
    dossier,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    risk_map,
    risk_summary,
    row,
    source,
    summed,
    told,
)

OLD, NEW = f"inbox/{AUDIT}/旧.docx", f"inbox/{AUDIT}/新.docx"


def lying(path: str, *forms: Form, **more: Any) -> Dossier:  # noqa: ANN401 - fields of Source
    file = ReceivedFile(source=source(path, **more), media_type="docx", forms=forms)
    return dossier(files=(file,))


def test_a_copy_is_told_with_the_file_that_came_first() -> None:
    duplicates = (Duplicate(source=source(NEW), first=source(OLD)),)
    (found,) = (f for f in check(dossier(duplicates=duplicates)) if f.code == "LF-F08")
    assert (found.department, found.file, found.severity) == (AUDIT, NEW, "warning")
    assert [place.file for place in found.related] == [OLD]


def test_without_copies_nothing_is_told() -> None:
    assert told(check(dossier(catalogue(row()))), "F08") == []


def test_a_replaced_chart_is_told_at_the_newer_file_with_its_item() -> None:
    replacements = (
        Replacement(kind="process_flow", items=(ITEM,), old=source(OLD), new=source(NEW)),
    )
    (found,) = (f for f in check(dossier(replacements=replacements)) if f.code == "LF-F09")
    assert (found.file, found.item, found.related[0].file) == (NEW, ITEM, OLD)


def test_a_replaced_catalogue_names_its_items() -> None:
    replacements = (
        Replacement(kind="catalogue", items=(ITEM, "甲"), old=source(OLD), new=source(NEW)),
    )
    (found,) = (f for f in check(dossier(replacements=replacements)) if f.code == "LF-F09")
    assert found.item is None
    assert f"“{ITEM}”“甲”" in found.message


def test_charts_of_one_run_that_disagree_are_told_where_they_stand() -> None:
    conflict = Conflict(
        kind="process_flow", item=ITEM, department=AUDIT, one=source(OLD), other=source(NEW)
    )
    both = dossier((OLD, flow()), (NEW, flow("受理>审批")), conflicts=(conflict,))
    (found,) = (f for f in check(both) if f.code == "LF-F14")
    assert (found.department, found.item, found.file) == (AUDIT, ITEM, NEW)
    assert [(place.file, place.paragraph) for place in found.related] == [(OLD, 3)]


@pytest.mark.parametrize(
    ("form", "place"),
    [
        (risk_map({"受理": ["不按规定登记。"]}), "第3段"),
        (rating_form(rated()), "表1第2行第2列"),
        (risk_summary(summed(item="案件查办"), summed(line=4)), "表1第4行第2列"),
        (measures(measured(item="案件查办"), measured(line=4)), "表1第4行第1列"),
    ],
)
def test_forms_of_the_later_phases_that_disagree_are_told_where_they_speak_of_the_item(
    form: Form, place: str
) -> None:
    conflict = Conflict(
        kind=form.form, item=ITEM, department=AUDIT, one=source(OLD), other=source(NEW)
    )
    both = dossier((OLD, flow()), (OLD, form), (NEW, form), conflicts=(conflict,))
    found = check(both)
    assert told(found, "F14") == [(AUDIT, ITEM, place)]
    assert [str(p) for f in found for p in f.related if f.code == "LF-F14"] == [place]


def test_catalogues_that_disagree_are_not_told_twice() -> None:
    conflict = Conflict(
        kind="catalogue", item=ITEM, department=AUDIT, one=source(OLD), other=source(NEW)
    )
    assert told(check(dossier(conflicts=(conflict,))), "F14") == []


@pytest.mark.parametrize("form", [measures(department=TEACHING), assessment(department=TEACHING)])
def test_an_annex_6_or_7_in_another_departments_folder_is_told_where_it_names_its_own(
    form: Form,
) -> None:
    assert told(check(lying(f"inbox/{AUDIT}/表.docx", form)), "F13") == [(AUDIT, None, "第2段")]


def test_a_replaced_annex_6_names_its_items_and_an_annex_7_none() -> None:
    replacements = (
        Replacement(kind="measures", items=(ITEM, "甲"), old=source(OLD), new=source(NEW)),
        Replacement(kind="assessment", items=(), old=source(OLD), new=source(NEW)),
    )
    first, second = (f for f in check(dossier(replacements=replacements)) if f.code == "LF-F09")
    assert {first.item, second.item} == {None}
    assert f"（“{ITEM}”“甲”）" in first.message
    assert "（附件7）整份替换" in second.message


@pytest.mark.parametrize(
    "written",
    [
        None,
        AUDIT,
        "纪委办公室",
        "防灾科技学院审计监察处",
        "九、审计监察处",
        "审计 监察处",
        "防灾科技学院",
        "审计监察处综合科",
        "审计监察处、教务处",
    ],
)
def test_a_form_may_name_its_department_in_any_usual_way(written: str | None) -> None:
    form = catalogue(row(department=written), department=written)
    assert told(check(lying(f"inbox/{AUDIT}/甲/目录.docx", form)), "F13") == []


def test_a_folder_may_be_named_by_an_alias() -> None:
    assert told(check(lying("inbox/纪委办公室/目录.docx", catalogue(row()))), "F13") == []


def test_a_form_of_another_department_is_told_once_at_its_department_line() -> None:
    form = catalogue(row(department=TEACHING), department=TEACHING)
    (found,) = (f for f in check(lying(OLD, form)) if f.code == "LF-F13")
    assert (found.department, str(found.location)) == (AUDIT, "第2段")
    assert f"“{TEACHING}”" in found.message


def test_a_form_of_an_unknown_department_is_told() -> None:
    found = check(lying(OLD, flow(department="后勤集团")))
    assert told(found, "F13") == [(AUDIT, ITEM, "第4段")]


def test_rows_that_name_other_departments_are_told_at_their_cells() -> None:
    form = catalogue(row(), row("甲", line=3, department=TEACHING))
    assert told(check(lying(OLD, form)), "F13") == [(AUDIT, None, "表1第3行第2列")]


@pytest.mark.parametrize(
    ("form", "place"),
    [
        (risk_map({"受理": ["不按规定登记。"]}, department=TEACHING), "第4段"),
        (rating_form(rated(), department=TEACHING), "表1第1行第4列"),
    ],
)
def test_a_form_of_the_risk_phase_in_a_wrong_folder_is_told_with_its_item(
    form: Form, place: str
) -> None:
    assert told(check(lying(OLD, form)), "F13") == [(AUDIT, ITEM, place)]


def test_an_annex_5_whose_rows_all_name_another_department_is_told() -> None:
    form = risk_summary(summed(department=TEACHING), summed(department=None, line=4))
    assert told(check(lying(OLD, form)), "F13") == [(AUDIT, None, "表1第3行第1列")]


def test_an_annex_5_of_its_own_department_is_in_order() -> None:
    form = risk_summary(summed(), summed(department="纪委办公室", line=4))
    assert told(check(lying(OLD, form)), "F13") == []


def test_an_annex_5_of_several_departments_is_the_offices_wherever_it_lies() -> None:
    form = risk_summary(summed(), summed(department=TEACHING, line=4))
    assert told(check(lying(OLD, form)), "F13") == []


def test_a_folder_of_no_department_is_told_once_for_a_file() -> None:
    found = check(lying("inbox/后勤集团/甲.docx", catalogue(row()), flow()))
    assert told(found, "F13") == [(AUDIT, None, "")]


def test_a_file_directly_in_the_inbox_is_told() -> None:
    assert told(check(lying("inbox/甲.docx", catalogue(row(), department=None))), "F13") == [
        (None, None, "")
    ]


def test_the_office_may_keep_its_own_forms_in_its_folder() -> None:
    forms = (Plan(), WorkReport())
    path = "inbox/领导小组办公室/方案.docx"
    assert told(check(lying(path, *forms, office_folder=True)), "F13") == []


def test_a_departments_form_in_the_offices_folder_is_told() -> None:
    found = check(lying("inbox/领导小组办公室/目录.docx", catalogue(row()), office_folder=True))
    assert told(found, "F13") == [(AUDIT, None, "")]


def test_evidence_is_never_a_finding() -> None:
    assert told(check(lying("inbox/后勤集团/佐证材料/照片.docx", evidence=True)), "F13") == []


def test_a_form_that_was_replaced_is_not_told_any_more() -> None:
    old = lying(OLD, flow(department="后勤集团"))
    replacement = Replacement(
        kind="process_flow", items=(ITEM,), old=source(OLD), new=source(NEW, run=2)
    )
    found = check(old.model_copy(update={"replacements": (replacement,)}))
    assert told(found, "F13") == []


def test_without_configured_departments_folders_are_not_judged() -> None:
    loose = lying("inbox/甲.docx", catalogue(row()))
    bare = loose.model_copy(update={"college": college(department=[])})
    assert told(check(bare), "F13") == []
