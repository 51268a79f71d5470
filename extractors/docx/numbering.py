"""Word's automatic numbers, computed as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.docx.names import RPR, VAL, Element, is_on, w
from extractors.docx.numerals import written
from extractors.docx.styles import Style, whole
from extractors.docx.symbols import show_private

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ZEROS = re.compile(r"0+1\b")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, format, text with ``%1`` to ``%9``, and more.

    ``restart`` is the level (counted from 1) whose use makes this one start again: 0 never does,
    None stands for any higher level. ``digits`` is the least count of digits, ``legal`` makes
    all numbers decimal, ``style`` is the paragraph style that belongs to the level.
    """

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    digits: int = 0


@dataclass(slots=True)
class _List:
    """A ``w:num``: the levels it uses, whose counters it shares, and where it starts afresh."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of the lists of one document.

    Attributes:
        lists: The lists by their ids.
    """

    lists: dict[str, _List] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, list_id: str, level: int | None, style_id: str = "") -> str:
        """Count a paragraph and give its number as Word prints it.

        Args:
            list_id: Id of the list; "" or an unknown one has no numbers.
            level: Level from 0, or None: the level that belongs to the style.
            style_id: The paragraph's style.
        """
        numbered = self.lists.get(list_id)
        if numbered is None:
            return ""
        if level is None:
            level = _level_of(numbered, style_id)
        level = min(max(level, 0), _LEVELS - 1)
        counters = self._counters.setdefault(numbered.counters, [None] * _LEVELS)
        _count(numbered, level, counters)
        return _shown(numbered, level, counters)


def _level_of(numbered: _List, style_id: str) -> int:
    for number, level in numbered.levels.items():
        if style_id and level.style == style_id:
            return number
    return 0


def _count(numbered: _List, level: int, counters: list[int | None]) -> None:
    present = counters[level]
    if level in numbered.starts:
        counters[level] = numbered.starts.pop(level)
    elif present is None:
        counters[level] = numbered.levels.get(level, Level()).start
    else:
        counters[level] = present + 1
    for deeper in range(level + 1, _LEVELS):
        restart = numbered.levels.get(deeper, Level()).restart
        if restart is None or level < restart:
            counters[deeper] = None


def _shown(numbered: _List, level: int, counters: list[int | None]) -> str:
    definition = numbered.levels.get(level, Level())
    if definition.number_format == "bullet":
        return definition.text

    def place(found: re.Match[str]) -> str:
        shown = int(found[1]) - 1
        other = numbered.levels.get(shown, Level())
        value = counters[shown]
        if value is None:
            value = numbered.starts.get(shown, other.start)
        legal = definition.legal and other.number_format != "none"
        number = written(value, "decimal" if legal else other.number_format)
        return number.zfill(other.digits)

    return _PLACE.sub(place, definition.text)


def read_numbering(root: Element | None, styles_root: Element | None) -> Numbering:
    """Read ``numbering.xml``; lists that are broken or missing number nothing.

    Args:
        root: Root of the numbering part.
        styles_root: Root of the styles part, through which lists can name other lists.
    """
    if root is None:
        return Numbering()
    abstract = {
        element.get(w("abstractNumId"), ""): element for element in root.iter(w("abstractNum"))
    }
    links = _style_links(root, styles_root)
    lists: dict[str, _List] = {}
    for element in root.iterchildren(w("num")):
        reference = element.find(w("abstractNumId"))
        name = _follow(reference.get(VAL, "") if reference is not None else "", abstract, links)
        lists[element.get(w("numId"), "")] = _read_list(element, name, abstract.get(name))
    lists.pop("0", None)
    return Numbering(lists)


def _style_links(root: Element, styles_root: Element | None) -> dict[str, str]:
    """Give for each list style the abstract list that it stands for."""
    numbers = {}
    for number in root.iterchildren(w("num")):
        reference = number.find(w("abstractNumId"))
        numbers[number.get(w("numId"), "")] = (
            reference.get(VAL, "") if reference is not None else ""
        )
    links = {}
    for style in styles_root.iter(w("style")) if styles_root is not None else ():
        used = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if style.get(w("type")) == "numbering" and used is not None:
            links[style.get(w("styleId"), "")] = numbers.get(used.get(VAL, ""), "")
    for element in root.iter(w("abstractNum")):
        link = element.find(w("styleLink"))
        if link is not None:
            links[link.get(VAL, "")] = element.get(w("abstractNumId"), "")
    return links


def _follow(name: str, abstract: dict[str, Element], links: dict[str, str]) -> str:
    seen: set[str] = set()
    while name in abstract and name not in seen:
        seen.add(name)
        link = abstract[name].find(w("numStyleLink"))
        if link is None:
            break
        name = links.get(link.get(VAL, ""), name)
    return name


def _read_list(element: Element, counters: str, abstract: Element | None) -> _List:
    levels: dict[int, Level] = {}
    for definition in abstract.iterchildren(w("lvl")) if abstract is not None else ():
        levels[whole(definition, w("ilvl")) or 0] = _read_level(definition)
    starts: dict[int, int] = {}
    for override in element.iterchildren(w("lvlOverride")):
        number = whole(override, w("ilvl")) or 0
        definition_here = override.find(w("lvl"))
        if definition_here is not None:
            levels[number] = _read_level(definition_here)
        start = whole(override.find(w("startOverride")))
        if start is not None:
            starts[number] = start
            levels[number] = replace(levels.get(number, Level()), start=start)
    return _List(counters, levels, starts)


def _read_level(element: Element) -> Level:
    formats = list(element.iter(w("numFmt")))
    usual = [found for found in formats if found.get(VAL) != "custom"]
    number_format = usual[0].get(VAL, "decimal") if usual else "decimal"
    text = element.find(w("lvlText"))
    style = element.find(w("pStyle"))
    legal = element.find(w("isLgl"))
    shown = text.get(VAL, "") if text is not None else ""
    if number_format == "bullet":
        fonts = element.find(f"{RPR}/{w('rFonts')}")
        shown = show_private(shown, fonts.get(w("ascii"), "") if fonts is not None else "")
    return Level(
        start=whole(element.find(w("start"))) or 0,
        number_format=number_format,
        text=shown,
        restart=whole(element.find(w("lvlRestart"))),
        legal=legal is not None and is_on(legal),
        style=style.get(VAL, "") if style is not None else "",
        digits=_least_digits(formats),
    )


def _least_digits(formats: list[Element]) -> int:
    """Give the digits of a custom format such as ``001, 002, 003, ...``."""
    for element in formats:
        found = _ZEROS.match(element.get(w("format"), ""))
        if found:
            return len(found.group())
    return 0


def numbered_by(style: Style, list_id: str | None, level: int | None) -> tuple[str, int | None]:
    """Give list and level of a paragraph from its own word (None: says nothing) and its style."""
    if list_id is None:
        return style.list_id, level if level is not None else style.level
    return list_id, level if level is not None else (style.level or 0)
