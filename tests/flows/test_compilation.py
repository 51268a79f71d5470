"""Versions: which forms are in force, which were replaced, which disagree (contract, section 2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from extractors.faults import SCAN
from flows.compilation import compile_dossier
from schemas.dossier import Dossier, ReceivedFile, Source
from schemas.forms import Form
from tests.support.dossiers import (
    AUDIT,
    TEACHING,
    assessment,
    catalogue,
    college,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    risk_summary,
    row,
    source,
    summed,
)

DAY = dt.date(2012, 5, 24)


def received(
    path: str,
    *forms: Form,
    run: int = 1,
    **more: Any,  # noqa: ANN401 - any field of a source
) -> ReceivedFile:
    where: Source = source(path, run=run, **more)
    return ReceivedFile(source=where, media_type="docx", forms=forms)


def compiled(*files: ReceivedFile) -> Dossier:
    return compile_dossier(college(), "catalogue", DAY, files, first_received=lambda *_: None)


def items(dossier: Dossier, department: str = AUDIT) -> list[str]:
    owner = next(d for d in dossier.departments if d.name == department)
    return [item.name for item, _ in owner.entries]


def test_a_later_catalogue_replaces_the_earlier_one_whole_when_they_share_an_item() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", catalogue(row("受理"), row("查办"))),
        received(f"inbox/{AUDIT}/乙.docx", catalogue(row("受理")), run=2),
    )

    assert items(dossier) == ["受理"]
    assert [r.old.path for r in dossier.replacements] == [f"inbox/{AUDIT}/甲.docx"]


def test_with_no_item_in_common_a_later_catalogue_is_a_further_part() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", catalogue(row("受理"))),
        received(f"inbox/{AUDIT}/乙.docx", catalogue(row("查办")), run=2),
    )

    assert items(dossier) == ["受理", "查办"]
    assert dossier.replacements == ()


def test_a_new_flowchart_replaces_only_the_one_of_its_item() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/全部.docx", flow(item="受理"), flow(item="查办")),
        received(f"inbox/{AUDIT}/改.docx", flow("登记>办结", item="受理"), run=2),
    )

    in_force = {sent.form.item: sent.source.path for sent in dossier.departments[0].flows}

    assert in_force == {"受理": f"inbox/{AUDIT}/改.docx", "查办": f"inbox/{AUDIT}/全部.docx"}


def test_two_files_of_one_run_that_say_different_things_disagree() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", flow("登记>办结")),
        received(f"inbox/{AUDIT}/乙.docx", flow("登记>审核")),
    )

    assert [conflict.kind for conflict in dossier.conflicts] == ["process_flow"]


def test_two_files_of_one_run_that_say_the_same_do_not_disagree() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", flow(), catalogue(row())),
        received(f"inbox/{AUDIT}/乙.docx", flow(), catalogue(row(seq=2))),
    )

    assert dossier.conflicts == ()
    assert items(dossier) == ["信访举报受理"]


def test_the_same_content_under_another_name_is_a_duplicate_and_counts_once() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", catalogue(row()), sha256="a" * 64),
        received(f"inbox/{AUDIT}/乙.docx", catalogue(row()), sha256="a" * 64),
    )

    assert [d.source.path for d in dossier.duplicates] == [f"inbox/{AUDIT}/甲.docx"]
    assert items(dossier) == ["信访举报受理"]


def test_the_offices_own_reading_replaces_the_departments_form() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", flow("登记>办结"), run=5),
        received(
            f"inbox/领导小组办公室/更正/{AUDIT}/甲.docx",
            flow("登记>审核"),
            run=1,
            by_office=True,
            department=AUDIT,
        ),
    )

    [sent] = dossier.departments[0].flows

    assert sent.source.by_office


def test_a_flowchart_in_a_wrong_folder_counts_where_its_item_is_listed() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/目录.docx", catalogue(row("受理"))),
        received(f"inbox/{TEACHING}/流程图.docx", flow(item="受理", department=AUDIT)),
    )

    assert [len(d.flows) for d in dossier.departments] == [1, 0]


def test_a_wrong_department_on_the_form_does_not_move_it() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/目录.docx", catalogue(row("受理"))),
        received(f"inbox/{AUDIT}/流程图.docx", flow(item="受理", department=TEACHING)),
    )

    assert [len(d.flows) for d in dossier.departments] == [1, 0]


def measured_items(dossier: Dossier) -> list[tuple[str, list[str]]]:
    """Give the files of the annexes 6 in force, each with the items of its rows."""
    return [
        (sent.source.path.split("/")[-1], [risk.item for risk in sent.form.risks])
        for sent in dossier.departments[0].measures
    ]


def test_a_later_annex_6_replaces_the_earlier_one_whole_when_they_share_an_item() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", measures(measured(item="受理"), measured(item="查办"))),
        received(f"inbox/{AUDIT}/乙.docx", measures(measured(item="受理")), run=2),
    )

    assert measured_items(dossier) == [("乙.docx", ["受理"])]
    assert [r.items for r in dossier.replacements] == [("受理", "查办")]


def test_annexes_6_of_different_items_are_parts_of_one() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", measures(measured(item="受理"))),
        received(f"inbox/{AUDIT}/乙.docx", measures(measured(item="查办"))),
    )

    assert measured_items(dossier) == [("乙.docx", ["查办"]), ("甲.docx", ["受理"])]
    assert dossier.conflicts == ()


def test_annexes_6_of_one_run_disagree_only_on_what_they_say_differently() -> None:
    dossier = compiled(
        received(
            f"inbox/{AUDIT}/一.docx",
            measures(measured(item="受理", number=1), measured(item="查办", measures=["抽查。"])),
        ),
        received(
            f"inbox/{AUDIT}/二.docx",
            measures(
                measured(item="受理", number=4, line=9),
                measured(item="查办", measures=["公示。"]),
                measured(item="考试"),
            ),
        ),
    )

    assert [conflict.item for conflict in dossier.conflicts] == ["查办"]
    assert measured_items(dossier) == [("一.docx", ["受理", "查办"]), ("二.docx", ["考试"])]


def test_a_later_annex_7_replaces_the_earlier_one() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/甲.docx", assessment()),
        received(
            f"inbox/领导小组办公室/更正/{AUDIT}/乙.docx",
            assessment({3: False}),
            by_office=True,
            department=AUDIT,
        ),
    )

    (sent,) = dossier.departments[0].assessments

    assert sent.source.by_office
    assert [r.kind for r in dossier.replacements] == ["assessment"]


def test_evidence_and_files_of_unknown_folders_count_for_no_department() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/佐证材料/目录.docx", catalogue(row()), evidence=True),
        received("inbox/不知名处/目录.docx", catalogue(row(), department=None)),
    )

    assert items(dossier) == []
    assert len(dossier.files) == 2


def test_the_first_version_counts_for_the_deadline_even_when_it_has_left() -> None:
    early = dt.date(2012, 5, 20)
    dossier = compile_dossier(
        college(),
        "catalogue",
        DAY,
        [received(f"inbox/{AUDIT}/目录.docx", catalogue(row()), received=dt.date(2012, 5, 30))],
        first_received=lambda *_: early,
    )

    receipt = dossier.departments[0].receipt("M03")

    assert receipt is not None
    assert receipt.first == early


def rated_on(day: dt.date, first: dt.date | None) -> bool:
    """Tell whether a rating form received on a day counts as a corrected version."""
    dossier = compile_dossier(
        college(),
        "summary",
        DAY,
        [received(f"inbox/{AUDIT}/评定表.docx", rating_form(rated()), received=day)],
        first_received=lambda *_: first,
    )
    (form,) = dossier.departments[0].rating_forms
    return form.corrected


def test_a_form_whose_earlier_version_has_left_is_a_corrected_one() -> None:
    assert rated_on(dt.date(2012, 5, 23), first=dt.date(2012, 5, 20))


def test_a_form_that_came_for_the_first_time_is_not_a_corrected_one() -> None:
    assert not rated_on(dt.date(2012, 5, 23), first=dt.date(2012, 5, 23))
    assert not rated_on(dt.date(2012, 5, 23), first=None)


def test_an_annex_5_in_a_wrong_folder_counts_for_the_department_whose_items_its_rows_list() -> None:
    dossier = compiled(
        received(f"inbox/{AUDIT}/目录.docx", catalogue(row("受理"))),
        received(f"inbox/{TEACHING}/目录.docx", catalogue(row("考试"), department=TEACHING)),
        received(
            f"inbox/{AUDIT}/汇总表.docx", risk_summary(summed(item="考试", department=TEACHING))
        ),
    )

    assert [len(d.summaries) for d in dossier.departments] == [0, 1]


def answered(dossier: Dossier) -> list[list[int]]:
    sent = dossier.departments[0].assessments
    return [[c.number for c in one.form.criteria if c.met is not None] for one in sent]


def test_an_annex_7_in_several_parts_counts_with_all_of_them() -> None:
    first = assessment(dict.fromkeys(range(11, 21)))
    second = assessment(dict.fromkeys(range(1, 11)))

    at_once = compiled(
        received(f"inbox/{AUDIT}/甲.docx", first), received(f"inbox/{AUDIT}/乙.docx", second)
    )
    later = compiled(
        received(f"inbox/{AUDIT}/甲.docx", first), received(f"inbox/{AUDIT}/乙.docx", second, run=2)
    )

    for found in (at_once, later):
        assert sorted(answered(found)) == [[*range(1, 11)], [*range(11, 21)]]
        assert found.conflicts == ()
        assert found.replacements == ()


def test_parts_of_an_annex_7_that_answer_a_criterion_differently_disagree() -> None:
    found = compiled(
        received(f"inbox/{AUDIT}/甲.docx", assessment(dict.fromkeys(range(11, 21)))),
        received(f"inbox/{AUDIT}/乙.docx", assessment({3: False})),
    )

    assert sorted(number for part in answered(found) for number in part) == list(range(1, 21))
    assert [conflict.kind for conflict in found.conflicts] == ["assessment"]


def test_an_annex_7_without_answers_gives_way_to_one_with_answers() -> None:
    found = compiled(
        received(f"inbox/{AUDIT}/甲.docx", assessment(dict.fromkeys(range(1, 21)))),
        received(f"inbox/{AUDIT}/乙.docx", assessment(dict.fromkeys(range(2, 21))), run=2),
    )

    assert answered(found) == [[1]]
    assert [r.kind for r in found.replacements] == ["assessment"]


def test_what_was_recognised_in_a_scan_never_replaces_a_typed_form() -> None:
    typed = received(f"inbox/{AUDIT}/甲.docx", catalogue(row("受理"), row("查办")))
    scan = received(f"inbox/{AUDIT}/乙.pdf", catalogue(row("受理")), run=2)
    scan = scan.model_copy(update={"findings": (SCAN.finding(file=scan.source.path),)})

    dossier = compiled(typed, scan)

    assert items(dossier) == ["受理", "查办"]
    assert dossier.replacements == ()
    assert items(compiled(scan)) == ["受理"]
