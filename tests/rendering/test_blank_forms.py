"""The blank annexes as documents: valid, the same each time, prefilled, with controls of Word."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from rendering.blank_forms import blank_annexes, department_forms
from rendering.gbt9704 import standard
from rendering.package import read_package
from schemas.criteria import criteria
from tests.support.filling import DAY, ITEM, STEPS, Filling, form_of, forms_of, known
from tests.support.rated_college import a_risk, an_item

RATED = ITEM.model_copy(
    update={"risks": (a_risk("不按规定登记。", "中"), a_risk("压件不办。", "高", point="审核"))}
)


def words(content: bytes) -> list[list[str]]:
    """Give the words of the form's table, cell by cell, lists still to be chosen from included."""
    return [
        ["".join(t.text or "" for t in c.iter(qn("w:t"))) for c in row]
        for row in Filling(content).rows
    ]


def controls(content: bytes, kind: str) -> list[Any]:
    root = docx.Document(io.BytesIO(content)).element
    return [c for c in root.iter(qn("w:sdt")) if next(c.iter(qn(f"w:{kind}")), None) is not None]


def test_a_department_without_items_gets_one_of_each_annex() -> None:
    names = [form.name for form in forms_of(known())]

    assert [name.split()[0] for name in names] == [f"附件{n}" for n in range(1, 8)]


def test_annexes_2_to_4_are_one_file_an_item() -> None:
    names = [form.name for form in forms_of(known(ITEM, an_item("内部审计")))]

    for number in (2, 3, 4):
        own = [name for name in names if name.startswith(f"附件{number} ")]
        assert [name.split()[1:3] for name in own] == [["01", "信访举报受理"], ["02", "内部审计"]]


@pytest.mark.parametrize("what", [known(), known(ITEM), known(RATED), known(an_item("内部审计"))])
def test_every_form_is_valid(what: Any, tmp_path: Path) -> None:  # noqa: ANN401
    path = tmp_path / "form.docx"
    for form in forms_of(what):
        path.write_bytes(form.content)
        found = OpenXmlValidator().validate(path).errors
        assert [f"{form.name}: {error.description}" for error in found] == []


def test_equal_data_give_equal_bytes() -> None:
    assert forms_of(known(RATED)) == forms_of(known(RATED))


def test_annex_1_has_the_items_on_record_and_rows_to_go_on() -> None:
    rows = words(form_of(known(ITEM), 1))

    assert rows[1][:4] == ["1", "审计监察处", "信访举报受理", "内部职权"]
    assert rows[2][2:4] == ["", "请选择"]


def test_annex_4_has_rows_for_every_step_of_the_flowchart() -> None:
    rows = words(form_of(known(ITEM), 4))

    assert [row[0] for row in rows[4:13]] == [STEPS[0], "", "", STEPS[1], "", "", STEPS[2], "", ""]


def test_annex_6_has_the_rated_risks_and_leaves_the_measures_blank() -> None:
    rows = words(form_of(known(RATED), 6))

    assert rows[1] == ["1.信访举报受理", "受理", "承办人", "不按规定登记。", "中", "", ""]
    assert rows[2][1:] == ["审核", "承办人", "压件不办。", "高", "", ""]


def test_annex_5_says_the_sums_of_the_rated_risks() -> None:
    rows = words(form_of(known(RATED), 5))

    assert "事项共1项，排查廉政风险点共2个，其中：高等级风险1个、中等级风险1个" in rows[0][1]


def test_annex_7_has_the_twenty_criteria() -> None:
    rows = words(form_of(known(), 7))

    assert [row[1] for row in rows[1:]] == [f"{one.number}.{one.text}" for one in criteria()]


def test_levels_categories_and_answers_are_drop_down_lists() -> None:
    entries = {
        number: {
            tuple(e.get(qn("w:value")) for e in control.iter(qn("w:listItem")))
            for control in controls(form_of(known(ITEM), number), "dropDownList")
        }
        for number in (1, 4, 5, 6, 7)
    }

    category, level = ("行政职权", "内部职权", "重要业务事项"), ("高", "中", "低")
    assert entries == {
        1: {category},
        4: {category, level},
        5: {level},
        6: {level},
        7: {("是", "否")},
    }


@pytest.mark.parametrize(
    ("number", "dates"), [(1, 2), (2, 1), (3, 1), (4, 4), (5, 1), (6, 1), (7, 1)]
)
def test_days_are_chosen_from_a_calendar(number: int, dates: int) -> None:
    assert len(controls(form_of(known(ITEM), number), "date")) == dates


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_supervising_leader_reviews_annexes_1_to_3(number: int) -> None:
    lines = [p.text for p in docx.Document(io.BytesIO(form_of(known(ITEM), number))).paragraphs]

    assert any(line.startswith("主管院领导审核：") for line in lines)
    assert any("部门负责人（张三）" in line and "（李四）" in line for line in lines)


def test_names_are_left_out_where_nobody_is_configured() -> None:
    nobody = known(ITEM).model_copy(update={"head": "", "leader": ""})

    for form in forms_of(nobody):
        assert "部门负责人" not in "".join(
            p.text for p in docx.Document(io.BytesIO(form.content)).paragraphs
        )


def test_a_form_names_the_organisation_and_no_person_as_its_author() -> None:
    properties = docx.Document(io.BytesIO(form_of(known(), 1))).core_properties

    assert (properties.author, properties.last_modified_by) == ("防灾科技学院", "")


def test_the_edition_of_the_standard_is_kept() -> None:
    (first, *_) = department_forms(known(), layout="1999", day=DAY)

    label = read_package(first.content)["word/styles.xml"].decode().split('"LFAnnexLabel"')[1]
    assert "仿宋_GB2312" in label.split("</w:style>")[0]


def test_the_plan_gets_all_seven_annexes_without_any_item() -> None:
    annexes, next_id = blank_annexes(standard(), lambda name: name, "防灾科技学院", next_id=5)

    assert [annex.number for annex in annexes] == list(range(1, 8))
    assert [annex.sideways for annex in annexes] == [n in (1, 5, 6) for n in range(1, 8)]
    assert next_id > 5


def test_the_data_cannot_act_as_markup() -> None:
    item = an_item("<w:p/>&{{ x }}{% if %}")

    assert words(form_of(known(item), 1))[1][2] == "<w:p/>&{{ x }}{% if %}"
