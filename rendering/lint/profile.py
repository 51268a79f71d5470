"""What is held against a document: the standard, an edition of it, and the words of the check."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rendering.gbt9704 import Edition, EditionName, FontRole, Page, Sizes, edition, standard
from schemas.base import Model


class Tolerance(Model):
    """How far a measure may be off."""

    mm: float
    points: float
    characters: float
    dash_mm: float


class TitleMeasures(Model):
    """What a title's lines keep to, characters."""

    most_on_line: int
    shortest_last: int
    never_first: tuple[str, ...]


class PageMeasures(Model):
    """Lines of a page, characters of a line, and how far the page number is from the text."""

    lines: int
    characters: int
    dash_mm: float


class Punctuation(Model):
    """A pattern that does not belong into an official document, and what to do."""

    pattern: str
    found: str
    advice: str


class Words(Model):
    """``rendering/data/lint.toml``."""

    typefaces: Mapping[str, tuple[str, ...]]
    roles: Mapping[FontRole, str]
    names: Mapping[FontRole, str]
    tolerance: Tolerance
    title: TitleMeasures
    page: PageMeasures
    punctuation: tuple[Punctuation, ...]


@cache
def words() -> Words:
    """Give the shipped words and measures."""
    text = files("rendering").joinpath("data/lint.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class Profile:
    """One edition, ready to be asked."""

    name: EditionName

    @property
    def edition(self) -> Edition:
        """Give what is particular to the edition."""
        return edition(self.name)

    @property
    def page(self) -> Page:
        """Give paper, margins and grid."""
        return standard().page

    @property
    def sizes(self) -> Sizes:
        """Give the type sizes."""
        return standard().sizes

    def is_font(self, name: str, role: FontRole) -> bool:
        """Tell whether a font is the standard's face, whatever a machine calls it."""
        known = words().typefaces[words().roles[role]]
        return name.casefold() in {one.casefold() for one in known}


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Punctuation], ...]:
    """Give the patterns of punctuation, compiled."""
    return tuple((re.compile(one.pattern), one) for one in words().punctuation)
