"""The summary document says what the data say, in the columns and groups of the plan's annex 5."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractors.read import read_file
from rendering.approval import DocumentStatus
from rendering.package import read_package
from rendering.proof import Block, read_back
from rendering.summary_rows import summary_lines
from rendering.wordml import W, clean
from schemas.consolidated import ConsolidatedDepartment
from schemas.errors import UsageError
from schemas.forms import ProcessFlow, RiskSummary, Step, Transition
from tests.support.rated_college import (
    LEAK,
    TEMPLATE,
    a_college,
    a_risk,
    an_item,
    large_college,
    one_department,
    rendered,
    small_college,
)
from tests.support.rated_college import settings as configured

NASTY = "甲<5万元&乙>“丙”{{ 7*7 }}{% raw %}\n第二行"
HEAD = ("部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险\n等级", "责任主体")
DEPARTMENT, ITEM = "审计监察处", "信访举报受理"


def table(document: bytes) -> Block:
    return next(block for block in read_back(document).blocks if block.rows[:1] == (HEAD,))


def rows(document: bytes) -> tuple[tuple[str, ...], ...]:
    return table(document).rows[1:]


def texts(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks]


def statistics(document: bytes) -> str:
    return next(b.rows[0][1] for b in read_back(document).blocks if len(b.rows) == 1)


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(read_package(document)[name])


def written(document: bytes) -> list[etree._Element]:
    """Give the table's rows as they are written, the header first."""
    found = part(document).findall(f".//{{{W}}}tbl")
    head = "".join(HEAD).replace("\n", "")
    return next(rows for t in found if (rows := t.findall(f"{{{W}}}tr")) and said(rows[0]) == head)


def said(row: etree._Element) -> str:
    return "".join(t.text or "" for t in row.iter(f"{{{W}}}t"))


def lines(document: bytes) -> list[etree._Element]:
    return written(document)[1:]


def new_labels(document: bytes) -> list[set[int]]:
    """Give for each row the columns that do not continue the cell above."""
    return [set(range(6)) - columns for columns in table(document).continued[1:]]


def test_the_plans_own_item_looks_as_in_the_plan() -> None:
    found = rows(rendered(small_college()))

    assert found[:3] == (
        (DEPARTMENT, ITEM, "受理", "1.\t不按规定登记。", "中", "承办人"),
        (DEPARTMENT, ITEM, "受理", f"2.\t{LEAK}", "高", "承办人"),
        (DEPARTMENT, ITEM, "审核", "1.\t压件不办，拖延信访件审核时间。", "低", "处领导"),
    )
    assert found[7] == (DEPARTMENT, ITEM, "审批", f"3.\t{LEAK}", "高", "分管学院领导")


def test_labels_are_merged_over_their_groups_and_no_further() -> None:
    letters = an_item("公文", a_risk(), a_risk(), a_risk(point="审核"))
    cars = an_item("车辆", a_risk())
    departments = (
        ConsolidatedDepartment(name="办公室", items=(letters, cars)),
        ConsolidatedDepartment(name="工会", items=(cars,)),
    )

    assert new_labels(rendered(a_college(*departments))) == [
        {0, 1, 2, 3, 4, 5}, {3, 4}, {2, 3, 4, 5},
        {1, 2, 3, 4, 5},
        {0, 1, 2, 3, 4, 5},
    ]  # fmt: skip


def test_neighbouring_items_of_one_name_are_not_merged() -> None:
    items = (an_item("公文", a_risk(responsible="甲")), an_item("公文", a_risk(responsible="甲")))

    assert new_labels(rendered(one_department(*items)))[1] == {1, 2, 3, 4, 5}


def test_neighbouring_departments_of_one_name_are_not_merged() -> None:
    departments = [ConsolidatedDepartment(name="系", items=(an_item("甲", a_risk()),))] * 2

    assert new_labels(rendered(a_college(*departments)))[1] == set(range(6))


def test_steps_of_one_wording_are_not_merged_and_begin_with_number_one() -> None:
    risks = (a_risk(step="s1"), a_risk(step="s4"))
    document = rendered(one_department(an_item("公文", *risks)))

    assert new_labels(document)[1] == {2, 3, 4, 5}
    assert [row[3][:2] for row in rows(document)] == ["1.", "1."]


