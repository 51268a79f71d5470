"""``lianfang lint``: any Word file, in a process of its own, in words and as JSON."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from examples.build import COLLEGE
from flows.cli import execute
from flows.lint_command import chosen_edition
from flows.lint_reader import lint_2012
from flows.settings import Workspace
from schemas.college import Limits
from tests.support.lint_files import FAULTS, conforming
from tests.support.pages import needs_soffice

BLANK = COLLEGE.parent / "blank"
BAD = next(fault for fault in FAULTS if fault.code == "LF-L26").content()
WARNED = next(fault for fault in FAULTS if fault.code == "LF-L15").content()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "通知.docx"


def linted(
    path: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, list[dict[str, Any]]]:
    code = execute(["lint", str(path), "--no-pages", "--json", *options])
    return code, json.loads(capsys.readouterr().out)


def test_a_good_file_gives_0_and_an_empty_list(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(conforming())
    code, [told] = linted(file, capsys)

    assert code == 0
    assert (told["file"], told["edition"], told["conforms"]) == (str(file), "2012", True)
    assert told["findings"] == []


def test_an_error_gives_1_and_stands_in_the_table_with_its_place(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(BAD)

    assert execute(["lint", str(file), "--no-pages"]) == 1
    shown = capsys.readouterr().out
    assert "LF-L26" in shown
    assert "附件1" in shown


def test_warnings_count_only_when_it_is_asked_for(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(WARNED)
    code, [told] = linted(file, capsys, "--strict")

    assert (code, told["conforms"]) == (1, True)


def test_the_edition_is_the_workspaces_unless_another_is_asked_for(tmp_path: Path) -> None:
    shutil.copytree(BLANK, tmp_path, dirs_exist_ok=True)
    toml = tmp_path / "lianfang.toml"
    text = toml.read_text("utf-8").replace('edition = "2012"', 'edition = "1999"')
    toml.write_text(text, "utf-8")
    workspace = Workspace.open(tmp_path)

    assert chosen_edition(None, workspace) == "1999"
    assert chosen_edition("2012", workspace) == "2012"
    assert chosen_edition(None, None) == "2012"


@pytest.mark.parametrize("arguments", [[], ["没有.docx"], ["{file}", "--edition", "2000"]])
def test_wrong_usage_is_one_chinese_sentence(
    arguments: list[str], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(conforming())

    assert execute(["lint", *(one.format(file=file) for one in arguments)]) == 2
    said = capsys.readouterr().err.strip()
    assert said.endswith("。")
    assert "\n" not in said


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 40_000_000)
    return target.getvalue()


def with_main(xml: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(conforming())) as source,
        zipfile.ZipFile(target, "w") as package,
    ):
        for name in source.namelist():
            package.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def without(part: str) -> bytes:
    """Leave a part out of a good file."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(conforming())) as source,
        zipfile.ZipFile(target, "w") as package,
    ):
        for name in source.namelist():
            if name != part:
                package.writestr(name, source.read(name))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "LF-F01"),
        (without("[Content_Types].xml"), "LF-F01"),
        (conforming()[:4000], "LF-F01"),
        (with_main(b"<w:document"), "LF-F01"),
        (with_main(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "LF-F05"),
        (bomb(), "LF-F05"),
        (b"%PDF-1.4\n%%EOF", "LF-F01"),
        (b"\x89PNG\r\n\x1a\n12345", "LF-F03"),
    ],
    ids=[
        "empty",
        "no content types",
        "cut",
        "not XML",
        "entities",
        "bomb",
        "broken PDF",
        "picture",
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_one_finding(content: bytes, code: str) -> None:
    told = lint_2012(content, file="a.docx", limits=Limits()).findings

    assert [one.code for one in told] == [code]


def test_a_file_that_cannot_be_read_gives_1_and_harms_no_other(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(bomb())
    good = tmp_path / "b.docx"
    good.write_bytes(conforming())
    code, told = linted(file, capsys, str(good))

    assert code == 1
    assert [[one["code"] for one in each["findings"]] for each in told] == [["LF-F05"], []]


def of_another_hand(*, margins: bool = True) -> bytes:
    """A letter that somebody made with python-docx: everything as direct formatting."""
    letter = docx.Document()
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if margins:
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)

    def add(text: str, font: str, size: float, *, centre: bool = False) -> None:
        paragraph = letter.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28.95)
        if centre:
            shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            shape.first_line_indent = Pt(32)

    add("关于开展检查的通知", "方正小标宋简体", 22, centre=True)
    add("各部门要高度重视检查工作，按时报送材料。", "仿宋", 16)
    add("一、检查内容", "黑体", 16)
    add("检查制度落实情况。", "仿宋", 16)
    target = io.BytesIO()
    letter.save(target)
    return target.getvalue()


def test_a_file_of_another_hand_is_read_through_its_direct_formatting() -> None:
    told = lint_2012(of_another_hand(), file="a.docx", limits=Limits()).findings

    # what python-docx leaves out: a page number, the spacing that gives 28 characters
    assert {one.code for one in told} == {"LF-L06", "LF-L35"}


def test_margins_of_another_hand_are_told() -> None:
    told = lint_2012(of_another_hand(margins=False), file="a.docx", limits=Limits()).findings

    assert "LF-L02" in {one.code for one in told}


def test_without_libreoffice_it_says_that_no_page_was_measured(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    file.write_bytes(conforming())

    assert execute(["lint", str(file), "--json"]) == 0
    shown = capsys.readouterr()
    assert "没有安装 LibreOffice" in shown.err
    assert json.loads(shown.out)[0]["pages_measured"] is False


@pytest.mark.soffice
@needs_soffice
def test_with_libreoffice_the_finished_pages_are_measured(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(conforming())

    assert execute(["lint", str(file), "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["pages_measured"]
    assert [one["code"] for one in told["findings"]] == ["LF-L54"]
    assert "横排 1 页" in told["findings"][0]["message"]
