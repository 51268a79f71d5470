"""Which part of an official document (要素) each paragraph is, told by words, place and look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rendering.lint.sheet import Paragraph, Sheet, Table

Role = Literal[
    "blank", "front", "cover", "title", "addressee", "body", "heading", "annex_note",
    "annex_label", "annex_title", "date", "signature", "remark", "caption", "contents", "drawing",
]  # fmt: skip

LEVELS = (
    re.compile(r"^\s*([一二三四五六七八九十百]+)\s*([、.．，,])"),
    re.compile(r"^\s*[（(]([一二三四五六七八九十百]+)[）)]([、.．，,]?)"),
    re.compile(r"^\s*(\d{1,2})\s*([.．、，,)）])(?!\d)"),
    re.compile(r"^\s*[（(](\d{1,2})[）)]([、.．，,]?)"),
)
"""How the four levels of headings begin, right or wrong; the number and what follows it."""

ANNEX_LABEL = re.compile(r"^\s*附\s*件\s*[0-9\uff10-\uff19一二三四五六七八九十]{0,3}\s*[:：]?\s*$")
ANNEX_NOTE = re.compile(r"^\s*附\s*件\s*[:：]\s*\S")
_FURTHER = re.compile(r"^[\s\u3000]*[0-9一二三四五六七八九十]+\s*[.．、]")
DATE = re.compile(
    r"^\s*([0-9\uff10-\uff19〇○零一二三四五六七八九]{2,4})\s*年\s*([0-9\uff10-\uff19〇零一二三四五六七八九十]{1,3})\s*月"
    r"\s*([0-9\uff10-\uff19〇零一二三四五六七八九十]{1,3})\s*日\s*$"
)
DOCUMENT_NUMBER = re.compile(
    r"^\s*\S{1,20}\s*[〔\[\uff3b（(【]\s*(?:19|20)?\d{2}\s*[〕\]\uff3d）)】]\s*(?:第)?\s*\d+\s*号"
)
_FRONT = re.compile(r"^\s*(\d{6}|(绝密|机密|秘密)(★.*)?|特\s*急|加\s*急|签发人[:：].*)\s*$")
_COVER = re.compile(r"封面|cover", re.IGNORECASE)
_CONTENTS = re.compile(r"^(toc|目录|contents)", re.IGNORECASE)
_TITLE = re.compile(r"^(title|标题|文件标题|公文标题|大标题)$", re.IGNORECASE)
_ENDS = ("。", "；", "：", "！", "？", "，", ";")
_BESIDE: Mapping[str, Role] = {"right": "signature", "end": "signature", "center": "caption"}
_SHORT, _LONG, _LARGE, _SMALL = 30, 60, 17.9, 15.5


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its role, and its level where it is a heading or begins like one."""

    paragraph: Paragraph
    role: Role
    level: int = 0


def parts_of(sheet: Sheet) -> tuple[Part, ...]:
    """Give every paragraph outside of tables its role."""
    told = _Teller(sheet)
    return tuple(told.all())


