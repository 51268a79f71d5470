"""What stands beside the body: headers, footers, notes, comments, and links out of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.docx.names import Element, w
from extractors.docx.package import Package, Relationship
from extractors.docx.walking import all_words
from extractors.grid import SideText, shorten

#: Relationship types of the side parts with text, and the kind of their text.
_KINDS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "note",
    "endnotes": "note",
    "comments": "comment",
}
_ENTRIES = {
    "footnotes": w("footnote"),
    "endnotes": w("endnote"),
    "comments": w("comment"),
}
_OUTSIDE = {
    "attachedTemplate": "外部模板",
    "image": "外部图片",
    "oleObject": "外部链接对象",
    "subDocument": "子文档",
    "aFChunk": "外部内容块",
    "frame": "外部框架",
    "externalLinkPath": "外部链接",
    "mailMergeSource": "邮件合并数据源",
}
_EMBEDDED = {
    "oleObject": "嵌入对象",
    "package": "嵌入文件",
    "aFChunk": "嵌入内容块",
    "subDocument": "子文档",
    "control": "ActiveX 控件",
    "activeXControlBinary": "ActiveX 控件",
    "vbaProject": "宏",
}
_HARMLESS_OUTSIDE = frozenset({"hyperlink"})


def side_texts(package: Package) -> Iterator[SideText]:
    """Give the texts of headers, footers, notes and comments; broken parts give none."""
    seen: set[str] = set()
    for link in package.relationships(package.main):
        kind = _KINDS.get(link.kind)
        if kind is None or link.external or link.target in seen:
            continue
        seen.add(link.target)
        root = package.part(link.target)
        if root is not None:
            for text in _texts(root, _ENTRIES.get(link.kind)):
                yield SideText(kind, text)


def _texts(root: Element, entry: str | None) -> Iterator[str]:
    for element in root.iter(entry) if entry else (root,):
        text = all_words(element)
        if text.strip():
            yield text


def foreign_content(package: Package, fields: Iterable[str]) -> tuple[str, ...]:
    """Name everything that the file takes from outside or embeds; nothing of it is opened.

    Args:
        package: The document's package.
        fields: Names of its fields that look outside.
    """
    found = {f"{name} 域": None for name in fields}
    for part in package.names:
        owner = _owner(part)
        if owner is None or owner.startswith(("word/charts/", "word/embeddings/")):
            continue
        for link in package.relationships(owner):
            name = _name(link)
            if name:
                found[name] = None
    return tuple(found)


def _owner(part: str) -> str | None:
    """Give the part that a ``.rels`` part speaks for; None for other parts."""
    folder, slash, file = part.rpartition("_rels/")
    if not slash or not file.endswith(".rels"):
        return None
    return folder + file.removesuffix(".rels")


def _name(link: Relationship) -> str | None:
    if link.external:
        if link.kind in _HARMLESS_OUTSIDE:
            return None
        return f"{_OUTSIDE.get(link.kind, '外部引用')}（{shorten(link.target, 60)}）"
    kind = _EMBEDDED.get(link.kind)
    return f"{kind}（{shorten(link.target.rpartition('/')[2], 60)}）" if kind else None
