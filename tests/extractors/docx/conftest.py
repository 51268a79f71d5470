"""Small Word documents made of XML fragments, for the tests of the reader."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from extractors.docx.reader import read_docx
from extractors.grid import Document

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def relationships(links: dict[str, str], external: dict[str, str] | None = None) -> str:
    """Write a relationships part from kinds and targets."""
    inside = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in links.items()
    )
    outside = "".join(
        f'<Relationship Id="x{kind}" Type="{OFFICE}/{kind}" Target="{target}"'
        ' TargetMode="External"/>'
        for kind, target in (external or {}).items()
    )
    schema = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{schema}">{inside}{outside}</Relationships>'


def pack(parts: dict[str, str | bytes]) -> bytes:
    """Zip parts as they are."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def build(
    body: str,
    side: dict[str, str] | None = None,
    external: dict[str, str] | None = None,
    **changed: str | bytes,
) -> bytes:
    """Make a document of a body.

    Args:
        body: What stands in ``w:body``.
        side: Inner XML of side parts by their kind (``numbering``, ``styles``, ``header`` …).
        external: Targets outside of the file by relationship type.
        changed: Parts that are written as given: ``main``, ``links``.
    """
    side = side or {}
    roots = {"header": "hdr", "footer": "ftr"}
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships({k: f"{k}.xml" for k in side}, external),
    }
    for kind, inner in side.items():
        root = roots.get(kind, kind)
        parts[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"
    if "main" in changed:
        parts["word/document.xml"] = changed["main"]
    if "links" in changed:
        parts["word/_rels/document.xml.rels"] = changed["links"]
    return pack(parts)


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """Make the bytes of a document: see ``build``."""
    return build


@pytest.fixture(scope="session")
def make_package() -> Callable[[dict[str, str | bytes]], bytes]:
    """Make the bytes of a package from its parts."""
    return pack


@pytest.fixture(scope="session")
def namespaces() -> str:
    """The declarations that a main part's root needs."""
    return NAMESPACES


@pytest.fixture(scope="session")
def read_body() -> Callable[..., Document]:
    """Make a document of a body and read it."""
    return lambda body, **more: read_docx(build(body, **more))
