"""Automatic numbers of paragraphs, as far as headings of official documents use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rendering.gbt9704 import han_number
from rendering.lint.looks import Look, look_of
from rendering.lint.parts import Element, number, value, w

_PLACE = re.compile(r"%([1-9])")
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "chineseCounting": han_number,
    "chineseCountingThousand": han_number,
    "taiwaneseCountingThousand": han_number,
    "japaneseCounting": han_number,
    "ideographDigital": han_number,
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n) if 0 < n <= 20 else str(n),  # noqa: PLR2004 - ① to ⑳
    "none": lambda _: "",
}
_LEVELS = 9


@dataclass(slots=True)
class Numbers:
    """Counts the lists of a document while its paragraphs pass by, in order."""

    _levels: Mapping[tuple[str, int], tuple[str, str, int, Look]]
    _of: Mapping[str, str]
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_id: str, level_text: str) -> tuple[str, Look]:
        """Give the number of the next paragraph of a list, and the indents of its level."""
        abstract = self._of.get(list_id)
        level = int(number(level_text) or 0)
        if abstract is None or (abstract, level) not in self._levels or not 0 <= level < _LEVELS:
            return "", {}
        counts = self._counts.setdefault(abstract, [-1] * _LEVELS)
        kind, text, start, look = self._levels[abstract, level]
        counts[level] = start if counts[level] < 0 else counts[level] + 1
        counts[level + 1 :] = [-1] * (_LEVELS - level - 1)
        if kind == "bullet":
            return "", look
        return _PLACE.sub(lambda m: self._said(abstract, counts, int(m[1]) - 1), text), look

    def _said(self, abstract: str, counts: list[int], level: int) -> str:
        kind, _, start, _ = self._levels.get((abstract, level), ("decimal", "", 1, {}))
        return _FORMATS.get(kind, str)(counts[level] if counts[level] >= 0 else start)


def numbers_of(root: Element | None) -> Numbers:
    """Read the numbering part; without it no paragraph has a number."""
    levels: dict[tuple[str, int], tuple[str, str, int, Look]] = {}
    of: dict[str, str] = {}
    if root is not None:
        for abstract in root.iter(w("abstractNum")):
            id_ = value(abstract, "abstractNumId")
            for level in abstract.iter(w("lvl")):
                levels[id_, int(number(value(level, "ilvl")) or 0)] = (
                    value(level.find(w("numFmt"))),
                    value(level.find(w("lvlText"))),
                    int(number(value(level.find(w("start")))) or 1),
                    look_of(level.find(w("pPr"))),
                )
        for entry in root.iter(w("num")):
            of[value(entry, "numId")] = value(entry.find(w("abstractNumId")))
    return Numbers(levels, of)
