"""The pages of statistics: tables and charts that say the same, with what they count."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from rendering.gbt9704 import standard
from rendering.masters.build import section, template
from rendering.masters.front import line
from rendering.package import read_package, with_properties, write_package
from rendering.proof import read_back
from rendering.statistics_pages import StatisticsPages
from rendering.statistics_proof import statistics_problems
from rendering.template import Template
from rendering.wordml import W
from schemas.college import LEVELS, Level
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.counting import Unit
from schemas.statistics import Statistics, statistics

Pages = Callable[..., bytes]
UNITS: tuple[Unit, ...] = ("manifestation", "step")
COUNTED = "廉政风险点（按表现形式计）"
EMU = 12_700


def item(name: str, *levels: Level | None, point: str = "审批") -> ConsolidatedItem:
    risks = tuple(
        ConsolidatedRisk(
            item=name, point=point, manifestation=f"表现{n}", level=level, responsible="处长"
        )
        for n, level in enumerate(levels)
    )
    return ConsolidatedItem(
        name=name, category="内部职权", content="", legal_basis="“三定”方案", risks=risks
    )


def figures(
    *departments: tuple[str, tuple[ConsolidatedItem, ...]], unit: Unit = "manifestation"
) -> Statistics:
    own = tuple(ConsolidatedDepartment(name=name, items=items) for name, items in departments)
    data = Consolidated(
        organisation="防灾科技学院",
        year=2012,
        phase="summary",
        as_of=dt.date(2012, 6, 20),
        counts=Counts(),
        departments=own,
    )
    return statistics(data, unit)


def college(number: int, unit: Unit = "manifestation") -> Statistics:
    """A college of so many departments, each with a few risks more than the one before."""
    departments = [
        (f"第{n}教学系", (item("教材采购", *(LEVELS * 9)[: n % 20]), item("公文处理", "低")))
        for n in range(1, number + 1)
    ]
    return figures(*departments, unit=unit)


EXAMPLE = figures(
    ("教务处", (item("教材采购", "高", "低", None), item("期末考试", "中"))), ("工会", ())
)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Write the pages into a document that has nothing else."""
    body = line("{{p statistics }}") + section(standard().page)
    (tmp_path / "模板.docx").write_bytes(template(standard(), body))

    def written(found: Statistics, organisation: str = "防灾科技学院") -> bytes:
        paper = Template(tmp_path / "模板.docx")
        filled = paper.fill({"mark": ""}, ("statistics",))
        own = StatisticsPages(standard(), paper, filled.next_id)
        parts = filled.insert({"statistics": own.xml(organisation, found)}, own.parts)
        day = dt.date(2012, 6, 20)
        return write_package(with_properties(parts, title="统计", creator="学院", date=day))

    return written


def tables(document: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in read_back(document).blocks if block.rows]


def texts(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks if block.text]


def heights(document: bytes) -> list[float]:
    root = etree.fromstring(read_package(document)["word/document.xml"])
    return [int(str(e.get("cy"))) / EMU for e in root.iter("{*}extent")]


def test_the_overview_says_how_many_and_which_share(pages: Pages) -> None:
    assert tables(pages(EXAMPLE))[0] == (
        (
            "2\n部门",
            "2\n职权事项",
            "3\n廉政风险点",
            "1\n高等级（33.3%）",
            "1\n中等级（33.3%）",
            "1\n低等级（33.3%）",
        ),
    )


def test_a_table_has_a_line_for_each_and_the_total_with_what_it_counts(pages: Pages) -> None:
    assert tables(pages(EXAMPLE))[3] == (
        ("部门（单位）", "职权事项", COUNTED, COUNTED, COUNTED, COUNTED),
        ("部门（单位）", "职权事项", "个数", "高", "中", "低"),
        ("教务处", "2", "3", "1", "1", "1"),
        ("工会", "—", "—", "—", "—", "—"),
        ("合计", "2", "3", "1", "1", "1"),
    )


def test_the_sections_follow_one_another(pages: Pages) -> None:
    found = [text for text in texts(pages(EXAMPLE)) if "、" in text[:2]]
    assert found == ["一、总体情况", "二、按职权类别", "三、按重点领域", "四、按部门（单位）"]


@pytest.mark.parametrize(
    ("unit", "words"),
    [("manifestation", "按表现形式计"), ("step", "按环节计，每个环节取其最高等级")],
)
def test_what_is_counted_stands_above_all_and_in_every_table(
    pages: Pages, unit: Unit, words: str
) -> None:
    document = pages(college(2, unit))
    assert f"单位：防灾科技学院\t计数：{words}" in texts(document)
    assert [rows[0][2] for rows in tables(document)[1:]] == [f"廉政风险点（{words}）"] * 3


def test_a_long_name_of_the_college_leaves_what_is_counted_its_own_line(pages: Pages) -> None:
    name = "中国地震局防灾科技学院" * 3
    found = texts(pages(college(2), name))
    assert found[1:3] == [f"单位：{name}", "计数：按表现形式计"]


def test_all_key_areas_have_a_line_also_those_without_items(pages: Pages) -> None:
    rows = tables(pages(EXAMPLE))[2]
    assert [row[0] for row in rows[2:4]] == ["民主集中制", "干部选拔任用"]
    assert len(rows) == 2 + 13 + 2
    assert "有11个重点领域没有职权事项。" in texts(pages(EXAMPLE))


