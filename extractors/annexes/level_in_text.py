"""A level that is written behind the words of a risk: 不按规定登记（高）, ……。风险等级：一级."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.annexes.levels import names_level

_BEHIND = re.compile(
    r"""\s*(?:
        [（(【\[]\s*(?:(?:廉政)?(?:风险)?(?:等级|级别)\s*[:：为]?\s*)?(?P<bracketed>[^()（）【】\[\]]{1,8})[)）】\]]
      | (?<=[。；;，,、\s])(?:廉政)?风险(?:等级|级别)\s*[:：为]\s*(?P<labelled>\S{1,6}?)
      | \s*[—–-]{1,2}\s*(?P<dashed>\S{1,5}?)
    )(?P<stop>[。；;]?)\s*$""",
    re.VERBOSE,
)
_LOOSE_END = "，,、 　"


class Apart(NamedTuple):
    """A risk's words, and the level that stood behind them, "" for none."""

    text: str
    level: str


def level_apart(text: str) -> Apart:
    """Part a risk's words from a level behind them, of whatever scale."""
    match = _BEHIND.search(text)
    level = (match["bracketed"] or match["labelled"] or match["dashed"]) if match else ""
    before = text[: match.start()].rstrip(_LOOSE_END) if match else ""
    if not match or not before or not names_level(level):
        return Apart(text, "")
    closed = before[-1] in "。；;"
    return Apart(before + ("" if closed else match["stop"]), level.strip())
