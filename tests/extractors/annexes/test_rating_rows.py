from __future__ import annotations

import pytest

from tests.support.forms import Cell, codes, paragraph, read
from tests.support.risk_tables import (
    HEAD,
    MORE,
    NOTE,
    RATING_TITLE,
    RISKS,
    SIGN_OFFS,
    TOP,
    Row,
    Rows,
    merged,
    rated,
    rating,
)

PLAIN = [
    ("受理", 1, "不按规定登记。", "中", "承办人"),
    ("审核", 1, "压件不办，拖延审核时间。", "低", "处领导"),
]
PAGE = paragraph(page_break=True)
OTHER_TOP: Rows = [["序号", "3", "责任主体", "审计监察处"], ["职权事项名称", "案件查办"]]


LAST: Row = ["审批", "1.不把关。", "低", "院领导"]


# --- rows, groups and cells with several risks --------------------------------------------------


@pytest.mark.parametrize(
    "risks",
    [
        pytest.param(
            [
                [merged("受理"), "1.不登记。", "中", merged("承办人")],
                [MORE, "2.泄密。", "高", MORE],
                LAST,
            ],
            id="merged",
        ),
        pytest.param(
            [
                ["受理", "1.不登记。", "中", "承办人"],
                ["受理", "2.泄密。", "高", "承办人"],
                LAST,
            ],
            id="repeated",
        ),
        pytest.param(
            [
                ["受理", "1.不登记。", "中", "承办人"],
                ["", "2.泄密。", "高", ""],
                LAST,
            ],
            id="blank",
        ),
        pytest.param(
            [
                ["受理", "1.不登记。", "中", "承办人"],
                ["同上", "2.泄密。", "高", "〃"],
                LAST,
            ],
            id="by ditto marks",
        ),
        pytest.param(
            [
                ["受理", "1.不登记。\n2.泄密。", "中\n高", "承办人"],
                LAST,
            ],
            id="in one cell",
        ),
        pytest.param(
            [
                ["受理", "1.不登记。2.泄密。", "中、高", "承办人"],
                LAST,
            ],
            id="run together, levels parted by a comma",
        ),
        pytest.param(
            [
                ["受理", "①不登记。②泄密。", "1.中 2.高", "承办人"],
                ["审批", "（1）不把关。", "低", "院领导"],
            ],
            id="run together, levels numbered",
        ),
        pytest.param(
            [
                ["受理", "1 不登记。\n2 泄密。", "中\n高", "承办人"],
                ["审批", "1，不把关。", "低", "院领导"],
            ],
            id="numbered without a stop",
        ),
        pytest.param(
            [
                [
                    merged("受理"),
                    merged("1.不登记。\n2.泄密。"),
                    "中",
                    merged("承办人"),
                ],
                [MORE, MORE, "高", MORE],
                LAST,
            ],
            id="in a merged cell, levels in rows",
        ),
        pytest.param(
            [
                [
                    merged("受理"),
                    "1.不登记。",
                    merged("中\n高"),
                    merged("承办人"),
                ],
                [MORE, "2.泄密。", MORE, MORE],
                LAST,
            ],
            id="in rows, levels in a merged cell",
        ),
    ],
)
def test_risks_of_one_point_are_read_however_they_are_grouped(risks: Rows) -> None:
    forms, findings = read(RATING_TITLE, rating(risks), NOTE)

    assert rated(forms[0]) == [
        ("受理", 1, "不登记。", "中", "承办人"),
        ("受理", 2, "泄密。", "高", "承办人"),
        ("审批", 1, "不把关。", "低", "院领导"),
    ]
    assert codes(findings) == []


def test_numbers_that_word_counts_are_read_and_are_no_part_of_the_text() -> None:
    risks: Rows = [["受理", Cell("不登记。\n泄密。", numbered=True), "中", "承办人"]]
    forms, _ = read(RATING_TITLE, rating(risks))

    assert rated(forms[0]) == [
        ("受理", 1, "不登记。", "中", "承办人"),
        ("受理", 2, "泄密。", "中", "承办人"),
    ]


def test_one_level_beside_several_risks_is_that_of_each() -> None:
    forms, _ = read(
        RATING_TITLE, rating([["受理", "不按规定登记。\n泄露举报内容。", "高", "承办人"]])
    )

    assert [(risk.manifestation, risk.level) for risk in forms[0].risks] == [
        ("不按规定登记。", "高"),
        ("泄露举报内容。", "高"),
    ]


def test_paragraphs_without_numbers_are_as_many_risks_as_there_are_levels() -> None:
    forms, _ = read(
        RATING_TITLE, rating([["受理", "不按规定登记\n泄露举报内容", "高\n低", "承办人"]])
    )

    assert [(risk.manifestation, risk.level) for risk in forms[0].risks] == [
        ("不按规定登记", "高"),
        ("泄露举报内容", "低"),
    ]


