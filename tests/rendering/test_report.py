"""The report of a run is one page that says everything and needs nothing else."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from rendering.report import Report, report_html
from rendering.wordml import clean
from schemas.base import Place
from schemas.consolidated import Counts
from schemas.dossier import Duplicate, Replacement
from schemas.findings import Finding, Rule, Severity
from schemas.forms import FORM_NAMES
from schemas.outcome import Approval, DocumentEntry, Manifest, MilestoneState, Overruled
from tests.support.dossiers import AUDIT, TEACHING, catalogue, college, dossier, flow, row, source

RULE = Rule(
    code="LF-C04",
    title="缺法规依据",
    severity="error",
    basis="附件1",
    message="职权事项“{item}”没有法规依据（{place}）。",
    hint="补填法规全称",
)
NASTY = "<script>alert(1)</script>\"'&{{ 7*7 }}{% raw %}</style>"
FILE = f"inbox/{AUDIT}/目录.docx"
DAY = dt.date(2012, 5, 24)


def found(
    line: int = 2,
    *,
    severity: Severity = "error",
    department: str | None = AUDIT,
    file: str | None = FILE,
    **changes: Any,  # noqa: ANN401 - fields of a finding
) -> Finding:
    place = Place(table=1, row=line, column=6)
    finding = RULE.finding(
        department=department, item=f"事项{line}", file=file, place=place, severity=severity
    )
    return finding.model_copy(update=changes)


def report(*findings: Finding, **changes: Any) -> bytes:  # noqa: ANN401 - fields of both models
    manifest: dict[str, Any] = {
        "year": 2012,
        "phase": "catalogue",
        "status": "draft",
        "as_of": DAY,
        "approved": None,
        "overruled": (),
        "documents": (),
        "inputs": (),
        "counts": Counts(departments=2, items=3),
    }
    told = Report(
        dossier=changes.pop("dossier", dossier((FILE, catalogue(row())))),
        states=changes.pop("states", ()),
        findings=findings,
        manifest=Manifest.model_validate(manifest | changes),
    )
    return report_html(told, rules={RULE.code: RULE})


def page(*findings: Finding, **changes: Any) -> etree._Element:  # noqa: ANN401 - as above
    return html.fromstring(report(*findings, **changes).decode())


def of_class(root: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in root.iter() if name in str(e.get("class", "")).split()]


def text(element: etree._Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


def lines(root: etree._Element, section: str) -> Iterator[list[str]]:
    """Give the cells of the rows of a section's table bodies."""
    for line in root.iterfind(f".//section[@id='{section}']//tbody/tr"):
        yield [text(cell) for cell in line]


def test_it_says_college_phase_day_status_and_counts() -> None:
    head = text(next(page(found(), found(severity="warning")).iter("header")))
    for words in ("防灾科技学院", "2012年职权目录阶段", "草稿", "2012年5月24日", "3项", "尚未审定"):
        assert words in head
    assert "错误 1 个，警告 1 个" in head


def test_it_says_who_approved() -> None:
    approved = Approval(by="领导小组", date=dt.date(2012, 6, 10))
    head = text(next(page(status="official", approved=approved).iter("header")))
    assert "正式" in head
    assert "领导小组，2012-06-10" in head


def test_the_status_table_has_departments_and_milestones() -> None:
    states = (
        MilestoneState(department=AUDIT, milestone="M01", state="late"),
        MilestoneState(department=AUDIT, milestone="M03", state="needs_correction"),
        MilestoneState(department=TEACHING, milestone="M03", state="missing"),
    )
    root = page(found(), states=states)
    heads = [text(e) for e in root.iterfind(".//section[@id='status']//thead//th")]
    assert heads[0] == "部门（单位）"
    assert heads[1].startswith("M01 报送组织机构人员名单")
    assert heads[2].endswith("2012年5月25日")
    assert list(lines(root, "status")) == [
        [AUDIT, "迟报", "退回修改", "1", "", ""],
        [TEACHING, "—", "未报", "", "", ""],
    ]


def test_a_department_leads_to_its_findings() -> None:
    states = (MilestoneState(department=AUDIT, milestone="M03", state="needs_correction"),)
    root = page(found(), states=states)
    link = root.find(".//section[@id='status']//a")
    assert link is not None
    target = root.find(f".//*[@id='{str(link.get('href'))[1:]}']")
    assert target is not None
    assert text(target).startswith(f"{AUDIT} 错误1")


def test_a_finding_stands_with_code_message_hint_file_place_and_id() -> None:
    finding = found()
    [line] = of_class(page(finding), "finding")
    assert (line.get("data-code"), line.get("id")) == ("LF-C04", finding.id)
    assert "error" in str(line.get("class"))
    for words in ("错误", finding.message, finding.hint, FILE, "表1第2行第6列", finding.id):
        assert words in text(line)


def test_repeats_in_a_file_are_folded_and_each_keeps_place_and_id() -> None:
    findings = [found(line) for line in (2, 3, 4)]
    root = page(*findings)
    [line] = of_class(root, "finding")
    assert line.get("data-count") == "3"
    assert "同类问题共3处" in text(line)
    assert [text(again) for again in of_class(root, "again")] == [
        f"事项{n}，表1第{n}行第6列 {findings[n - 2].id}" for n in (3, 4)
    ]


def test_a_repeat_without_a_place_says_its_message() -> None:
    bare: dict[str, Any] = {"location": None, "item": None}
    other = found(3, message="另一处。", **bare)
    [again] = of_class(page(found(**bare), other), "again")
    assert text(again) == f"另一处。 {other.id}"


