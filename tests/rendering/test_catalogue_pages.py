"""What a reader sees: the document turned into pages by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfplumber.page import Page

from schemas.consolidated import Consolidated, ConsolidatedDepartment

Make = Callable[..., Any]
pytestmark = [
    pytest.mark.soffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


def words(page: Page) -> str:
    return "".join(page.extract_text().split())


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Callable[[bytes], list[Page]]]:
    """Turn a document into PDF pages."""
    opened = ExitStack()

    def turned(document: bytes) -> list[Page]:
        (tmp_path / "a.docx").write_bytes(document)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
        return list(opened.enter_context(pdfplumber.open(tmp_path / "a.pdf")).pages)

    with opened:
        yield turned


@pytest.fixture
def long_college(item: Make, flow: Make, college: Make) -> Consolidated:
    """A table over several pages; charts small and large, with long names and supervision."""
    items = tuple(item(f"第{n}项职权", content="依照规定办理。" * 12) for n in range(1, 13))
    name = "重大科研项目和工程建设项目招标投标全过程监督管理" * 3
    chart = flow(name, steps=23, supervision="接受师生员工和社会各界的监督。" * 12)
    last = (item(name, flow=chart), item("小事项", flow=flow("小事项", steps=2)))
    return college(  # type: ignore[no-any-return]
        ConsolidatedDepartment(name="办公室", items=items),
        ConsolidatedDepartment(name="科研处", items=last),
    )


def test_every_page_is_as_a_reader_expects_it(
    render: Make, pages: Make, long_college: Consolidated
) -> None:
    found = pages(render(long_college, "draft"))
    assert [page for page in found if "草稿" not in words(page)] == []
    assert "—" not in words(found[0])  # the cover has no number
    assert "—2—" in words(found[1])
    turned = [page for page in found if page.width > page.height]
    assert len(turned) > 2
    assert [page for page in turned[:-1] if "职权事项名称" not in words(page)] == []
    charts = found[found.index(turned[-1]) + 1 :]
    assert ["职权事项：" in words(page) for page in charts] == [True] * 14
