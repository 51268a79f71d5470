"""The zip package of a Word document: parts by name, relationships, and the main part."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from extractors.docx.errors import Damaged
from extractors.docx.names import Element

_STRICT = re.compile(rb"""(=["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
#: Enough bytes for a root element, which is where a Strict part declares its names.
_ROOT = 65_536
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN_TYPE = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml"
    r"\.(document|template)\.main\+xml"
)
_UTF_16 = frozenset({b"\xff\xfe", b"\xfe\xff"})
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
_USUAL_MAIN = "word/document.xml"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another part or to the world outside.

    Attributes:
        id: Its id in the part.
        kind: Last word of its type (``header``, ``image``, ``oleObject`` …).
        target: Name of a part of the package, or an address outside.
        external: The target is outside of the package.
    """

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word document.

    Part names are compared without regard to case; of two entries with one name the first in the
    zip directory counts.

    Attributes:
        main: Name of the main part.
    """

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            Damaged: It is no zip file, or has no main document, or has two that differ.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _UNREADABLE as error:
            raise Damaged("压缩包结构损坏或不完整") from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._repeated: dict[str, list[zipfile.ZipInfo]] = {}
        for info in self._zip.infolist():
            name = _part_name(info.filename)
            if self._entries.setdefault(name, info) is not info:
                self._repeated.setdefault(name, []).append(info)
        self.main = self._find_main()
        self._refuse_second_main()

    def _find_main(self) -> str:
        linked = [link.target for link in self.relationships("") if link.kind == "officeDocument"]
        for name in (*linked, *self._declared_mains(), _USUAL_MAIN):
            if name in self._entries:
                return name
        raise Damaged("压缩包中没有 Word 文档正文")

    def _declared_mains(self) -> Iterator[str]:
        types = self.part("[content_types].xml")
        for override in types if types is not None else ():
            if _MAIN_TYPE.fullmatch(override.get("ContentType", "")):
                yield _part_name(override.get("PartName", ""))

    def _refuse_second_main(self) -> None:
        """Refuse two different main documents: nobody can tell which one the sender saw."""
        others = self._repeated.get(self.main)
        if others and any(self._bytes(other) != self.read(self.main) for other in others):
            raise Damaged("压缩包中有两份不同的文档正文")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in the order of the zip directory."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """Give the bytes of a part.

        Raises:
            Damaged: The part is missing or cannot be unpacked.
        """
        info = self._entries.get(name)
        if info is None:
            raise Damaged("压缩包中缺少文档正文")
        return self._bytes(info)

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except _UNREADABLE as error:
            raise Damaged("压缩包内容损坏，无法解压") from error

    def part(self, name: str) -> Element | None:
        """Give the root of a side part; None if it is missing or broken in any way."""
        if name not in self._entries:
            return None
        try:
            return parse(self.read(name))
        except Damaged:
            return None

    def relationships(self, part: str) -> list[Relationship]:
        """Give the relationships of a part ("" for the package); none if they are broken."""
        folder, file = posixpath.split(part)
        root = self.part(_part_name(f"{folder}/_rels/{file}.rels"))
        if root is None:
            return []
        return [_relationship(folder, element) for element in root.iter(_RELATIONSHIP)]


def _relationship(folder: str, element: Element) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    return Relationship(
        id=element.get("Id", ""),
        kind=element.get("Type", "").rpartition("/")[2],
        target=target if external else _resolve(folder, target),
        external=external,
    )


def _resolve(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return _part_name(path if path.startswith("/") else f"{folder}/{path}")


def _part_name(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/").lower()


def parse(data: bytes) -> Element:
    """Parse a part; Strict namespaces are given as transitional ones.

    No entity is expanded, no file or address is opened, comments and processing instructions
    are dropped.

    Raises:
        Damaged: It is not well-formed, or it declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(plain(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged("文档内容不是完整的 XML") from error
    declared: object = root.getroottree().docinfo.internalDTD
    if declared is not None:
        raise Damaged("文档内容含有文档类型声明（DTD）")
    return root


def plain(data: bytes) -> bytes:
    """Give a part in UTF-8 and with transitional names; what cannot be decoded as it is."""
    if data[:2] in _UTF_16:
        with suppress(UnicodeDecodeError):
            data = _DECLARATION.sub("", data.decode("utf-16")).encode()
    if b"purl.oclc.org/ooxml/" in data[:_ROOT]:
        data = _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
    return data
