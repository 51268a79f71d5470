"""Reading and writing the zip package of a Word document, byte for byte the same each time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from rendering.wordml import escape

CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONSHIPS = "_rels/.rels"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_METADATA = "http://schemas.openxmlformats.org/package/2006/metadata"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE_RELATION = f"{_RELS}/metadata/core-properties"
_APP_RELATION = f"{_OFFICE_RELS}/extended-properties"
_PROPERTY_TYPES = {
    _CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    _APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Zip the parts in a fixed order with fixed times, so that equal parts give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in sorted(parts, key=_order):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name], compresslevel=_LEVEL)
    return target.getvalue()


def read_package(data: bytes) -> dict[str, bytes]:
    """Unzip a document that this software wrote or that the office made as a template."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def _order(name: str) -> tuple[bool, bool, str]:
    return (name != CONTENT_TYPES, name != _ROOT_RELATIONSHIPS, name)


def with_properties(
    parts: Mapping[str, bytes], *, title: str, creator: str, date: dt.date
) -> dict[str, bytes]:
    """Give the parts with properties that name the organisation and the day, and no person.

    Whatever else the template carried as properties (last author, custom properties, a preview
    picture) is left out.

    Args:
        parts: All parts of the document.
        title: Title of the document.
        creator: The organisation.
        date: Taken as the day of creation and of the last change.
    """
    kept, gone = _main_relationship(parts[_ROOT_RELATIONSHIPS])
    result = {name: data for name, data in parts.items() if name not in gone}
    result[_ROOT_RELATIONSHIPS] = kept
    result[_CORE] = _core(title, creator, date)
    result[_APP] = (
        f"{_HEAD}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>lianfang</Application><Company>{escape(creator)}</Company></Properties>"
    ).encode()
    result[CONTENT_TYPES] = _content_types(parts[CONTENT_TYPES], gone)
    return result


def with_subject(parts: Mapping[str, bytes], subject: str) -> dict[str, bytes]:
    """Give the parts with a subject among the properties that :func:`with_properties` wrote."""
    end = b"</cp:coreProperties>"
    line = f"<dc:subject>{escape(subject)}</dc:subject>".encode()
    return {**parts, _CORE: parts[_CORE].replace(end, line + end)}


def _core(title: str, creator: str, date: dt.date) -> bytes:
    stamps = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{date.isoformat()}T00:00:00Z</dcterms:{kind}>'
        for kind in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_METADATA}/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{stamps}</cp:coreProperties>"
    ).encode()


def _main_relationship(data: bytes) -> tuple[bytes, frozenset[str]]:
    """Keep the relationship to the document itself; name the parts that go with the others."""
    root = etree.fromstring(data)
    main = next(r for r in root if str(r.get("Type")).endswith("/officeDocument"))
    gone = frozenset(str(r.get("Target")).lstrip("/") for r in root if r is not main)
    others = ((_CORE_RELATION, _CORE), (_APP_RELATION, _APP))
    triples = ((str(main.get("Type")), str(main.get("Target")).lstrip("/")), *others)
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{escape(target)}"/>'
        for number, (kind, target) in enumerate(triples, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELS}">{lines}</Relationships>'.encode(), gone


def _content_types(data: bytes, gone: frozenset[str]) -> bytes:
    root = etree.fromstring(data)
    dropped = {f"/{name}" for name in (*gone, _CORE, _APP)}
    defaults = sorted(
        f'<Default Extension="{escape(str(e.get("Extension")))}"'
        f' ContentType="{escape(str(e.get("ContentType")))}"/>'
        for e in root.iter(f"{{{_TYPES}}}Default")
    )
    named = {
        str(e.get("PartName")): str(e.get("ContentType"))
        for e in root.iter(f"{{{_TYPES}}}Override")
        if e.get("PartName") not in dropped
    }
    named |= {f"/{name}": kind for name, kind in _PROPERTY_TYPES.items()}
    overrides = (
        f'<Override PartName="{escape(name)}" ContentType="{escape(kind)}"/>'
        for name, kind in sorted(named.items())
    )
    return (
        f'{_HEAD}<Types xmlns="{_TYPES}">{"".join(defaults)}{"".join(overrides)}</Types>'
    ).encode()
