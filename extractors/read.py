"""The reading of one file: bytes in, forms and findings out, never an exception."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Final

from extractors import faults, recognition, warm_up
from extractors.admission import Refusal, beyond, damaged
from extractors.annexes import read_forms
from extractors.docx.errors import DocumentFault, TooManyCells
from extractors.docx.reader import read_docx
from extractors.front_door import examine
from extractors.grid import Document
from extractors.intake import displayable
from schemas.college import Limits
from schemas.findings import Finding
from schemas.forms import Form, MediaType, Reading

EXTRACTOR_VERSION: Final = "15+ocr" if recognition.is_installed() else "15"
"""Raised whenever a file may be understood differently than before; the archive asks for it.

With the extra ``ocr`` a scan is, so that it is another version.
"""

_AS_MANY_NAMED = 5

_Read = tuple[tuple[Form, ...], tuple[Finding, ...]]


def read_file(data: bytes, *, file: str, limits: Limits | None = None) -> Reading:
    r"""Read one file as far as it can be understood.

    Whatever is wrong with the file becomes a finding. Memory and time are only bounded when this
    runs in a guarded process (``extractors.guard``).

    Args:
        data: The whole file.
        file: Its name for messages, a POSIX path; bytes that are not UTF-8 become ``\xNN``.
        limits: The safety ceilings; the contract's defaults when left out.
    """
    limits = limits or Limits()
    name = displayable(file)
    kind: MediaType = "unknown"
    forms: tuple[Form, ...] = ()
    try:
        admission = examine(data, limits)
        kind = admission.media_type
        if isinstance(admission, Refusal):
            findings: tuple[Finding, ...] = (admission.finding(name),)
        else:
            forms, findings = _READERS[admission.media_type](data, name, limits)
    except Exception as error:  # noqa: BLE001 - whatever a file makes fail is the file's fault
        forms, findings = (), (failure(error, name, limits),)
    sha256 = hashlib.sha256(data).hexdigest()
    return Reading(file=name, sha256=sha256, media_type=kind, forms=forms, findings=findings)


def prepare() -> None:
    """Load beforehand whatever reading loads late; the template process calls this once."""
    # A library that is missing is found out by the file that needs it.
    with suppress(ImportError):
        import_module("extractors.pdf_door")
        import_module("extractors.pdf.findings")
    read_file(warm_up.document(), file="")


def _read_docx(data: bytes, file: str, limits: Limits) -> _Read:
    return _understood(read_docx(data, max_cells=limits.cells), file)


def _read_pdf(data: bytes, file: str, limits: Limits) -> _Read:
    # Loading PDFium takes longer than reading many a Word file.
    from extractors.pdf.findings import about_pages  # noqa: PLC0415
    from extractors.pdf.reader import PdfContent, read_pdf  # noqa: PLC0415
    from extractors.pdf.scan import Recogniser  # noqa: PLC0415

    def understood(content: PdfContent) -> _Read:
        return _understood(
            content.document, file, lambda forms: about_pages(content, file, forms=forms)
        )

    content = read_pdf(data, max_cells=limits.cells)
    read = understood(content)
    # Only where a scan is an error anyway, so that nothing recognised can become official.
    if read[0] or not content.scanned or not recognition.is_installed():
        return read
    recogniser = Recogniser(limits.seconds)
    return understood(read_pdf(data, max_cells=limits.cells, recogniser=recogniser))


_READERS: Final[Mapping[MediaType, Callable[[bytes, str, Limits], _Read]]] = {
    "docx": _read_docx,
    "pdf": _read_pdf,
}


def _understood(
    document: Document, file: str, more: Callable[[bool], Iterable[Finding]] = lambda _: ()
) -> _Read:
    """Read the forms of a document; ``more`` reports on the file, told whether it has any."""
    forms, found = read_forms(document, file=file)
    findings = (*found, *_about_document(document, file), *more(bool(forms)))
    if not forms and not any(finding.severity == "error" for finding in findings):
        findings = (*findings, faults.NO_FORM.finding(file=file))
    return forms, findings


def _about_document(document: Document, file: str) -> Iterator[Finding]:
    if document.foreign:
        yield faults.FOREIGN_CONTENT.finding(file=file, what=_enumerated(document.foreign))
    if document.tracked_changes:
        yield faults.TRACKED.finding(file=file, count=document.tracked_changes)


def _enumerated(words: Iterable[str]) -> str:
    """Join different words, the first few by name and the others by their number."""
    different = tuple(dict.fromkeys(words))
    named = "、".join(different[:_AS_MANY_NAMED])
    more = len(different) - _AS_MANY_NAMED
    return f"{named}等{len(different)}项内容" if more > 0 else named


def failure(error: Exception, file: str, limits: Limits) -> Finding:
    """Say as a finding why reading stopped; the kind of error goes into the hint."""
    if isinstance(error, MemoryError):
        ceiling = f"{limits.memory_mb} MiB"
        return beyond("读取所需内存", f"{ceiling} 以上", ceiling).finding(file)
    if isinstance(error, RecursionError):
        return beyond("内容的嵌套层数", "过多", "读取程序所能处理的层数").finding(file)
    if isinstance(error, TooManyCells):
        return _too_many(error, file)
    if isinstance(error, DocumentFault):
        return damaged(error.reason).finding(file)
    return _unexpected(error, file)


def _too_many(error: TooManyCells, file: str) -> Finding:
    return faults.BEYOND_LIMIT.finding(
        file=file,
        reason=error.reason,
        message="文件“{file}”超出安全上限：{reason}。请删去空行和多余的表格，或拆成几个文件后重新报送。",
        hint="删去空行和多余的表格，或拆成几个文件",
    )


def _unexpected(error: Exception, file: str) -> Finding:
    return faults.DAMAGED.finding(
        file=file,
        reason="读取时出现未预料的情况",
        kind=type(error).__name__,
        hint=faults.DAMAGED.hint + "；如仍不能读取，请将文件交技术人员（{kind}）",
    )
