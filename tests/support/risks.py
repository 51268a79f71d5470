"""The plan's own example 信访举报受理 in annexes 1 to 5, to be spoilt in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from checks import check
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form, RatedRisk, RatingForm, RiskMap, RiskSummary, SummaryRisk
from tests.support.dossiers import (
    AUDIT,
    TEACHING,
    catalogue,
    college,
    dossier,
    flow,
    rated,
    rating_form,
    risk_map,
    risk_summary,
    row,
    summed,
)

LIST, CHART, MAP, RATING, SUMMARY = (
    f"inbox/{AUDIT}/{name}.docx" for name in ("目录", "流程图", "分布图", "评定表", "汇总表")
)
DUE_M07 = dt.date(2012, 6, 15)
ARROWS = (
    "承办人受理>承办人提出意见 承办人提出意见>处领导审核 处领导审核>分管学院领导审批 "
    "分管学院领导审批>转办 分管学院领导审批>自办"
)
STEPS = {"受理": "承办人受理", "审核": "处领导审核", "审批": "分管学院领导审批"}
LEAK = "向被举报人泄露信访举报内容或举报人信息。"

Line = tuple[str, str, str]
"""Risk point, manifestation, level."""

LINES: Sequence[Line] = (
    ("受理", "不按规定登记。", "中"),
    ("受理", LEAK, "高"),
    ("审核", "压件不办，拖延信访件审核时间。", "低"),
    ("审核", "不采纳承办人提出的合理建议。", "低"),
    ("审核", LEAK, "高"),
    ("审批", "不按规定把关。", "低"),
    ("审批", "拖延办理。", "低"),
    ("审批", LEAK, "高"),
)


def boxes(lines: Sequence[Line] = LINES) -> dict[str, Sequence[str]]:
    """Give step → manifestations, as annex 3 draws them."""
    found: dict[str, Sequence[str]] = {}
    for point, text, _ in lines:
        step = STEPS.get(point, point)
        found[step] = (*found.get(step, ()), text)
    return found


def map_of(lines: Sequence[Line] = LINES, /, **more: Any) -> RiskMap:  # noqa: ANN401
    """Make annex 3."""
    return risk_map(boxes(lines), **{"arrows": ARROWS, **more})


def rated_lines(lines: Sequence[Line] = LINES) -> tuple[RatedRisk, ...]:
    """Make the rows of annex 4, which stand in the table from its fifth row on."""
    return tuple(
        rated(text, level, point=point, line=n, number=n)
        for n, (point, text, level) in enumerate(lines, 5)
    )


def rating_of(lines: Sequence[Line] = LINES, /, **more: Any) -> RatingForm:  # noqa: ANN401
    """Make annex 4."""
    return rating_form(*rated_lines(lines), **more)


def summed_lines(lines: Sequence[Line] = LINES, /, **more: Any) -> tuple[SummaryRisk, ...]:  # noqa: ANN401
    """Make the rows of annex 5, which stand in the table from its third row on."""
    return tuple(
        summed(text, level, point=point, line=n, **more)
        for n, (point, text, level) in enumerate(lines, 3)
    )


def summary_of(lines: Sequence[Line] = LINES, /, **declared: int | None) -> RiskSummary:
    """Make annex 5 with the totals that its sentence declares."""
    return risk_summary(*summed_lines(lines), **declared)


def example(
    *more: Form | tuple[str, Form],
    forms: Mapping[str, Form | None] | None = None,
    **of_dossier: Any,  # noqa: ANN401 - any field of a dossier
) -> Dossier:
    """Make the plan's example in all five annexes, on the last day for annex 4.

    Args:
        more: Further forms.
        forms: Path → the form that stands there instead; None for none.
        of_dossier: Further arguments of the builder of dossiers.
    """
    files: dict[str, Form | None] = {
        LIST: catalogue(row()),
        CHART: flow(ARROWS),
        MAP: map_of(),
        RATING: rating_of(),
        SUMMARY: summary_of(items=1, points=8, high=3, medium=1, low=4),
        f"inbox/{TEACHING}/目录.docx": catalogue(department=TEACHING),
        **(forms or {}),
    }
    given: dict[str, Any] = {"phase": "summary", "as_of": DUE_M07, "of": college(schedule={})}
    sent = ((path, form) for path, form in files.items() if form is not None)
    return dossier(*sent, *more, **{**given, **of_dossier})


def risk_codes(findings: Sequence[Finding]) -> set[str]:
    """Give the codes of the errors and warnings of all families, without LF-R10.

    A college of one item covers few of the plan's key areas.
    """
    return {f.code[3:] for f in findings if f.severity != "info"} - {"R10"}


def without(lines: Sequence[Line], number: int) -> Sequence[Line]:
    """Leave a line out; ``number`` counts from 0."""
    return [*lines[:number], *lines[number + 1 :]]


def but(lines: Sequence[Line], number: int, line: Line) -> Sequence[Line]:
    """Put another line in the place of one."""
    return [*lines[:number], line, *lines[number + 1 :]]


def judged(**forms: Form | None) -> tuple[Finding, ...]:
    """Check the plan's example with other forms in the places of its own (None: with none)."""
    paths = {"listed": LIST, "chart": CHART, "drawn": MAP, "rating": RATING, "summed": SUMMARY}
    return check(example(forms={paths[name]: form for name, form in forms.items()}))


def the(findings: Sequence[Finding], code: str) -> Finding:
    """Give the only finding with a code such as ``R08``."""
    (found,) = (f for f in findings if f.code == f"LF-{code}")
    return found


def with_finding(dossier: Dossier, path: str, finding: Finding) -> Dossier:
    """Let reading a file have found something."""
    files = (
        file.model_copy(update={"findings": (finding,)}) if file.source.path == path else file
        for file in dossier.files
    )
    return dossier.model_copy(update={"files": tuple(files)})
