"""Annexes 2 and 3 as whole PDF files: from bytes to forms and findings."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from extractors.read import read_file
from schemas.forms import ItemChart, ProcessFlow, Reading, RiskMap
from schemas.text import normalised
from tests.support.drawings import BoxMark, LineMark, Mark
from tests.support.pages import needs_soffice
from tests.support.pdf_drawings import draw
from tests.support.pdf_pages import Sheet, pdf_of

COLLEGE = Path(__file__).parents[3] / "examples/college/later"
CHART: list[Mark] = [
    BoxMark("申请（当日）", 220, 150),
    BoxMark("审核", 220, 230),
    BoxMark("归档", 220, 310),
    LineMark(((275, 184), (275, 230)), head=True),
    LineMark(((275, 264), (275, 310)), head=True),
]
RISK: list[Mark] = [
    BoxMark("1.审核把关不严。\n2.拖延办理。", 380, 225, 130, 46, line="C00000", dashed=True),
    LineMark(((330, 247), (380, 247)), dashed=True),
]


def headed(title: str) -> Sheet:
    sheet = Sheet()
    sheet.text(180, 50, title, 16)
    sheet.text(60, 90, "职权事项：物资采购")
    sheet.text(60, 110, "责任处室：资产管理处")
    return sheet


def read(*sheets: Sheet) -> Reading:
    return read_file(pdf_of(*sheets), file="a.pdf")


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_a_flowchart_is_read_and_to_be_confirmed() -> None:
    sheet = headed("职权和重要业务事项运行流程图")
    draw(sheet, CHART, "apart")
    sheet.text(60, 380, "监督方式：设举报信箱")

    reading = read(sheet)

    (form,) = reading.forms
    assert isinstance(form, ProcessFlow)
    assert (form.item, form.department) == ("物资采购", "资产管理处")
    assert [(s.text, s.time_limit) for s in form.steps] == [
        ("申请", "当日"),
        ("审核", None),
        ("归档", None),
    ]
    assert [(t.source, t.target) for t in form.transitions] == [("s1", "s2"), ("s2", "s3")]
    assert form.supervision == "设举报信箱"
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("LF-P07", "warning")
    assert "图形是从 PDF 中读取的" in finding.message
    assert finding.location is not None
    assert finding.location.page == 1


def test_a_risk_map_gives_the_risks_at_their_steps() -> None:
    sheet = headed("权力运行廉政风险分布图")
    draw(sheet, [*CHART, *RISK], "outlined")

    reading = read(sheet)

    (form,) = reading.forms
    assert isinstance(form, RiskMap)
    assert [(r.step, r.manifestations) for r in form.risks] == [
        ("s2", ("审核把关不严。", "拖延办理。"))
    ]
    assert codes(reading) == ["LF-P07"]


def test_a_chart_that_goes_on_over_the_page_is_told() -> None:
    one = headed("职权和重要业务事项运行流程图")
    draw(one, CHART, "plain")
    other = Sheet()
    draw(other, [BoxMark("公示", 220, 60), BoxMark("备案", 220, 140)], "plain")
    draw(other, [LineMark(((275, 94), (275, 140)), head=True)], "plain")

    reading = read(one, other)

    (form,) = reading.forms
    assert isinstance(form, ProcessFlow)
    assert [s.text for s in form.steps] == ["申请", "审核", "归档", "公示", "备案"]
    assert "流程图分画在几处" in reading.findings[0].message


def test_a_chart_in_a_cell_of_the_form_is_read() -> None:
    sheet = Sheet()
    sheet.text(150, 20, "职权和重要业务事项运行流程图", 14)
    sheet.table([["职权事项", "物资采购"], ["责任处室", "资产管理处"]], [100, 430], top=60)
    for x in (50, 150, 580):
        sheet.line(x, 90, x, 400)
    sheet.line(50, 400, 580, 400)
    sheet.text(70, 240, "流程图")
    draw(sheet, CHART, "sides")

    (form,) = read(sheet).forms

    assert isinstance(form, ProcessFlow)
    assert (form.item, form.department) == ("物资采购", "资产管理处")
    assert [s.text for s in form.steps] == ["申请", "审核", "归档"]
    assert len(form.transitions) == 2


def test_a_chart_that_is_a_picture_cannot_be_read() -> None:
    sheet = headed("职权和重要业务事项运行流程图")
    image = "BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"
    sheet.content.append(f"q 300 0 0 400 100 200 cm {image} Q")

    reading = read(sheet)

    assert [form.form for form in reading.forms] == ["process_flow"]
    assert codes(reading) == ["LF-P06"]


def _meaning(form: ItemChart) -> tuple[object, ...]:
    """What a chart says, whatever blanks and line breaks it is written with."""
    name = {step.id: normalised(step.text) for step in form.steps}
    arrows = Counter((name[t.source], name[t.target], t.label) for t in form.transitions)
    risks = Counter(
        (name[r.step], normalised(m))
        for r in (form.risks if isinstance(form, RiskMap) else ())
        for m in r.manifestations
    )
    limits = {name[s.id]: s.time_limit for s in form.steps}
    return type(form), form.item, form.department, form.supervision, limits, arrows, risks


CHARTS = (
    "2012-05-24/inbox/办公室/附件2 公务接待流程图.docx",
    "2012-05-24/inbox/财务处/附件2-预算编制与执行.docx",
    "2012-05-24/inbox/人事处/人事处-人员招聘.docx",
    "2012-06-07/inbox/办公室/附件3 印章使用管理风险分布图.docx",
    "2012-06-07/inbox/招生就业处/招就处风险图 招生录取.docx",
    "2012-06-07/inbox/基建处/工程款支付风险分布（基建处）.docx",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the charts as LibreOffice makes PDF files of them."""
    folder = tmp_path_factory.mktemp("printed")
    for number, name in enumerate(CHARTS):
        (folder / f"{number}.docx").write_bytes((COLLEGE / name).read_bytes())
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [f"{number}.docx" for number in range(len(CHARTS))]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.soffice
@needs_soffice
@pytest.mark.parametrize("number", range(len(CHARTS)))
def test_a_printed_chart_says_the_same_as_the_word_file(printed: Path, number: int) -> None:
    word = read_file((printed / f"{number}.docx").read_bytes(), file="a.docx")
    pdf = read_file((printed / f"{number}.pdf").read_bytes(), file="a.pdf")

    charts = [form for form in word.forms if isinstance(form, ItemChart)]
    again = [form for form in pdf.forms if isinstance(form, ItemChart)]
    assert charts
    assert [_meaning(form) for form in again] == [_meaning(form) for form in charts]
    assert codes(pdf).count("LF-P07") == len(again)