class _Teller:
    """Goes through a document in order and remembers what has been."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._captions = _beside(sheet.blocks)
        self._titled = self._bodied = False
        self._titling = False
        self._labelled = self._noted = False

    def all(self) -> Iterator[Part]:
        for paragraph in self._sheet.paragraphs:
            role = self._role(paragraph)
            if role not in {"blank", "drawing"}:
                self._titling = role in {"title", "annex_title"}
                self._noted = role == "annex_note"
            if role in {"body", "heading"}:
                self._bodied = True
            level = _level(paragraph) if role in {"body", "heading"} else 0
            yield Part(paragraph, role, level)

    def _role(self, p: Paragraph) -> Role:
        text = p.text.strip()
        if not text:
            return "drawing" if p.drawing else "blank"
        fixed = self._by_style(p) or self._by_words(p, text)
        if fixed:
            return fixed
        if self._labelled:
            self._labelled = False
            return "annex_title"
        if self._titling and _looks_like_title(p):
            return "annex_title" if self._bodied and not _named_title(p) else "title"
        if not self._titled and not self._bodied:
            return self._before_body(p, text)
        return self._after_title(p, text)

    def _by_style(self, p: Paragraph) -> Role | None:
        if _COVER.search(p.style):
            self._labelled = False  # what is annexed has a cover of its own
            return "cover"
        if _CONTENTS.match(p.style) or "\t" in p.text.strip():
            return "contents"
        if _TITLE.match(p.style):
            self._titled, annex = True, self._labelled or (self._titling and self._annexed)
            self._annexed = annex
            self._labelled = False
            return "annex_title" if annex else "title"
        return None

    _annexed = False

    def _by_words(self, p: Paragraph, text: str) -> Role | None:
        if ANNEX_LABEL.match(text) and (self._bodied or p.new_page):
            self._labelled = self._titled = True
            return "annex_label"
        if ANNEX_NOTE.match(text) and self._bodied:
            return "annex_note"
        if self._noted and _FURTHER.match(p.text) and len(text) < _LONG:
            return "annex_note"
        if DATE.match(text) and (self._bodied or p.lines.align != "center"):
            return "date"
        if not self._bodied and (DOCUMENT_NUMBER.match(text) or _FRONT.match(text)):
            return "front"
        return None

    def _before_body(self, p: Paragraph, text: str) -> Role:
        if p.face.color and p.face.size >= _LARGE:
            return "front"
        short = len(text) <= _LONG and not text.endswith(_ENDS)
        if _looks_like_title(p) or (short and p.number not in self._captions):
            numbered = any(level.match(text) for level in LEVELS)
            if not numbered:
                self._titled = True
                return "title"
        return self._after_title(p, text)

    def _after_title(self, p: Paragraph, text: str) -> Role:
        if _chapter(p) or p.number in self._captions:
            return "title" if _chapter(p) else "caption"
        if not self._bodied and _addresses(p, text):
            return "addressee"
        if p.lines.align in _BESIDE:
            return _BESIDE[p.lines.align]
        if self._bodied and text[0] in "（(" and text[-1] in "）)" and not _level(p):
            return "remark"
        return "heading" if _heads(p, text) else "body"


def _chapter(p: Paragraph) -> bool:
    return p.level == 1 and _looks_like_title(p)


def _addresses(p: Paragraph, text: str) -> bool:
    """Tell whether a paragraph says to whom a document goes."""
    return text.endswith(("：", ":")) and len(text) < _LONG and p.lines.first < 1


def _heads(p: Paragraph, text: str) -> bool:
    """Tell whether a paragraph is a heading that stands alone."""
    short = len(text) <= 2 * _SHORT and not text.endswith(_ENDS)
    return bool(_level(p) and p.level) or (_level(p) in {1, 2} and short)


def _named_title(p: Paragraph) -> bool:
    return bool(_TITLE.match(p.style))


def _looks_like_title(p: Paragraph) -> bool:
    return p.lines.align == "center" and p.face.size >= _LARGE


def _level(p: Paragraph) -> int:
    """Give the level that a paragraph's number belongs to; 0 without one."""
    text = p.text.strip()
    return next((n for n, level in enumerate(LEVELS, 1) if level.match(text)), 0)


def _beside(blocks: Sequence[Paragraph | Table]) -> frozenset[int]:
    """Number the paragraphs that belong to a table or drawing: its head, unit and notes.

    The standard says nothing of their looks.
    """
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Table) or block.drawing:
            found.update(_above(blocks, index))
            found.update(_below(blocks, index))
    return frozenset(found)


def _above(blocks: Sequence[Paragraph | Table], index: int) -> Iterator[int]:
    for block in (blocks[n] for n in range(index - 1, -1, -1)):
        if isinstance(block, Table) or block.drawing:
            return
        text = block.text.strip()
        if text:
            if len(text) > _LONG or text.endswith(("。", "；")) or _level(block):
                return
            if block.face.size >= _SMALL and block.lines.first > 0:
                return
            yield block.number


def _below(blocks: Sequence[Paragraph | Table], index: int) -> Iterator[int]:
    for block in (blocks[n] for n in range(index + 1, len(blocks))):
        if isinstance(block, Table) or block.drawing:
            return
        text = block.text.strip()
        label = block.lines.first <= 0 and len(text) <= _LONG and not text.endswith("。")
        if block.face.size >= _SMALL and not (label and not _level(block)):
            return
        yield block.number
