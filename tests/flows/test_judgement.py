"""All findings of a run: faults of replaced forms are settled, ids are one's own."""

from __future__ import annotations

from flows.judgement import judge
from schemas.base import Place
from schemas.dossier import Replacement
from schemas.findings import Finding
from tests.support.dossiers import AUDIT, catalogue, dossier, flow, row, source
from tests.support.measured import without_measures, year

OLD = f"inbox/{AUDIT}/旧.docx"
PICTURE = Finding(
    id="P06-1",
    code="LF-P06",
    severity="error",
    message="流程图是图片。",
    department=AUDIT,
    item="信访 举报受理",
    file=OLD,
    location=Place(paragraph=3),
    hint="用形状绘制",
)


def test_what_reading_found_stands_beside_what_the_rules_find() -> None:
    found = dossier((OLD, flow()), catalogue(row(legal_basis="")))
    with_picture = found.model_copy(
        update={
            "files": tuple(
                file.model_copy(update={"findings": (PICTURE,)})
                if file.source.path == OLD
                else file
                for file in found.files
            )
        }
    )

    codes = {finding.code for finding in judge(with_picture) if finding.severity == "error"}

    assert codes == {"LF-P06", "LF-C04"}


def test_an_item_is_named_as_the_catalogue_does() -> None:
    found = dossier((OLD, flow()), catalogue(row()))
    files = tuple(f.model_copy(update={"findings": (PICTURE,)}) for f in found.files[:1])

    [picture] = [
        finding
        for finding in judge(found.model_copy(update={"files": files}))
        if finding.code == "LF-P06"
    ]

    assert picture.item == "信访举报受理"


def test_a_fault_of_a_replaced_form_is_settled() -> None:
    found = dossier((OLD, flow()), catalogue(row()))
    files = tuple(f.model_copy(update={"findings": (PICTURE,)}) for f in found.files[:1])
    replaced = Replacement(
        kind="process_flow", items=("信访举报受理",), old=source(OLD), new=source()
    )
    settled = found.model_copy(update={"files": files, "replacements": (replaced,)})

    assert "LF-P06" not in {finding.code for finding in judge(settled)}


def test_findings_that_say_the_very_same_can_be_told_apart() -> None:
    found = dossier((OLD, flow()), catalogue(row()))
    files = tuple(f.model_copy(update={"findings": (PICTURE, PICTURE)}) for f in found.files[:1])

    ids = [f.id for f in judge(found.model_copy(update={"files": files}))]

    assert len(ids) == len(set(ids))


def test_answers_are_held_against_what_reading_and_the_rules_have_found() -> None:
    spoilt = year(forms={f"inbox/{AUDIT}/一览表.docx": without_measures([5])})

    found = judge(spoilt)

    assert [f.code for f in found if f.severity != "info" and f.code != "LF-R10"] == [
        "LF-M01",
        "LF-A02",
    ]


def test_nothing_is_concluded_from_what_the_office_has_lifted() -> None:
    spoilt = year(forms={f"inbox/{AUDIT}/一览表.docx": without_measures([5])})
    (measure,) = (f for f in judge(spoilt) if f.code == "LF-M01")

    found = judge(spoilt, {measure.id})

    assert measure in found
    assert "LF-A02" not in {f.code for f in found}
