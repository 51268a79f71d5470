"""The handbook says what the data say, chapter by chapter, and on which page."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from rendering.approval import DocumentStatus
from rendering.handbook_tables import ITEM_HEADS, MEASURE_HEADS, RESPONSIBLE_HEADS
from rendering.handbook_tiers import HEADS as TIER_HEADS
from rendering.package import read_package
from rendering.proof import Block, read_back
from rendering.wordml import W, clean
from schemas.college import College
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
)
from schemas.errors import UsageError
from schemas.forms import RosterMember
from tests.support.handbook_college import (
    CHECK,
    REGISTER,
    REPORT,
    RULES,
    TEMPLATE,
    complaints,
    complaints_flow,
    configured,
    dated,
    large_handbook,
    measured,
    rendered,
    small_handbook,
)
from tests.support.rated_college import LEAK, a_college, a_risk, an_item

NASTY = "甲<5万元&乙>“丙”{{ 7*7 }}{% raw %}\n第二行"
AUDIT = "审计监察处"
PARTS = ("（1）运行流程图", "（2）廉政风险分布图及等级", "（3）防控措施", "（4）责任主体")
Rows = list[tuple[str, ...]]


def blocks(document: bytes) -> list[Block]:
    return read_back(document).blocks


def texts(document: bytes) -> list[str]:
    return [block.text for block in blocks(document) if block.text]


def rows(document: bytes, heads: tuple[str, ...]) -> list[Rows]:
    """Give the rows of each table with these heads."""
    return [list(b.rows[1:]) for b in blocks(document) if b.rows[:1] == (heads,)]


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(read_package(document)[name])


def styled(document: bytes, *names: str) -> list[str]:
    """Give the words of the paragraphs in some styles."""
    styles = docx.Document(io.BytesIO(document)).styles
    ids = {s.style_id for s in styles if str(s.name).lower() in names}
    return [block.text for block in blocks(document) if block.style in ids]


def entries(document: bytes) -> list[list[str]]:
    """Give the lines of the table of contents: words and page."""
    return [text.split("\t") for text in styled(document, "toc 1", "toc 2", "toc 3")]


def item(*risks: ConsolidatedRisk, name: str = "信访举报受理") -> ConsolidatedItem:
    return an_item(name, *risks, flow=complaints_flow(name))


def college(*items: ConsolidatedItem, name: str = AUDIT) -> Consolidated:
    return dated(a_college(ConsolidatedDepartment(name=name, items=items)))


def test_chapters_parts_and_items_are_headings_of_words_outline() -> None:
    document = docx.Document(io.BytesIO(rendered(small_handbook())))
    found = [
        (p.style.name, p.text)
        for p in document.paragraphs
        if p.style is not None and str(p.style.name).startswith("Heading")
    ]

    assert found[:9] == [
        ("Heading 1", "一、审计监察处"),
        ("Heading 2", "（一）职能职责"),
        ("Heading 2", "（二）职权和重要业务事项目录"),
        ("Heading 2", "（三）运行流程、廉政风险及防控措施"),
        ("Heading 3", "1．信访举报受理"),
        *(("Heading 4", part) for part in PARTS),
    ]


def test_the_table_of_contents_lists_all_headings_down_to_the_items() -> None:
    document = rendered(small_handbook())

    assert [words for words, _ in entries(document)] == styled(
        document, "heading 1", "heading 2", "heading 3"
    )


def test_the_table_of_contents_has_page_numbers_that_grow() -> None:
    numbers = [int(page) for _, page in entries(rendered(large_handbook(12)))]

    assert numbers[0] == 1
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 12


def test_the_table_of_contents_is_a_field_that_word_can_update_but_need_not() -> None:
    document = rendered(small_handbook())
    instructions = [e.text or "" for e in part(document).iter(qn("w:instrText"))]
    settings = part(document, "word/settings.xml")

    assert instructions[0].split() == ["TOC", "\\o", '"1-3"', "\\h", "\\z", "\\b", "_book"]
    assert settings.find(qn("w:updateFields")) is None
    assert not [e for e in part(document).iter(qn("w:fldChar")) if e.get(qn("w:dirty"))]


def test_every_field_has_an_end_and_every_reference_a_bookmark() -> None:
    root = part(rendered(small_handbook()))
    kinds = [e.get(qn("w:fldCharType")) for e in root.iter(qn("w:fldChar"))]
    marks = {e.get(qn("w:name")) for e in root.iter(qn("w:bookmarkStart"))}
    links = {e.get(qn("w:anchor")) for e in root.iter(qn("w:hyperlink"))}
    fields = [(e.text or "").split() for e in root.iter(qn("w:instrText"))]
    references = {words[1] for words in fields if words[0] == "PAGEREF"}

    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 10
    assert links <= marks
    assert references <= marks


def test_duties_are_the_configured_ones() -> None:
    department = {"name": AUDIT, "duties": "负责纪检、监察工作。\n受理信访举报。"}
    found = texts(rendered(small_handbook(), college=configured(department=[department])))

    start = found.index("（一）职能职责")
    assert found[start + 1 :][:2] == ["负责纪检、监察工作。", "受理信访举报。"]


def test_without_configured_duties_they_are_made_of_the_items_contents() -> None:
    found = texts(rendered(small_handbook()))

    start = found.index("（一）职能职责")
    assert found[start + 1 :][:3] == [
        "主要承担以下职权和重要业务事项：",
        "1．负责信访举报受理工作。",
        "2．负责内部审计工作。",
    ]


def test_a_chapter_says_its_totals_and_what_they_count() -> None:
    assert (
        "本部门（单位）有职权和重要业务事项2项，廉政风险点9个，其中：高等级风险3个、"
        "中等级风险2个、低等级风险4个（按表现形式计）。"
    ) in texts(rendered(small_handbook()))


def test_a_chapter_names_those_who_do_the_work() -> None:
    assert "廉政风险防控工作人员：组长　邵明远（处长）；成员　成一。" in texts(
        rendered(small_handbook())
    )


def test_the_catalogue_of_a_chapter_says_on_which_page_each_item_begins() -> None:
    document = rendered(small_handbook())
    pages = dict(entries(document))

    assert rows(document, ITEM_HEADS)[0] == [
        ("1", "信访举报受理", "内部职权", "负责信访举报受理工作。", "“三定”方案",
         pages["1．信访举报受理"]),
        ("2", "内部审计", "行政职权", "负责内部审计工作。", "“三定”方案", pages["2．内部审计"]),
    ]  # fmt: skip


def test_items_are_numbered_through_the_college_in_catalogues_and_anew_in_headings() -> None:
    document = rendered(large_handbook(9, per_department=4))

    assert [row[0] for found in rows(document, ITEM_HEADS) for row in found] == [
        str(n) for n in range(1, 10)
    ]
    assert [h[:2] for h in styled(document, "heading 3")] == [
        "1．", "2．", "3．", "4．", "1．", "2．", "3．", "4．", "1．"
    ]  # fmt: skip


def test_a_catalogue_with_long_texts_lies_on_turned_sheets() -> None:
    def turned(content: str) -> int:
        data = college(complaints().model_copy(update={"content": content}))
        sections = docx.Document(io.BytesIO(rendered(data))).sections
        return sum(bool((s.page_width or 0) > (s.page_height or 0)) for s in sections)

    assert turned("依照规定办理。") == 1  # the list of responsibilities at the end
    assert turned("依照规定办理，并接受监督。" * 20) == 2


def test_the_plans_own_item_looks_as_in_annex_6() -> None:
    planned = f"1.\t{RULES[0]}（2012年12月）\n2.\t{RULES[1]}"
    both = f"1.\t{REGISTER}\n2.\t{CHECK}"
    [found, *_] = rows(rendered(small_handbook()), MEASURE_HEADS)

    assert found[:3] == [
        ("受理", "承办人", "1.\t不按规定登记。", "中", both, planned),
        ("受理", "承办人", f"2.\t{LEAK}", "高", both, planned),
        ("审核", "处领导", "3.\t压件不办，拖延信访件审核时间。", "低", f"3.\t{REPORT}", planned),
    ]


def test_measures_and_regulations_are_merged_over_all_that_they_cover_and_no_further() -> None:
    document = rendered(small_handbook())
    table = next(b for b in blocks(document) if b.rows[:1] == (MEASURE_HEADS,))
    begins = [
        [n for n, continued in enumerate(table.continued[1:]) if column not in continued]
        for column in range(6)
    ]

    assert begins == [[0, 2, 5], [0, 2, 5], [*range(8)], [*range(8)], [0, 2], [0]]


def test_the_same_measure_keeps_its_number_within_an_item() -> None:
    risks = (
        measured(a_risk("一"), "登记", "检查"),
        measured(a_risk("二"), "检查", "公示"),
        measured(a_risk("三"), "登记"),
    )
    [found] = rows(rendered(college(item(*risks))), MEASURE_HEADS)

    assert [row[4] for row in found] == ["1.\t登记\n2.\t检查", "2.\t检查\n3.\t公示", "1.\t登记"]


def test_a_measure_cell_longer_than_a_page_is_divided_and_nothing_is_lost() -> None:
    measures = tuple(
        f"第{n}项措施，要求严格按照规定的权限和程序办理并接受监督。" for n in range(60)
    )
    risks = [measured(a_risk(f"表现{n}"), *measures) for n in range(3)]
    found = rows(rendered(college(item(*risks))), MEASURE_HEADS)

    cells = dict.fromkeys(row[4] for table in found for row in table)
    assert len(found) > 2
    assert "\n".join(cells) == "\n".join(f"{n}.\t{text}" for n, text in enumerate(measures, 1))


def test_what_is_missing_is_said_in_words() -> None:
    found = rows(rendered(college(item(a_risk(level=None))), "draft"), MEASURE_HEADS)

    assert found == [[("受理", "—", "1.\t不按规定登记。", "未定", "尚未制定", "—")]]


def test_who_answers_is_said_point_by_point_with_the_tier_of_each_level() -> None:
    assert rows(rendered(small_handbook()), RESPONSIBLE_HEADS)[0] == [
        ("受理", "承办人", "高1、中1", "高：学院领导班子和分管院领导；中：部门主要负责人"),
        ("审核", "处领导", "高1、低2", "高：学院领导班子和分管院领导；低：科室负责人和承办人"),
        (
            "审批",
            "分管学院领导",
            "高1、低2",
            "高：学院领导班子和分管院领导；低：科室负责人和承办人",
        ),
    ]


def test_without_configured_tiers_there_is_no_column_for_them() -> None:
    document = rendered(small_handbook(), college=configured(responsibility={}))

    assert rows(document, RESPONSIBLE_HEADS) == []
    assert rows(document, RESPONSIBLE_HEADS[:-1])[0][0] == ("受理", "承办人", "高1、中1")


def test_the_list_of_tiers_says_which_tier_answers_for_which_risks() -> None:
    document = rendered(small_handbook())
    high, medium, low = rows(document, TIER_HEADS)
    pages = dict(entries(document))

    assert "高等级廉政风险共3个（按表现形式计），由学院领导班子和分管院领导负责。" in texts(
        document
    )
    assert high == [
        (AUDIT, "信访举报受理", "受理1个（承办人）；审核1个（处领导）；审批1个（分管学院领导）",
         "3", pages["1．信访举报受理"])
    ]  # fmt: skip
    assert [row[3] for row in medium] == ["1", "1"]
    assert [row[0] for row in low] == [AUDIT, "办公室"]


def test_the_list_of_tiers_counts_steps_where_that_is_configured() -> None:
    document = rendered(small_handbook(), college=configured(unit="step"))
    high, medium, low = rows(document, TIER_HEADS)

    assert [row[3] for row in high] == ["3"]
    assert [row[2] for row in medium] == ["实施审计1个（审计组长）"]
    assert [row[2] for row in low] == ["派车1个（车队负责人）"]
    assert "高等级廉政风险共3个（按环节计，每个环节取其最高等级）" in "".join(texts(document))


def test_a_level_that_nobody_has_is_said_to_be_missing() -> None:
    found = texts(rendered(college(item(a_risk(level="低")))))

    assert "高等级廉政风险：无。" in found


def test_risks_that_are_not_rated_stand_in_a_list_of_their_own() -> None:
    found = texts(rendered(college(item(a_risk(level=None))), "draft"))

    assert "（四）尚未评定等级" in found
    assert "尚未评定等级的廉政风险表现形式共1条。" in found


def test_the_index_of_items_goes_by_letters() -> None:
    document = rendered(small_handbook())
    found = texts(document)
    pages = dict(entries(document))

    start = found.index("附录二　职权和重要业务事项索引")
    assert found[start + 1 :][:6] == [
        "C", f"车辆管理（办公室）\t{pages['1．车辆管理']}",
        "N", f"内部审计（审计监察处）\t{pages['2．内部审计']}",
        "X", f"信访举报受理（审计监察处）\t{pages['1．信访举报受理']}",
    ]  # fmt: skip


def test_the_index_of_regulations_names_each_once_with_all_its_pages() -> None:
    rule = ("《工作规则》",)
    items = [
        item(measured(a_risk(), "登记", regulations=rule), name=name) for name in ("甲项", "乙项")
    ]
    document = rendered(college(*items))
    pages = dict(entries(document))

    assert texts(document)[-1] == f"《工作规则》\t{pages['1．甲项']}、{pages['2．乙项']}"


def test_a_regulation_with_many_pages_has_them_below_its_name() -> None:
    rule = ("《工作规则》",)
    items = [item(measured(a_risk(), "登", regulations=rule), name=f"第{n}项") for n in range(9)]
    last = texts(rendered(college(*items)))[-1]

    assert last.startswith("《工作规则》\n")
    assert len(last.partition("\n")[2].split("、")) == 9


def test_a_handbook_without_regulations_says_so() -> None:
    assert texts(rendered(college(item(a_risk()))))[-1] == "（无）"


def test_each_item_has_its_flowchart_and_its_map_as_native_shapes() -> None:
    document = rendered(small_handbook())
    groups = list(part(document).iter("{*}wgp"))
    names = [e.get("name") for e in part(document).iter("{*}docPr")]

    assert len(groups) == 6
    assert names[:2] == ["运行流程图，信访举报受理", "廉政风险分布图及等级，信访举报受理"]


def test_no_chart_is_larger_than_its_page() -> None:
    found = [
        (int(str(e.get("cx"))) / 12700, int(str(e.get("cy"))) / 12700)
        for e in part(rendered(large_handbook(14))).iter("{*}extent")
    ]

    assert max(width for width, _ in found) <= 442.2
    assert max(height for _, height in found) <= 637.8


def test_how_an_item_is_supervised_stands_below_its_flowchart() -> None:
    assert "监督方式：校内审计委员会监督。" in texts(rendered(small_handbook()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"flow": None}, "该事项的运行流程图尚未报送。"),
        ({"risks": ()}, "该事项的廉政风险尚未评定。"),
        ({"risks": (), "nothing_to_report": True}, "该事项经排查，无廉政风险。"),
    ],
)
def test_a_missing_chart_or_rating_is_said_in_words(changes: dict[str, object], said: str) -> None:
    data = college(complaints().model_copy(update=changes))

    assert said in texts(rendered(data, "draft"))


def test_risks_at_no_step_of_the_chart_are_said_to_be_left_out_of_it() -> None:
    risks = (a_risk("一", step="s1"), a_risk("二", step=None), a_risk("三", step="不在"))

    assert ("注：防控措施表中第2、3条表现形式不在图中环节上，或者文字较多，未画入图中。") in texts(
        rendered(college(item(*risks)))
    )


def test_departments_without_items_have_a_chapter_that_says_so() -> None:
    data = dated(
        a_college(
            ConsolidatedDepartment(name="工会", nothing_to_report=True),
            ConsolidatedDepartment(name="图书馆"),
        )
    )
    found = texts(rendered(data, "draft"))

    assert found[found.index("（二）职权和重要业务事项目录", found.index("一、工会")) + 1] == "无。"
    assert "经清理，该部门（单位）没有职权和重要业务事项。" in found
    assert {"该部门（单位）的职能职责尚未提供。", "尚未报送。"} <= set(found)


def test_headers_name_the_chapter() -> None:
    document = docx.Document(io.BytesIO(rendered(small_handbook())))
    found = [
        (section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text)
        for section in document.sections[1:]
    ]

    assert [odd for odd, _ in found] == [
        "审计监察处\t廉政风险防控手册",
        "工会\t廉政风险防控手册",
        "办公室\t廉政风险防控手册",
        "附录一　分级管理责任清单\t廉政风险防控手册",
        "索引\t廉政风险防控手册",
    ]
    assert all(odd == even for odd, even in found)


def test_a_long_name_is_shortened_in_headers() -> None:
    document = docx.Document(io.BytesIO(rendered(college(complaints(), name="很长的部门" * 20))))

    assert "…\t" in document.sections[1].header.paragraphs[0].text


def test_the_first_chapter_begins_with_page_1_and_no_later_one_says_a_number() -> None:
    root = part(rendered(large_handbook(8)))
    starts = [e.get(qn("w:start")) for e in root.iter(qn("w:pgNumType"))]

    assert starts == [None, "1"]


def test_after_a_text_that_no_page_holds_the_next_page_says_its_number() -> None:
    long = "".join(f"第{n}款，不按规定办理有关手续；" for n in range(200))
    root = part(rendered(college(item(a_risk(long)), complaints())))
    starts = [e.get(qn("w:start")) for e in root.iter(qn("w:pgNumType"))]

    assert len(starts) == 3


@pytest.mark.parametrize(("status", "mark"), [("draft", "草稿"), ("for_approval", "送审稿")])
def test_an_unfinished_document_is_marked_in_every_header(
    status: DocumentStatus, mark: str
) -> None:
    document = docx.Document(io.BytesIO(rendered(small_handbook(), status)))
    headers = [h for s in document.sections for h in (s.header, s.even_page_header)]
    headers.append(document.sections[0].first_page_header)

    assert all(mark in "".join(p.text for p in h.paragraphs) for h in headers)


def test_the_approval_page_says_who_when_and_what_changed() -> None:
    found = texts(rendered(small_handbook(), changes=("财务处：增加1项。",)))

    start = found.index("二、审定")
    assert found[start + 1 :][:5] == [
        "本手册已经审定。",
        "审定人：领导小组",
        "审定日期：2012年10月9日",
        "三、各部门（单位）首次报送后的变更",
        "1．财务处：增加1项。",
    ]


def test_the_overview_says_all_totals() -> None:
    overview = next(t for t in texts(rendered(small_handbook())) if t.startswith("本手册依据"))

    assert (
        "列入部门（单位）3个、职权和重要业务事项3项、廉政风险点10个，其中：高等级风险3个、"
        "中等级风险2个、低等级风险5个（按表现形式计）；列入防控措施5条、拟建立健全的制度4项。"
        "资料截至2012年10月10日。"
    ) in overview


def test_the_overview_of_a_draft_says_what_is_missing() -> None:
    document = rendered(college(item(a_risk(level=None))), "draft")
    overview = next(t for t in texts(document) if t.startswith("本手册依据"))

    assert "另有风险表现形式1条尚未评定等级，未计入。" in overview
    assert "有风险表现形式1条尚未制定防控措施。" in overview


def test_equal_data_give_equal_bytes() -> None:
    assert rendered(small_handbook()) == rendered(small_handbook())


def test_ids_of_drawings_and_bookmarks_are_unique() -> None:
    root = part(rendered(large_handbook(8)))
    drawings = [e.get("id") for e in root.iter("{*}docPr")]
    bookmarks = [e.get(qn("w:id")) for e in root.iter(qn("w:bookmarkStart"))]

    assert len(set(drawings)) == len(drawings)
    assert len(set(bookmarks)) == len(bookmarks)


def test_a_college_without_departments_still_makes_a_document() -> None:
    assert styled(rendered(dated(a_college()), "draft"), "heading 3") == []


@hypothesis_settings(max_examples=15, deadline=None)
@given(text=st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
def test_any_text_in_any_field_stands_in_the_document(text: str) -> None:
    risk = measured(
        a_risk(text, "高", point=text, responsible=text, step="s1"),
        text, regulations=(text,), personnel=text, planned=(text,),
    )  # fmt: skip
    roster = (RosterMember(role="组长", name=text, post=text),)
    department = ConsolidatedDepartment(name=text, roster=roster, items=(item(risk, name=text),))
    shown = clean(text)

    [[row]] = rows(rendered(dated(a_college(department))), MEASURE_HEADS)

    assert row == (shown, shown, f"1.\t{shown}", "高", f"1.\t{shown}", f"1.\t{shown}（{shown}）")


def test_markup_and_tags_in_data_are_only_text() -> None:
    risk = measured(a_risk(NASTY, point=NASTY, responsible=NASTY), NASTY, regulations=(NASTY,))
    department = {"name": AUDIT, "duties": NASTY}
    document = rendered(
        college(item(risk, name=NASTY)),
        college=configured(department=[department], responsibility={"中": NASTY}),
        changes=(NASTY,),
    )

    assert f"1．{NASTY}" in texts(document)
    assert rows(document, RESPONSIBLE_HEADS)[0] == [(NASTY, NASTY, "中1", f"中：{NASTY}")]


@pytest.mark.parametrize(
    "text", ["𠮷" * 40, "שלום עולם " * 20, "العربية " * 20, "W" * 300, "e\u0301" * 80, "，" * 90]
)
def test_unusual_letters_stand_in_the_document(text: str) -> None:
    document = rendered(college(item(measured(a_risk(text), text))))

    assert rows(document, MEASURE_HEADS)[0][0][2] == f"1.\t{clean(text)}"


@pytest.mark.parametrize("place", ["contents", "chapters", "tiers_of_responsibility", "indexes"])
def test_a_template_without_one_of_the_places_is_refused(place: str, tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    for paragraph in own.paragraphs:
        if place in paragraph.text:
            paragraph.text = ""
    own.save(str(tmp_path / "handbook.docx"))

    with pytest.raises(UsageError, match=place):
        rendered(small_handbook(), template=tmp_path / "handbook.docx")


def test_a_place_that_ends_no_section_is_refused(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    for paragraph in own.paragraphs:
        if "chapters" in paragraph.text:
            properties = paragraph._p.pPr
            assert properties is not None
            section = properties.find(qn("w:sectPr"))
            assert section is not None
            properties.remove(section)
    own.save(str(tmp_path / "handbook.docx"))

    with pytest.raises(UsageError, match="分节符"):
        rendered(small_handbook(), template=tmp_path / "handbook.docx")


def test_a_template_that_the_office_edited_serves_as_well(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    own.paragraphs[3].text = "某学院"
    header = own.sections[1].header.paragraphs[3]  # of an official one: behind {%p else %}
    header.add_run("（内部资料）")
    own.save(str(tmp_path / "handbook.docx"))
    document = rendered(small_handbook(), template=tmp_path / "handbook.docx")

    assert "某学院" in texts(document)
    headers = [s.header.paragraphs[0].text for s in docx.Document(io.BytesIO(document)).sections]
    assert any("（内部资料）" in words for words in headers)
    assert len(numbers_of(document)) == len(entries(document))


def numbers_of(document: bytes) -> list[int]:
    return [int(page) for _, page in entries(document)]


def test_larger_letters_of_the_office_take_more_pages(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    style = own.styles["手册条目"].element
    for size in style.iter(f"{{{W}}}sz"):
        size.set(qn("w:val"), "40")
    for spacing in style.iter(f"{{{W}}}spacing"):
        if spacing.get(qn("w:line")):
            spacing.set(qn("w:line"), "600")
    own.save(str(tmp_path / "handbook.docx"))
    data = large_handbook(12)
    larger = rendered(data, template=tmp_path / "handbook.docx")

    assert numbers_of(larger)[-1] > numbers_of(rendered(data))[-1]


def test_the_1999_edition_writes_the_date_in_han_numerals() -> None:
    college_1999: College = configured(edition="1999")

    assert "二〇一二年十月十日" in texts(rendered(small_handbook(), college=college_1999))


def test_properties_are_the_organisations_and_the_days() -> None:
    data = small_handbook()
    properties = docx.Document(io.BytesIO(rendered(data))).core_properties

    assert properties.title == "防灾科技学院2012年廉政风险防控手册"
    assert (properties.author, properties.last_modified_by) == ("防灾科技学院", "")
