"""One glyph may stand for several letters; none of them is taken for a letter drawn twice."""

from __future__ import annotations

import subprocess
from pathlib import Path

from extractors.pdf.reader import read_pdf
from tests.support.forms import docx, paragraph
from tests.support.pages import needs_soffice


@needs_soffice
def test_letters_that_a_program_joins_are_all_there(tmp_path: Path) -> None:
    words = "C02-2dff8f376 office fine affix"
    (tmp_path / "a.docx").write_bytes(docx(paragraph(words)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)

    [line] = read_pdf((tmp_path / "a.pdf").read_bytes()).document.lines

    assert line.text == words
