"""What is wrong with a finished Office file: schemas, relationships, ids, bookmarks, properties.

The schemas are held by an independent validator; the rest is looked at here, since a validator
lets a file pass that points at nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

from lxml import etree
from openxml_audit import OpenXmlValidator

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_FIELD = re.compile(r"^\s*(?:PAGEREF|REF)\s+(\S+)|\\l\s+\"([^\"]+)\"")
Parts = Mapping[str, "etree._Element"]


def schema_problems(path: Path) -> list[str]:
    """Tell what an independent validator objects to."""
    found = OpenXmlValidator().validate(path).errors
    return [f"{error.part_uri}: {error.description}" for error in found]


def structure_problems(data: bytes) -> list[str]:
    """Tell what points at nothing, and what stands twice where it has to be the only one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        parts = {
            name: etree.fromstring(package.read(name))
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    return [
        *(f"part stands twice: {name}" for name, n in Counter(names).items() if n > 1),
        *_relationship_problems(parts, set(names)),
        *_id_problems(parts),
        *_bookmark_problems(parts),
    ]


def property_problems(data: bytes, organisation: str) -> list[str]:
    """Tell where the properties lack a title or the organisation, or name anybody else."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name for name in package.namelist() if name.startswith("docProps/")}
        core, app = (etree.fromstring(package.read(f"docProps/{n}.xml")) for n in ("core", "app"))
    title = core.findtext(f"{_DC}title") or ""
    said = {
        "creator": core.findtext(f"{_DC}creator"),
        "company": app.findtext(f"{_APP}Company"),
        "last author": core.findtext(f"{_CP}lastModifiedBy") or organisation,
        "manager": app.findtext(f"{_APP}Manager") or organisation,
    }
    return [
        *(() if title.strip() else ("no title",)),
        *(f"{name} is {value}" for name, value in said.items() if value != organisation),
        *(
            f"{name} should not be there"
            for name in names - {"docProps/core.xml", "docProps/app.xml"}
        ),
    ]


def _relationship_problems(parts: Parts, names: set[str]) -> Iterator[str]:
    declared: dict[str, set[str]] = {}
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        source = join(dirname(dirname(name)), name.rpartition("/")[2].removesuffix(".rels"))
        ids = [str(entry.get("Id")) for entry in root]
        declared[source] = set(ids)
        yield from (f"{name}: {one} stands twice" for one, n in Counter(ids).items() if n > 1)
        for entry in root:
            target = str(entry.get("Target"))
            if entry.get("TargetMode") == "External":
                yield f"{name}: {target} lies outside"
            elif normpath(join("/", dirname(source), target)).lstrip("/") not in names:
                yield f"{name}: {target} is missing"
    for name, root in parts.items():
        used = {
            str(value)
            for element in root.iter(etree.Element)
            for key, value in element.items()
            if str(key).startswith(_R)
        }
        yield from (f"{name}: {one} is no relationship" for one in used - declared.get(name, set()))


def _id_problems(parts: Parts) -> Iterator[str]:
    drawings = (e.get("id") for root in parts.values() for e in root.iter(f"{_WP}docPr"))
    yield from _repeated("drawing", drawings)
    for name, root in parts.items():
        if not name.startswith("word/"):
            continue
        for kind in ("sdt", "comment"):
            found = root.iter(f"{_W}id") if kind == "sdt" else root.iter(f"{_W}comment")
            key = f"{_W}val" if kind == "sdt" else f"{_W}id"
            yield from _repeated(f"{name}: {kind}", (e.get(key) for e in found))
        shapes = (e.get("id") for e in root.iter(etree.Element) if str(e.tag).startswith(_V))
        yield from _repeated(f"{name}: shape", (one for one in shapes if one))


def _repeated(kind: str, ids: Iterable[str | None]) -> Iterator[str]:
    yield from (f"{kind} {one} stands twice" for one, n in Counter(ids).items() if n > 1)


def _bookmark_problems(parts: Parts) -> Iterator[str]:
    names, wanted = list[str](), set[str]()
    for part, root in parts.items():
        opened = [str(e.get(f"{_W}id")) for e in root.iter(f"{_W}bookmarkStart")]
        closed = [str(e.get(f"{_W}id")) for e in root.iter(f"{_W}bookmarkEnd")]
        if sorted(opened) != sorted(closed) or len(set(opened)) != len(opened):
            yield f"{part}: bookmarks are not balanced"
        names += [str(e.get(f"{_W}name")) for e in root.iter(f"{_W}bookmarkStart")]
        wanted |= {str(e.get(f"{_W}anchor")) for e in root.iter(f"{_W}hyperlink")} - {"None"}
        for field in root.iter(f"{_W}instrText"):
            wanted |= {a or b for a, b in _FIELD.findall(str(field.text or ""))}
    yield from _repeated("bookmark", names)
    yield from (f"no bookmark {name}" for name in sorted(wanted - set(names)))