def test_a_repeat_that_says_something_else_says_its_message() -> None:
    other = found(3, message="事项3（表1第3行第6列）写作“待定”。")
    [again] = of_class(page(found(), other), "again")
    assert text(again) == f"{other.message} {other.id}"


def test_errors_come_first() -> None:
    findings = [found(n, severity=s) for n, s in enumerate(("info", "warning", "error"), 2)]  # type: ignore[arg-type]
    classes = [str(e.get("class")) for e in of_class(page(*findings), "finding")]
    assert classes == ["finding error", "finding warning", "finding info"]


def test_what_belongs_to_no_department_stands_at_the_end() -> None:
    root = page(found(department=None, file=None), found(), found(department="已撤销的系"))
    heads = [text(h3).split()[0] for h3 in root.iter("h3")]
    assert heads == [AUDIT, "已撤销的系", "全校（不属于某一部门）"]


def test_files_are_listed_with_day_forms_and_what_became_of_them() -> None:
    again, old = source(f"inbox/{AUDIT}/再报.docx"), source(f"inbox/{AUDIT}/旧.docx")
    known = dossier((FILE, catalogue(row())), (old.path, flow()), (again.path, flow()))
    new = next(file.source for file in known.files if file.source.path == FILE)
    root = page(
        dossier=known.model_copy(
            update={
                "duplicates": (Duplicate(source=again, first=new),),
                "replacements": (Replacement(kind="catalogue", items=(), old=old, new=new),),
            }
        )
    )
    listed = {line[1]: line for line in lines(root, "files")}
    assert listed[FILE] == [AUDIT, FILE, "2012年5月24日", FORM_NAMES["catalogue"], ""]
    assert listed[again.path][4] == "与“目录.docx”内容相同"
    assert listed[old.path][4] == "已由“目录.docx”替代"
    assert list(listed)[-1] == f"inbox/{TEACHING}/名单.docx"


def test_overruled_findings_are_told_with_reason() -> None:
    lifted = Overruled(
        id="C04-1", code="LF-C04", message="没有依据。", department=AUDIT, file=FILE,
        by="主任", reason="另文规定", date=DAY,
    )  # fmt: skip
    [line] = of_class(page(overruled=(lifted,)), "overruled")
    assert [text(cell) for cell in line] == [
        "LF-C04C04-1", AUDIT, "没有依据。", "另文规定", "主任", "2012-05-24",
    ]  # fmt: skip


def test_documents_are_listed_with_their_digests() -> None:
    entry = DocumentEntry(path="draft/目录.docx", title="目录", sha256="ab" * 32, official=False)
    assert list(lines(page(documents=(entry,)), "documents")) == [
        ["目录", "draft/目录.docx", "草稿", "ab" * 32]
    ]


def test_only_codes_that_occur_are_explained() -> None:
    assert list(lines(page(found()), "legend")) == [["LF-C04", "缺法规依据", "错误", "附件1"]]
    assert list(lines(page(), "legend")) == []


def test_every_link_leads_to_one_place_of_the_page() -> None:
    lifted = Overruled(
        id="C04-1", code="LF-C04", message="没有依据。", department=AUDIT, file=FILE,
        by="主任", reason="另文规定", date=DAY,
    )  # fmt: skip
    root = page(found(), found(3), found(4, code="LF-X99"), overruled=(lifted,))
    ids = [str(e.get("id")) for e in root.iter() if e.get("id")]
    links = {str(a.get("href")) for a in root.iter("a")}
    assert len(ids) == len(set(ids))
    assert links <= {f"#{each}" for each in ids}


def test_nothing_is_fetched_or_executed() -> None:
    root = page(found(message=NASTY))
    assert not list(root.iter("script", "link", "img", "iframe", "object"))
    assert "url(" not in report().decode()
    assert "default-src 'none'" in report().decode()


def test_no_text_becomes_markup() -> None:
    finding = found(message=NASTY, hint=NASTY, item=NASTY, id=NASTY, code=NASTY, file=NASTY)
    [line] = of_class(page(finding), "finding")
    [message] = of_class(line, "message")
    assert "".join(str(t) for t in message.itertext()) == NASTY
    assert line.get("data-code") == NASTY


@given(st.text(min_size=1))
def test_any_message_stands_in_it_literally(message: str) -> None:
    [said] = of_class(page(found(message=message)), "message")
    assert "".join(str(t) for t in said.itertext()) == clean(message)


def test_it_is_html_in_chinese_whose_headers_tell_their_scope() -> None:
    root = page(found())
    assert report().startswith(b"<!DOCTYPE html>")
    assert root.get("lang") == "zh-CN"
    assert {th.get("scope") for th in root.iter("th")} == {"col", "row"}


def test_equal_arguments_give_equal_bytes() -> None:
    assert report(found(), found(3)) == report(found(), found(3))


def test_a_large_college_stays_small() -> None:
    names = [f"第{n}部门" for n in range(60)]
    findings = [
        found(line, department=name, file=f"inbox/{name}/附件1职权目录.docx")
        for name in names
        for line in range(100)
    ]
    known = dossier(of=college(department=[{"name": name} for name in names]), rosters=())
    assert len(report(*findings, dossier=known)) < 2_000_000


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_a_browser_prints_it_on_a4(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(report(found(), found(3)))
    command = [
        "chromium", "--headless", "--no-sandbox", f"--user-data-dir={tmp_path}/profile",
        f"--print-to-pdf={tmp_path}/report.pdf", "--no-pdf-header-footer",
        (tmp_path / "report.html").as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(tmp_path / "report.pdf") as opened:
        first = opened.pages[0]
        assert (round(first.width), round(first.height)) == (595, 842)
        assert "同类问题共2处" in "".join(p.extract_text() for p in opened.pages)
