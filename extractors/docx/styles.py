"""Paragraph and character styles: outline level, automatic number, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from extractors.docx.names import PPR, RPR, RUN, VAL, VANISH, Element, is_on, w

_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_HIGHEST_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of a paragraph, its parents' word included.

    Attributes:
        heading: Outline level 1 to 9, or 0.
        list_id: Id of the list that numbers its paragraphs, or "".
        level: Level in that list as the style names it, or None.
        hidden: Its text is hidden.
        bold: Its text is bold.
    """

    heading: int = 0
    list_id: str = ""
    level: int | None = None
    hidden: bool = False
    bold: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document.

    Attributes:
        of: Styles by id; ids that are not there are plain.
        default: The style of paragraphs that name none.
        hidden: Ids of the styles whose text is hidden.
    """

    of: dict[str, Style] = field(default_factory=dict)
    default: Style = PLAIN
    hidden: frozenset[str] = frozenset()


def read_styles(root: Element | None) -> Styles:
    """Read ``styles.xml``; without it, or with nonsense in it, all styles are plain."""
    if root is None:
        return Styles()
    elements = {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}
    resolved: dict[str, Style] = {}
    for style_id in elements:
        _resolve(style_id, elements, resolved)
    default = next(
        (
            resolved[style_id]
            for style_id, style in elements.items()
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}
        ),
        PLAIN,
    )
    hidden = frozenset(style_id for style_id, style in resolved.items() if style.hidden)
    return Styles(resolved, default, hidden)


def spell_out_hidden(body: Element, styles: Styles) -> None:
    """Mark each run that its style hides as hidden itself, so that nobody has to ask the style."""
    if not styles.hidden:
        return
    for named in list(body.iter(w("rStyle"), w("pStyle"))):
        properties = named.getparent()
        owner = properties.getparent() if properties is not None else None
        if named.get(VAL) in styles.hidden and owner is not None:
            for run in owner.iter(RUN):
                _hide(run)


def _hide(run: Element) -> None:
    properties = run.find(RPR)
    if properties is None:
        properties = etree.Element(RPR)
        run.insert(0, properties)
    if properties.find(VANISH) is None:
        etree.SubElement(properties, VANISH)


def _resolve(style_id: str, elements: dict[str, Element], resolved: dict[str, Style]) -> None:
    """Resolve a style after its parents; a circle of parents ends where it closes."""
    chain = []
    while style_id in elements and style_id not in resolved and style_id not in chain:
        chain.append(style_id)
        parent = elements[style_id].find(w("basedOn"))
        style_id = parent.get(VAL, "") if parent is not None else ""
    style = resolved.get(style_id, PLAIN)
    for name in reversed(chain):
        style = resolved[name] = _own(elements[name], style)


def _own(element: Element, parent: Style) -> Style:
    style = parent
    vanish = element.find(f"{RPR}/{VANISH}")
    if vanish is not None:
        style = replace(style, hidden=is_on(vanish))
    bold = element.find(f"{RPR}/{w('b')}")
    if bold is not None:
        style = replace(style, bold=is_on(bold))
    list_id = element.find(f"{PPR}/{w('numPr')}/{w('numId')}")
    level = whole(element.find(f"{PPR}/{w('numPr')}/{w('ilvl')}"))
    if list_id is not None:
        style = replace(style, list_id=list_id.get(VAL, ""), level=level)
    elif level is not None:
        style = replace(style, level=level)
    return replace(style, heading=_heading(element, style.heading))


def _heading(element: Element, inherited: int) -> int:
    outline = whole(element.find(f"{PPR}/{w('outlineLvl')}"))
    if outline is not None:
        return outline_level(outline)
    name = element.find(w("name"))
    found = _HEADING_NAME.fullmatch(name.get(VAL, "")) if name is not None else None
    return int(found[1]) if found else inherited


def outline_level(value: int) -> int:
    """Turn the file's outline level, which counts from 0, into 1 to 9; body text is 0."""
    return value + 1 if 0 <= value < _HIGHEST_LEVEL else 0


def whole(element: Element | None, attribute: str = VAL) -> int | None:
    """Give an attribute as a whole number; None if it is missing or no number."""
    if element is None:
        return None
    try:
        return int(element.get(attribute, ""))
    except ValueError:
        return None
