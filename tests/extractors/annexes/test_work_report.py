"""工作情况报告 as the office types it: its sections, with or without numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wording import WorkReport
from tests.support.forms import codes, table
from tests.support.wording import para, plain, read

TITLE = "防灾科技学院廉政风险防控机制建设工作情况报告"
NAMES = ["基本情况", "主要特点", "取得成效", "存在问题", "改进措施"]
NUMBERS = ["一、", "二、", "三、", "四、", "五、"]
TEXT = "各部门（单位）共清理职权和重要业务事项120项，排查廉政风险点400个，制定防控措施600条。"
OPENING = "2012年，学院认真开展廉政风险防控机制建设工作，现将有关情况报告如下。"


def report(*blocks: str) -> WorkReport:
    (form,), findings = read(*blocks)
    assert isinstance(form, WorkReport)
    assert codes(findings) == []
    return form


def told(form: WorkReport) -> list[tuple[str, str]]:
    return [(section.heading, section.text) for section in form.sections]


def numbered(number: str, name: str) -> list[str]:
    return [para(number + name), para(TEXT)]


def automatic(number: str, name: str) -> list[str]:
    del number
    return [para(name, listed=1), para(TEXT)]


def styled(number: str, name: str) -> list[str]:
    return [para(number + name, heading=1), para(TEXT)]


def unnumbered(number: str, name: str) -> list[str]:
    del number
    return [para(name), para(TEXT, indent="　　")]


def run_in(number: str, name: str) -> list[str]:
    return [para(f"{number}{name}。{TEXT}", indent="　　")]


def below_a_colon(number: str, name: str) -> list[str]:
    return [para(f"{number}{name}："), para(TEXT)]


HABITS: list[Callable[[str, str], list[str]]] = [
    numbered, automatic, styled, unnumbered, run_in, below_a_colon
]  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_the_five_sections_are_told_however_they_are_headed(
    habit: Callable[[str, str], list[str]],
) -> None:
    blocks = [b for n, name in zip(NUMBERS, NAMES, strict=True) for b in habit(n, name)]

    form = report(para(TITLE), *blocks)

    assert form.title == TITLE
    assert told(form) == [(name, TEXT) for name in NAMES]


@pytest.mark.parametrize("habit", HABITS)
def test_a_report_without_a_title_is_known_by_its_headings(
    habit: Callable[[str, str], list[str]],
) -> None:
    blocks = [b for n, name in zip(NUMBERS, NAMES, strict=True) for b in habit(n, name)]

    assert told(report(*blocks)) == [(name, TEXT) for name in NAMES]


@pytest.mark.parametrize(
    "title",
    ["廉政风险防控机制建设工作总结", "关于廉政风险防控机制建设工作情况的报告",
     "防灾科技学院2012年廉政风险防控工作报告", "工作情况报告"],
)  # fmt: skip
def test_a_report_is_known_by_its_title(title: str) -> None:
    form = report(para(title), para(OPENING), para(TEXT))

    assert form.title == title
    assert told(form) == [("", f"{OPENING}\n{TEXT}")]


def test_text_before_the_first_heading_has_a_section_without_one() -> None:
    form = report(para(TITLE), para(OPENING), *numbered("一、", "基本情况"))

    assert told(form) == [("", OPENING), ("基本情况", TEXT)]


def test_headings_in_other_words_are_told_too() -> None:
    names = [
        "工作开展情况",
        "主要做法和经验",
        "取得的初步成效",
        "存在的问题和不足",
        "下一步工作打算",
    ]
    blocks = [block for name in names for block in (para(name), para(TEXT))]

    assert [section.heading for section in report(para(TITLE), *blocks).sections] == names


def test_lower_headings_are_part_of_the_text() -> None:
    form = report(
        para(TITLE), para("一、基本情况"), para("（一）领导重视"), para(TEXT),
        para("（二）措施得力。" + TEXT), para("1．第一项"), para("二、存在问题"), para(TEXT),
    )  # fmt: skip

    first = f"（一）领导重视\n{TEXT}\n（二）措施得力。{TEXT}\n1．第一项"
    assert told(form) == [("基本情况", first), ("存在问题", TEXT)]


def test_addressee_and_signature_are_no_part_of_the_text() -> None:
    form = report(
        para(TITLE), para("中国地震局廉政风险防控机制建设工作领导小组办公室："), para(OPENING),
        *numbered("一、", "基本情况"), para("特此报告。"),
        para("防灾科技学院", indent=" " * 30), para("2012年10月10日", indent=" " * 28),
    )  # fmt: skip

    assert form.addressee == "中国地震局廉政风险防控机制建设工作领导小组办公室："
    assert (form.issued_by, str(form.issued_on)) == ("防灾科技学院", "2012-10-10")
    assert told(form) == [("", OPENING), ("基本情况", f"{TEXT}\n特此报告。")]


def test_a_table_stands_in_its_place() -> None:
    rows = [["部门", "事项"], ["教务处", "12"]]
    form = report(para(TITLE), para("一、基本情况"), para(TEXT), table(rows), para(TEXT))

    (section,) = form.sections
    assert [len(passage.cells) for passage in section.passages] == [0, 4, 0]
    assert section.text == f"{TEXT}\n部门\t事项\n教务处\t12\n{TEXT}"


@given(
    texts=st.lists(
        st.lists(st.text("清理职权查找风险建立机制，；“”", min_size=20, max_size=60), max_size=3),
        min_size=5, max_size=5,
    ),
    habit=st.sampled_from(HABITS),
)  # fmt: skip
def test_a_random_report_is_read_back_whole(
    texts: list[list[str]], habit: Callable[[str, str], list[str]]
) -> None:
    blocks: list[str] = []
    for number, name, listed in zip(NUMBERS, NAMES, texts, strict=True):
        blocks += [*habit(number, name), *(para(f"{text}。") for text in listed)]

    form = report(para(TITLE), *blocks)

    assert [plain([text]) for _, text in told(form)] == [
        plain([TEXT, *(f"{text}。" for text in listed)]) for listed in texts
    ]


CATALOGUE = table(
    [
        ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"],
        ["1", "教务处", "学籍管理", "行政职权", "管理学籍。", "《规定》"],
    ]
)


@pytest.mark.parametrize(
    ("title", "kinds"),
    [(TITLE, ["work_report"]), ("教务处廉政风险防控工作总结", ["work_report", "catalogue"])],
)
def test_forms_after_a_report_are_submissions_where_it_is_a_departments(
    title: str, kinds: list[str]
) -> None:
    forms, findings = read(
        para(title), para(OPENING), para(TEXT), para("附件1", page_break=True),
        para("职权和重要业务事项目录"), CATALOGUE,
    )  # fmt: skip

    assert [form.form for form in forms] == kinds
    assert codes(findings) == []
