"""Annex 6 in the habits in which it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.forms import Cell, codes, paragraph, read, table

TITLE = paragraph("附件6：") + paragraph("权力运行廉政风险及防控措施一览表（样表）")
LINE = paragraph("单位：防灾科技学院                  部门：审计监察处")
HEAD: Sequence[str | Cell] = (
    "职权事项",
    "关键\n环节",
    "所涉\n人员",
    "廉政风险表现形式",
    "风险等级",
    "防控措施",
    "拟建立健全的制度名称",
)
ITEM = "信访举报受理"
LEAK = "向被举报人泄露信访举报内容或举报人信息。"


def down(text: str) -> Cell:
    return Cell(text, rows="restart")


UP = Cell("", rows="continue")
# the plan's own example: a measure cell over a step, one over two steps, a regulation over the item
PLAN: list[Sequence[str | Cell]] = [
    [
        down(f"1.{ITEM}"),
        down("受理"),
        down("承办人"),
        "1.不按规定登记。",
        "中",
        down("1.严格登记，规范流程。\n2.定期抽查登记情况。\n3.定期统计分析。"),
        down("1.《XXXXX信访举报登记管理办法》;\n2.《XXXX信访举报件办理规定》;"),
    ],
    [UP, UP, UP, f"2.{LEAK}", "高", UP, UP],
    [
        UP,
        down("审核"),
        down("处领导"),
        "3.压件不办，拖延信访件审核时间。",
        "低",
        down("4.规定各阶段的时限。\n5.提交《信访举报办理表》。"),
        UP,
    ],
    [UP, UP, UP, "4.不采纳承办人提出的合理建议。", "低", UP, UP],
    [UP, down("审批"), down("分管\n学院\n领导"), "5.不按规定把关。", "低", UP, UP],
    [UP, UP, UP, "6.拖延办理。", "低", UP, UP],
    ["2.XX(略)", "XX(略)", "XX(略)", "XXXX(略)", "(略)", "XXXX(略)", "XXXX(略)"],
    ["...  ...", "...  ...", ".....", "………………", "...", "………………", "...  ..."],
]


def measures(*blocks: str) -> tuple[Any, list[str]]:
    forms, findings = read(*blocks)
    assert [form.form for form in forms] == ["measures"]
    return forms[0], codes(findings)


def row(
    *, measure: str = "定期抽查。", regulation: str = "《登记办法》", **more: str
) -> list[str | Cell]:
    cells = {
        "item": ITEM,
        "point": "受理",
        "personnel": "承办人",
        "text": "不按规定登记。",
        "level": "中",
    }
    return [*(cells | more).values(), measure, regulation]


def test_a_measure_cell_serves_every_risk_and_step_that_it_covers() -> None:
    form, found = measures(TITLE, LINE, table([HEAD, *PLAN]))

    assert form.department == "审计监察处"
    assert found == []
    assert [(r.item, r.point, r.personnel, r.number, r.level) for r in form.risks] == [
        (ITEM, "受理", "承办人", 1, "中"),
        (ITEM, "受理", "承办人", 2, "高"),
        (ITEM, "审核", "处领导", 3, "低"),
        (ITEM, "审核", "处领导", 4, "低"),
        (ITEM, "审批", "分管学院领导", 5, "低"),
        (ITEM, "审批", "分管学院领导", 6, "低"),
    ]
    assert [len(r.measures) for r in form.risks] == [3, 3, 2, 2, 2, 2]
    assert form.risks[5].measures == ("规定各阶段的时限。", "提交《信访举报办理表》。")
    assert {r.regulations for r in form.risks} == {
        ("《XXXXX信访举报登记管理办法》", "《XXXX信访举报件办理规定》")
    }


def test_a_blank_measure_cell_is_no_measure() -> None:
    rows = [row(), row(text="拖延办理。", measure="", regulation="")]

    form, _ = measures(TITLE, LINE, table([HEAD, *rows]))

    assert [r.measures for r in form.risks] == [("定期抽查。",), ()]
    assert [r.regulations for r in form.risks] == [("《登记办法》",), ()]


@pytest.mark.parametrize("nothing", ["/", "—", "无", "…", "（略）"])
def test_words_for_nothing_are_no_measure(nothing: str) -> None:
    form, _ = measures(TITLE, LINE, table([HEAD, row(measure=nothing, regulation=nothing)]))

    assert (form.risks[0].measures, form.risks[0].regulations) == ((), ())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1.抽查。\n2.公示。", ("抽查。", "公示。")),
        ("①抽查；②公示。", ("抽查；", "公示。")),
        ("1、抽查。2、公示。", ("抽查。", "公示。")),
        ("抽查登记情况。\n公示办理结果。", ("抽查登记情况。", "公示办理结果。")),
        ("（1）抽查\n（2）公示", ("抽查", "公示")),
        ("抽查登记情况，\n公示办理结果。", ("抽查登记情况，\n公示办理结果。",)),
    ],
)
def test_several_measures_in_a_cell(written: str, read_as: tuple[str, ...]) -> None:
    form, found = measures(TITLE, LINE, table([HEAD, row(measure=written)]))

    assert form.risks[0].measures == read_as
    assert found == []


@pytest.mark.parametrize(
    ("written", "names", "planned"),
    [
        ("《登记办法》", ("《登记办法》",), (None,)),
        ("《登记办法》；", ("《登记办法》",), (None,)),
        ("1.《登记办法》;\n2.《办理规定》。", ("《登记办法》", "《办理规定》"), (None, None)),
        ("《登记办法》《办理规定》", ("《登记办法》", "《办理规定》"), (None, None)),
        ("《登记办法》、《办理规定》", ("《登记办法》", "《办理规定》"), (None, None)),
        ("《登记办法》和《办理规定》", ("《登记办法》", "《办理规定》"), (None, None)),
        ("登记办法；办理规定", ("登记办法", "办理规定"), (None, None)),
        ("信访举报登记管理办法", ("信访举报登记管理办法",), (None,)),
        ("《登记办法》（2012年12月底前）", ("《登记办法》",), ("2012年12月底前",)),
        ("《登记办法》（拟于2012年11月出台）", ("《登记办法》",), ("2012年11月出台",)),
        (
            "1.《登记办法》；\n2.《办理规定》（2012年12月）。",
            ("《登记办法》", "《办理规定》"),
            (None, "2012年12月"),
        ),
        ("《登记办法》（试行）", ("《登记办法（试行）》",), (None,)),
        ("《信访举报\n登记办法》", ("《信访举报登记办法》",), (None,)),
    ],
)
def test_regulations_in_many_writings(
    written: str, names: tuple[str, ...], planned: tuple[str | None, ...]
) -> None:
    form, found = measures(TITLE, LINE, table([HEAD, row(regulation=written)]))

    told = tuple(name.replace("》（试行）", "（试行）》") for name in form.risks[0].regulations)
    assert told == names
    assert form.risks[0].planned == planned
    assert found == []


def test_a_column_of_its_own_for_the_plans() -> None:
    rows = [[*row(), "2012年12月"]]

    form, found = measures(TITLE, LINE, table([(*HEAD, "完成时限"), *rows]))

    assert form.risks[0].planned == ("2012年12月",)
    assert found == []


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("防控措施", "风险防范措施"),
        ("拟建立健全的制度名称", "制度建设"),
        ("关键\n环节", "风险环节"),
    ],
)
def test_other_words_for_the_columns(title: str, other: str) -> None:
    head = [other if cell == title else cell for cell in HEAD]

    form, found = measures(TITLE, LINE, table([head, row()]))

    assert (form.risks[0].measures, form.risks[0].regulations) == (
        ("定期抽查。",),
        ("《登记办法》",),
    )
    assert found == []


@pytest.mark.parametrize("missing", ["关键\n环节", "拟建立健全的制度名称", "风险等级"])
def test_a_missing_column_is_asked_for(missing: str) -> None:
    at = list(HEAD).index(missing)
    rows = [[c for n, c in enumerate(line) if n != at] for line in (HEAD, row())]

    _, found = measures(TITLE, LINE, table(rows))

    assert found == ["LF-F10"]


def test_the_header_repeated_on_the_next_page_and_a_table_that_goes_on() -> None:
    more = row(text="拖延办理。", measure="规定时限。")

    one, found = measures(TITLE, LINE, table([HEAD, row(), HEAD, more]))
    two, again = measures(TITLE, LINE, table([HEAD, row()]), table([more]))

    assert [r.measures for r in one.risks] == [r.measures for r in two.risks]
    assert len(one.risks) == 2
    assert (found, again) == ([], [])


def test_a_measure_that_covers_no_risk_is_told() -> None:
    rows: list[list[str | Cell]] = [row(), ["", "", "", "", "", "单独一条措施。", ""]]

    form, found = measures(TITLE, LINE, table([HEAD, *rows]))

    assert len(form.risks) == 1
    assert found == ["LF-F12"]


def test_a_measure_cell_may_begin_above_the_first_risk_that_it_covers() -> None:
    rows: list[Sequence[str | Cell]] = [
        [down(ITEM), "", "", "", "", down("定期抽查。"), down("《登记办法》")],
        [UP, "受理", "承办人", "不按规定登记。", "中", UP, UP],
    ]

    form, found = measures(TITLE, LINE, table([HEAD, *rows]))

    assert [r.measures for r in form.risks] == [("定期抽查。",)]
    assert found == []


def test_a_table_that_says_nothing_is_a_submission() -> None:
    form, found = measures(TITLE, LINE, table([HEAD, ["无", "", "", "", "", "", ""]]))

    assert form.nothing_to_report
    assert found == []


def test_every_value_knows_its_place() -> None:
    form, _ = measures(TITLE, LINE, table([HEAD, *PLAN]))

    last = form.risks[5]

    assert str(last.place("measures")) == "表1第7行第6列"
    assert str(last.place("regulations")) == "表1第7行第7列"
    assert str(last.place("manifestation")) == "表1第7行第4列"


_words = st.text("甲乙丙丁戊己庚辛", min_size=5, max_size=8)


@given(
    listed=st.lists(st.lists(_words, min_size=1, max_size=4), min_size=1, max_size=6),
    style=st.sampled_from(["{n}.{t}。", "{n}、{t}；", "（{n}）{t}", "{t}。"]),
)
def test_any_measures_are_read_back_whole(listed: list[list[str]], style: str) -> None:
    rows = [
        row(
            text=f"表现形式之{'一二三四五六'[n]}",
            measure="\n".join(style.format(n=i, t=t) for i, t in enumerate(texts, 1)),
        )
        for n, texts in enumerate(listed)
    ]

    form, found = measures(TITLE, LINE, table([HEAD, *rows]))

    told = [[m.rstrip("。；") for m in risk.measures] for risk in form.risks]
    assert told == listed
    assert found == []
