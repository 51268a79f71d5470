"""What all annex readers share: the annex as an object, and findings about texts left over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractors.annexes.particulars import Stray, line_place
from extractors.annexes.sections import Section
from extractors.annexes.text import bare
from extractors.faults import STRAY_TEXT
from extractors.grid import Line, shorten
from schemas.findings import Finding
from schemas.forms import Form

Reading = tuple[tuple[Form, ...], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Annex:
    """A kind of form and the function that reads it.

    Attributes:
        kinds: Values of ``form`` in the contract that it reads.
        read: Section and the file's name → forms and findings.
    """

    kinds: tuple[str, ...]
    read: Callable[[Section, str], Reading]


def stray_lines(lines: Iterable[Line]) -> list[Stray]:
    """Turn lines that no field took into stray texts."""
    return [Stray(line.text.strip(), line_place(line)) for line in lines]


def stray_findings(
    stray: Iterable[Stray], file: str, *, department: str | None = None, item: str | None = None
) -> tuple[Finding, ...]:
    """Report texts that belong to no field, each once (LF-F12)."""
    return tuple(
        STRAY_TEXT.finding(
            file=file, place=s.place, text=shorten(s.text), department=department, item=item
        )
        for s in stray
        if bare(s.text)
    )
