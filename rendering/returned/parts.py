"""The side parts that a comment needs: relationships, content types, the comments part."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree

from rendering.returned.places import Element
from rendering.returned.zipcopy import ZipCopy

CONTENT_TYPES = "[Content_Types].xml"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MOST_BYTES = 64 * 1024 * 1024
"""A larger part is left alone: no department writes 64 MB of text."""

_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{_RELS[1:-1]}"/>'.encode()
_USUAL_MAIN = "word/document.xml"


def parse(data: bytes) -> Element:
    """Parse a part without expanding an entity or opening a file or address.

    Raises:
        etree.XMLSyntaxError: It is not well-formed.
        ValueError: It declares a document type, which no part of a Word document may.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    root = etree.fromstring(data, parser)
    declared: object = root.getroottree().docinfo.internalDTD
    if declared is not None:
        raise ValueError("document type")
    return root


def unparse(root: Element) -> bytes:
    """Write a part."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def main_part(package: ZipCopy) -> str:
    """Find the name of the document's main part."""
    if "_rels/.rels" in package:
        root = parse(package.read("_rels/.rels", most=MOST_BYTES))
        for link in root.iter(f"{_RELS}Relationship"):
            if link.get("Type", "").endswith("/officeDocument"):
                name = _resolved("", link.get("Target", ""))
                if name in package:
                    return name
    return _USUAL_MAIN


class SideParts:
    """The comments part of a document and what leads to it; made where they are missing."""

    def __init__(self, package: ZipCopy, main: str, *, strict: bool) -> None:
        """Read them.

        Args:
            package: The document.
            main: Name of its main part.
            strict: The main part is written in the Strict namespaces.
        """
        self._package, self._strict = package, strict
        self._folder, file = posixpath.split(main)
        self._links_name = posixpath.join(self._folder, "_rels", f"{file}.rels")
        self._links = parse(self._read(self._links_name) or _NO_RELATIONSHIPS)
        self._types = parse(package.read(CONTENT_TYPES, most=MOST_BYTES))
        self._name = self._linked() or self._new_link()
        self._declare()

    def comments(self, empty: bytes) -> Element:
        """Give the root of the comments part; ``empty`` if there is none or it is broken."""
        try:
            root = parse(self._read(self._name) or empty)
        except (etree.XMLSyntaxError, ValueError):
            root = parse(empty)
        return root if etree.QName(root).localname == "comments" else parse(empty)

    def changed(self, comments: Element) -> dict[str, bytes]:
        """Give the three parts."""
        return {
            CONTENT_TYPES: unparse(self._types),
            self._links_name: unparse(self._links),
            self._name: unparse(comments),
        }

    def _read(self, name: str) -> bytes | None:
        return self._package.read(name, most=MOST_BYTES) if name in self._package else None

    def _linked(self) -> str | None:
        for link in self._links.iter(f"{_RELS}Relationship"):
            if link.get("Type") in {f"{_OFFICE}/comments", f"{_STRICT_OFFICE}/comments"}:
                return _resolved(self._folder, link.get("Target", ""))
        return None

    def _new_link(self) -> str:
        files = ("comments.xml", *(f"comments{n}.xml" for n in range(2, 1000)))
        file = next(f for f in files if posixpath.join(self._folder, f) not in self._package)
        taken = {link.get("Id") for link in self._links}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        office = _STRICT_OFFICE if self._strict else _OFFICE
        link = etree.SubElement(self._links, f"{_RELS}Relationship")
        link.set("Id", f"rId{number}")
        link.set("Type", f"{office}/comments")
        link.set("Target", file)
        return posixpath.join(self._folder, file)

    def _declare(self) -> None:
        names = (o.get("PartName", "").lower() for o in self._types.iter(f"{_TYPES}Override"))
        if f"/{self._name}".lower() not in names:
            override = etree.SubElement(self._types, f"{_TYPES}Override")
            override.set("PartName", f"/{self._name}")
            override.set("ContentType", _COMMENTS_TYPE)


def _resolved(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    joined = path if path.startswith("/") else f"/{folder}/{path}"
    return posixpath.normpath(joined).lstrip("/")
