from __future__ import annotations

import pytest

from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_tables import (
    HEAD,
    MORE,
    NOTE,
    RATING_TITLE,
    RISKS,
    SIGN_OFFS,
    TOP,
    UNIT,
    Rows,
    fitted,
    merged,
    rated,
    rating,
)

PLAIN = [
    ("受理", 1, "不按规定登记。", "中", "承办人"),
    ("审核", 1, "压件不办，拖延审核时间。", "低", "处领导"),
]
PAGE = paragraph(page_break=True)
ITEM, OWNER = "信访举报受理", "审计监察处"
OTHER_TOP: Rows = [["序号", "3", "责任主体", "审计监察处"], ["职权事项名称", "案件查办"]]


# --- the form as it is sent out ----------------------------------------------------------------


def test_the_form_is_read_whole() -> None:
    forms, findings = read(RATING_TITLE, UNIT, rating(), NOTE)
    form = forms[0]

    assert (form.number, form.item, form.department) == ("2", "信访举报受理", "审计监察处")
    assert (form.category, form.category_raw) == ("内部职权", "内部职权")
    assert (form.unit, str(form.filled_on)) == ("防灾科技学院", "2012-06-04")
    assert form.flow_note is None
    assert form.remarks is None
    assert rated(form) == PLAIN
    assert [risk.level_raw for risk in form.risks] == ["中", "低"]
    assert [s.role for s in form.sign_offs] == [
        "department",
        "supervising_leader",
        "leading_group",
    ]
    assert codes(findings) == []


def test_every_value_knows_where_it_stands() -> None:
    risks: Rows = [
        [merged("受理"), "1.不按规定登记。", "中", merged("承办人")],
        [MORE, "2.泄露信息。", "高", MORE],
        ["审核", "1.压件不办。", "", ""],
    ]
    forms, _ = read(RATING_TITLE, rating(risks), NOTE)
    form = forms[0]
    _, further, blank = form.risks

    assert (form.place("item").row, form.place("item").column) == (2, 2)
    assert (form.place("department").row, form.place("department").column) == (1, 4)
    assert (form.place("category").row, form.place("remarks").row) == (2, 11)
    assert (further.place("").row, further.place("manifestation").column) == (6, 2)
    assert (further.place("point").row, further.place("responsible").row) == (5, 5)
    assert (blank.place("level").row, blank.place("level").column) == (7, 3)
    assert (blank.place("responsible").row, blank.place("responsible").column) == (7, 4)


# --- the fields above the risks -----------------------------------------------------------------


@pytest.mark.parametrize(
    "top",
    [
        pytest.param(
            [["职权事项名称", ITEM], ["职权类别", "内部职权", "责任主体", OWNER]],
            id="fewer",
        ),
        pytest.param(
            [
                ["责任主体", OWNER, "序  号", "2"],
                ["职权类别", "内部职权", "职权事\n项名称", "信访举\n报受理"],
            ],
            id="in another order",
        ),
        pytest.param(
            [["序号", "职权事项名称", "职权类别", "责任主体"], ["2", ITEM, "内部职权", OWNER]],
            id="above their values",
        ),
        pytest.param(
            [
                [Cell("序号：2", columns=2), Cell(f"责任主体：{OWNER}", columns=2)],
                [Cell(f"职权事项名称：{ITEM}", columns=2), Cell("职权类别：内部职权", columns=2)],
            ],
            id="in one cell with their values",
        ),
        pytest.param(
            [
                ["职权事项", f"“{ITEM}”", "责任部门", f"{OWNER}（盖章）"],
                ["职权类型", "☑内部职权 □行政职权 □重要业务事项"],
            ],
            id="by other names",
        ),
        pytest.param(
            [["职权事项名你", ITEM, "责任主题", OWNER], ["职权类型", "“内部职权”"]],
            id="misspelt",
        ),
        pytest.param(
            [
                ["职权事项名称", ITEM, "责任主体", OWNER],
                ["职权类别", "□行政职权", "☑内部职权", "□重要业务事项"],
            ],
            id="with a category in three cells",
        ),
    ],
)
def test_the_top_fields_are_found_however_they_are_laid_out(top: Rows) -> None:
    forms, findings = read(RATING_TITLE, rating(top=top), NOTE)
    form = forms[0]

    assert (form.item, form.department) == ("信访举报受理", "审计监察处")
    assert form.category == "内部职权"
    assert rated(form) == PLAIN
    assert codes(findings) == []