def test_a_sentence_broken_over_paragraphs_is_one_risk() -> None:
    forms, _ = read(
        RATING_TITLE, rating([["受理", "1.向被举报人泄露\n举报内容。", "高", "承办人"]])
    )
    plain, _ = read(RATING_TITLE, rating([["受理", "向被举报人泄露\n举报内容。", "高", "承办人"]]))

    assert len(forms[0].risks) == len(plain[0].risks) == 1
    assert plain[0].risks[0].manifestation == "向被举报人泄露\n举报内容。"


@pytest.mark.parametrize(
    "text",
    ["未按规定在2、3号楼登记。", "截留、挪用3.5万元。", "对1、2类人员不核查。", "压件10日以上。"],
)
def test_figures_inside_a_text_are_no_list_numbers(text: str) -> None:
    forms, _ = read(RATING_TITLE, rating([["受理", f"1.{text}", "高", "承办人"]]))

    assert rated(forms[0]) == [("受理", 1, text, "高", "承办人")]


def test_levels_that_do_not_fit_the_risks_are_not_dealt_out() -> None:
    forms, _ = read(
        RATING_TITLE, rating([["受理", "1.不登记。\n2.泄密。\n3.拖延。", "高\n低", "承办人"]])
    )

    assert [(risk.level, risk.level_raw) for risk in forms[0].risks] == [(None, "高\n低")] * 3


def test_who_is_responsible_ends_with_the_point() -> None:
    forms, _ = read(
        RATING_TITLE,
        rating([["受理", "1.不登记。", "中", "承办人"], ["审核", "1.压件。", "低", ""]]),
    )

    assert [risk.responsible for risk in forms[0].risks] == ["承办人", ""]


def test_a_stroke_is_nobody_and_no_level() -> None:
    forms, _ = read(
        RATING_TITLE,
        rating([["受理", "1.不登记。", "—", "承办人"], ["", "2.泄密。", "高", "/"]]),
    )

    assert [(r.level, r.level_raw, r.responsible) for r in forms[0].risks] == [
        (None, "", "承办人"),
        ("高", "高", ""),
    ]


def test_a_post_broken_over_lines_is_one_post() -> None:
    risks = [
        ["审批", "1.不把关。", "低", "分管\n学院领导"],
        ["审核", "1.压件。", "低", "承办人\n处领导"],
    ]
    forms, _ = read(RATING_TITLE, rating(risks))

    assert [risk.responsible for risk in forms[0].risks] == ["分管学院领导", "承办人\n处领导"]


@pytest.mark.parametrize(
    "row", [["…", "……", "…", "…"], ["XX（略）", "XX", "（略）", "XX"], [""] * 4]
)
def test_rows_of_the_blank_form_are_passed_over(row: Row) -> None:
    forms, findings = read(RATING_TITLE, rating([*RISKS, row, row]))

    assert rated(forms[0]) == PLAIN
    assert codes(findings) == []


@pytest.mark.parametrize(
    "row",
    [
        ["无", "无", "无", "无"],
        ["无"],
        ["", "无", "", ""],
        ["该事项未发现廉政风险点"],
        ["受理", "无", "", ""],
    ],
)
def test_a_form_that_says_none_has_nothing_to_report(row: Row) -> None:
    forms, findings = read(RATING_TITLE, rating([row]))

    assert forms[0].nothing_to_report
    assert forms[0].risks == ()
    assert codes(findings) == []


def test_none_at_one_step_is_no_risk_there() -> None:
    forms, findings = read(RATING_TITLE, rating([*RISKS, ["归档", "无", "/", "/"]]))

    assert rated(forms[0]) == PLAIN
    assert not forms[0].nothing_to_report
    assert codes(findings) == []


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        ["风险环节", "廉政风险表现", "风险级别", "责任人"],
        ["关键环节", "表现形式", "等级", "责任主体（人）"],
        ["廉政\n风险点", "廉政风险\n表现形式", "风 险\n等 级", "责任\n主体"],
        ["廉政风险点（环节）", "主要表现形式（可另附页）", "风险等级（高、中、低）", "责任岗位"],
        ["廉政风脸点", "廉政风险表现形试", "风险等圾", "责任主休"],
        ["涉及环节", "风险描述", "风险级次", "直接责任人"],
    ],
)
def test_headers_are_known_by_many_words(head: Row) -> None:
    forms, findings = read(RATING_TITLE, rating(head=head), NOTE)

    assert rated(forms[0]) == PLAIN
    assert codes(findings) == []


