"""The annex forms: recognised in a document by content, and read with the place of each value.

One module an annex; each offers ``ANNEX``. Adding a module adds an annex.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

from extractors.annexes.account import unaccounted
from extractors.annexes.answered_twice import contradictions
from extractors.annexes.notice_place import NOTICE
from extractors.annexes.reading import Annex, stray_findings
from extractors.annexes.sections import Section, sections
from extractors.annexes.whereabouts import located
from extractors.annexes.whole_file import WORDED
from extractors.faults import NO_RULINGS, TURNED_TABLE, TURNED_TABLE_HINT
from extractors.grid import Document
from schemas.findings import Finding
from schemas.forms import Form

__all__ = ["read_forms"]

_ACCOUNTED = WORDED | {NOTICE}


@cache
def _annexes() -> Mapping[str, Annex]:
    """Find the annex modules of this package, by the kinds of form that they read."""
    modules = (
        importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
    )
    found: tuple[Annex, ...] = tuple(m.ANNEX for m in modules if hasattr(m, "ANNEX"))
    return {kind: annex for annex in found for kind in annex.kinds}


def read_forms(document: Document, *, file: str) -> tuple[tuple[Form, ...], tuple[Finding, ...]]:
    """Read all annex forms of a document.

    Args:
        document: The file's content in reading order.
        file: The file's name as findings give it.

    Returns:
        The forms in the order of the document, and what was wrong with them: columns missing
        (LF-F10), text that belongs to no field (LF-F12), answers that contradict each other
        (LF-F14), charts that are pictures (LF-P06) or were read with doubt (LF-P07).
    """
    forms: list[Form] = []
    findings: list[Finding] = []
    for section in sections(document):
        read, faults = _annexes()[section.kind].read(section, file)
        forms.extend(located(form, section) for form in read)
        findings.extend(faults)
        findings.extend(_doubtfully_turned(section, read, file))
        findings.extend(_unaccounted(section, read, faults, file))
    findings.extend(contradictions(forms, file))
    return tuple(forms), tuple(findings)


def _doubtfully_turned(section: Section, forms: tuple[Form, ...], file: str) -> Iterator[Finding]:
    """Report tables whose titles were taken to stand in the first column (LF-F15)."""
    for grid in section.grids:
        if grid.turned is not None and not grid.turned.sure:
            yield NO_RULINGS.finding(
                file=file,
                place=grid.at_row(),
                department=forms[0].department if forms else None,
                message=TURNED_TABLE,
                hint=TURNED_TABLE_HINT,
            )


def _unaccounted(
    section: Section, forms: tuple[Form, ...], faults: tuple[Finding, ...], file: str
) -> tuple[Finding, ...]:
    """Report what neither the forms nor the findings of a section account for (LF-F12)."""
    if section.kind in _ACCOUNTED:  # its reader gives every paragraph a place
        return ()
    item = getattr(forms[0], "item", None) or None
    stray = unaccounted(section, forms, faults)
    return stray_findings(stray, file, department=forms[0].department, item=item)
