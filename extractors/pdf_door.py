"""The door for PDF files: encrypted, broken, too long or scanned ones are told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from extractors import faults, recognition
from extractors.admission import Admission, Refusal, beyond, damaged, encrypted
from schemas.college import Limits


def examine(data: bytes, limits: Limits) -> Admission | Refusal:
    """Tell whether a PDF may be read; a restriction of printing or editing does not matter."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            return encrypted("设有打开密码")
        if getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
            return encrypted("的加密方式无法识别")
        return damaged("PDF 结构损坏", "pdf")
    with document:
        return _by_pages(document, limits)


def _by_pages(document: pypdfium2.PdfDocument, limits: Limits) -> Admission | Refusal:
    pages = len(document)
    if not pages:
        return damaged("PDF 中没有页面", "pdf")
    if pages > limits.pdf_pages:
        return beyond("页数", f"{pages} 页", f"{limits.pdf_pages} 页", "pdf")
    characters = [count for count in _characters(document) if count is not None]
    if not characters:
        return damaged("PDF 结构损坏，没有一页可以打开", "pdf")
    if any(characters) or recognition.is_installed():
        return Admission("pdf")
    return Refusal(faults.SCAN, media_type="pdf")


def _characters(document: pypdfium2.PdfDocument) -> Iterator[int | None]:
    """Count the characters page by page up to the first page with any; None: it does not open."""
    for number in range(len(document)):
        try:
            page = document[number]
            count = int(page.get_textpage().count_chars())
            page.close()
        except pypdfium2.PdfiumError:
            yield None
            continue
        yield count
        if count:
            return
