"""What ``lianfang lint`` does with a file in a process of its own (``extractors.guard``).

Layout findings travel as those of a reading that has no forms.
"""

from __future__ import annotations

import hashlib

from extractors.admission import Refusal, wrong_type
from extractors.docx.errors import Damaged
from extractors.docx.package import Package, parse
from extractors.front_door import examine
from extractors.read import failure
from rendering.gbt9704 import EditionName
from rendering.lint.book import lint
from rendering.lint.pages import page_findings
from rendering.lint.parts import Element, Parts
from schemas.college import Limits
from schemas.findings import Finding
from schemas.forms import MediaType, Reading

_NOT_WORD = wrong_type("不是 Word 文件（.docx），版面无从检查", "请对原来的 Word 文件检查")

_CONTENT_TYPES = "[Content_Types].xml"


def lint_2012(data: bytes, *, file: str, limits: Limits) -> Reading:
    """Hold a Word document against the edition of 2012."""
    return _linted(data, file, limits, "2012")


def lint_1999(data: bytes, *, file: str, limits: Limits) -> Reading:
    """Hold a Word document against the edition of 1999."""
    return _linted(data, file, limits, "1999")


def measure_pages(data: bytes, *, file: str, limits: Limits) -> Reading:
    """Measure the pages of the PDF file that was made of a document."""
    admission = examine(data, limits)
    kind: MediaType = admission.media_type
    try:
        if isinstance(admission, Refusal):
            findings: tuple[Finding, ...] = (admission.finding(file),)
        else:
            findings = page_findings(data, file=file)
    except Exception as error:  # noqa: BLE001 - whatever a file makes fail is the file's fault
        findings = (failure(error, file, limits),)
    return _reading(data, file, kind, findings)


def _linted(data: bytes, file: str, limits: Limits, edition: EditionName) -> Reading:
    admission = examine(data, limits)
    kind: MediaType = admission.media_type
    try:
        if isinstance(admission, Refusal):
            findings: tuple[Finding, ...] = (admission.finding(file),)
        elif kind != "docx":
            findings = (_NOT_WORD.finding(file),)
        else:
            findings = lint(_parts(data), file=file, edition=edition)
    except Exception as error:  # noqa: BLE001 - whatever a file makes fail is the file's fault
        findings = (failure(error, file, limits),)
    return _reading(data, file, kind, findings)


def _reading(data: bytes, file: str, kind: MediaType, findings: tuple[Finding, ...]) -> Reading:
    sha256 = hashlib.sha256(data).hexdigest()
    return Reading(file=file, sha256=sha256, media_type=kind, findings=findings)


def _parts(data: bytes) -> Parts:
    """Parse what says how a document looks; side parts that are broken count as missing.

    Raises:
        DocumentFault: The main part cannot be read, or Word would not open the file: forms are
            read without the list of content types, but nothing goes upward without it.
    """
    package = Package(data)
    if package.part(_CONTENT_TYPES.lower()) is None:
        raise Damaged(f"压缩包中没有 {_CONTENT_TYPES}，Word 不能打开")
    links = package.relationships(package.main)

    def side(kind: str) -> Element | None:
        target = next((one.target for one in links if one.kind == kind), None)
        return package.part(target) if target else None

    footers = {one.id: package.part(one.target) for one in links if one.kind == "footer"}
    return Parts(
        document=parse(package.read(package.main)),
        styles=side("styles"),
        numbering=side("numbering"),
        settings=side("settings"),
        theme=side("theme"),
        footers={id_: root for id_, root in footers.items() if root is not None},
    )
