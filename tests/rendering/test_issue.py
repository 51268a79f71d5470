"""A document with a number: 版头, letter and 版记 around contents that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from flows.lint_reader import lint_2012
from flows.settings import parse_college
from rendering.issue import issued
from rendering.issue.imprint import copy_lines
from rendering.package import read_package, write_package
from rendering.plan import TITLE as PLAN_TITLE
from rendering.plan import render_plan
from rendering.proof import read_back
from rendering.textfit import ems
from rendering.wordml import W
from schemas.college import Limits
from schemas.consolidated import Consolidated
from schemas.errors import UsageError
from tests.support.validity import property_problems, schema_problems, structure_problems

CATALOGUE = Path(__file__).parents[2] / "templates" / "docx" / "catalogue.docx"
TITLE = "职权和重要业务事项目录及运行流程图"
COLLEGE = """
[organisation]
name = "防灾科技学院"
superior = "中国地震局"
year = 2012
[layout]
edition = "{edition}"
{more}
[issue]
code = "防院发"
printer = "防灾科技学院办公室"
"""
UPWARD = '[issue.catalogue]\nnumber = 40\nsigners = ["薄景山", "李明"]\ncopies = ["院领导"]\n'
DOWNWARD = '[issue.catalogue]\nnumber = 40\nkind = "notice"\nkeywords = ["廉政", "目录"]\n'
Make = Callable[..., bytes]


@pytest.fixture
def make(data: Consolidated, render: Callable[..., bytes]) -> Make:
    """Render the catalogue and issue it as the configuration says."""

    def made(
        configured: str, *, edition: str = "2012", status: str = "official", more: str = ""
    ) -> bytes:
        college = parse_college(COLLEGE.format(edition=edition, more=more) + configured)
        document = render(data, status, edition=edition)
        return issued(document, "catalogue", data, college, annex=TITLE, template=CATALOGUE)

    return made


def lines(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks]


def body(document: bytes) -> Any:  # noqa: ANN401 - lxml's elements are loosely typed
    return etree.fromstring(read_package(document)["word/document.xml"])[0]


def test_without_a_number_the_bytes_stay(
    make: Make, data: Consolidated, render: Callable[..., bytes]
) -> None:
    assert make("") == render(data)
    assert make("[issue.summary]\nnumber = 1\nsigners = ['甲']\n") == render(data)


@pytest.mark.parametrize(
    ("edition", "configured", "status"),
    [("2012", UPWARD, "official"), ("2012", DOWNWARD, "draft"), ("1999", DOWNWARD, "official")],
    ids=["report", "draft of a notice", "notice of 1999"],
)
def test_an_issued_document_is_valid(
    make: Make, edition: str, configured: str, status: str, tmp_path: Path
) -> None:
    path = tmp_path / "issued.docx"
    path.write_bytes(make(configured, edition=edition, status=status))

    assert schema_problems(path) == []
    assert structure_problems(path.read_bytes()) == []
    assert property_problems(path.read_bytes(), "防灾科技学院") == []
    assert read_back(path.read_bytes()).problems == []


def test_the_document_itself_stays_as_it_was(
    make: Make, data: Consolidated, render: Callable[..., bytes]
) -> None:
    before, after = read_back(render(data)).blocks, read_back(make(UPWARD)).blocks

    start = after.index(before[3]) - 3  # three blank lines lead the cover
    assert after[start : start + len(before)] == before


def test_a_report_names_its_signers_beside_the_number(make: Make) -> None:
    said = lines(make(UPWARD))

    assert "防院发〔2012〕40号\t签发人：薄景山　李　明" in said
    assert said[said.index("中国地震局：") + 1] == f"现将防灾科技学院2012年{TITLE}报上，请审阅。"
    assert said.index(f"附件：{TITLE}") < said.index("附件") < said.index("职权和重要业务事项目录")


def test_an_annex_that_begins_with_its_title_has_it_on_the_third_line(
    data: Consolidated, render: Callable[..., bytes]
) -> None:
    college = parse_college(COLLEGE.format(edition="2012", more="") + UPWARD)
    parts = read_package(render(data))
    words = parts["word/document.xml"].decode()
    first = words.index("<w:p>", words.index("<w:body>"))
    parts["word/document.xml"] = (words[: words.index("<w:p/>")] + words[first:]).encode()
    bare = write_package(parts)

    said = lines(issued(bare, "catalogue", data, college, annex=TITLE, template=CATALOGUE))

    assert said[said.index("附件") :][:3] == ["附件", "", "防灾科技学院"]


def test_a_letter_around_a_plan_with_annexes_keeps_the_standard(data: Consolidated) -> None:
    college = parse_college(COLLEGE.format(edition="2012", more="") + "[issue.plan]\nnumber = 34\n")
    plan = CATALOGUE.with_name("plan.docx")
    made = render_plan(data, college, None, status="official", template=plan)
    title = f"{data.organisation}{PLAN_TITLE}"

    document = issued(made, "plan", data, college, annex=title, template=plan)

    found = lint_2012(document, file="a.docx", limits=Limits()).findings
    assert [finding.message for finding in found if finding.severity == "error"] == []


def test_a_notice_has_its_number_alone(make: Make) -> None:
    said = lines(make(DOWNWARD))

    assert "防院发〔2012〕40号" in said
    assert "各部门（单位）：" in said
    assert not any("签发人" in line for line in said)


def test_the_office_may_word_the_letter_itself(make: Make) -> None:
    own = 'to = "教育部"\ntitle = "关于目录的报告"\ntext = ["第一段。", "第二段。"]\n'
    own += "dated = 2012-06-01\nprinted = 2012-06-03\nyear = 2013\ncode = '院党发'\n"
    document = make(UPWARD + own)

    said = lines(document)
    for line in ("教育部：", "关于目录的报告", "第一段。", "第二段。", "2012年6月1日"):
        assert line in said
    assert "院党发〔2013〕40号" in "".join(said)
    assert "2012年6月3日印发" in "".join(map(str, body(document).itertext()))


def test_mark_and_rule_are_red_and_stand_where_the_edition_wants_them(make: Make) -> None:
    spacers = {}
    for edition, configured in (("2012", UPWARD), ("1999", DOWNWARD), ("1999", UPWARD)):
        first, mark, *_ = body(make(configured, edition=edition)).iterchildren(f"{{{W}}}p")
        size = int(mark.find(f".//{{{W}}}sz").get(f"{{{W}}}val")) * 10
        assert mark.find(f".//{{{W}}}color").get(f"{{{W}}}val") == "FF0000"
        line = int(first.find(f".//{{{W}}}spacing").get(f"{{{W}}}line"))
        spacers[edition, configured] = round((line - size * 0.045) / 56.69)

    assert [*spacers.values()] == [35, 25, 80]


def test_all_fonts_are_of_the_chosen_set(make: Make) -> None:
    head = body(make(UPWARD, more='fonts = "windows"'))[:6]  # down to the number and its signers

    named = {
        fonts.get(f"{{{W}}}eastAsia") for line in head for fonts in line.iter(f"{{{W}}}rFonts")
    }

    assert named == {"华文中宋", "楷体"}


def test_the_edition_of_1999_leaves_the_issuer_to_its_seal(make: Make) -> None:
    last = {
        edition: lines(make(UPWARD, edition=edition)).index("附件") - 3
        for edition in ("2012", "1999")
    }
    said = {edition: lines(make(UPWARD, edition=edition))[at] for edition, at in last.items()}

    assert said == {"2012": "防灾科技学院", "1999": ""}


def test_a_long_mark_is_set_on_one_line(make: Make) -> None:
    mark = "中国地震局防灾科技学院廉政风险防控机制建设工作领导小组办公室文件"
    document = make(UPWARD.replace("[issue.catalogue]", f'mark = "{mark}"\n[issue.catalogue]'))

    run = body(document)[1].find(f".//{{{W}}}rPr")
    size = int(run.find(f"{{{W}}}sz").get(f"{{{W}}}val")) / 2
    narrow = int(run.find(f"{{{W}}}w").get(f"{{{W}}}val")) / 100

    assert size * ems(mark) * narrow <= 8844 / 20


def test_the_last_page_is_even_and_ends_with_the_rules_of_the_edition(make: Make) -> None:
    for edition, heavy, light in (("2012", "8", "6"), ("1999", "6", "6")):
        whole = body(make(DOWNWARD + 'copies = ["院领导"]\n', edition=edition))
        table = whole[-2].find(f".//{{{W}}}txbxContent/{{{W}}}tbl")
        weights = [
            [rule.get(f"{{{W}}}sz") for rule in borders]
            for borders in table.iter(f"{{{W}}}tcBorders")
        ]
        kind = whole[-1].find(f"{{{W}}}type")

        assert kind.get(f"{{{W}}}val") == "evenPage"
        assert weights[-1][-1] == heavy
        assert light in weights[0]
        assert ("主题词：" in "".join(table.itertext())) == (edition == "1999")


@hypothesis_settings(max_examples=30, deadline=None)
@given(
    st.lists(st.text("中国地震局办公室、（）", min_size=1, max_size=40), min_size=1, max_size=12)
)
def test_copies_break_into_lines_that_fit_and_lose_nothing(copies: list[str]) -> None:
    broken = copy_lines(copies, 26.5)

    assert "".join(broken) == f"{'，'.join(copies)}。"
    assert all(ems(line.rstrip("，。、；）")) <= 26.5 for line in broken)
    assert not any(re.match("[，。、）]", line) for line in broken[1:])


@pytest.mark.parametrize(
    ("configured", "told"),
    [
        ("[issue.summary]\nnumber = 3\n", "签发人"),
        ("[issue.summary]\nnumber = 0\nsigners = ['甲']\n", "issue.summary.number"),
        ("[issue.summery]\nnumber = 3\n", "最接近的已知项是 summary"),
        ("[issue.work_report]\nnumber = 3\nto = '某局'\n", "issue.work_report.to"),
    ],
)
def test_a_wrong_configuration_is_told_with_what_to_write(configured: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse_college(COLLEGE.format(edition="2012", more="") + configured)
