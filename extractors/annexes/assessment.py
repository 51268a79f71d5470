"""Annex 7, 廉政风险防控机制建设检查考核标准: received, its answers not read yet."""

from __future__ import annotations

from extractors.annexes.lines import read_lines
from extractors.annexes.particulars import Particulars, department_in_title, read_label_cells
from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import Assessment

_ROWS_WITH_LABELS = 4


def _read(section: Section, file: str) -> Reading:
    """Tell what the annex says of itself: department, unit, date."""
    del file  # texts of this form are no findings yet
    found = Particulars()
    read_lines(section.lines, found)
    for grid in section.grids:
        read_label_cells(grid, range(1, min(grid.rows, _ROWS_WITH_LABELS) + 1), found)
    form = Assessment(
        department=found.department or department_in_title(section.titles),
        unit=found.unit,
        filled_on=found.filled_on,
        criteria=(),
        places=found.places,
    )
    return (form,), ()


ANNEX = Annex(kinds=("assessment",), read=_read)