def test_a_header_of_two_rows_is_one_header() -> None:
    head: Rows = [
        [
            merged("廉政风险点"),
            Cell("廉政风险", columns=2),
            merged("责任主体"),
        ],
        [MORE, "廉政风险表现形式", "风险等级", MORE],
    ]
    forms, findings = read(RATING_TITLE, rating(head=head), NOTE)

    assert rated(forms[0]) == PLAIN
    assert codes(findings) == []


TICKS: Row = [
    merged("廉政风险点"),
    merged("廉政风险表现形式"),
    Cell("风险等级", columns=3),
    merged("责任主体"),
]
BELOW: Row = [MORE, MORE]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param([["廉政风险点", "表现形式", "高", "中", "低", "责任主体"]], id="one row"),
        pytest.param(
            [["风险点", "表现形式", "高风险", "中风险", "低风险", "责任人"]], id="dressed"
        ),
        pytest.param([TICKS, [*BELOW, "高", "中", "低", MORE]], id="below 风险等级"),
    ],
)
@pytest.mark.parametrize("tick", ["√", "●", "■", "☑", "是", "○"])
def test_a_tick_below_a_level_means_it(head: Rows, tick: str) -> None:
    risks = [
        ["受理", "1.不登记。", "", tick, "", "承办人"],
        ["审核", "1.压件。", "", "", tick, "处长"],
    ]
    forms, findings = read(RATING_TITLE, rating(risks, head=head), NOTE)

    assert [(risk.level, risk.responsible) for risk in forms[0].risks] == [
        ("中", "承办人"),
        ("低", "处长"),
    ]
    assert codes(findings) == []


def test_two_ticks_or_none_are_no_level() -> None:
    head = ["廉政风险点", "表现形式", "高", "中", "低", "责任主体"]
    risks = [
        ["受理", "1.不登记。", "√", "√", "", "承办人"],
        ["审核", "1.压件。", "", "", "", "处长"],
    ]
    forms, _ = read(RATING_TITLE, rating(risks, head=head))

    assert [(r.level, r.level_raw) for r in forms[0].risks] == [(None, "高、中"), (None, "")]


def test_ticks_below_another_scale_need_the_note_that_declares_it() -> None:
    head: Rows = [TICKS, [*BELOW, "一级", "二级", "三级", MORE]]
    risks = [["受理", "1.不登记。", "", "√", "", "承办人"]]
    table_ = rating(risks, head=head)
    unsaid, _ = read(RATING_TITLE, table_, NOTE)
    said, findings = read(RATING_TITLE, table_, paragraph("注：一级为高、二级为中、三级为低。"))

    assert [(r.level, r.level_raw) for r in unsaid[0].risks] == [(None, "二级")]
    assert [(r.level, r.level_raw) for r in said[0].risks] == [("中", "二级")]
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("head", "sign_offs", "below"),
    [
        (HEAD, SIGN_OFFS, paragraph("注：A表示高风险，B表示中风险，C表示低风险")),
        (HEAD, [*SIGN_OFFS, ["注：A为高，B为中，C为低"]], ""),
        ([*HEAD[:2], "风险等级\n（A为高，B为中，C为低）", HEAD[3]], SIGN_OFFS, ""),
        (HEAD, [*SIGN_OFFS[:3], ["备注", "A为高、B为中、C为低"]], ""),
    ],
)
def test_a_scale_can_be_declared_anywhere_in_the_form(
    head: Row, sign_offs: Rows, below: str
) -> None:
    risks = [["受理", "1.不登记。", "A", "承办人"], ["审核", "1.压件。", "B级", "处长"]]
    forms, findings = read(RATING_TITLE, rating(risks, head=head, sign_offs=sign_offs), below, NOTE)

    assert [(r.level, r.level_raw) for r in forms[0].risks] == [("高", "A"), ("中", "B级")]
    assert codes(findings) == []


def test_another_scale_that_nothing_declares_is_kept_as_written() -> None:
    risks = [["受理", "1.不登记。", "一级", "承办人"], ["审核", "1.压件。", "▲▲", "处长"]]
    forms, findings = read(RATING_TITLE, rating(risks), NOTE)

    assert [(r.level, r.level_raw) for r in forms[0].risks] == [(None, "一级"), (None, "▲▲")]
    assert codes(findings) == []


# --- what is asked for --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "廉政风险点"), (1, "廉政风险表现形式"), (2, "风险等级"), (3, "责任主体")],
)
def test_a_missing_column_is_asked_for_at_the_header(column: int, name: str) -> None:
    risks = [[c for i, c in enumerate(row) if i != column] for row in RISKS]
    head = [c for i, c in enumerate(HEAD) if i != column]
    forms, findings = read(RATING_TITLE, rating(risks, head=head), NOTE)

    assert codes(findings) == ["LF-F10"]
    assert f"缺少“{name}”列" in findings[0].message
    assert str(findings[0].location) == "表1第4行"
    assert (findings[0].department, findings[0].item) == ("审计监察处", "信访举报受理")
    assert forms[0].sign_offs[0].role == "department"


