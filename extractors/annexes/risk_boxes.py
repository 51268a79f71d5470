"""What a risk box says: manifestations without its caption; level, person, measures apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.annexes.level_in_text import level_apart
from extractors.annexes.manifestations import Manifestation, manifestations_of
from extractors.annexes.vocabulary import patterns, words
from extractors.grid import Line
from schemas.college import LEVELS
from schemas.text import half_width, normalised

_GRADES = ("级", "等", "类", "档", "风险")  # how a level ends that is no ordinary word (较大)


@dataclass(frozen=True, slots=True)
class RiskTexts:
    """A risk box's lines by what they say.

    Attributes:
        manifestations: In order; ``line`` counts the box's paragraphs.
        others: Levels, persons and measures, for which this form has no field.
    """

    manifestations: tuple[Manifestation, ...]
    others: tuple[str, ...]


def read_risk_lines(lines: Sequence[Line]) -> RiskTexts:
    """Take the paragraphs of a risk box apart."""
    others: list[str] = []
    kept: list[tuple[int, Line]] = []
    in_measures = False
    for index, line in enumerate(lines):
        text = line.text.strip()
        opened = _opened(text)
        in_measures = (in_measures and not opened) or _is_measures(text)
        if in_measures or _says_beside(text):
            others.append(text)
        elif not is_risk_caption(text):
            rest, tail = _without_level(opened or text)
            others.extend(tail)
            kept.append((index, replace(line, text=rest)))
    found = manifestations_of([line for _, line in kept])
    apart = [level_apart(one.text) for one in found]
    graded = [one.level.endswith(_GRADES) or one.level in LEVELS for one in apart]
    others.extend(one.level for one, is_level_ in zip(apart, graded, strict=True) if is_level_)
    numbered = tuple(
        replace(one, text=plain.text if is_level_ else one.text, line=kept[one.line][0])
        for one, plain, is_level_ in zip(found, apart, graded, strict=True)
    )
    return RiskTexts(numbered, tuple(others))


def is_risk_caption(text: str) -> bool:
    """Tell whether a text is only the heading of risks (风险点：, 廉政风险表现形式)."""
    return any(p.fullmatch(normalised(text)) for p in patterns("risk_boxes", "captions"))


def is_level(text: str) -> bool:
    """Tell whether a text only states a level (风险等级：高, 高风险)."""
    plain = normalised(text)
    return any(p.fullmatch(plain) for p in patterns("risk_boxes", "levels"))


def is_legend(texts: Sequence[str]) -> bool:
    """Tell whether texts together are a legend that explains levels (高风险 中风险 低风险)."""
    said = [normalised(text) for text in texts]
    return len(set(said)) == len(said) and _pattern("legend").fullmatch("".join(said)) is not None


def _says_beside(text: str) -> bool:
    plain = normalised(text)
    return is_level(text) or any(p.fullmatch(plain) for p in patterns("risk_boxes", "people"))


def _is_measures(text: str) -> bool:
    return any(p.fullmatch(normalised(text)) for p in patterns("risk_boxes", "measures"))


def opens_measures(text: str) -> bool:
    """Tell whether a text is about measures and no risk at all (防控措施：…)."""
    return _is_measures(text.strip().split("\n")[0])


def _opened(text: str) -> str:
    """Give what follows a heading at the beginning of a line, or "" where none stands there."""
    folded = half_width(text)
    for pattern in patterns("risk_boxes", "openings"):
        match = pattern.match(folded)
        if match and match.end() < len(text):
            return text[match.end() :].strip()
    return ""


def opens_risks(text: str) -> bool:
    """Tell whether a text begins with a heading of risks, alone or in front of its words."""
    first = text.strip().split("\n")[0].strip()
    return is_risk_caption(first) or bool(_opened(first))


def _without_level(text: str) -> tuple[str, list[str]]:
    """Take a level off the beginning or end of a manifestation; a full stop behind it stays."""
    head = _pattern("level_head").match(half_width(text))
    if head is not None and text[head.end() :].strip():
        begin, end = head.span("level")
        plain, others = _without_level(f"{text[:begin]} {text[end:]}".strip())
        return plain, [text[begin:end], *others]
    match = _pattern("level_tail").search(half_width(text))
    if match is None or not text[: match.start()].strip():
        return text, []
    rest, tail = text[: match.start()].rstrip(), text[match.start() :].strip()
    stop = "。" if tail.endswith("。") and rest[-1] not in "。；;" else ""
    return rest + stop, [tail.removesuffix(stop) if stop else tail]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words("risk_boxes")[name])
