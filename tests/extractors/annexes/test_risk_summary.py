from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.totals import read_totals
from schemas.findings import Finding
from tests.support.forms import Cell, codes, paragraph, read
from tests.support.risk_tables import (
    MORE,
    SUMMARY_HEAD,
    SUMMARY_TITLE,
    SUMMED,
    UNIT,
    Row,
    Rows,
    fitted,
    merged,
    summary,
    summed,
    told,
)

OWNER = "审计监察处"
PLAIN = [
    (OWNER, "信访举报受理", "受理", "不按规定登记。", "中", "承办人"),
    (OWNER, "信访举报受理", "受理", "泄露举报人信息。", "高", "承办人"),
    (OWNER, "案件查办", "审核", "压件不办。", "低", "处领导"),
]
PAGE = paragraph(page_break=True)
NUMBERS = {"items": 2, "points": 3, "high": 1, "medium": 1, "low": 1}
SAID = told(2, 3, 1, 1, 1)


def declared(form: Any) -> dict[str, int | None]:  # noqa: ANN401 - forms of tests are untyped
    return {name: getattr(form.declared, name) for name in NUMBERS}


def read_summary(table: str, *below: str, above: str = "") -> tuple[Any, tuple[Finding, ...]]:
    forms, findings = read(SUMMARY_TITLE, UNIT, above, table, *below)
    assert [form.form for form in forms] == ["risk_summary"]
    return forms[0], findings


# --- the form as it is sent out ----------------------------------------------------------------


def test_the_form_is_read_whole() -> None:
    form, findings = read_summary(summary())

    assert (form.department, form.unit) == (OWNER, "防灾科技学院")
    assert str(form.filled_on) == "2012-06-04"
    assert declared(form) == NUMBERS
    assert summed(form) == PLAIN
    assert [risk.level_raw for risk in form.risks] == ["中", "高", "低"]
    assert codes(findings) == []


def test_every_value_knows_where_it_stands() -> None:
    form, _ = read_summary(summary())
    second = form.risks[1]

    assert str(second.place("")) == "表1第4行"
    assert str(second.place("manifestation")) == "表1第4行第4列"
    assert str(second.place("level")) == "表1第4行第5列"
    assert [str(second.place(name)) for name in ("department", "item", "point", "responsible")] == [
        "表1第3行第1列",
        "表1第3行第2列",
        "表1第3行第3列",
        "表1第3行第6列",
    ]
    assert str(form.declared.place("")) == str(form.declared.place("high")) == "表1第1行第2列"


def test_the_blank_form_says_nothing() -> None:
    rows: Rows = [
        ["办公室", "车辆\n管理", "", "……………….", "……", "……"],
        ["", "公务\n接待", "", "…………..", "……", "……"],
        ["…….", "……", "", "………………….", "……", "………"],
    ]
    form, findings = read_summary(
        summary(rows, totals=[["汇总统计情 况", told("", "", "", "", "")]])
    )

    assert form.risks == ()
    assert declared(form) == dict.fromkeys(NUMBERS)
    assert codes(findings) == []


# --- groups -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [
                [*map(merged, PLAIN[0][:3]), *SUMMED[0][3:5], merged("承办人")],
                [MORE, MORE, MORE, *SUMMED[1][3:5], MORE],
                [MORE, *SUMMED[2][1:]],
            ],
            id="merged",
        ),
        pytest.param(
            [
                SUMMED[0],
                [*SUMMED[0][:3], *SUMMED[1][3:5], "承办人"],
                [OWNER, *SUMMED[2][1:]],
            ],
            id="repeated",
        ),
        pytest.param(
            [[f"九、{OWNER}", "1.信访举报受理", "（1）受理", *SUMMED[0][3:]], *SUMMED[1:]],
            id="numbered",
        ),
        pytest.param(
            [SUMMED[0], ["〃", "同上", "同上", *SUMMED[1][3:5], "〃"], SUMMED[2]],
            id="by ditto marks",
        ),
        pytest.param([SUMMED[0], SUMMARY_HEAD, *SUMMED[1:]], id="with the header again"),
        pytest.param(
            [*SUMMED[:2], [merged("审计\n监察处"), "案件\n查办", *SUMMED[2][2:]]],
            id="with names broken over lines",
        ),
    ],
)  # fmt: skip
def test_groups_are_read_however_they_are_written(rows: Rows) -> None:
    form, findings = read_summary(summary(rows))

    assert summed(form) == PLAIN
    assert codes(findings) == []