@pytest.mark.parametrize("category", ["其他职权", "☑行政职权 ☑内部职权", "", "□行政职权□内部职权"])
def test_a_category_that_is_none_of_the_three_is_kept_as_written(category: str) -> None:
    forms, _ = read(RATING_TITLE, rating(top=[*TOP[:1], [TOP[1][0], "采购", "职权类别", category]]))

    assert (forms[0].category, forms[0].category_raw) == (None, category)


@pytest.mark.parametrize(
    "note",
    [
        "详见“职权和重要业务事项运行流程图”（附件2）",
        "见附件2",
        "附表2",
        "详见附件2-1。",
        "同附件2流程图",
        "职权和重要业务事项运行流程图",
        "",
        "……",
    ],
)
def test_a_mere_reference_to_annex_2_is_no_description(note: str) -> None:
    forms, findings = read(RATING_TITLE, rating(top=[*TOP[:2], ["权力运行\n流程描述", note]]))

    assert forms[0].flow_note is None
    assert codes(findings) == []


def test_a_description_of_the_flow_is_kept() -> None:
    top = [*TOP[:2], ["权力运行流程描述", "受理→审核→审批\n详见附件2"]]
    forms, _ = read(RATING_TITLE, rating(top=top))

    assert forms[0].flow_note == "受理→审核→审批\n详见附件2"


def test_the_item_can_stand_above_the_table() -> None:
    above = paragraph("职权事项：信访举报受理        责任处室：审计监察处")
    forms, findings = read(RATING_TITLE, UNIT, above, rating(top=[]), NOTE)

    assert (forms[0].item, forms[0].department) == ("信访举报受理", "审计监察处")
    assert codes(findings) == []


@pytest.mark.parametrize(
    "title",
    ["审计监察处“信访举报受理”廉政风险点排查评定表", "《信访举报受理》廉政风险点排查评定表"],
)
def test_the_item_can_stand_in_the_title(title: str) -> None:
    forms, findings = read(paragraph(title), rating(top=TOP[:1]), NOTE)

    assert forms[0].item == "信访举报受理"
    assert codes(findings) == []


def test_the_title_and_the_unit_can_stand_inside_the_table() -> None:
    inside = [["廉政风险点排查评定表"], ["单位：防灾科技学院       填表时间：2012年6月4日"], *TOP]
    forms, findings = read(rating(top=inside))

    assert (forms[0].unit, str(forms[0].filled_on)) == ("防灾科技学院", "2012-06-04")
    assert (forms[0].item, rated(forms[0])) == ("信访举报受理", PLAIN)
    assert codes(findings) == []


def test_remarks_are_kept() -> None:
    forms, findings = read(
        RATING_TITLE,
        rating(sign_offs=[*SIGN_OFFS[:3], ["备  注", "制度已修订。\n另有说明。"]]),
        NOTE,
    )

    assert forms[0].remarks == "制度已修订。\n另有说明。"
    assert codes(findings) == []


# --- several tables, several forms --------------------------------------------------------------


def test_several_forms_in_one_file_are_several_forms() -> None:
    one, other = rating(), rating(top=OTHER_TOP)
    for blocks in ((RATING_TITLE, one, NOTE, PAGE, RATING_TITLE, other), (one, paragraph(), other)):
        forms, findings = read(*blocks)

        assert [(f.item, f.number) for f in forms] == [("信访举报受理", "2"), ("案件查办", "3")]
        assert [len(f.sign_offs) for f in forms] == [3, 3]
        assert codes(findings) == []


def test_forms_that_word_has_joined_to_one_table_are_told_apart() -> None:
    rows: Rows = [*TOP, HEAD, *RISKS, *SIGN_OFFS]
    other: Rows = [["廉政风险点排查评定表"], *OTHER_TOP, HEAD, RISKS[1], *SIGN_OFFS]
    forms, findings = read(RATING_TITLE, fitted([*rows, *other]))

    assert [(form.item, rated(form)) for form in forms] == [
        ("信访举报受理", PLAIN),
        ("案件查办", PLAIN[1:]),
    ]
    assert [len(form.sign_offs) for form in forms] == [3, 3]
    assert codes(findings) == []


