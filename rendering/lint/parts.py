"""The parts of a Word document that say how it looks, parsed elsewhere; names of its XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml.etree import _Element

from rendering.wordml import W

Element: TypeAlias = _Element
OFF = frozenset({"0", "false", "off", "none"})
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def w(name: str) -> str:
    """Spell a name of WordprocessingML."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Roots of the parts, in the transitional namespaces; None where there is none.

    Attributes:
        document: The main part.
        footers: Id of a relationship of the main part → root of a footer.
    """

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    settings: Element | None = None
    theme: Element | None = None
    footers: Mapping[str, Element] = field(default_factory=dict)


def value(element: Element | None, name: str = "val") -> str:
    """Give an attribute of an element; "" where either is missing."""
    return str(element.get(w(name), "")) if element is not None else ""


def related(element: Element) -> str:
    """Give the id of the relationship that an element names."""
    return str(element.get(_RELATED, ""))


def number(text: str) -> float | None:
    """Read a number of the file; None for nonsense. Lengths with a unit become twips."""
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        return _with_unit(text)
    return found if abs(found) < 1e9 else None  # noqa: PLR2004 - no length of a page is that long


def _with_unit(text: str) -> float | None:
    for unit, twips in (("pt", 20.0), ("mm", 56.6929), ("cm", 566.929), ("in", 1440.0)):
        if text.endswith(unit):
            plain = number(text.removesuffix(unit))
            return None if plain is None else plain * twips
    return None


def is_on(element: Element | None, *, missing: bool = False) -> bool:
    """Tell whether a switch is on."""
    return missing if element is None else value(element).lower() not in OFF
