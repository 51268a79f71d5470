"""What rules look at: the document, its parts by role, the edition, and places in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rendering.lint.profile import Profile, Words, words
from rendering.lint.roles import Part, Role, parts_of
from rendering.lint.sheet import Paragraph, Section, Sheet
from schemas.base import Place
from schemas.findings import Finding, Rule

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class View:
    """A document as the rules see it.

    Attributes:
        file: Its name for messages.
        headings: Paragraph number → the heading above it.
    """

    file: str
    sheet: Sheet
    profile: Profile
    parts: tuple[Part, ...]
    headings: dict[int, str]

    @classmethod
    def of(cls, sheet: Sheet, profile: Profile, file: str) -> View:
        """Look at a document."""
        parts = parts_of(sheet)
        return cls(file, sheet, profile, parts, _headings(parts))

    @property
    def words(self) -> Words:
        """Give the measures and tolerances of the check."""
        return words()

    def of_role(self, *roles: Role) -> Iterator[Part]:
        """Give the paragraphs of some roles, in order."""
        return (part for part in self.parts if part.role in roles)

    def section(self, paragraph: Paragraph) -> Section:
        """Give the section of a paragraph."""
        sections = self.sheet.sections
        return sections[min(paragraph.section, len(sections) - 1)]

    def at(self, rule: Rule, paragraph: Paragraph, **facts: object) -> Finding:
        """Raise a rule at a paragraph."""
        told: Mapping[str, Any] = facts
        return rule.finding(
            file=self.file,
            place=self.place(paragraph),
            where=self.where(paragraph),
            **told,
        )

    def on_section(self, rule: Rule, index: int, **facts: object) -> Finding:
        """Raise a rule at a section, which Word counts from 1; the place is its first paragraph."""
        section = self.sheet.sections[index]
        told: Mapping[str, Any] = facts
        return rule.finding(
            file=self.file,
            place=Place(paragraph=section.first_paragraph),
            where=f"第{index + 1}节（自第{section.first_paragraph}段起）",
            **told,
        )

    def place(self, paragraph: Paragraph) -> Place:
        """Give the place for programs."""
        text = _shown(paragraph.text)
        if (cell := paragraph.cell) is not None:
            return Place(table=cell.table, row=cell.row, column=cell.column, text=text)
        return Place(paragraph=paragraph.number, text=text)

    def where(self, paragraph: Paragraph) -> str:
        """Say the place as a Word user finds it."""
        place = self.place(paragraph)
        heading = self.headings.get(paragraph.number, "")
        below = f"“{heading}”之下，" if heading else ""
        return f"{below}{place}“{place.text}”"


def _shown(text: str) -> str:
    words_ = " ".join(text.split())
    return words_ if len(words_) <= _SHOWN else f"{words_[:_SHOWN]}…"


def _headings(parts: tuple[Part, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    heading = ""
    for part in parts:
        found[part.paragraph.number] = heading
        if part.role in {"heading", "annex_title", "annex_label", "title"}:
            heading = _shown(part.paragraph.text)
    return found