def test_a_column_that_two_headers_answer_to_is_asked_for() -> None:
    risks = [["受理", "1.不登记。", "中", "财务科", "会计"]]
    head = ["廉政风险点", "廉政风险表现形式", "风险等级", "责任部门", "责任人"]
    _, findings = read(RATING_TITLE, rating(risks, head=head), NOTE)

    assert codes(findings) == ["LF-F10"]
    assert "有多列都像“责任主体”列" in findings[0].message


def test_of_two_columns_the_one_that_is_called_as_on_the_form_is_meant() -> None:
    risks = [["受理", "1.不登记。", "中", "承办人", "张三"]]
    head = [*HEAD, "责任人"]
    forms, findings = read(RATING_TITLE, rating(risks, head=head), NOTE)

    assert forms[0].risks[0].responsible == "承办人"
    assert codes(findings) == ["LF-F12"]


def test_sentences_in_a_column_called_risk_point_are_the_manifestations_beside_steps() -> None:
    head = ["关键环节", "廉政风险点", "等级", "责任人"]
    forms, findings = read(RATING_TITLE, rating(head=head), NOTE)

    assert rated(forms[0]) == PLAIN
    assert codes(findings) == []


def test_a_form_that_names_no_item_is_asked_for_it() -> None:
    forms, findings = read(RATING_TITLE, rating(top=TOP[:1]), NOTE)

    assert codes(findings) == ["LF-F10"]
    assert "没有写明职权事项名称" in findings[0].message
    assert rated(forms[0]) == PLAIN


def test_texts_of_an_additional_column_belong_to_no_field() -> None:
    risks = [["受理", "1.不登记。", "中", "承办人", "加强检查。"]]
    forms, findings = read(RATING_TITLE, rating(risks, head=[*HEAD, "防控措施"]), NOTE)

    assert [form.form for form in forms] == ["rating_form"]
    assert codes(findings) == ["LF-F12"]
    assert str(findings[0].location) == "表1第5行第5列"


def test_a_step_without_any_risk_is_pointed_out() -> None:
    _, findings = read(RATING_TITLE, rating([*RISKS, ["归档", "", "", ""]]), NOTE)

    assert codes(findings) == ["LF-F12"]
    assert str(findings[0].location) == "表1第7行第1列"


def test_people_numbered_as_the_risks_of_a_cell_answer_one_each() -> None:
    risks = [["受理", "1.不登记。\n2.泄密。", "1.中\n2.高", "1.承办人\n2.处领导"]]
    forms, _ = read(RATING_TITLE, rating(risks))

    assert rated(forms[0]) == [
        ("受理", 1, "不登记。", "中", "承办人"),
        ("受理", 2, "泄密。", "高", "处领导"),
    ]


def test_numbers_of_step_and_risk_are_both_no_part_of_the_text() -> None:
    risks = [["1.受理", "1.1不登记。", "中", "承办人"], ["", "1.2泄密。", "高", ""]]
    forms, _ = read(RATING_TITLE, rating(risks))

    assert rated(forms[0]) == [
        ("受理", 1, "不登记。", "中", "承办人"),
        ("受理", 2, "泄密。", "高", "承办人"),
    ]


def test_merged_levels_and_people_hold_for_every_row_that_they_cover() -> None:
    risks: Rows = [
        ["受理", "1.不登记。", merged("高"), merged("承办人")],
        ["审核", "1.压件。", MORE, MORE],
    ]
    forms, _ = read(RATING_TITLE, rating(risks))

    assert rated(forms[0]) == [
        ("受理", 1, "不登记。", "高", "承办人"),
        ("审核", 1, "压件。", "高", "承办人"),
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(["归档", "", "高", ""], 3, id="a level"),
        pytest.param(["", "", "", "档案员"], 4, id="somebody responsible"),
        pytest.param(["归档", "……", "高", ""], 3, id="a level beside dots"),
        pytest.param(["归档", "无", "高", ""], 3, id="a level beside 无"),
    ],
)
def test_what_stands_in_a_row_without_a_risk_is_reported(row: Row, column: int) -> None:
    forms, findings = read(RATING_TITLE, rating([*RISKS, row]), NOTE)

    assert rated(forms[0]) == PLAIN
    assert f"表1第7行第{column}列" in {str(finding.location) for finding in findings}
    assert set(codes(findings)) == {"LF-F12"}


def test_words_before_the_label_of_a_block_are_reported() -> None:
    sign_offs: Rows = [["待补", "部门意见", "同意。"], *SIGN_OFFS[1:]]
    forms, findings = read(RATING_TITLE, rating(sign_offs=sign_offs), NOTE)

    assert forms[0].sign_offs[0].opinion == "同意。"
    assert codes(findings) == ["LF-F12"]
