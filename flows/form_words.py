"""What a form holds, in a few Chinese words for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import singledispatch

from schemas.college import LEVELS
from schemas.forms import (
    Assessment,
    Catalogue,
    Form,
    LevelledRisk,
    Measures,
    ProcessFlow,
    RatingForm,
    RiskMap,
    RiskSummary,
    Roster,
)
from schemas.notice_form import CorrectionNotice
from schemas.wording import Plan, WorkReport

_WITHOUT_LEVEL = "未定"


def in_words(form: Form) -> str:
    """Say in a line whose a form is and what it holds."""
    owner = f"{form.department}，" if form.department else ""
    return f"{owner}{'无事项可报' if form.nothing_to_report else _content(form)}"


@singledispatch
def _content(form: object) -> str:
    del form
    return "由后续版本读取"


@_content.register
def _(form: Catalogue) -> str:
    return f"职权事项 {len(form.items)} 项"


@_content.register
def _(form: ProcessFlow) -> str:
    return f"{form.item}，环节 {len(form.steps)} 个，流转 {len(form.transitions)} 条"


@_content.register
def _(form: RiskMap) -> str:
    risks = sum(len(box.manifestations) for box in form.risks)
    return f"{form.item}，环节 {len(form.steps)} 个，风险表现形式 {risks} 条"


@_content.register
def _(form: RatingForm) -> str:
    signed = sum(block.signed for block in form.sign_offs)
    return f"{form.item}，风险 {_levels(form.risks)}，签字 {signed} 处"


@_content.register
def _(form: RiskSummary) -> str:
    return f"职权事项 {len(form.item_names)} 项，风险 {_levels(form.risks)}"


@_content.register
def _(form: Measures) -> str:
    measures = {text for risk in form.risks for text in risk.measures}
    regulations = {text for risk in form.risks for text in risk.regulations}
    return (
        f"职权事项 {len(form.item_names)} 项，风险 {_levels(form.risks)}，"
        f"措施 {len(measures)} 条，制度 {len(regulations)} 项"
    )


@_content.register
def _(form: Assessment) -> str:
    met = sum(criterion.met is True for criterion in form.criteria)
    return f"标准 {len(form.criteria)} 条，达标 {met} 条"


@_content.register
def _(form: Roster) -> str:
    return f"{len(form.members)} 人"


@_content.register
def _(form: Plan) -> str:
    days = len(form.dates) + len(form.days)
    return f"标题 {len(form.sections)} 个，日期 {days} 个，附件 {len(form.annexes)} 个"


@_content.register
def _(form: WorkReport) -> str:
    return "、".join(section.heading for section in form.sections if section.heading) or "无标题"


@_content.register
def _(form: CorrectionNotice) -> str:
    explained = sum(bool(answer.explanation) for answer in form.answers)
    return f"问题 {len(form.answers)} 条，部门说明 {explained} 条"


def _levels(risks: Sequence[LevelledRisk]) -> str:
    """Count risks by level, for example 8 条（高 3，中 1，低 4）."""
    counts = Counter[str](risk.level or _WITHOUT_LEVEL for risk in risks)
    shown = (name for name in (*LEVELS, _WITHOUT_LEVEL) if counts[name])
    named = "，".join(f"{name} {counts[name]}" for name in shown)
    return f"{len(risks)} 条" + (f"（{named}）" if named else "")
