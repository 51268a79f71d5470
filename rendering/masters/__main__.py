"""Write all shipped templates into ``templates/docx``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rendering.gbt9704 import Standard, standard
from rendering.masters.assessment import assessment
from rendering.masters.briefing import briefing
from rendering.masters.catalogue import catalogue
from rendering.masters.handbook import handbook
from rendering.masters.notice import notice
from rendering.masters.plan import plan
from rendering.masters.reminder import reminder
from rendering.masters.summary import summary
from rendering.masters.warning_letter import warning_letter
from rendering.masters.work_report import work_report
from rendering.masters.year_diff import year_diff

MASTERS: Mapping[str, Callable[[Standard], bytes]] = {
    "assessment.docx": assessment,
    "briefing.docx": briefing,
    "catalogue.docx": catalogue,
    "handbook.docx": handbook,
    "notice.docx": notice,
    "plan.docx": plan,
    "reminder.docx": reminder,
    "summary.docx": summary,
    "warning_letter.docx": warning_letter,
    "work_report.docx": work_report,
    "year_diff.docx": year_diff,
}


def main() -> None:
    """Make each template anew; equal sources give equal bytes."""
    folder = Path(__file__).parents[2] / "templates" / "docx"
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MASTERS.items():
        (folder / name).write_bytes(make(standard()))


if __name__ == "__main__":
    main()
