"""Annexes 6 and 7, the plan and the work report: recognised here, read by a later release."""

from __future__ import annotations

from typing import Any

from extractors.annexes.lines import read_lines
from extractors.annexes.particulars import (
    Particulars,
    department_in_title,
    read_label_cells,
)
from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import UnreadForm

_KINDS = (
    "measures",
    "assessment",
    "plan",
    "work_report",
)
_ROWS_WITH_LABELS = 4


def _read(section: Section, file: str) -> Reading:
    """Tell what an annex says of itself: department, unit, date."""
    del file  # texts of these forms are no findings yet
    found = Particulars()
    if section.kind not in {"plan", "work_report"}:
        read_lines(section.lines, found)
        for grid in section.grids:
            read_label_cells(grid, range(1, min(grid.rows, _ROWS_WITH_LABELS) + 1), found)
    kind: Any = section.kind
    form = UnreadForm(
        form=kind,
        department=found.department or department_in_title(section.titles),
        unit=found.unit,
        filled_on=found.filled_on,
        places=found.places,
    )
    return (form,), ()


ANNEX = Annex(kinds=_KINDS, read=_read)
