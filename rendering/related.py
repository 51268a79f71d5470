"""Parts that stand beside a document's own, such as charts with their workbooks (OPC)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from rendering.package import CONTENT_TYPES

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELS}"/>'.encode()


class RelatedPart(NamedTuple):
    """A part that another one refers to.

    Attributes:
        id: By which the other part refers to it.
        kind: Type of the relationship.
        name: Name of the part, without the first slash.
        content_type: Type of its content.
        data: Its bytes.
        related: Parts that it refers to itself.
    """

    id: str
    kind: str
    name: str
    content_type: str
    data: bytes
    related: tuple[RelatedPart, ...] = ()


def with_related(
    parts: Mapping[str, bytes], owner: str, related: Iterable[RelatedPart]
) -> dict[str, bytes]:
    """Give the parts with further ones, which ``owner`` refers to.

    Args:
        parts: All parts of the document.
        owner: Name of the part that refers to the new ones.
        related: The new parts; no part and no id of ``owner`` has their names.
    """
    added = tuple(related)
    if not added:
        return dict(parts)
    result = {**parts, CONTENT_TYPES: _with_types(parts[CONTENT_TYPES], _all(added))}
    _relate(result, owner, added)
    return result


def _all(parts: Iterable[RelatedPart]) -> Iterator[RelatedPart]:
    for part in parts:
        yield part
        yield from _all(part.related)


def _relate(parts: dict[str, bytes], owner: str, related: Iterable[RelatedPart]) -> None:
    folder, _, file = owner.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    root = etree.fromstring(parts.get(name, _NO_RELATIONS))
    for part in related:
        target = posixpath.relpath(part.name, folder)
        entry = etree.SubElement(root, f"{{{_RELS}}}Relationship")
        entry.attrib.update({"Id": part.id, "Type": part.kind, "Target": target})
        parts[part.name] = part.data
        if part.related:
            _relate(parts, part.name, part.related)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_types(data: bytes, added: Iterable[RelatedPart]) -> bytes:
    root = etree.fromstring(data)
    for part in added:
        entry = etree.SubElement(root, f"{{{_TYPES}}}Override")
        entry.attrib.update({"PartName": f"/{part.name}", "ContentType": part.content_type})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