def test_a_new_item_ends_its_step_and_who_is_responsible() -> None:
    rows: Rows = [SUMMED[0], ["", "案件查办", "", "1.压件不办。", "低", ""]]
    form, _ = read_summary(summary(rows))

    assert summed(form)[1] == (OWNER, "案件查办", "", "压件不办。", "低", "")


def test_a_new_department_ends_its_item() -> None:
    rows: Rows = [SUMMED[0], ["教务处", "", "审核", "1.压件不办。", "低", "处长"]]
    form, _ = read_summary(summary(rows))

    assert summed(form)[1][:3] == ("教务处", "", "审核")
    assert form.department is None


def test_departments_can_be_lines_across_the_table() -> None:
    rows: Rows = [[f"一、{OWNER}"], *[row[1:] for row in SUMMED], ["二、教务处"], SUMMED[2][1:]]
    form, findings = read_summary(summary(rows, head=SUMMARY_HEAD[1:]))

    assert summed(form) == [*PLAIN, ("教务处", *PLAIN[2][1:])]
    assert codes(findings) == []


@pytest.mark.parametrize("above", [paragraph(f"部门：{OWNER}"), ""])
def test_a_department_leaves_its_own_column_out(above: str) -> None:
    rows = [row[1:] for row in SUMMED]
    form, findings = read_summary(summary(rows, head=SUMMARY_HEAD[1:]), above=above)

    assert {risk.department for risk in form.risks} == {OWNER if above else None}
    assert form.department == (OWNER if above else None)
    assert codes(findings) == []


def test_the_item_can_stand_above_the_table() -> None:
    rows: Rows = [[row[0], *row[2:]] for row in SUMMED[:2]]
    head = [SUMMARY_HEAD[0], *SUMMARY_HEAD[2:]]
    form, findings = read_summary(
        summary(rows, head=head, totals=[]), above=paragraph("职权事项：信访举报受理")
    )

    assert summed(form) == PLAIN[:2]
    assert codes(findings) == []


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        ["单位", "职权事项名称", "风险环节", "风险表现", "等级", "责任人"],
        ["责任主体", "职权事项", "廉政风险点", "表现形式", "风险等级", "责任人"],
        ["责任部门", "权力事项", "关键环节", "廉政风险表现", "风险级别", "责任主体"],
        [
            "部 门",
            "职权事\n项",
            "廉政\n风险点",
            "廉政风险\n表现形式",
            "廉政风险\n等级",
            "责任\n主体",
        ],
        ["部门（责任主体）", "职权和重要业务事项", "环节", "表现形式", "风险等次", "责任岗位"],
        ["部门", "职权事顼名称", "廉政风脸点", "廉政风险表现形试", "廉政风险等圾", "责任主休"],
    ],
)
def test_headers_are_known_by_many_words(head: Row) -> None:
    form, findings = read_summary(summary(head=head))

    assert summed(form) == PLAIN
    assert codes(findings) == []


def test_columns_can_stand_in_another_order_and_be_numbered() -> None:
    order = [3, 4, 2, 5, 1, 0]
    rows: Rows = [[str(n), *(row[i] for i in order)] for n, row in enumerate(SUMMED, 1)]
    form, findings = read_summary(summary(rows, head=["序号", *(SUMMARY_HEAD[i] for i in order)]))

    assert summed(form) == PLAIN
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("column", "name"),
    [(1, "职权事项"), (2, "廉政风险点"), (3, "廉政风险表现形式"), (4, "风险等级"), (5, "责任主体")],
)
def test_a_missing_column_is_asked_for_at_the_header(column: int, name: str) -> None:
    rows = [[c for i, c in enumerate(row) if i != column] for row in SUMMED]
    head = [c for i, c in enumerate(SUMMARY_HEAD) if i != column]
    _, findings = read_summary(summary(rows, head=head))

    assert codes(findings) == ["LF-F10"]
    assert f"缺少“{name}”列" in findings[0].message
    assert str(findings[0].location) == "表1第2行"
    assert findings[0].department == OWNER


