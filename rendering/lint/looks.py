"""Effective formatting: defaults, styles and what stands in the text, laid over one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rendering.lint.parts import Element, is_on, number, value, w

Look = Mapping[str, str]
"""Raw properties: ``sz``, ``eastAsia``, ``ind.firstLine``, ``spacing.line``, ``jc`` …"""

_NOTHING: Look = MappingProxyType({})
_VALUES = frozenset({"sz", "color", "jc", "outlineLvl"})
_SWITCHES = frozenset({"b", "snapToGrid", "pageBreakBefore", "vanish", "strike"})
_RENAMED = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_DEEPEST = 30


def look_of(properties: Element | None) -> Look:
    """Give what a ``w:pPr`` or ``w:rPr`` says of itself."""
    if properties is None:
        return _NOTHING
    found: dict[str, str] = {}
    for child in properties:
        name = str(child.tag).rpartition("}")[2]
        if name in _VALUES:
            found[name] = value(child)
        elif name in _SWITCHES:
            found[name] = "on" if is_on(child) else "off"
        elif name in {"ind", "spacing", "framePr"}:
            found.update(_attributes(child, name))
        elif name == "rFonts":
            found.update(_fonts(child))
        elif name == "numPr":
            found |= {"numId": value(child.find(w("numId"))), "ilvl": value(child.find(w("ilvl")))}
    return found


def _attributes(element: Element, name: str) -> Iterator[tuple[str, str]]:
    for key, text in element.attrib.items():
        plain = str(key).rpartition("}")[2]
        yield f"{name}.{_RENAMED.get(plain, plain)}", str(text)
    if name == "framePr":
        yield "framePr", "on"


def _fonts(element: Element) -> Iterator[tuple[str, str]]:
    """Give the fonts; a theme's wins over a name of the same level, and both over inherited."""
    for script in ("eastAsia", "ascii"):
        theme, name = value(element, f"{script}Theme"), value(element, script)
        if theme:
            yield script, f"+{theme}"
        elif name:
            yield script, name


def over(*looks: Look) -> Look:
    """Lay looks over one another, the last on top; a hanging indent takes a first line's place."""
    found: dict[str, str] = {}
    for look in looks:
        if "ind.hanging" in look or "ind.hangingChars" in look:
            found.pop("ind.firstLine", None)
            found.pop("ind.firstLineChars", None)
        if "ind.firstLine" in look or "ind.firstLineChars" in look:
            found.pop("ind.hanging", None)
            found.pop("ind.hangingChars", None)
        found.update(look)
    return found


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document, each with what it inherits.

    Attributes:
        names: Style id → name.
        paragraphs: Style id → properties of paragraphs.
        letters: Style id → properties of letters.
        default: Id of the paragraph style that is meant where none is named.
        base: Properties of letters and paragraphs that every style begins with.
        themes: Key of a theme's font (``minorEastAsia``) → name.
    """

    names: Mapping[str, str]
    paragraphs: Mapping[str, Look]
    letters: Mapping[str, Look]
    default: str
    base: Look
    themes: Mapping[str, str]

    def font(self, look: Look, script: str = "eastAsia") -> str:
        """Give the name of the font; "" where nothing tells it."""
        name = look.get(script, "")
        return self.themes.get(name[1:], "") if name.startswith("+") else name


def styles_of(root: Element | None, theme: Element | None) -> Styles:
    """Read the styles part; without it, or with nonsense in it, nothing is said."""
    elements = [] if root is None else list(root.iter(w("style")))
    by_id = {value(style, "styleId"): style for style in elements}
    defaults = [
        look_of(root.find(f"{w('docDefaults')}/{w(kind)}Default/{w(kind)}"))
        for kind in ("rPr", "pPr")
        if root is not None
    ]
    default = next(
        (
            id_
            for id_, style in by_id.items()
            if value(style, "type") == "paragraph" and value(style, "default") not in {"", "0"}
        ),
        "",
    )
    return Styles(
        names={id_: value(style.find(w("name"))) for id_, style in by_id.items()},
        paragraphs={id_: _inherited(id_, by_id, "pPr") for id_ in by_id},
        letters={id_: _inherited(id_, by_id, "rPr") for id_ in by_id},
        default=default,
        base=over(*defaults),
        themes=_themes(theme),
    )


def _inherited(id_: str, by_id: Mapping[str, Element], kind: str) -> Look:
    """Lay a style over what it is based on; a circle ends where it closes."""
    chain: list[str] = []
    while id_ in by_id and id_ not in chain and len(chain) < _DEEPEST:
        chain.append(id_)
        id_ = value(by_id[id_].find(w("basedOn")))
    return over(*(look_of(by_id[one].find(w(kind))) for one in reversed(chain)))


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _themes(theme: Element | None) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        element = None if theme is None else next(theme.iter(f"{_A}{kind}Font"), None)
        if element is None:
            continue
        faces = {str(c.tag).rpartition("}")[2]: str(c.get("typeface", "")) for c in element}
        hans = next(
            (c.get("typeface", "") for c in element.iter(f"{_A}font") if c.get("script") == "Hans"),
            "",
        )
        found[f"{kind}EastAsia"] = faces.get("ea", "") or str(hans)
        found[f"{kind}HAnsi"] = found[f"{kind}Ascii"] = faces.get("latin", "")
    return found


def length(look: Look, name: str) -> float:
    """Give a length, twips; 0 where it is not told."""
    return number(look.get(name, "")) or 0.0