def test_a_responsible_party_is_merged_within_its_point_only_where_it_is_the_same() -> None:
    risks = [
        a_risk(point=point, responsible=who)
        for point, who in (("受理", "甲"), ("受理", "甲"), ("受理", "乙"), ("审核", "乙"))
    ]

    assert new_labels(rendered(one_department(an_item("公文", *risks)))) == [
        {0, 1, 2, 3, 4, 5}, {3, 4}, {3, 4, 5}, {2, 3, 4, 5}
    ]  # fmt: skip


def test_a_manifestation_stands_alone_and_whole_beside_its_number() -> None:
    text = "3人以上参加的评审不按规定抽取专家，10．5万元以上的合同不按规定会签。"
    [row] = lines(rendered(one_department(an_item("采购", a_risk(text)))))

    assert [t.text for t in row[4].iter(f"{{{W}}}t")] == ["1.", text]


def test_levels_are_told_apart_without_colour() -> None:
    risks = [a_risk(level=level) for level in ("高", "中", "低", None)]
    cells = [line[5] for line in lines(rendered(one_department(an_item("公文", *risks)), "draft"))]

    shades = [cell.find(f".//{{{W}}}shd") for cell in cells]
    assert [s is not None and s.get(f"{{{W}}}fill") for s in shades] == [
        "BFBFBF", "E7E6E6", False, False
    ]  # fmt: skip
    assert [cell.find(f".//{{{W}}}b") is not None for cell in cells] == [True, False, False, False]


def test_what_is_missing_is_said_in_words() -> None:
    data = a_college(
        ConsolidatedDepartment(name="工会", nothing_to_report=True),
        ConsolidatedDepartment(name="图书馆"),
        ConsolidatedDepartment(
            name="教务处", items=(an_item("学籍管理"), an_item("档案", nothing_to_report=True))
        ),
    )

    assert rows(rendered(data, "draft")) == (
        ("工会", *["无"] * 5),
        ("图书馆", *["尚未报送"] * 5),
        ("教务处", "学籍管理", *["尚未评定"] * 4),
        ("教务处", "档案", *["经排查无廉政风险"] * 4),
    )


def test_only_the_header_row_repeats_on_every_page() -> None:
    found = written(rendered(small_college()))

    assert [row.find(f".//{{{W}}}tblHeader") is not None for row in found] == [
        number == 0 for number in range(len(found))
    ]


def test_only_a_row_taller_than_a_page_may_be_split() -> None:
    risks = (a_risk(), a_risk("不按规定办理。" * 100), a_risk())
    found = lines(rendered(one_department(an_item("公文", *risks))))

    assert [row.find(f".//{{{W}}}cantSplit") is not None for row in found] == [True, False, True]


def kept(row: etree._Element) -> set[bool]:
    return {p.find(f".//{{{W}}}keepNext") is not None for p in row.iter(f"{{{W}}}p")}


def test_the_rows_of_a_page_keep_together_and_the_next_page_has_all_labels() -> None:
    document = rendered(large_college(120))
    keeps = [kept(row) for row in lines(document)]

    assert all(len(each) == 1 for each in keeps)
    begins = [0, *(n + 1 for n, each in enumerate(keeps) if each == {False})]
    assert len(begins) > 8
    assert all(new_labels(document)[n] == {0, 1, 2, 3, 4, 5} for n in begins)


def test_the_notes_keep_with_the_last_rows() -> None:
    document = rendered(large_college(40))

    assert kept(lines(document)[-1]) == {True}


def test_an_items_name_leads_to_its_map() -> None:
    document = part(rendered(small_college()))
    links = [str(e.get(f"{{{W}}}anchor")) for e in document.iter(f"{{{W}}}hyperlink")]
    marks = {str(e.get(f"{{{W}}}name")) for e in document.iter(f"{{{W}}}bookmarkStart")}

    assert set(links) == {"risk_map_1", "risk_map_2", "risk_map_3"}
    assert set(links) <= marks


