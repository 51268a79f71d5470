"""The cells of annex 6 that hold measures and regulations, taken apart into their entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.annexes.risk_cells import manifestations_in
from extractors.annexes.text import bare, is_placeholder, joined, says_dash, says_none
from extractors.grid import Line
from schemas.text import normalised

_BETWEEN_TITLES = re.compile(r"(?<=》)[\s;；,，、。]*(?:和|及|以及|与)?\s*(?=《)")
_SEPARATED = re.compile(r"[;；\n]")
_CIRCLED = re.compile(r"(?=[①-⑳])")
_TITLE = re.compile(r"《[^《》]+》")
_PLANNED = re.compile(
    r"[（(\[【]\s*(?:(?:拟|计划|预计)?(?:于|在)?)?"
    r"(?P<by>[^（()）\[\]【】]*?(?:\d|[一二三四五六七八九十]|年|月|季度|底|已)[^（()）\[\]【】]*?)\s*[)）\]】]\s*$"
)
_TIME = re.compile(
    r"年|月|季度|上旬|中旬|下旬|学期|\d{4}[-./]\d{1,2}|已(?:完成|出台|建立|制定|印发)|底前|之前"
)
_TRAILING = "。;；,，、 \n\t"


def entries(lines: Sequence[Line]) -> tuple[str, ...]:
    """Take a cell of measures apart: by list numbers, else by paragraphs."""
    lines = _joined_titles(lines)
    text = "\n".join(line.text.strip() for line in lines if line.text.strip())
    if _says_nothing(text):
        return ()
    parted = [part for line in lines for part in _parted_by_circles(line)]
    found = (told.text.strip() for told in manifestations_in(parted, []))
    return tuple(text for text in found if not _says_nothing(text))


def _joined_titles(lines: Sequence[Line]) -> list[Line]:
    """Put paragraphs together over which a title in 《》 was broken."""
    found: list[Line] = []
    for line in lines:
        before = found[-1].text if found else ""
        if before.count("《") > before.count("》"):
            found[-1] = replace(found[-1], text=before + line.text)
        else:
            found.append(line)
    return found


def _parted_by_circles(line: Line) -> list[Line]:
    """Part a line at circled numbers, which need no mark before them (①抽查；②公示)."""
    parts = [part for part in _CIRCLED.split(line.text) if part.strip()]
    numbered = len(parts) > 1 and all(_CIRCLED.match(part) for part in parts)
    return [replace(line, text=part) for part in parts] if numbered else [line]


def regulations(lines: Sequence[Line]) -> tuple[tuple[str, str | None], ...]:
    """Take a cell of regulations apart, also where titles in 《》 stand side by side.

    Returns:
        Each regulation as written without list number and closing mark, and by when it is planned
        where brackets behind it say so.
    """
    found: list[tuple[str, str | None]] = []
    for entry in entries(lines):
        for part in _parted(entry):
            name, planned = _split_planned(part)
            name = joined(name).strip(_TRAILING)
            if bare(name):
                found.append((name, planned))
    return tuple(found)


def _parted(entry: str) -> list[str]:
    parts = [part for piece in _SEPARATED.split(entry) for part in _BETWEEN_TITLES.split(piece)]
    filled = [part.strip() for part in parts if bare(part)]
    # 《…》 broken over lines, or words without titles, are one entry
    whole = len(_TITLE.findall(entry.replace("\n", ""))) <= 1 or any(
        part.count("《") != part.count("》") for part in filled
    )
    return [entry] if whole and "；" not in entry and ";" not in entry else filled


def _split_planned(text: str) -> tuple[str, str | None]:
    match = _PLANNED.search(text.rstrip(_TRAILING))
    if match is None or not _TIME.search(normalised(match["by"])):
        return text, None
    return text[: match.start()], match["by"].strip()


def _says_nothing(text: str) -> bool:
    return is_placeholder(text) or says_none(text) or says_dash(text)
