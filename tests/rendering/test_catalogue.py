"""The catalogue document says what the data say, where the forms of the plan say it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rendering.package import read_package
from rendering.proof import read_back
from rendering.wordml import W, clean
from schemas.consolidated import Consolidated, ConsolidatedDepartment
from schemas.errors import UsageError

Make = Callable[..., Any]
NASTY = "甲<5万元&乙>“丙”{{ 7*7 }}{% raw %}\n第二行"
HEAD = ("序号", "部门\n（责任主体）", "职权事项名称", "职权类别", "职权内容", "法规依据")


def rows(document: bytes) -> tuple[tuple[str, ...], ...]:
    return next(block.rows for block in read_back(document).blocks if block.rows)


def texts(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks]


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(read_package(document)[name])


def test_numbers_run_through_the_college_and_departments_are_counted_in_han(
    render: Make, data: Consolidated
) -> None:
    found = rows(render(data))
    assert found[0] == HEAD
    assert [line[:3] for line in found[1:]] == [
        ("1", "一、办公室", "公文起草"),
        ("2", "一、办公室", "车辆管理"),
        ("", "二、工会", "无"),
        ("3", "三、审计监察处", "信访举报受理"),
    ]


def test_a_department_is_merged_over_its_rows_and_no_further(
    render: Make, data: Consolidated
) -> None:
    merges = [str(e.get(f"{{{W}}}val")) for e in part(render(data)).iter(f"{{{W}}}vMerge")]
    assert merges == ["restart", "continue"]


def test_neighbouring_departments_of_equal_items_are_not_merged(
    render: Make, item: Make, college: Make
) -> None:
    departments = [ConsolidatedDepartment(name="系", items=(item("甲"),)) for _ in range(2)]
    assert [row[1] for row in rows(render(college(*departments)))[1:]] == ["一、系", "二、系"]


def test_the_header_row_repeats_on_every_page(render: Make, data: Consolidated) -> None:
    lines = list(part(render(data)).iter(f"{{{W}}}tr"))
    assert [bool(list(line.iter(f"{{{W}}}tblHeader"))) for line in lines] == [True, *[False] * 4]


def test_only_a_row_taller_than_a_page_may_be_split(
    render: Make, item: Make, college: Make
) -> None:
    items = (item("短"), item("长", content="很长的内容。" * 200))
    document = part(render(college(ConsolidatedDepartment(name="系", items=items))))
    kept = [bool(list(line.iter(f"{{{W}}}cantSplit"))) for line in document.iter(f"{{{W}}}tr")]
    assert kept == [True, True, False]


def test_a_department_that_sent_nothing_is_not_said_to_have_nothing(
    render: Make, college: Make
) -> None:
    found = rows(render(college(ConsolidatedDepartment(name="系")), "draft"))
    assert found[1] == ("", "一、系", *["尚未报送"] * 4)


def test_every_item_has_a_page_of_its_own(render: Make, data: Consolidated) -> None:
    document = part(render(data))
    breaks = [
        p
        for p in document.iter(f"{{{W}}}p")
        if p.find(f"{{{W}}}pPr/{{{W}}}pageBreakBefore") is not None
    ]
    charts = [text for text in texts(render(data)) if text.startswith("职权事项：")]
    assert charts == ["职权事项：公文起草", "职权事项：车辆管理", "职权事项：信访举报受理"]
    assert len(breaks) == 1 + len(charts) - 1  # 审定情况, and each chart but the section's first


def test_the_supervision_stands_under_its_chart(render: Make, data: Consolidated) -> None:
    assert texts(render(data))[-2] == "监督方式：纪委办公室监督，电话61590000。"


def test_an_item_without_a_chart_says_so_on_its_page(
    render: Make, item: Make, college: Make
) -> None:
    data = college(ConsolidatedDepartment(name="系", items=(item("甲", flow=None),)))
    assert "该事项的运行流程图尚未报送。" in texts(render(data, "draft"))


def test_a_college_without_items_still_makes_a_document(render: Make, college: Make) -> None:
    data = college(ConsolidatedDepartment(name="工会", nothing_to_report=True))
    assert "（无运行流程图）" in texts(render(data))


@pytest.mark.parametrize(("status", "mark"), [("draft", "草稿"), ("for_approval", "送审稿")])
def test_an_unfinished_document_is_marked_in_every_header(
    render: Make, data: Consolidated, status: str, mark: str
) -> None:
    document = docx.Document(io.BytesIO(render(data, status)))
    headers = [
        header
        for section in document.sections
        for header in (section.header, section.even_page_header)
    ]
    headers.append(document.sections[0].first_page_header)
    assert [mark in "".join(p.text for p in h.paragraphs) for h in headers] == [True] * 7
    assert all(
        f'string="{mark}"' in etree.tostring(h._element, encoding="unicode") for h in headers
    )


def test_an_official_document_carries_no_mark(render: Make, data: Consolidated) -> None:
    everything = b"".join(read_package(render(data)).values()).decode()
    assert "草稿" not in everything.replace("草稿标志", "")
    assert "送审稿" not in everything


def test_the_approval_page_says_who_when_and_what_changed(render: Make, data: Consolidated) -> None:
    found = texts(render(data, changes=("财务处：增加1项。", "办公室：删去1项。")))
    start = found.index("审定情况")
    assert found[start + 4 :][:7] == [
        "二、审定",
        "本目录已经审定。",
        "审定人：领导小组",
        "审定日期：2012年6月10日",
        "三、各部门（单位）首次报送后的变更",
        "1．财务处：增加1项。",
        "2．办公室：删去1项。",
    ]


def test_the_approval_page_admits_that_nobody_approved(render: Make, data: Consolidated) -> None:
    found = texts(render(data, "for_approval"))
    assert any(text.startswith("尚未审定") for text in found)
    assert "无变更。" in found


def test_the_overview_counts_departments_and_items_by_category(
    render: Make, data: Consolidated
) -> None:
    overview = next(text for text in texts(render(data)) if text.startswith("本目录依据"))
    assert "部门（单位）3个、职权和重要业务事项3项" in overview
    assert "行政职权1项、内部职权2项、重要业务事项0项。附运行流程图3幅。" in overview


def test_the_1999_edition_writes_the_date_in_han_numerals(render: Make, data: Consolidated) -> None:
    assert "二〇一二年六月十二日" in texts(render(data, edition="1999"))


def test_the_1999_edition_sets_the_annex_label_in_the_body_font(
    render: Make, data: Consolidated
) -> None:
    def font(edition: str) -> str:
        styles = part(render(data, edition=edition), "word/styles.xml")
        found = styles.find(f".//{{{W}}}style[@{{{W}}}styleId='LFAnnexLabel']//{{{W}}}rFonts")
        assert found is not None
        return str(found.get(f"{{{W}}}eastAsia"))

    assert (font("2012"), font("1999")) == ("黑体", "仿宋_GB2312")


def test_the_table_lies_on_turned_sheets_with_turned_margins(
    render: Make, data: Consolidated
) -> None:
    upright, turned, again = docx.Document(io.BytesIO(render(data))).sections
    assert (upright.page_width, upright.page_height) == (again.page_width, again.page_height)
    assert (turned.page_width, turned.page_height) == (upright.page_height, upright.page_width)
    assert turned.top_margin == upright.left_margin
    assert turned.left_margin == upright.bottom_margin


def test_equal_data_give_equal_bytes(render: Make, data: Consolidated) -> None:
    assert render(data) == render(data.model_copy(deep=True))


def test_properties_are_the_organisations_and_the_days(render: Make, data: Consolidated) -> None:
    properties = docx.Document(io.BytesIO(render(data))).core_properties
    assert properties.title == "防灾科技学院2012年职权和重要业务事项目录及运行流程图"
    assert (properties.author, properties.last_modified_by) == ("防灾科技学院", "")
    assert properties.created is not None
    assert properties.created.date() == data.as_of


def test_all_drawings_have_different_numbers(render: Make, data: Consolidated) -> None:
    numbers = [
        drawing.get("id")
        for name, content in read_package(render(data)).items()
        if name.endswith(".xml")
        for drawing in etree.fromstring(content).iter("{*}docPr")
    ]
    assert len(numbers) == 5  # two page numbers on turned sheets, three charts
    assert len(set(numbers)) == len(numbers)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1).map(str.strip).filter(bool))
def test_any_text_in_any_field_stands_in_the_document(
    render: Make, item: Make, flow: Make, college: Make, text: str
) -> None:
    chart = flow(text, supervision=text)
    chart = chart.model_copy(
        update={"steps": (chart.steps[0].model_copy(update={"text": text}), *chart.steps[1:])}
    )
    items = (item(text, content=text, legal_basis=text, flow=chart),)
    document = render(college(ConsolidatedDepartment(name=text, items=items)))
    shown = clean(text)
    assert rows(document)[1] == ("1", f"一、{shown}", shown, "内部职权", shown, shown)


def test_markup_and_tags_in_data_are_only_text(render: Make, item: Make, college: Make) -> None:
    items = (item(NASTY, content=NASTY, legal_basis=NASTY),)
    document = render(college(ConsolidatedDepartment(name=NASTY, items=items)), changes=(NASTY,))
    assert rows(document)[1][4] == NASTY
    assert f"1．{NASTY}" in texts(document)


def test_a_template_without_the_table_is_refused(
    render: Make, data: Consolidated, tmp_path: Path
) -> None:
    document = docx.Document(
        str(Path(__file__).parents[2] / "templates" / "docx" / "catalogue.docx")
    )
    for paragraph in document.paragraphs:
        if "catalogue_table" in paragraph.text:
            paragraph.text = ""
    document.save(str(tmp_path / "catalogue.docx"))
    with pytest.raises(UsageError, match="catalogue_table"):
        render(data, template=tmp_path / "catalogue.docx")