def test_every_item_with_risks_has_a_map_and_no_other() -> None:
    data = one_department(an_item("公文", a_risk()), an_item("车辆"), an_item("档案", a_risk()))

    found = [text for text in texts(rendered(data, "draft")) if text.startswith("职权事项：")]
    assert found == ["职权事项：公文", "职权事项：档案"]


def test_all_drawings_have_different_numbers() -> None:
    steps = tuple(Step(id=f"s{n}", text=f"环节{n}") for n in range(1, 5))
    ways = tuple(Transition(source=f"s{n}", target=f"s{n + 1}") for n in range(1, 4))
    items = (
        an_item(name, a_risk(step="s1"), flow=ProcessFlow(item=name, steps=steps, transitions=ways))
        for name in ("公文", "车辆")
    )
    numbers = [
        drawing.get("id")
        for name, content in read_package(rendered(one_department(*items))).items()
        if name.endswith(".xml")
        for drawing in etree.fromstring(content).iter("{*}docPr")
    ]

    assert len(numbers) == 2 + 4 + 2  # page numbers on turned sheets, charts, maps
    assert len(set(numbers)) == len(numbers)


def test_larger_letters_of_the_office_make_fewer_rows_a_page(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    style = own.styles["表格文字"]
    style.paragraph_format.line_spacing = Pt(36)
    own.save(str(tmp_path / "summary.docx"))

    def pages(document: bytes) -> int:
        return sum(kept(row) == {False} for row in lines(document))

    data = large_college(60)
    assert pages(rendered(data, template=tmp_path / "summary.docx")) > pages(rendered(data))


def test_the_statistics_sentence_counts_manifestations() -> None:
    assert statistics(rendered(small_college())) == (
        "清理职权和重要业务事项共3项，排查廉政风险点共10个，其中：高等级风险3个、"
        "中等级风险2个、低等级风险5个（按表现形式计）。风险点和等级分布情况如下："
    )


def test_the_statistics_sentence_counts_steps_where_that_is_configured() -> None:
    document = rendered(small_college(), college=configured(unit="step"))

    assert statistics(document) == (
        "清理职权和重要业务事项共3项，排查廉政风险点共5个，其中：高等级风险3个、中等级风险1个、"
        "低等级风险1个（按环节计，每个环节取其最高等级）。风险点和等级分布情况如下："
    )


def test_the_overview_says_what_is_not_rated_yet() -> None:
    none = an_item("档案", nothing_to_report=True)
    data = one_department(an_item("公文", a_risk(level=None)), an_item("车辆"), none)
    overview = next(t for t in texts(rendered(data, "draft")) if t.startswith("本表依据"))

    assert "列入部门（单位）1个、职权和重要业务事项3项" in overview
    assert "另有风险表现形式1条尚未评定等级，未计入。" in overview
    assert "有1项职权和重要业务事项尚未评定廉政风险。" in overview


def test_the_overview_of_a_complete_summary_mentions_nothing_missing() -> None:
    overview = next(t for t in texts(rendered(small_college())) if t.startswith("本表依据"))

    assert "尚未" not in overview
    assert overview.endswith("（按表现形式计）。资料截至2012年6月20日。")


def test_the_notes_say_who_answers_for_which_level() -> None:
    college = configured(responsibility={"高": "学院党委", "低": "部门负责人"})

    assert (
        "3．对不同等级廉政风险实行分级管理、分级负责、责任到人："
        "高等级风险由学院党委负责；低等级风险由部门负责人负责。"
    ) in texts(rendered(small_college(), college=college))


def test_without_configured_tiers_the_notes_say_nothing_of_them() -> None:
    assert not [t for t in texts(rendered(small_college())) if "分级管理" in t]


@pytest.mark.parametrize(("status", "mark"), [("draft", "草稿"), ("for_approval", "送审稿")])
def test_an_unfinished_document_is_marked_in_every_header(
    status: DocumentStatus, mark: str
) -> None:
    document = docx.Document(io.BytesIO(rendered(small_college(), status)))
    headers = [h for s in document.sections for h in (s.header, s.even_page_header)]
    headers.append(document.sections[0].first_page_header)

    assert all(mark in "".join(p.text for p in h.paragraphs) for h in headers)


def test_the_approval_page_says_who_when_and_what_changed() -> None:
    found = texts(rendered(small_college(), changes=("财务处：增加1项。", "办公室：删去1项。")))

    start = found.index("二、审定")
    assert found[start + 1 :][:6] == [
        "本表已经审定。",
        "审定人：领导小组",
        "审定日期：2012年6月19日",
        "三、各部门（单位）首次报送后的变更",
        "1．财务处：增加1项。",
        "2．办公室：删去1项。",
    ]


def test_the_approval_page_admits_that_nobody_approved() -> None:
    found = texts(rendered(small_college(), "for_approval"))

    assert any(text.startswith("尚未审定。本稿为送审稿") for text in found)


def test_the_1999_edition_writes_the_date_in_han_numerals() -> None:
    found = texts(rendered(small_college(), college=configured(edition="1999")))

    assert "单位：防灾科技学院\t填表时间：二〇一二年六月二十日" in found


def test_the_table_lies_on_turned_sheets_with_turned_margins() -> None:
    upright, turned, *rest = docx.Document(io.BytesIO(rendered(small_college()))).sections

    assert (turned.page_width, turned.page_height) == (upright.page_height, upright.page_width)
    assert (turned.top_margin, turned.left_margin) == (upright.left_margin, upright.bottom_margin)
    assert all(section.page_width == upright.page_width for section in rest)


def test_equal_data_give_equal_bytes() -> None:
    assert rendered(small_college()) == rendered(small_college())


def test_properties_are_the_organisations_and_the_days() -> None:
    data = small_college()
    properties = docx.Document(io.BytesIO(rendered(data))).core_properties

    assert properties.title == "防灾科技学院2012年廉政风险点及等级汇总表"
    assert (properties.author, properties.last_modified_by) == ("防灾科技学院", "")
    assert properties.created is not None
    assert properties.created.date() == data.as_of


def test_the_extractor_reads_annex_5_back_without_loss() -> None:
    data = large_college(60)
    form = next(
        form
        for form in read_file(rendered(data), file="汇总表.docx").forms
        if isinstance(form, RiskSummary)
    )

    assert form.declared.points == len(form.risks)
    assert [
        (r.department, r.item, r.point, r.manifestation, r.level, r.responsible) for r in form.risks
    ] == [
        (*line.labels, line.manifestation, line.level, line.responsible)
        for line in summary_lines(data)
    ]


def test_a_college_without_departments_still_makes_a_document() -> None:
    assert rows(rendered(a_college(), "draft")) == ()


@settings(max_examples=20)
@given(text=st.text(min_size=1).map(str.strip).filter(bool))
def test_any_text_in_any_field_stands_in_the_document(text: str) -> None:
    risk = a_risk(text, "高", point=text, responsible=text)

    shown = clean(text)
    assert rows(rendered(one_department(an_item(text, risk), name=text))) == (
        (shown, shown, shown, f"1.\t{shown}", "高", shown),
    )


def test_markup_and_tags_in_data_are_only_text() -> None:
    data = one_department(an_item(NASTY, a_risk(NASTY, point=NASTY, responsible=NASTY)), name=NASTY)
    document = rendered(data, changes=(NASTY,))

    assert rows(document) == ((NASTY, NASTY, NASTY, f"1.\t{NASTY}", "中", NASTY),)
    assert f"1．{NASTY}" in texts(document)


def test_a_template_without_the_table_is_refused(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    for paragraph in own.paragraphs:
        if "summary_table" in paragraph.text:
            paragraph.text = ""
    own.save(str(tmp_path / "summary.docx"))

    with pytest.raises(UsageError, match="summary_table"):
        rendered(small_college(), template=tmp_path / "summary.docx")


def test_a_template_that_the_office_saved_in_word_serves_as_well(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    own.paragraphs[3].text = "某学院"
    own.save(str(tmp_path / "summary.docx"))

    found = texts(rendered(small_college(), template=tmp_path / "summary.docx"))
    assert "某学院" in found
