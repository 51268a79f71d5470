"""A document as a reader sees it: turned into pages by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

needs_soffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)


@contextmanager
def pages_of(document: bytes, folder: Path) -> Iterator[list[Page]]:
    """Give the pages of a docx file; ``folder`` is scratch space."""
    (folder / "a.docx").write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(folder / "a.pdf") as pdf:
        yield list(pdf.pages)


def words(page: Page) -> str:
    """Give all words of a page without blanks."""
    return "".join(page.extract_text().split())