def test_a_few_key_areas_without_items_are_named(pages: Pages) -> None:
    names = ("三重一大", "干部选拔", "人才引进", "采购", "大额资金", "工程建设", "科技开发")
    more = ("招生", "命题", "职称评审", "学生资助", "预算")
    found = figures(("处", tuple(item(name, "低") for name in (*names, *more))))
    assert "没有职权事项的重点领域：资产管理。" in texts(pages(found))


def test_manifestations_without_a_level_are_said_not_to_count(pages: Pages) -> None:
    assert "注：另有廉政风险表现形式1条尚未评定等级，未计入。" in texts(pages(EXAMPLE))
    assert not [text for text in texts(pages(college(2))) if "尚未评定" in text]


def test_the_heads_of_a_table_are_repeated_on_every_page(pages: Pages) -> None:
    root = etree.fromstring(read_package(pages(EXAMPLE))["word/document.xml"])
    lines = list(root.iter(f"{{{W}}}tr"))[1:]
    repeated = [bool(list(each.iter(f"{{{W}}}tblHeader"))) for each in lines]
    assert repeated[:6] == [True, True, False, False, False, False]


@pytest.mark.parametrize("number", [1, 3, 11, 60, 130])
def test_no_chart_is_larger_than_its_page(pages: Pages, number: int) -> None:
    page = standard().page
    root = etree.fromstring(read_package(pages(college(number)))["word/document.xml"])
    assert max(heights(pages(college(number)))) <= page.text_height / 20
    assert max(int(str(e.get("cx"))) for e in root.iter("{*}extent")) <= page.text_width * 635


def test_bars_keep_room_and_scale_when_they_go_on_in_another_chart(pages: Pages) -> None:
    parts = read_package(pages(college(60)))
    own = [
        etree.fromstring(data)
        for name, data in sorted(parts.items())
        if name.startswith("word/charts/statistics") and "（单位）" in data.decode()
    ]
    assert len(own) == 2
    assert len({str(e.get("val")) for root in own for e in root.iter("{*}max")}) == 1
    assert sum(len(next(iter(root.iter("{*}cat"))).findall(".//{*}pt")) for root in own) == 60
    assert min(heights(pages(college(60)))[-2:]) / 30 > 9 * 1.4


def test_a_college_without_risks_has_no_shares_and_still_all_tables(pages: Pages) -> None:
    document = pages(figures(("工会", ())))
    assert len(tables(document)) == 4
    assert tables(document)[0][0][3] == "0\n高等级"
    assert len(heights(document)) == 3


def test_a_college_without_departments_has_no_chart_of_them(pages: Pages) -> None:
    document = pages(figures())
    assert len(heights(document)) == 2
    assert list(statistics_problems(document, read_back(document).blocks, figures())) == []


def test_equal_figures_give_equal_bytes(pages: Pages) -> None:
    assert pages(college(11)) == pages(college(11))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("number", [0, 1, 11, 60])
def test_the_pages_are_proven_and_valid(
    pages: Pages, tmp_path: Path, number: int, unit: Unit
) -> None:
    found = college(number, unit)
    document = pages(found)
    (tmp_path / "统计.docx").write_bytes(document)
    assert list(statistics_problems(document, read_back(document).blocks, found)) == []
    assert read_back(document).problems == []
    assert OpenXmlValidator().validate(tmp_path / "统计.docx").errors == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1))
def test_any_name_of_a_department_is_proven(pages: Pages, name: str) -> None:
    found = figures((name, (item("教材采购", "高"),)))
    document = pages(found)
    assert list(statistics_problems(document, read_back(document).blocks, found)) == []


def changed(document: bytes, part: str, old: str, new: str) -> bytes:
    parts = read_package(document)
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return write_package(parts)


@pytest.mark.parametrize(
    ("part", "old", "new", "problem"),
    [
        ("document", ">教务处<", ">教务部<", "统计表“部门（单位）”与数据不符"),
        ("document", "（33.3%", "（33.4%", "统计表“总体情况”与数据不符"),
        ("document", "计数：按表现形式计", "计数", "统计页没有写明计数单位"),
        ("document", "注：一个", "注：两个", "统计页缺少“注：一个"),
        ("charts/statistics4", "<c:v>1</c:v>", "<c:v>2</c:v>", "统计图与统计表不符"),
        ("charts/statistics4", "<c:v>低</c:v>", "<c:v>底</c:v>", "统计图与统计表不符"),
        ("charts/statistics2", "重要业务事项", "其他", "统计图与统计表不符"),
    ],
)
def test_what_differs_from_the_data_is_noticed(
    pages: Pages, part: str, old: str, new: str, problem: str
) -> None:
    document = changed(pages(EXAMPLE), f"word/{part}.xml", old, new)
    found = list(statistics_problems(document, read_back(document).blocks, EXAMPLE))
    assert len(found) == 1
    assert found[0].startswith(problem)


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Turn a document into the words of its PDF pages, white space left out."""

    def turned(document: bytes) -> list[str]:
        (tmp_path / "a.docx").write_bytes(document)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
        with pdfplumber.open(tmp_path / "a.pdf") as pdf:
            return ["".join(page.extract_text().split()) for page in pdf.pages]

    return turned


@pytest.mark.soffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_charts_are_drawn_and_sections_stay_on_their_pages(
    pages: Pages, printed: Callable[[bytes], list[str]]
) -> None:
    found = printed(pages(college(11)))
    assert len(found) == 3
    assert "各等级廉政风险点所占比例" in found[0]
    assert "各职权类别廉政风险点等级" in found[0]
    assert found[1].startswith("三、按重点领域")
    assert "各重点领域廉政风险点等级" in found[1]
    assert "第11教学系12" in found[2].partition("各部门（单位）廉政风险点等级")[2]
