"""Files changed at random are read or refused, and never surprise the reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractors import read
from extractors.read import read_file
from tests.fuzz import judged
from tests.support.forms import docx, paragraph, table
from tests.support.hostile import DOCUMENT, good_docx, parts_of, repacked
from tests.support.mutants import mutant, seeds

ROOT = Path(__file__).parents[2]


def test_500_mutants_are_read_or_refused(tmp_path: Path) -> None:
    words = ["-m", "tests.fuzz", "--count", "500", "--out", str(tmp_path)]

    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "500 mutants, 0 failures" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_number_gives_the_same_mutant_again() -> None:
    files = seeds()

    assert [mutant(n, files) for n in range(40)] == [mutant(n, seeds()) for n in range(40)]


def test_a_surprise_is_seen_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    made = mutant(0, {"good.docx": good_docx()})
    monkeypatch.setattr(read, "examine", fail)

    result = judged(made)

    assert result.codes == ("LF-F01",)
    assert "KeyError" in result.failure


# --- what mutants found -------------------------------------------------------------------------


def changed(old: str, new: str) -> bytes:
    xml = parts_of(good_docx())[DOCUMENT].decode()
    assert old in xml
    return repacked(good_docx(), {DOCUMENT: xml.replace(old, new, 1).encode()})


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_file(data, file="a.docx").findings]


def test_a_cell_within_the_properties_of_a_row_shifts_no_cell() -> None:
    cell = '<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
    data = changed("<w:tr>", f"<w:tr><w:trPr>{cell}</w:trPr>")

    assert "LF-F01" not in codes(data)


@pytest.mark.parametrize("size", ["²", "٣", "9" * 5_000, "-1", ""])
def test_a_size_that_is_no_number_does_not_matter(size: str) -> None:
    run = f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>图</w:t></w:r>'
    shape = (
        '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        'style="position:absolute;left:0;top:0;width:90pt;height:20pt"/></w:pict></w:r>'
    )
    data = changed("</w:tbl>", f"</w:tbl><w:p>{run}{shape}</w:p><w:p>{run}</w:p>")

    assert "LF-F01" not in codes(data)


@pytest.mark.parametrize("choice", ["9" * 5_000, "²", "-1", "7"])
def test_a_choice_of_a_drop_down_that_is_not_there_is_blank(choice: str) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        f'<w:result w:val="{choice}"/><w:listEntry w:val="高"/></w:ddList></w:ffData></w:fldChar>'
        "</w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    xml = paragraph("附件1 职权和重要业务事项目录")
    body = docx(xml, table([["序号", "职权事项名称"], ["1", "印章管理"]]))
    parts = parts_of(body)[DOCUMENT].decode().replace("</w:tbl>", f"</w:tbl><w:p>{field}</w:p>")

    assert "LF-F01" not in codes(repacked(body, {DOCUMENT: parts.encode()}))