def test_departments_left_of_the_items_are_not_who_is_responsible() -> None:
    rows = [row[:5] for row in SUMMED]
    form, findings = read_summary(summary(rows, head=["责任主体", *SUMMARY_HEAD[1:5]]))

    assert {risk.department for risk in form.risks} == {OWNER}
    assert codes(findings) == ["LF-F10"]
    assert "缺少“责任主体”列" in findings[0].message


def test_a_column_risk_point_beside_steps_and_manifestations_is_asked_about() -> None:
    rows: Rows = [[*row[:3], "审批权", *row[3:]] for row in SUMMED]
    head = ["部门", "职权事项", "环节", "风险点", "表现形式", "等级", "责任人"]
    _, findings = read_summary(summary(rows, head=head))

    assert codes(findings) == ["LF-F10"]
    assert "有多列都像“廉政风险点”列" in findings[0].message


def test_a_column_risk_category_is_no_level() -> None:
    rows: Rows = [[*row[:4], "岗位风险", *row[5:]] for row in SUMMED]
    head = [*SUMMARY_HEAD[:4], "风险类别", SUMMARY_HEAD[5]]
    _, findings = read_summary(summary(rows, head=head))

    assert codes(findings)[0] == "LF-F10"
    assert "风险等级（“风险类别”不能确定是不是）" in findings[0].message


# --- totals -------------------------------------------------------------------------------------

A = {"items": 3, "points": 12, "high": 2, "medium": 4, "low": 6}
SENTENCES: list[tuple[str, dict[str, int | None]]] = [
    (told(3, 12, 2, 4, 6), dict(A)),
    (told("\uff13", "\uff11\uff12", "\uff12", "\uff14", "\uff16"), dict(A)),
    (told("三", "十二", "两", "四", "六"), dict(A)),
    (told("__3__", "__12__", "_2_", "_4_", "_6_"), dict(A)),
    (told("", "", "", "", ""), dict.fromkeys(A)),
    (told("____", "____", "____", "____", "____"), dict.fromkeys(A)),
    (told(3, 12, 2, 4, " "), {**A, "low": None}),
    (told(21, 105, 0, 99, 6), {"items": 21, "points": 105, "high": 0, "medium": 99, "low": 6}),
    ("共清理职权事项3项，排查出廉政风险点12个，其中高风险2个，中风险4个，低风险6个。", dict(A)),
    ("本部门共有职权事项3项，廉政风险点12个。其中：高2个、中4个、低6个", dict(A)),
    (
        "清理出3项职权和重要业务事项，排查出12个廉政风险点，其中2个高风险、4个中风险、6个低风险",
        dict(A),
    ),
    (
        "清理职权共计3项，风险点共计12处，其中“高”等级风险点2处、“中”等级风险点4处、“低”等级6处",
        dict(A),
    ),
    ("职权事项：3项；廉政风险点：12个；高等级：2个；中等级：4个；低等级：6个", dict(A)),
    ("职权事项总数3廉政风险点总数12高2中4低6", dict(A)),
    ("高等级风险0个、中等级风险4个、低等级风险6个", {"high": 0, "medium": 4, "low": 6}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "numbers"), SENTENCES)
def test_the_statistics_sentence_is_read_in_many_wordings(
    sentence: str, numbers: dict[str, int | None]
) -> None:
    assert read_totals(sentence) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "不按规定登记。",
        "高风险",
        "单位：防灾科技学院",
        "按照高、中、低三个等级评定",
        "对高等级风险重点防控",
    ],
)
def test_other_texts_say_no_totals(text: str) -> None:
    assert read_totals(text) == {}


@given(
    numbers=st.tuples(*[st.integers(0, 5000)] * 5), blank=st.sampled_from(["{}", "_{}_", " {} "])
)
def test_whatever_the_numbers_they_are_read(numbers: tuple[int, ...], blank: str) -> None:
    sentence = told(*(blank.format(number) for number in numbers))

    assert tuple(read_totals(sentence).values()) == numbers


