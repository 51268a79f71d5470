"""The correction notice says what is wrong, where, why, how to put it right, and by when."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rendering.gbt9704 import standard
from rendering.notice import NOTICE_TITLE, Notice, correction_notice
from rendering.notice_table import HEADERS
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven, read_back
from rendering.wordml import W, clean
from schemas.base import Place
from schemas.college import College
from schemas.errors import UsageError
from schemas.findings import Finding, Rule

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "notice.docx"
DAY, UNTIL = dt.date(2012, 5, 24), dt.date(2012, 5, 31)
BASIS = Rule(
    code="LF-C04",
    title="缺法规依据",
    severity="error",
    basis="附件1",
    message="职权事项“{item}”没有法规依据（{place}）。",
    hint="补填法规全称",
)
LATE = Rule(
    code="LF-D02",
    title="迟报",
    severity="warning",
    basis="实施方案六",
    message="“{department}”迟报。",
    hint="今后按时报送",
)
RULES = {rule.code: rule for rule in (BASIS, LATE)}


def missing(row: int = 2, *, file: str = "inbox/教务处/附件1.docx") -> Finding:
    place = Place(table=1, row=row, column=6)
    return BASIS.finding(department="教务处", item=f"事项{row}", file=file, place=place)


LATE_FINDING = LATE.finding(department="教务处")


def notice(*findings: Finding, template: Path = TEMPLATE, **changes: Any) -> bytes:  # noqa: ANN401 - fields of a notice
    table = {"name": "防灾科技学院", "year": 2012}
    fields: dict[str, Any] = {
        "college": College.model_validate(
            {"organisation": table, "office": {"director": "主任甲"}, **changes.pop("of", {})}
        ),
        "department": "教务处",
        "phase": "catalogue",
        "findings": findings,
        "as_of": DAY,
        "until": UNTIL,
    }
    told = Notice.model_validate(fields | changes)
    return correction_notice(told, template=template, rules=RULES)


def words(document: bytes) -> str:
    return "\n".join(block.text for block in read_back(document).blocks)


def rows(document: bytes) -> tuple[tuple[str, ...], ...]:
    return next(block.rows for block in read_back(document).blocks if block.rows)


def body(document: bytes) -> etree._Element:
    return etree.fromstring(read_package(document)["word/document.xml"])


def test_it_is_addressed_dated_and_signed_by_the_office() -> None:
    said = words(notice(missing()))
    assert NOTICE_TITLE in said
    assert "教务处：" in said
    assert "（2012年度 职权目录阶段）" in said
    assert said.rstrip().endswith("廉政风险防控机制建设工作\n领导小组办公室\n2012年5月24日")


def test_it_names_the_director_where_the_configuration_does() -> None:
    assert "（办公室主任：主任甲）" in words(notice(missing()))
    assert "办公室主任" not in words(notice(missing(), of={"office": {}}))


@pytest.mark.parametrize(
    ("findings", "until", "lead"),
    [
        ((missing(), missing(3)), UNTIL, "发现错误2处。请于2012年5月31日前改正全部错误"),
        ((missing(),), None, "发现错误1处。请尽快改正全部错误并重新报送。"),
        ((missing(), LATE_FINDING), None, "发现错误1处，另有警告1处。请尽快改正全部错误"),
        ((LATE_FINDING,), UNTIL, "没有发现错误，有警告1处。请于2012年5月31日前逐条核对"),
    ],
)  # fmt: skip
def test_it_counts_and_says_by_when(
    findings: tuple[Finding, ...], until: dt.date | None, lead: str
) -> None:
    assert lead in words(notice(*findings, until=until))


def test_a_finding_stands_with_file_place_message_basis_and_what_to_do() -> None:
    head, section, line = rows(notice(missing()))
    assert head == HEADERS
    assert set(section) == {"错误（必须改正）1处"}
    message = "职权事项“事项2”没有法规依据（表1第2行第6列）。"
    place = f"表1第2行第6列\n{missing().id}"
    assert line == ("1", "附件1.docx", place, message, "附件1", "补填法规全称", "")


def test_errors_come_before_warnings() -> None:
    lines = rows(notice(LATE_FINDING, missing()))
    assert [line[0] for line in lines[1:]] == ["错误（必须改正）1处", "1", "警告（请核对）1处", "2"]


def test_repeats_in_a_file_share_a_number_and_each_keeps_its_place() -> None:
    document = notice(missing(2), missing(3), missing(2, file="inbox/教务处/附件1b.docx"))
    lines = rows(document)[2:]
    assert [(line[0], line[2].split("\n")[0]) for line in lines] == [
        ("1", "表1第2行第6列"),
        ("1", "表1第3行第6列"),
        ("2", "表1第2行第6列"),
    ]
    assert lines[0][1] == "附件1.docx\n（同类共2处）"
    merges = [str(e.get(f"{{{W}}}val")) for e in body(document).iter(f"{{{W}}}vMerge")]
    assert merges == ["restart"] * 4 + ["continue"] * 4


def test_what_has_no_file_place_or_rule_says_so() -> None:
    unknown = LATE_FINDING.model_copy(update={"code": "LF-X99"})
    assert rows(notice(unknown))[2][1:5] == (
        "（未报送或不在文件中）",
        f"整份材料\n{unknown.id}",
        "“教务处”迟报。",
        "—",
    )


def test_the_files_that_go_back_are_listed() -> None:
    said = words(notice(missing(), returned=("附件1.docx", "附件2.docx")))
    assert "加了批注的原文件2份" in said
    assert "（2）附件2.docx" in said
    assert "批注" not in words(notice(missing()))


@given(st.text(min_size=1))
def test_any_message_stands_in_it_literally(message: str) -> None:
    document = notice(missing().model_copy(update={"message": message}))
    assert any(clean(message) in line[3] for line in rows(document))


def test_a_template_tag_in_a_message_is_no_tag() -> None:
    nasty = missing().model_copy(update={"message": "{{ 7*7 }}{% if %}<b>&", "hint": "{{ no }}"})
    assert rows(notice(nasty, department="{{ department }}"))[2][3] == "{{ 7*7 }}{% if %}<b>&"


def test_the_header_row_repeats_and_rows_stay_whole() -> None:
    lines = list(body(notice(missing(), missing(3))).iter(f"{{{W}}}tr"))
    assert [next(r.iter(f"{{{W}}}tblHeader"), None) is not None for r in lines][:2] == [True, False]
    assert all(next(r.iter(f"{{{W}}}cantSplit"), None) is not None for r in lines)


def test_a_row_longer_than_a_page_may_be_split() -> None:
    long = missing().model_copy(update={"message": "很长的说明。" * 300})
    lines = list(body(notice(long)).iter(f"{{{W}}}tr"))
    assert next(lines[-1].iter(f"{{{W}}}cantSplit"), None) is None


def test_the_table_is_as_wide_as_the_type_area() -> None:
    columns = body(notice(missing())).iter(f"{{{W}}}gridCol")
    assert sum(int(str(c.get(f"{{{W}}}w"))) for c in columns) == standard().page.text_width


def test_equal_arguments_give_equal_bytes() -> None:
    assert notice(missing(), LATE_FINDING) == notice(missing(), LATE_FINDING)


def test_the_edition_of_1999_writes_dates_in_han_numerals() -> None:
    said = words(notice(missing(), of={"layout": {"edition": "1999"}}))
    assert "二〇一二年五月二十四日" in said
    assert "请于二〇一二年五月三十一日前" in said


def test_it_opens_in_python_docx_and_names_no_person_as_its_author() -> None:
    document = docx.Document(io.BytesIO(notice(missing())))
    properties = document.core_properties
    assert (properties.title, properties.author) == ("教务处整改通知书", "防灾科技学院")
    assert properties.created == dt.datetime(2012, 5, 24, tzinfo=dt.UTC)


def changed_template(tmp_path: Path, old: str, new: str) -> Path:
    parts = read_package(TEMPLATE.read_bytes())
    main = parts["word/document.xml"].decode()
    assert old in main
    path = tmp_path / "notice.docx"
    path.write_bytes(write_package({**parts, "word/document.xml": main.replace(old, new).encode()}))
    return path


def test_the_office_may_change_the_wording(tmp_path: Path) -> None:
    template = changed_template(tmp_path, "三、联系", "三、联系人和电话")
    assert "三、联系人和电话" in words(notice(missing(), template=template))


def test_a_template_without_the_table_is_refused(tmp_path: Path) -> None:
    template = changed_template(tmp_path, "findings_table", "finding_table")
    with pytest.raises(UsageError, match="findings_table"):
        notice(missing(), template=template)


def test_a_letter_that_lacks_a_message_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rendering.notice_table.run", lambda *_: "<w:r/>")
    with pytest.raises(DocumentNotProven, match="教务处整改通知书"):
        notice(missing())


@pytest.mark.soffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_long_notice_keeps_within_its_margins_and_repeats_its_header(tmp_path: Path) -> None:
    found = [missing(row) for row in range(2, 60)]
    (tmp_path / "a.docx").write_bytes(notice(*found, LATE_FINDING))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    page = standard().page
    with pdfplumber.open(tmp_path / "a.pdf") as opened:
        tables = [p for p in opened.pages if p.find_tables()]
        assert len(tables) > 2
        for each in tables:
            left, _, right, bottom = each.find_tables()[0].bbox
            assert left >= page.left / 20 - 2
            assert right <= (page.width - page.right) / 20 + 2
            assert bottom <= (page.height - page.bottom) / 20 + 2
            assert "怎么改" in each.extract_text()
