"""Cells of annexes 4 to 6 that hold several risks, and the levels that go with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.annexes.levels import read_level
from extractors.annexes.manifestations import is_loosely_listed, manifestations_of
from extractors.annexes.scales import Scale, rated
from extractors.annexes.text import list_number, number_of, without_number
from extractors.grid import Line

_MARK = re.compile(
    r"\d\s*[.．、)）,，:：]|[(（]\s*[\d一二三四五六七八九十]|[一二三四五六七八九十]\s*[、是]|[①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩]"
)
_COMPOUND = re.compile(r"\s*\d{1,2}[.-](\d{1,2})(?:[.．、)）]|\s|(?=[\u4e00-\u9fff]))\s*")
_LOOSE = re.compile(r"\s*(\d{1,2})[,，。:：]\s*(?=[\u4e00-\u9fff“《])")
_BULLET = re.compile(r"\s*[●•·▪■◆◇★☆►➢*－–—-]\s*(?=[\u4e00-\u9fff“《])")
_LABELLED = re.compile(r"\s*(?:廉政)?风险(?:点)?\s*(\d{1,2})\s*[:：.．、]\s*")
_SAID = re.compile(r"\s*([一二三四五六七八九十])是\s*[:：,，]?\s*(?=[\u4e00-\u9fff“《])")
_SEPARATORS = re.compile(r"[、,，;；/\s]+")
_NUMBERS_WITHIN = re.compile(
    r"(?:^|(?<=[高中低险级等。;；,，、\s]))(?:\d{1,2}\s*[.．、:：)）]|[①-⑳]|[(（]\d{1,2}[)）])"
)
_CLOSED_BREAK = re.compile(r"(?<=[。；;！？!?])[ \t]*\n\s*")
_STOP = "。；;！？!?"
_SHORTEST = 4  # characters: a shorter paragraph goes on with the one before


@dataclass(frozen=True, slots=True)
class Told:
    """One manifestation of a cell.

    Attributes:
        text: Its words, trimmed, without the list number.
        number: The number that a reader sees, typed or automatic; None where there is none.
    """

    text: str
    number: int | None


def manifestations_in(lines: Sequence[Line], levels: Sequence[str]) -> list[Told]:
    """Take a cell apart into its manifestations.

    List numbers part them wherever they stand. Without numbers, paragraphs do: as many as the
    cell beside them has levels, else those that do not go on with a sentence.

    Args:
        lines: The cell's paragraphs.
        levels: The lines of the level's cell beside it.
    """
    filled = [line for line in lines if line.text.strip()]
    if len(filled) == 1 and "\n" not in filled[0].text.strip():
        only = filled[0]
        if len(levels) < 2 and len(_MARK.findall(only.text)) < 2:  # noqa: PLR2004 - a list
            return [_one(only.text, only.label)]
    found = manifestations_of(filled)
    if any(one.number is not None for one in found):
        whole = filled[0].text
        if len(filled) == 1 and not (_one_style(whole, len(found)) or is_loosely_listed(whole)):
            return [_one(filled[0].text, filled[0].label)]
        return [Told(one.text, one.number) for one in found]
    if len(found) == len(levels) > 1:
        return [Told(one.text, None) for one in found]
    texts = [line.text.strip() for line in filled]
    broken = [part.strip() for text in texts for part in text.split("\n") if part.strip()]
    if len(levels) > 1 and len(levels) in {len(texts), len(broken)}:
        parts = texts if len(texts) == len(levels) else broken
        return [_one(part, "") for part in parts]
    closed = [part for text in texts for part in _CLOSED_BREAK.split(text)]
    return [_one(text, "") for text in _sentences(closed)]


def _one_style(text: str, count: int) -> bool:
    """Tell whether the numbers 1 to ``count`` of a text are followed by the same sign.

    A list that runs on in a line keeps its style; in 1.未按规定在2、3号楼… the 2 is no list number.
    """
    signs = [
        {unicodedata.normalize("NFKC", m[1]) for m in re.finditer(rf"(?<!\d){n}\s*(\D)", text)}
        for n in range(1, count + 1)
    ]
    return not all(signs) or bool(set.intersection(*signs))


def _one(text: str, label: str) -> Told:
    """Read a manifestation that stands alone in its cell or paragraph."""
    plain = text.strip()
    number = list_number(plain)
    if number is not None:
        return Told(without_number(plain), number)
    for pattern in (_COMPOUND, _LABELLED, _LOOSE):
        match = pattern.match(plain)
        if match and match.end() < len(plain):
            return Told(plain[match.end() :], int(match[1]))
    said = _SAID.match(plain)
    if said:
        return Told(plain[said.end() :], number_of(said[1]))
    bullet = _BULLET.match(plain)
    return Told(plain[bullet.end() :] if bullet else plain, number_of(label) if label else None)


def _sentences(texts: Sequence[str]) -> list[str]:
    """Put paragraphs together that one sentence was broken into."""
    stopped = [text for text in texts if text[-1] in _STOP]
    found: list[str] = []
    for text in texts:
        before = found[-1] if found else ""
        mid_sentence = bool(stopped) and before[-1:] not in _STOP
        if found and (mid_sentence or before[-1] in "，,、：:" or len(text) < _SHORTEST):
            found[-1] = f"{before}\n{text}"
        else:
            found.append(text)
    return found


def levels_of(lines: Sequence[str], count: int, scale: Scale) -> list[str]:
    """Give each of several risks its words in the level's cell.

    One level is for all; as many as risks go in order, a line each or parted by marks; anything
    else stays whole, so that nobody guesses.
    """
    whole = "\n".join(lines)
    if count == 1 or not lines or read_level(whole) is not None:
        return [whole] * count
    if len(lines) == count:
        return [without_number(line) for line in lines]
    if len(lines) == 1:
        for parts in (_numbered_parts(whole), _SEPARATORS.split(whole)):
            filled = [part for part in parts if part]
            if len(filled) == count and all(rated(part, scale) for part in filled):
                return filled
    return [lines[0] if len(set(lines)) == 1 else whole] * count


def _numbered_parts(text: str) -> list[str]:
    parts = _NUMBERS_WITHIN.split(text)
    return [part.strip(" 、,，;；。") for part in parts[1:]] if not parts[0].strip() else []
