"""Whose a form is: the department that a text names, in the ways people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from schemas.college import College
from schemas.text import normalised

_NUMERAL = re.compile(r"^[\d一二三四五六七八九十百]+[、.]|^\([\d一二三四五六七八九十]+\)")
_BETWEEN = re.compile(r"[、,;/]|和(?=.)|及(?=.)")
_SECTION = re.compile(r"(?:科|室|中心|组|所|站|队|馆|办|办公室)$")


@dataclass(frozen=True)
class Belonging:
    """Reads department names: aliases, the college's name in front, list numbers, sections."""

    college: College

    def known(self, written: str | None) -> str | None:
        """Give the configured name of the department that a text names as a whole, or None."""
        return self.college.department_named(written) or self.college.department_named(
            self._bare(written)
        )

    def fits(self, written: str, folder: str | None) -> bool:
        """Tell whether a text may stand on a form in a department's folder.

        It may name the department, a section of it (教务处考务科), several of which it is one
        (教务处、学生处), or only the college. Without a folder any configured name will do.
        """
        named = self.known(written)
        if named is not None:
            return folder is None or named == folder
        bare = self._bare(written)
        if not bare:
            return True
        parts = [self.college.department_named(part) for part in _BETWEEN.split(bare) if part]
        if folder is None:
            return any(parts) or any(self._section_of(bare, name) for name in self._names)
        return folder in parts or self._section_of(bare, folder)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Give configured name → all its normalised names."""
        return {
            department.name: tuple(normalised(n) for n in (department.name, *department.aliases))
            for department in self.college.department
        }

    def _bare(self, written: str | None) -> str:
        """Drop a list number and the college's own name in front of the department's."""
        text = _NUMERAL.sub("", normalised(written or ""))
        return text.removeprefix(normalised(self.college.organisation.name))

    def _section_of(self, bare: str, department: str) -> bool:
        return any(
            bare.startswith(name) and bool(_SECTION.search(bare[len(name) :]))
            for name in self._names[department]
        )