@pytest.mark.parametrize(
    "between",
    [
        pytest.param((PAGE, [HEAD]), id="header again"),
        pytest.param((PAGE, []), id="no header"),
        pytest.param((PAGE + RATING_TITLE + UNIT, [HEAD]), id="title again"),
        pytest.param((PAGE + paragraph("廉政风险点排查评定表（续表）"), [HEAD]), id="续表"),
    ],
)
def test_a_form_broken_over_pages_is_one_form(between: tuple[str, Rows]) -> None:
    lines, head = between
    forms, findings = read(
        RATING_TITLE,
        UNIT,
        fitted([*TOP, HEAD, RISKS[0]]),
        lines,
        fitted([*head, RISKS[1], *SIGN_OFFS]),
        NOTE,
    )

    assert len(forms) == 1
    assert rated(forms[0]) == PLAIN
    assert len(forms[0].sign_offs) == 3
    assert codes(findings) == []


def test_fields_risks_and_sign_offs_can_be_tables_of_their_own() -> None:
    one = (fitted(TOP), paragraph(), fitted([HEAD, *RISKS]), paragraph(), fitted(SIGN_OFFS))
    other = (fitted(OTHER_TOP), paragraph(), fitted([HEAD, *RISKS]), paragraph(), fitted(SIGN_OFFS))
    forms, findings = read(RATING_TITLE, *one, PAGE, *other)

    assert [(form.item, rated(form)) for form in forms] == [
        ("信访举报受理", PLAIN),
        ("案件查办", PLAIN),
    ]
    assert codes(findings) == []


def test_the_header_again_within_a_table_is_no_risk() -> None:
    forms, findings = read(RATING_TITLE, rating([RISKS[0], HEAD, RISKS[1]]), NOTE)

    assert rated(forms[0]) == PLAIN
    assert codes(findings) == []


def test_a_table_that_names_items_in_a_column_is_one_form_an_item() -> None:
    risks = [["信访举报受理", *RISKS[0]], ["", *RISKS[1]], ["案件查办", *RISKS[0]]]
    forms, findings = read(
        RATING_TITLE,
        paragraph("部门：审计监察处"),
        rating(risks, head=["职权事项", *HEAD], top=[]),
        NOTE,
    )

    assert [(form.item, form.department, len(form.risks)) for form in forms] == [
        ("信访举报受理", "审计监察处", 2),
        ("案件查办", "审计监察处", 1),
    ]
    assert codes(findings) == []


def test_a_signed_form_is_one_whatever_its_title_says() -> None:
    forms, findings = read(paragraph("廉政风险点及等级评定汇总表"), rating(), NOTE)

    assert [form.form for form in forms] == ["rating_form"]
    assert codes(findings) == []


def test_a_form_with_steps_as_lines_across_the_table_is_read() -> None:
    risks = [["一、受理"], ["1.不登记。", "中", "承办人"], ["二、审核"], ["1.压件。", "低", "处长"]]
    forms, findings = read(RATING_TITLE, rating(risks, head=HEAD[1:]), NOTE)

    assert rated(forms[0]) == [
        ("受理", 1, "不登记。", "中", "承办人"),
        ("审核", 1, "压件。", "低", "处长"),
    ]
    assert codes(findings) == []


def test_a_row_whose_widths_differ_from_the_header_is_read_in_order() -> None:
    rows: Rows = [
        ["职权事项名称", Cell("采购", columns=7)],
        [Cell("风险点", columns=3), "表现形式", Cell("风险等级", columns=3), "责任主体"],
        ["受理", Cell(PLAIN[0][2], columns=2), Cell("中", columns=3), Cell("承办人", columns=2)],
        [Cell("审核", columns=3), Cell(PLAIN[1][2], columns=2), Cell("低", columns=2), "处领导"],
    ]
    forms, findings = read(RATING_TITLE, table(rows))

    assert rated(forms[0]) == [(step, None, *rest) for step, _, *rest in PLAIN]
    assert codes(findings) == []