@pytest.mark.parametrize(
    ("totals", "above"),
    [
        pytest.param([[SAID]], "", id="across the table"),
        pytest.param([], paragraph(SAID), id="above the table"),
        pytest.param(
            [],
            "".join(map(paragraph, SAID.replace("，", "，\n").replace("：", "：\n").split("\n"))),
            id="on several lines above",
        ),
        pytest.param(
            [
                [merged("汇总统计情况"), "清理职权和重要业务事项共2项"],
                [MORE, "排查廉政风险点共3个"],
                [MORE, "其中：高等级风险1个、中等级风险1个、低等级风险1个"],
            ],
            "",
            id="in several rows",
        ),
        pytest.param(
            [["职权事项", "2项", "风险点", "3个", "高1中1低1"]], "", id="in several cells"
        ),
    ],
)
def test_the_totals_are_found_wherever_they_stand(totals: Rows, above: str) -> None:
    form, findings = read_summary(summary(totals=totals), above=above)

    assert declared(form) == NUMBERS
    assert summed(form) == PLAIN
    assert codes(findings) == []


def test_the_totals_can_stand_below_the_rows() -> None:
    form, findings = read_summary(summary([*SUMMED, ["汇总统计", SAID]], totals=[]))

    assert declared(form) == NUMBERS
    assert str(form.declared.place("")) == "表1第5行第2列"
    assert codes(findings) == []


def test_a_sentence_beyond_the_totals_belongs_to_no_field() -> None:
    form, findings = read_summary(summary(totals=[["汇总统计情况", f"{SAID}\n另有2项正在补报。"]]))

    assert declared(form) == NUMBERS
    assert codes(findings) == ["LF-F12"]
    assert "另有2项正在补报" in findings[0].message


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "2项", "2个", "3个", "高1中1低1", ""],
        [Cell("合计", columns=3), "高1个，中1个，低1个"],
        ["合计：3个"],
        ["小计", "", "", "3", "", "/"],
    ],
)
def test_rows_that_add_up_are_known(row: Row) -> None:
    form, findings = read_summary(summary([*SUMMED, row]))

    assert summed(form) == PLAIN
    assert codes(findings) == []


# --- other rows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [["无"] * 6, ["无"], [OWNER, "无", "", "", "", ""], [OWNER, "无", "无", "无", "无", "无"]],
)
def test_a_form_that_says_none_has_nothing_to_report(row: Row) -> None:
    form, findings = read_summary(summary([row], totals=[]))

    assert form.nothing_to_report
    assert form.risks == ()
    assert codes(findings) == []


@pytest.mark.parametrize(
    "row",
    [
        ["说明：1.责任主体指落实防控措施的责任部门（人）；"],
        ["备注", "本表一式两份。"],
        ["部门负责人签字：李明      分管领导签字：徐斌森     2012年6月18日"],
        ["填表人", Cell("王五", columns=2), "审核人", Cell("李明", columns=2)],
        ["风险点和等级分布情况如下："],
    ],
)
def test_notes_and_signatures_between_rows_are_known(row: Row) -> None:
    form, findings = read_summary(summary([*SUMMED, row]))

    assert summed(form) == PLAIN
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (["备注", "案件查办的风险点尚在排查。"], "案件查办的风险点尚在排查"),
        (["以上各项经部门会议讨论通过，请审定。"], "以上各项经部门会议讨论通过"),
        (["", "公务接待", "", "", "", ""], "公务接待"),
        (["汇总统计", Cell(SAID, columns=4), "另行上报"], "另行上报"),
    ],
)
def test_words_that_belong_to_no_field_are_reported(row: Row, text: str) -> None:
    form, findings = read_summary(summary([*SUMMED, row], totals=[]))

    assert summed(form) == PLAIN
    assert codes(findings) == ["LF-F12"]
    assert text in findings[0].message


def test_several_risks_in_one_cell_are_several_risks() -> None:
    rows: Rows = [
        [OWNER, "信访举报受理", "受理", "1.不按规定登记。2.泄露举报人信息。", "中\n高", "承办人"],
        SUMMED[2],
    ]
    form, findings = read_summary(summary(rows))

    assert summed(form) == PLAIN
    assert codes(findings) == []


