"""``lianfang pdf``: copies that say what they are, beside outputs that nobody touches."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from flows import pdf_command
from flows.outputs import MANIFEST
from rendering import pdf_fonts
from rendering.gbt9704 import FontSetName
from rendering.pdf_fonts import fonts_of, substitutes
from tests.support.fake_office import installed
from tests.support.pages import needs_soffice
from tests.support.workspace import Workspace, digests, lianfang


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("pdf") / "w")
    assert made.run().exit == 0
    return made


@pytest.mark.soffice
@needs_soffice
def test_a_copy_says_in_name_properties_and_manifest_with_which_fonts_it_is_made(
    college: Workspace,
) -> None:
    before = digests(college.root / "output")

    done = lianfang("pdf", "catalogue", "-w", college.root)

    folder = college.root / "pdf/2012/catalogue"
    listed = json.loads((folder / MANIFEST).read_text("utf-8"))
    (entry,) = listed["documents"]
    properties = pypdfium2.PdfDocument(folder / entry["path"]).get_metadata_dict()
    labelled = ("（替代字体）" in entry["path"], "替代字体" in properties["Subject"])
    assert done.exit == 0
    assert labelled == (bool(listed["substituted_fonts"]),) * 2
    assert "以 Word 文件为准" in properties["Subject"]
    assert (properties["Author"], entry["official"]) == ("防灾科技学院", False)
    assert (college.output / entry["copy_of"]["path"]).is_file()
    assert digests(college.root / "output") == before
    assert lianfang("verify", folder).exit == 0
    assert lianfang("verify", college.output).exit == 0
    (folder / entry["path"]).write_bytes(b"%PDF-")
    assert "已被改动" in lianfang("verify", folder).out


def test_a_font_is_missing_when_the_probe_shows_another(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = ("FZXBSJW--GB1-0", "FangSong_GB2312", "NotoSansCJK", "KaiTi_GB2312", "SimSun")
    monkeypatch.setattr(pdf_fonts, "_taken", lambda _: iter(taken))

    assert substitutes(b"", fonts_of("gb2312")) == {"黑体": "NotoSansCJK"}


@pytest.mark.parametrize("name", ["gb2312", "windows", "founder"])
def test_every_font_of_the_sets_has_names_in_pdf(name: FontSetName) -> None:
    assert set(fonts_of(name)) <= set(pdf_fonts._known())


def test_without_libreoffice_the_command_says_so(
    college: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    done = lianfang("pdf", "catalogue", "-w", college.root)

    assert (done.exit, "没有安装 LibreOffice" in done.line) == (3, True)


def test_a_libreoffice_that_gives_nothing_leaves_earlier_copies(
    college: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = installed(tmp_path / "bin", mood="nothing")
    monkeypatch.setattr(pdf_command, "_program", lambda: program)
    folder = tmp_path / "副本"
    folder.mkdir()

    done = lianfang("pdf", "catalogue", "-w", college.root, "-o", folder)

    assert (done.exit, "未能转换" in done.line) == (3, True)
    assert list(folder.iterdir()) == []


def test_other_files_are_never_replaced(college: Workspace, tmp_path: Path) -> None:
    (tmp_path / "账目.xlsx").write_bytes(b"mine")

    for folder in (tmp_path, college.root / "output", college.root / "inbox/new"):
        assert lianfang("pdf", "catalogue", "-w", college.root, "-o", folder).exit == 2
    assert (tmp_path / "账目.xlsx").read_bytes() == b"mine"


def test_a_phase_that_was_not_run_has_nothing_to_copy(college: Workspace) -> None:
    assert "请先运行" in lianfang("pdf", "summary", "-w", college.root).line


def test_a_word_file_that_was_touched_is_not_copied(college: Workspace, tmp_path: Path) -> None:
    touched = Workspace.at(shutil.copytree(college.root, tmp_path / "w"))
    document = next(touched.output.glob("*.docx"))
    document.write_bytes(document.read_bytes() + b" ")

    done = lianfang("pdf", "catalogue", "-w", touched.root)

    assert (done.exit, "与发布时不同" in done.line) == (1, True)
