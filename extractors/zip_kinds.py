"""Which kind of document a zip package is: Word, another office program's, or just an archive."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from extractors.admission import Admission, Refusal, damaged, wrong_type
from extractors.docx.errors import Damaged
from extractors.docx.package import parse

_TYPES = "[content_types].xml"
_MIMETYPE = "mimetype"
_USUAL_MAIN = "word/document.xml"
TELLING_PARTS = (_TYPES, _MIMETYPE)
"""Names of the parts whose content :func:`examine` needs."""

# Never parsed, so what is wrong with them does not matter.
_UNREAD_FOLDERS = ("docprops/", "customxml/", "docmetadata/")

_MACROS = "含有宏（.docm、.dotm 或 VBA 工程），不接受"
_MACRO_ADVICE = "请用 Word 或 WPS 打开，另存为不含宏的 .docx 后重新报送"
_WORD_TYPES = tuple(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)
_OTHER_TYPES = (
    ("spreadsheetml", "是 Excel 工作簿，不是 Word 文件"),
    ("ms-excel", "是 Excel 工作簿，不是 Word 文件"),
    ("presentationml", "是 PowerPoint 演示文稿，不是 Word 文件"),
    ("ms-powerpoint", "是 PowerPoint 演示文稿，不是 Word 文件"),
    ("ms-visio", "是 Visio 绘图，不是 Word 文件"),
    ("ms-package.xps", "是 XPS 文件，不是 Word 文件"),
)


def part_name(name: str) -> str:
    """Normalise an entry's name as part names are compared: no case, no leading slash."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def is_read(name: str) -> bool:
    """Tell whether a part may come before an XML parser."""
    return name.endswith((".xml", ".rels")) and not name.startswith(_UNREAD_FOLDERS)


def examine(names: frozenset[str], telling: Mapping[str, bytes]) -> Admission | Refusal:
    """Tell what kind of document a package is.

    Args:
        names: Normalised names of all parts.
        telling: The content of those of :data:`TELLING_PARTS` that are there.
    """
    if _MIMETYPE in telling and b"opendocument" in telling[_MIMETYPE][:200]:
        return wrong_type("是 OpenDocument（.odt 等）文件，不在接受的类型之内")
    types = _content_types(telling.get(_TYPES, b""))
    if _has_macros(names, types):
        return wrong_type(_MACROS, _MACRO_ADVICE)
    if any(main in types for main in _WORD_TYPES):
        return Admission("docx")
    return _other_program(types) or _undeclared(names)


def _other_program(types: frozenset[str]) -> Refusal | None:
    for word, kind in _OTHER_TYPES:
        if any(word in name and "main+xml" in name for name in types):
            return wrong_type(kind)
    return None


def _undeclared(names: frozenset[str]) -> Admission | Refusal:
    """Judge by the parts alone: a wrong list of types does not keep a form from being read."""
    if _USUAL_MAIN in names:
        return Admission("docx")
    if _TYPES in names:
        return damaged("压缩包中没有 Word 文档正文")
    return wrong_type("是压缩包，不能直接读取", "请解压后逐个报送其中的 .docx 文件")


def _content_types(data: bytes) -> frozenset[str]:
    """List the content types that a package declares; none if the list is broken."""
    try:
        root = parse(data)
    except Damaged:
        return frozenset()
    return frozenset(element.get("ContentType", "") for element in root)


def _has_macros(names: frozenset[str], types: frozenset[str]) -> bool:
    declared = any("macroenabled" in t.lower() and "ms-word" in t.lower() for t in types)
    project = any(posixpath.basename(name).startswith("vbaproject") for name in names)
    return declared or project or "application/vnd.ms-office.vbaProject" in types
