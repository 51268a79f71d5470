"""The work report and the result of the assessment, which go with the handbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from flows.consolidation import consolidate
from rendering.approval import DocumentStatus
from rendering.assessment import render_assessment
from rendering.package import read_package
from rendering.proof import read_back
from rendering.work_report import HEADS, render_work_report
from schemas.consolidated import Consolidated
from schemas.dossier import Dossier
from schemas.early_warning import SignalFigures
from schemas.forms import Assessment, Criterion
from schemas.outcome import Overruled
from schemas.wording import Passage, ReportSection, WorkReport
from schemas.work_report import report_slots
from schemas.year_figures import YearFigures, year_figures
from tests.support.dossiers import (
    AUDIT,
    TEACHING,
    catalogue,
    college,
    dossier,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    row,
)

TEMPLATES = Path(__file__).parents[2] / "templates" / "docx"
LIFTED = Overruled(
    id="R09-1",
    code="LF-R09",
    message="同一表现形式等级不同。",
    department=AUDIT,
    file=None,
    by="办公室主任",
    reason="两处情形不同",
    date=dt.date(2012, 6, 16),
)
PROSE = WorkReport(
    sections=(
        ReportSection(
            heading="主要特点",
            number="二、",
            text="领导带头，全员参与。",
            passages=(Passage(text="领导带头，全员参与。"),),
        ),
        ReportSection(
            heading="存在问题",
            number="四、",
            text="（待补充）",
            passages=(Passage(text="（待补充）"),),
        ),
    )
)


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@pytest.fixture
def year() -> Dossier:
    answers = tuple(Criterion(number=n, met=n != 2, evidence="会议记录") for n in range(1, 21))
    return dossier(
        catalogue(row()),
        flow(),
        rating_form(rated(level="高"), rated("拖延办理。", "低", point="审批", line=6)),
        measures(measured(), measured("拖延办理。", point="审批")),
        Assessment(criteria=answers),
        phase="handbook",
        as_of=dt.date(2012, 10, 12),
        of=college(),
    )


def figures_of(year: Dossier, data: Consolidated, corrected: int = 0) -> YearFigures:
    return year_figures(year, data, (), (LIFTED,), "manifestation", corrected)


def report(
    year: Dossier,
    prose: WorkReport | None = None,
    status: DocumentStatus = "official",
    signals: SignalFigures | None = None,
    corrected: int = 0,
) -> bytes:
    data = consolidate(year, ())
    return render_work_report(
        data,
        year.college,
        figures_of(year, data, corrected).model_copy(update={"signals": signals}),
        prose,
        status=status,
        template=TEMPLATES / "work_report.docx",
    )


def result(year: Dossier, status: DocumentStatus = "official") -> bytes:
    template = TEMPLATES / "assessment.docx"
    return render_assessment(consolidate(year, ()), year.college, status=status, template=template)


def said(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks if block.text]


def tables(document: bytes) -> list[Any]:
    return [block.rows for block in read_back(document).blocks if block.rows]


@pytest.mark.parametrize(
    ("corrected", "words"), [(0, "没有重新报送的"), (3, "3份材料经修改后重新报送")]
)
def test_the_report_tells_how_much_was_sent_again(
    year: Dossier, corrected: int, words: str
) -> None:
    lines = said(report(year, corrected=corrected))

    assert any(words in line for line in lines)


def test_every_part_of_the_report_has_a_heading_and_a_sentence(year: Dossier) -> None:
    lines = said(report(year))

    for number, slot in zip("一二三四五", report_slots(), strict=True):
        at = lines.index(f"{number}、{slot.name}")
        assert len(lines[at + 1]) > 10


def test_the_figures_are_those_of_the_data(year: Dossier) -> None:
    words = "\n".join(said(report(year)))

    assert "清理职权和重要业务事项1项" in words
    assert "排查廉政风险点2个，其中高等级1个、中等级0个、低等级1个" in words
    [rows] = [t for t in tables(report(year)) if t[0] == HEADS]
    assert [line[0] for line in rows[1:]] == [AUDIT, TEACHING, "合计"]
    assert rows[1][1:6] == ("1", "2", "1", "0", "1")


def test_the_reports_charts_show_the_figures_of_its_table(year: Dossier) -> None:
    parts = read_package(report(year))
    charts = sorted(name for name in parts if name.startswith("word/charts/report"))

    values = [[v.text for v in etree.fromstring(parts[n]).iter(f"{{{CHART}}}v")] for n in charts]

    whole, departments = values
    named = [f"{AUDIT}\u30002", f"{TEACHING}\u30000"]  # with their totals
    assert whole[2::3] == ["1", "0", "1"]
    assert departments == ["高", *named, "1", "0", "中", *named, "0", "0", "低", *named, "1", "0"]


def test_the_report_refers_to_its_table_and_charts_by_their_captions(year: Dossier) -> None:
    lines = said(report(year))

    at = lines.index("各部门（单位）情况见表1，廉政风险的等级和分布见图1、图2。")
    assert [line[:3] for line in lines[at + 1 : at + 4]] == ["表1　", "图1　", "图2　"]


def test_a_report_without_risks_has_no_charts() -> None:
    bare = dossier(catalogue(row()), phase="handbook", as_of=dt.date(2012, 10, 12), of=college())

    assert not [name for name in read_package(report(bare)) if "charts" in name]
    assert "各部门（单位）情况见表1。" in said(report(bare))


def test_the_offices_prose_stands_in_its_part_and_unwritten_slots_stay_away(year: Dossier) -> None:
    lines = said(report(year, PROSE))

    at = lines.index("领导带头，全员参与。")
    assert lines.index("二、主要特点") < at < lines.index("三、取得成效")
    assert "（待补充）" not in lines
    assert lines.count("二、主要特点") == 1


def test_lifted_findings_travel_upward_with_their_reasons(year: Dossier) -> None:
    words = "\n".join(said(report(year)))

    assert "LF-R09（两处情形不同）" in words


def test_early_warning_is_told_with_its_figures(year: Dossier) -> None:
    words = said(report(year, signals=SignalFigures(signals=3, answered=2, overdue=1)))

    at = next(n for n, line in enumerate(words) if "登记预警信息3条" in line)
    late = words.index("预警信息中，逾期尚未处置的有1条。")
    assert "处置2条" in words[at]
    assert words.index("三、取得成效") < at < words.index("四、存在问题") < late


def test_a_year_without_signals_says_nothing_of_early_warning(year: Dossier) -> None:
    assert "预警" not in "".join(said(report(year)))


def test_the_assessment_has_an_overview_and_a_sheet_a_department(year: Dossier) -> None:
    overview, *sheets = tables(result(year))

    assert overview[1] == (AUDIT, "19", "1", "0", "未通过", "2012年11月10日")
    assert len(sheets) == 2
    assert [line[2] for line in sheets[0][1:]].count("未达标") == 1
    assert sheets[0][2][1].startswith("2.召开会议")


@pytest.mark.parametrize("status", ["official", "draft"])
def test_both_are_valid_and_marked(year: Dossier, status: DocumentStatus, tmp_path: Path) -> None:
    for name, document in (
        ("report", report(year, PROSE, status)),
        ("assessment", result(year, status)),
    ):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(document)
        assert OpenXmlValidator().validate(path).errors == []
        headers = read_back(document).headers
        marked = [words for words in headers.values() if "草稿" in words]
        assert bool(marked) == (status == "draft")


def test_equal_years_give_equal_bytes(year: Dossier) -> None:
    assert report(year, PROSE) == report(year, PROSE)
    assert result(year) == result(year)
