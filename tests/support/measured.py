"""The plan's own example in all seven annexes, to be spoilt in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from checks import check
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form, MeasuredRisk, Measures
from tests.support.dossiers import AUDIT, ITEM, TEACHING, assessment, measured, measures, roster
from tests.support.risks import CHART, LINES, LIST, MAP, RATING, SUMMARY, Line, example

TABLE, ANSWERS = f"inbox/{AUDIT}/一览表.docx", f"inbox/{AUDIT}/考核表.docx"
DAY = dt.date(2012, 10, 10)
REGULATIONS = ("《信访举报登记管理办法》", "《信访举报件办理规定》")
FIRST = ("严格信访举报件登记，规范工作流程。", "处领导定期抽查登记受理情况。")
OTHERS = ("规定各阶段的时限要求。", "承办人向处领导提交《信访举报办理表》。")

MEASURED_LINES: Sequence[Line] = (
    *LINES[:4],
    ("审核", "向被举报人泄露信访举报内容或举报信息。", "高"),  # as the plan itself words it
    *LINES[5:],
)


def measured_lines(
    lines: Sequence[Line] = MEASURED_LINES, *, item: str = ITEM, first: int = 2
) -> tuple[MeasuredRisk, ...]:
    """Make the rows of annex 6 from a line of the table on: one measure cell for the first step
    and one for all others, one regulation cell for the item, as the plan itself has them.
    """
    rest = next((n for n, line in enumerate(lines) if line[0] != lines[0][0]), len(lines))
    return tuple(
        measured(
            text,
            level,
            point=point,
            item=item,
            measures=FIRST if n < rest else OTHERS,
            regulations=REGULATIONS,
            line=first + n,
            number=n + 1,
            spans={"item": first, "measures": first + rest * (n >= rest), "regulations": first},
        )
        for n, (point, text, level) in enumerate(lines)
    )


def table_of(lines: Sequence[Line] = MEASURED_LINES, *, item: str = ITEM) -> Measures:
    """Make annex 6."""
    return measures(*measured_lines(lines, item=item))


def without_measures(numbers: Sequence[int], written: Sequence[str] = ()) -> Measures:
    """Make annex 6 whose rows (counted from 0) have cells of their own, with these measures."""
    rows = [
        row.model_copy(
            update={
                "measures": tuple(written) if n in numbers else row.measures,
                "places": {**row.places, "measures": row.places["level"]},
            }
        )
        for n, row in enumerate(measured_lines())
    ]
    return measures(*rows)


def year(
    *more: Form | tuple[str, Form],
    forms: Mapping[str, Form | None] | None = None,
    **of_dossier: Any,  # noqa: ANN401 - any field of a dossier
) -> Dossier:
    """Make the plan's example in annexes 1 to 7, on the eve of the assessment's last day."""
    given: dict[str, Any] = {"phase": "handbook", "as_of": DAY}
    files: dict[str, Form | None] = {
        TABLE: table_of(),
        ANSWERS: assessment(),
        f"inbox/{TEACHING}/考核表.docx": assessment(department=TEACHING),
        f"inbox/{TEACHING}/名单.docx": roster(TEACHING),
        **(forms or {}),
    }
    return example(*more, forms=files, **{**given, **of_dossier})


def judged(**forms: Form | None) -> tuple[Finding, ...]:
    """Check the year with other forms in the places of its own (None: with none)."""
    paths = {
        "listed": LIST,
        "chart": CHART,
        "drawn": MAP,
        "rating": RATING,
        "summed": SUMMARY,
        "table": TABLE,
        "answers": ANSWERS,
    }
    return check(year(forms={paths[name]: form for name, form in forms.items()}))
