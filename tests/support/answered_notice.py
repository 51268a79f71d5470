"""Catalogues with wrong numbers, and the notice that comes back with words under 部门说明."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx

from rendering.notice_table import HEADERS
from tests.support.workspace import Row, Workspace, annex1


def numbered(department: str, items: Sequence[Row], numbers: Sequence[str]) -> bytes:
    """Make a department's catalogue with numbers as given; wrong ones are LF-C07, a warning."""
    document = docx.Document(io.BytesIO(annex1(department, items)))
    for row, number in zip(document.tables[0].rows[1:], numbers, strict=True):
        row.cells[0].text = number
    return _bytes(document)


def returned(college: Workspace, department: str) -> bytes:
    """Give the notice that the last run of the catalogue phase returned."""
    path = college.output / "returned" / department / f"{department}整改通知书.docx"
    return path.read_bytes()


def answered(notice: bytes, **words: str) -> bytes:
    """Write under 部门说明 in the rows of the codes given (C07="…")."""
    document = docx.Document(io.BytesIO(notice))
    for table in document.tables:
        if table.rows[0].cells[-1].text == HEADERS[-1]:
            for row in table.rows[1:]:
                for code, text in words.items():
                    if f"{code}-" in row.cells[2].text:
                        row.cells[-1].text = text
    return _bytes(document)


def _bytes(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