def test_another_scale_is_read_through_its_note() -> None:
    rows: Rows = [[*row[:4], level, row[5]] for row, level in zip(SUMMED, "BAC", strict=True)]
    form, findings = read_summary(summary(rows), paragraph("注：A—高，B—中，C—低"))

    assert summed(form) == PLAIN
    assert [risk.level_raw for risk in form.risks] == ["B", "A", "C"]
    assert codes(findings) == []


# --- several tables -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        pytest.param((PAGE, [SUMMARY_HEAD]), id="header again"),
        pytest.param((PAGE, []), id="no header"),
        pytest.param((PAGE + SUMMARY_TITLE + UNIT, [SUMMARY_HEAD]), id="title again"),
        pytest.param(
            (paragraph("廉政风险点及等级汇总表（续）", page_break=True), [SUMMARY_HEAD]), id="续"
        ),
    ],
)
def test_a_table_broken_over_pages_is_one_form(between: tuple[str, Rows]) -> None:
    lines, head = between
    first = fitted([["汇总统计情况", SAID], SUMMARY_HEAD, *SUMMED[:2]])
    form, findings = read_summary(first, lines, fitted([*head, *SUMMED[2:]]))

    assert summed(form) == PLAIN
    assert declared(form) == NUMBERS
    assert codes(findings) == []


def test_two_summaries_with_totals_of_their_own_are_two_forms() -> None:
    other = summary([["教务处", *SUMMED[0][1:]]])
    forms, findings = read(SUMMARY_TITLE, UNIT, summary(), PAGE, SUMMARY_TITLE, UNIT, other)

    assert [form.department for form in forms] == [OWNER, "教务处"]
    assert codes(findings) == []


LEVELLED = st.lists(
    st.tuples(
        st.sampled_from(["保卫处", "教务处", "团委"]),
        st.sampled_from(["采购", "招聘", "户籍办理"]),
        st.sampled_from(["受理", "审核"]),
        st.sampled_from(["高", "中", "低"]),
        st.sampled_from(["承办人", "处领导"]),
    ),
    min_size=1,
    max_size=8,
).map(sorted)


@given(risks=LEVELLED, grouping=st.sampled_from(["merge", "repeat", "blank"]), noise=st.booleans())
def test_whatever_the_grouping_the_same_risks_are_read(
    risks: list[tuple[str, str, str, str, str]], grouping: str, *, noise: bool
) -> None:
    rows: list[Row] = []
    before: tuple[str, ...] = ("",) * 4
    for number, (*names, level, who) in enumerate(risks, 1):
        groups = (*names, who)
        changed = [groups[: n + 1] != before[: n + 1] for n in range(4)]
        cells = [
            text
            if grouping == "repeat"
            else (merged(text) if new else MORE)
            if grouping == "merge"
            else text * new
            for text, new in zip(groups, changed, strict=True)
        ]
        rows.append([*cells[:3], f"{number}.风险之{number}。", level, cells[3]])
        before = groups
    rows += [SUMMARY_HEAD, ["…"] * 6, ["合计", "", "", "", "", ""]] if noise else []

    form, findings = read_summary(summary(rows))

    assert summed(form) == [
        (*names, f"风险之{number}。", level, who)
        for number, (*names, level, who) in enumerate(risks, 1)
    ]
    assert codes(findings) == []


MARK = "无主文字甲乙丙丁"


@given(row=st.integers(0, 5), column=st.integers(0, 5))
def test_no_text_is_lost_in_silence(row: int, column: int) -> None:
    rows = [list(cells) for cells in ([SAID], ["单位：防灾科技学院"], *SUMMED, ["合计", "3个"])]
    at = min(column, len(rows[row]) - 1)
    rows[row][at] = f"{rows[row][at]}\n{MARK}".strip()
    totals, body = rows[:2], rows[2:]

    form, findings = read_summary(summary(body, totals=totals))

    assert MARK in "".join(finding.message for finding in findings) + str(form.model_dump())
