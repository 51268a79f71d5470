"""Forms as ``lianfang forms`` writes them: blank they say nothing, filled in they are read back."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.text import is_placeholder
from extractors.read import read_file
from rendering.blank_forms.words import words
from schemas.forms import Step, Transition, as_contract
from tests.support import forms
from tests.support.filling import FLOW, ITEM, STEPS, Filling, form_of, forms_of, known
from tests.support.pages import needs_soffice
from tests.support.rated_college import a_risk, an_item

KINDS = ("catalogue", "process_flow", "risk_map", "rating_form", "risk_summary", "measures")
LEVELS = ("高", "中", "低")
RISK_BOX = f"1.{words().prompts.manifestation}"
RATED = ITEM.model_copy(
    update={"risks": (a_risk("不按规定登记。", "中"), a_risk("压件不办。", "高", point="审核"))}
)


def read(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """Give the one form of a file, as ``extract`` prints it, and the codes of what is found."""
    reading = read_file(content, file="表.docx")
    (form,) = as_contract(reading)["forms"]
    return form, [finding.code for finding in reading.findings]


@pytest.mark.parametrize("department", ["审计监察处", "财务处", "学生工作部（处）", ""])
def test_a_blank_form_is_its_annex_and_says_nothing(department: str) -> None:
    for number, kind in enumerate((*KINDS, "assessment"), 1):
        form, found = read(form_of(known(department=department), number))

        assert (form["form"], found) == (kind, [])
        for rows in ("items", "steps", "risks"):
            assert not form.get(rows)
        assert {one["met"] for one in form.get("criteria", ())} <= {None}
        assert form.get("department") == (department or None)


def test_a_form_with_all_that_is_known_is_without_a_finding() -> None:
    for form in forms_of(known(ITEM)):
        assert read(form.content)[1] == [], form.name


def test_known_items_steps_and_arrows_are_read_back() -> None:
    items = read(form_of(known(ITEM), 1))[0]["items"]
    flow = read(form_of(known(ITEM), 2))[0]

    assert [(i["name"], i["category"], i["content"], i["legal_basis"]) for i in items] == [
        (ITEM.name, ITEM.category, ITEM.content, ITEM.legal_basis)
    ]
    assert [(s["text"], s["time_limit"]) for s in flow["steps"]] == [
        (step.text, step.time_limit) for step in FLOW.steps
    ]
    assert [(t["from"], t["to"]) for t in flow["transitions"]] == [("s1", "s2"), ("s2", "s3")]
    assert flow["supervision"] == FLOW.supervision


def test_posts_and_branches_are_read_back_from_annexes_2_and_3_in_one_piece() -> None:
    ends = ("转办", "暂存", "向上级部门报告", "退回", "自办")
    steps = (
        Step(id="s1", text="受理", time_limit="当日", actor="承办人"),
        Step(id="s2", text="是否属实", actor="处领导"),
        *(Step(id=f"s{n}", text=text, actor="承办人") for n, text in enumerate(ends, 3)),
    )
    ways = [("s1", "s2"), *(("s2", step.id) for step in steps[2:])]
    arrows = tuple(Transition(source=a, target=b) for a, b in ways)
    item = ITEM.model_copy(
        update={"flow": FLOW.model_copy(update={"steps": steps, "transitions": arrows})}
    )

    for number in (2, 3):
        form, found = read(form_of(known(item), number))

        said = [(s["text"], s["time_limit"], s["actor"]) for s in form["steps"]]
        names = {s["id"]: s["text"] for s in form["steps"]}
        known_names = {s.id: s.text for s in steps}
        assert found == []
        assert sorted(said, key=str) == sorted(
            ((s.text, s.time_limit, s.actor) for s in steps), key=str
        )
        assert {(names[t["from"]], names[t["to"]]) for t in form["transitions"]} == {
            (known_names[a], known_names[b]) for a, b in ways
        }


def test_known_risks_are_read_back_from_annexes_5_and_6() -> None:
    for number in (5, 6):
        form, found = read(form_of(known(RATED), number))

        assert found == []
        assert [(r["point"], r["manifestation"], r["level"]) for r in form["risks"]] == [
            ("受理", "不按规定登记。", "中"),
            ("审核", "压件不办。", "高"),
        ]


def test_a_chart_that_is_still_to_be_filled_in_is_no_chart() -> None:
    form, found = read(form_of(known(an_item("内部审计")), 2))

    assert (form["item"], form["steps"], found) == ("内部审计", [], ["LF-P06"])


def test_a_box_that_is_left_over_is_to_be_confirmed() -> None:
    filling = Filling(form_of(known(an_item("内部审计")), 2))
    filling.draw("受理（当日）", "审核", at="请填写环节")

    form, found = read(filling.save())

    assert [step["text"] for step in form["steps"]][:2] == ["受理", "审核"]
    assert found == ["LF-P07"]


def test_a_filled_row_whose_category_was_not_chosen_has_none() -> None:
    filling = Filling(form_of(known(), 1))
    filling.type(1, 2, "物资采购")

    form, found = read(filling.save())

    assert [(i["name"], i["category"]) for i in form["items"]] == [("物资采购", None)]
    assert found == []


# ---- filled in


def catalogue() -> bytes:
    filling = Filling(form_of(known(), 1))
    for row, category in enumerate(("行政职权", "重要业务事项"), 1):
        filling.type(row, 0, str(row))
        filling.type(row, 2, f"采购{row}")
        filling.choose(row, 3, category)
        filling.type(row, 4, "组织采购。")
        filling.type(row, 5, "《采购办法》")
    filling.date("填表时间", dt.date(2012, 5, 20))
    filling.date("审核日期", dt.date(2012, 5, 21))
    return filling.save()


def flowchart() -> bytes:
    filling = Filling(form_of(known(), 2))
    filling.name("职权事项：", "物资采购")
    filling.name("监督方式：", "公示")
    filling.draw("承办人受理（当日）", "处领导审核（2日）", "办结", at="请填写环节")
    return filling.save()


def risk_map() -> bytes:
    filling = Filling(form_of(known(ITEM), 3))
    filling.draw("1.不按规定登记。\n2.泄露举报内容。", at=RISK_BOX)
    return filling.save()


def rating() -> bytes:
    filling = Filling(form_of(known(ITEM), 4))
    for row, level in ((4, "中"), (5, "高"), (7, "低")):
        filling.type(row, 1, f"风险{row}。")
        filling.choose(row, 2, level)
    filling.type(4, 3, "承办人")
    filling.type(7, 3, "处领导")
    for number, (row, name) in enumerate(((13, "张三"), (14, "李四"))):
        filling.sign(row, name, "同意。")
        filling.date("签字日期", dt.date(2012, 6, 10 + number), number)
    filling.date("填表时间", dt.date(2012, 6, 9))
    return filling.save()


def measures() -> bytes:
    filling = Filling(form_of(known(RATED), 6))
    filling.type(1, 5, "1.严格登记。\n2.定期检查。")
    filling.type(2, 5, "3.规定时限。")
    filling.type(1, 6, "《登记办法》")
    return filling.save()


def assessment() -> bytes:
    filling = Filling(form_of(known(), 7))
    filling.choose(1, 2, "是")
    filling.type(1, 3, "会议记录")
    filling.choose(2, 2, "否")
    return filling.save()


FILLED: tuple[Callable[[], bytes], ...] = (
    catalogue, flowchart, risk_map, rating, measures, assessment,
)  # fmt: skip


def test_a_catalogue_filled_in_is_read_back() -> None:
    form, found = read(catalogue())

    assert found == []
    assert form["filled_on"] == "2012-05-20"
    assert [
        (i["seq"], i["department"], i["name"], i["category"], i["content"], i["legal_basis"])
        for i in form["items"]
    ] == [
        (1, "审计监察处", "采购1", "行政职权", "组织采购。", "《采购办法》"),
        (2, "审计监察处", "采购2", "重要业务事项", "组织采购。", "《采购办法》"),
    ]


def test_a_flowchart_filled_in_is_read_back() -> None:
    form, found = read(flowchart())

    assert found == []
    assert (form["item"], form["department"], form["supervision"]) == (
        "物资采购", "审计监察处", "公示",
    )  # fmt: skip
    assert [(s["text"], s["time_limit"]) for s in form["steps"]] == [
        ("承办人受理", "当日"), ("处领导审核", "2日"), ("办结", None),
    ]  # fmt: skip
    assert [(t["from"], t["to"]) for t in form["transitions"]] == [("s1", "s2"), ("s2", "s3")]


def test_a_risk_map_filled_in_has_risks_where_something_was_written() -> None:
    form, found = read(risk_map())

    assert found == []
    assert [step["text"] for step in form["steps"]] == list(STEPS)
    assert form["risks"] == [{"step": "s1", "manifestations": ["不按规定登记。", "泄露举报内容。"]}]


def test_a_rating_form_filled_in_is_read_back() -> None:
    form, found = read(rating())

    assert found == []
    assert [
        (r["point"], r["manifestation"], r["level"], r["responsible"]) for r in form["risks"]
    ] == [
        ("受理", "风险4。", "中", "承办人"),
        ("受理", "风险5。", "高", "承办人"),
        ("审核", "风险7。", "低", "处领导"),
    ]
    assert [(s["opinion"], s["signed_by"], s["date"]) for s in form["sign_offs"]] == [
        ("同意。", "张三", "2012-06-10"),
        ("同意。", "李四", "2012-06-11"),
        (None, None, None),
    ]


def test_measures_filled_in_cover_the_risks_of_their_step_and_item() -> None:
    form, found = read(measures())

    assert found == []
    assert [(r["measures"], r["regulations"]) for r in form["risks"]] == [
        (["严格登记。", "定期检查。"], ["《登记办法》"]),
        (["规定时限。"], ["《登记办法》"]),
    ]


def test_an_assessment_filled_in_is_read_back() -> None:
    form, found = read(assessment())

    assert found == []
    assert [(c["met"], c["evidence"]) for c in form["criteria"][:3]] == [
        (True, "会议记录"), (False, None), (None, None),
    ]  # fmt: skip


# ---- through another program


@needs_soffice
def test_nothing_changes_in_libreoffice(tmp_path: Path) -> None:
    blank = [f.content for what in (known(), known(RATED)) for f in forms_of(what)]
    files = [*blank, *(make() for make in FILLED)]
    names = [f"{number}.docx" for number in range(len(files))]
    for name, content in zip(names, files, strict=True):
        (tmp_path / name).write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", "out", *names], cwd=tmp_path, check=True, capture_output=True,
        timeout=300,
    )  # fmt: skip

    for name, content in zip(names, files, strict=True):
        assert read((tmp_path / "out" / name).read_bytes()) == read(content)


# ---- whatever is typed

_SIGNS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
_TEXTS = st.text(_SIGNS, min_size=6, max_size=40).map(lambda text: f"不按规定{text}。")
_ROWS = st.lists(st.tuples(_TEXTS, st.sampled_from(LEVELS)), min_size=1, max_size=3)


@given(st.lists(_ROWS, min_size=3, max_size=3))
def test_whatever_is_typed_into_annex_4_is_read_back(rows: list[list[tuple[str, str]]]) -> None:
    filling = Filling(form_of(known(ITEM), 4))
    for step, told in enumerate(rows):
        for at, (text, level) in enumerate(told):
            filling.type(4 + 3 * step + at, 1, text)
            filling.choose(4 + 3 * step + at, 2, level)

    form, found = read(filling.save())

    assert found == []
    assert [(r["point"], r["manifestation"], r["level"]) for r in form["risks"]] == [
        (STEPS[step], text, level) for step, told in enumerate(rows) for text, level in told
    ]


@given(st.lists(st.tuples(_TEXTS, st.sampled_from(LEVELS), _TEXTS), min_size=3, max_size=3))
def test_whatever_is_typed_into_annex_6_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    filling = Filling(form_of(known(ITEM), 6))
    for step, (text, level, measure) in enumerate(rows):
        filling.type(1 + 2 * step, 3, text)
        filling.choose(1 + 2 * step, 4, level)
        filling.type(1 + 2 * step, 5, measure)

    form, found = read(filling.save())

    assert found == []
    assert [(r["point"], r["manifestation"], r["level"], r["measures"]) for r in form["risks"]] == [
        (STEPS[step], text, level, [measure]) for step, (text, level, measure) in enumerate(rows)
    ]


def test_a_form_of_many_items_is_read_back() -> None:
    many = known(*(an_item(f"事项{n}") for n in range(30)))

    form, found = read(form_of(many, 1))

    assert ([i["name"] for i in form["items"]], found) == ([i.name for i in many.items], [])


# ---- prompts of other blank forms


@pytest.mark.parametrize(
    "prompt",
    [
        "请选择",
        "选择一项。",
        "单击或点击此处输入文字。",
        "单击此处输入文字。",
        "单击或点击此处输入日期。",
    ],
)
def test_a_prompt_of_word_is_no_value(prompt: str) -> None:
    head = ["序号", "部门（责任主体）", "职权事项名称", "职权类别", "职权内容", "法规依据"]

    (form,), found = forms.read(
        forms.paragraph("职权和重要业务事项目录"),
        forms.paragraph(f"部门：{prompt}"),
        forms.table([head, ["1", prompt, prompt, prompt, prompt, prompt]]),
    )

    assert (form.department, form.items, list(found)) == (None, (), [])


@pytest.mark.parametrize("text", ["选择供应商。", "单位审核", "请示领导", "点名", "请填写人签字"])
def test_words_that_begin_as_prompts_do_are_values(text: str) -> None:
    assert not is_placeholder(text)
