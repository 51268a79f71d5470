"""The Excel list holds every risk as text, to sort and filter, with the figures beside it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from rendering.package import read_package
from rendering.wordml import clean
from rendering.workbook import risk_workbook
from rendering.workbook_rows import CUT
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.statistics import statistics

HEADS = (
    "序号", "部门", "职权事项", "职权类别", "廉政风险点", "表现形式", "等级", "责任主体", "重点领域"
)  # fmt: skip
FORMULAS = ["=1+1", "+1", "-1", "@甲", "=cmd|' /C calc'!A1", "\t=1"]
LOOKALIKES = ["http://例子", "mailto:a@b.c", "001", "1e5", "2012-06-01", "{=1}", "TRUE", "'甲"]


def risk(text: str = "泄露举报信息", **changes: object) -> ConsolidatedRisk:
    fields: dict[str, object] = {
        "item": "信访举报受理",
        "point": "受理登记",
        "manifestation": text,
        "level": "高",
        "responsible": "处长",
    }
    return ConsolidatedRisk.model_validate({**fields, **changes})


def item(*risks: ConsolidatedRisk, **changes: object) -> ConsolidatedItem:
    fields: dict[str, object] = {
        "name": "信访举报受理",
        "category": "内部职权",
        "content": "",
        "legal_basis": "“三定”方案",
        "risks": risks,
    }
    return ConsolidatedItem.model_validate({**fields, **changes})


def college(*items: ConsolidatedItem, name: str = "审计监察处") -> Consolidated:
    return Consolidated(
        organisation="防灾科技学院",
        year=2012,
        phase="summary",
        as_of=dt.date(2012, 6, 20),
        counts=Counts(),
        departments=(
            ConsolidatedDepartment(name=name, items=items),
            ConsolidatedDepartment(name="工会", nothing_to_report=True),
        ),
    )


EXAMPLE = college(
    item(risk(), risk("打击报复\n举报人", level="中"), risk("隐匿线索", level=None)),
    item(risk("抬高价格", level="低"), name="设备采购", category="重要业务事项"),
)


def opened(data: Consolidated, unit: Any = "manifestation", status: Any = "official") -> Any:  # noqa: ANN401 - openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(risk_workbook(data, unit, status=status)))


def rows(data: Consolidated, sheet: str = "清单") -> list[tuple[object, ...]]:
    return list(opened(data)[sheet].iter_rows(values_only=True))


def test_every_risk_is_a_row_in_the_order_of_the_documents() -> None:
    rest = ("审计监察处", "信访举报受理", "内部职权", "受理登记")
    none, goods = "未归入重点领域", "物资采购（招投标）"
    assert rows(EXAMPLE) == [
        HEADS,
        (1, *rest, "泄露举报信息", "高", "处长", none),
        (2, *rest, "打击报复\n举报人", "中", "处长", none),
        (3, *rest, "隐匿线索", "尚未评定", "处长", none),
        (4, rest[0], "设备采购", "重要业务事项", rest[3], "抬高价格", "低", "处长", goods),
    ]


def test_an_item_of_several_key_areas_names_them_all() -> None:
    assert rows(college(item(risk(), name="仪器设备采购")))[1][-1] == "物资采购（招投标）、资产管理"


def test_an_item_without_a_category_says_so() -> None:
    assert rows(college(item(risk(), category=None)))[1][3] == "类别待核"


def test_the_heads_stay_and_can_be_filtered() -> None:
    sheet = opened(EXAMPLE)["清单"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I5"
    assert sheet.print_title_rows == "$1:$1"


def test_a_college_without_risks_has_a_list_of_heads() -> None:
    assert rows(college()) == [HEADS]
    assert opened(college())["清单"].auto_filter.ref == "A1:I2"


def test_the_figures_stand_on_a_sheet_of_their_own_with_what_they_count() -> None:
    found = rows(EXAMPLE, "统计")
    assert found[1][0] == "计数单位：按表现形式计"
    assert found[2][0] == "另有廉政风险表现形式1条尚未评定等级，未计入。"
    assert found[4] == ("职权类别", "职权事项", "廉政风险点", "高", "中", "低")
    assert found[-4:] == [
        ("部门（单位）", "职权事项", "廉政风险点", "高", "中", "低"),
        ("审计监察处", 2, 3, 1, 1, 1),
        ("工会", 0, 0, 0, 0, 0),
        ("合计", 2, 3, 1, 1, 1),
    ]


def test_steps_are_counted_where_the_office_wants_it() -> None:
    found = list(opened(EXAMPLE, "step")["统计"].iter_rows(values_only=True))
    assert found[1][0] == "计数单位：按环节计，每个环节取其最高等级"
    assert found[-1] == ("合计", 2, 2, 1, 0, 1)
    assert statistics(EXAMPLE, "step").overall.risks == found[-1][2:]


def test_the_remarks_say_what_a_reader_has_to_know() -> None:
    found = {str(head): str(words) for head, words in rows(EXAMPLE, "说明")}
    assert found["资料截至"] == "2012年6月20日"
    assert found["合计"] == (
        "部门（单位）2个，职权和重要业务事项2项，廉政风险点3个，"
        "其中：高1个、中1个、低1个（按表现形式计）。"
    )
    assert "民主集中制、干部选拔任用" in found["重点领域"]


@pytest.mark.parametrize(
    ("status", "mark", "words"),
    [("official", None, "正式"), ("draft", "草稿", "草稿"), ("for_approval", "送审稿", "送审稿")],
)
def test_an_unfinished_list_is_marked_on_every_page(
    status: str, mark: str | None, words: str
) -> None:
    book = opened(EXAMPLE, status=status)
    assert [sheet.oddHeader.right.text for sheet in book] == [mark] * 3
    assert words in str(book["说明"]["B4"].value)


def test_levels_differ_in_colour_and_in_weight() -> None:
    sheet = opened(EXAMPLE)["清单"]
    looks = [(sheet[f"G{n}"].fill.fgColor.rgb[2:], sheet[f"G{n}"].font.b) for n in range(2, 6)]
    assert len({fill for fill, _ in looks[:3]}) == 3
    assert looks[2] == looks[3]
    assert [bool(bold) for _, bold in looks] == [True, False, False, False]


@pytest.mark.parametrize("text", [*FORMULAS, *LOOKALIKES, "甲<b>&\"乙'", " 甲 "])
def test_what_looks_like_something_else_is_a_text(text: str) -> None:
    data = college(item(risk(text, point=text, responsible=text)))
    sheet = opened(data)["清单"]
    for column in "EFH":
        cell = sheet[f"{column}2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert b"<f>" not in sheet_xml(data)


def sheet_xml(data: Consolidated) -> bytes:
    document = risk_workbook(data, "manifestation", status="official")
    return read_package(document)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("text", "written"), [("_x0041_", b">_x005F_x0041_<"), ("a_x005f_b", b">a_x005F_x005f_b<")]
)
def test_what_excel_takes_for_a_code_is_a_text(text: str, written: bytes) -> None:
    assert written in sheet_xml(college(item(risk(text))))


@given(text=st.text())
def test_any_text_stands_in_its_cell(text: str) -> None:
    found = opened(college(item(risk(text, point=text, responsible=text))))["清单"]
    assert [found[f"{column}2"].value or "" for column in "EFH"] == [clean(text)] * 3


@pytest.mark.parametrize("letter", ["长", "𠀀"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(letter: str) -> None:
    found = str(rows(college(item(risk(letter * 40_000))))[1][5])
    assert found.startswith(letter * 1000)
    assert found.endswith(CUT)
    assert len(found.encode("utf-16-le")) // 2 <= 32_767


def test_a_name_with_an_ampersand_is_no_code_in_the_header() -> None:
    data = EXAMPLE.model_copy(update={"organisation": "甲&D乙" * 60})
    document = risk_workbook(data, "manifestation", status="draft")
    sheet = read_package(document)["xl/worksheets/sheet1.xml"].decode()
    words = sheet.partition("<oddHeader>")[2].partition("</oddHeader>")[0]
    assert "甲&amp;&amp;D乙" in words
    assert words.endswith("廉政风险点清单&amp;R草稿")


def test_rows_are_as_high_as_their_longest_text() -> None:
    sheet = opened(college(item(risk("短"), risk("长" * 100))))["清单"]
    short, tall = (sheet.row_dimensions[n].height for n in (2, 3))
    assert tall > 3 * short


def test_properties_are_the_organisations_and_the_days() -> None:
    properties = opened(EXAMPLE).properties
    assert properties.title == "防灾科技学院2012年廉政风险点清单"
    assert (properties.creator, properties.lastModifiedBy) == ("防灾科技学院", "防灾科技学院")
    assert (properties.created, properties.modified) == (dt.datetime(2012, 6, 20),) * 2  # noqa: DTZ001 - as the file says it


def test_equal_data_give_equal_bytes() -> None:
    first, second = (
        risk_workbook(data, "step", status="draft")
        for data in (EXAMPLE, EXAMPLE.model_copy(deep=True))
    )
    assert first == second


@pytest.mark.parametrize("data", [EXAMPLE, college()], ids=["some", "none"])
def test_the_workbook_is_valid(data: Consolidated, tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(risk_workbook(data, "manifestation", status="official"))
    found = OpenXmlValidator().validate(path).errors
    assert [f"{error.part_uri}: {error.description}" for error in found] == []
