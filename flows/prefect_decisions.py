"""What people decide in the browser: 审定 and 撤销误报, each a run that waits for its form.

Such a run begins twice: it shows its form and ends; when the form has been filled in it begins
anew and finds the answer. What the form was about is remembered with the run, so that nobody
decides on something else than what they saw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, cast

from prefect import flow, suspend_flow_run
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.input import RunInput, create_flow_run_input, read_flow_run_input
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from pydantic import Field

from flows.approval import approve, last_run, proposal, send_back
from flows.children import end_with_runner
from flows.days import today
from flows.decision_pages import doubt_page, proposal_page
from flows.overruling import doubted, overrule
from flows.settings import Workspace
from flows.timetable import OVERRULE, SIGN_OFF
from schemas.errors import LianfangError, RefusedError
from schemas.schedule import PHASE_NAMES, Phase

APPROVED, SENT_BACK, LIFTED, REFUSED = "已审定", "已退回", "已撤销", "未登记"
_SEEN, _FORM = "seen", "form"
_FORM_SECONDS = 30 * 24 * 3600
_SOMETHING = r"\S"

Approvable = Literal["最近运行的阶段", "职权目录", "风险汇总", "防控手册"]
_LAST: Final = "最近运行的阶段"
_PHASES: dict[str, Phase] = {name: phase for phase, name in PHASE_NAMES.items()}


class Decision(RunInput):
    """The leading group's decision, as the form asks for it."""

    # Not a list to choose from: the UI's lists close at once when they are clicked on their text.
    decision: str = Field(
        title="决定", description="填写“同意”或“退回”。", pattern=r"^\s*(同意|退回)\s*$"
    )
    by: str = Field(title="审定人", description="审定人姓名或审定会议。", pattern=_SOMETHING)
    date: dt.date = Field(title="审定日期")
    minutes: str = Field(default="", title="会议纪要号", description="印入审定情况，可不填。")
    note: str = Field(default="", title="意见", description="退回的，必须写明理由，记入档案。")


class Lifting(RunInput):
    """Who lifts a finding, and why, as the form asks for it."""

    by: str = Field(title="决定人", description="决定人姓名。", pattern=_SOMETHING)
    reason: str = Field(title="理由", description="记入清单。", pattern=_SOMETHING)


@flow(name=SIGN_OFF, flow_run_name=f"{SIGN_OFF} {{phase}}", persist_result=False)
def sign_off(workspace: Path, phase: Approvable = _LAST) -> State[Any]:
    """登记领导小组的审定。

    Args:
        workspace: 工作目录。
        phase: 审定哪个阶段的材料；要换，点右边的小箭头。
    """
    return _told(lambda: _sign_off(Workspace.open(workspace), _PHASES.get(phase)))


@flow(name=OVERRULE, flow_run_name=f"{OVERRULE} {{finding}}", persist_result=False)
def lift(workspace: Path, finding: str) -> State[Any]:
    """撤销一条误报的问题。

    Args:
        workspace: 工作目录。
        finding: 问题编号，例如 C02-2d86f376bc，写在部门的问题页上。
    """
    return _told(lambda: _lift(Workspace.open(workspace), finding.strip()))


def _sign_off(workspace: Workspace, asked: Phase | None) -> State[Any]:
    seen = _remembered() or _proposed(workspace, asked or last_run(workspace))
    phase: Phase = seen["phase"]
    answer = _answer(_dated(today()), seen["page"])
    by, name = answer.by.strip(), PHASE_NAMES[phase]
    minutes, digest = answer.minutes.strip() or None, seen["digest"]
    if answer.decision.strip() == "退回":
        decided = send_back(
            workspace,
            phase,
            by=by,
            date=answer.date,
            reason=answer.note,
            minutes=minutes,
            seen=digest,
        )
        return Completed(name=SENT_BACK, message=f"{name}：{by}退回，已记入档案。{decided.reason}")
    standing = approve(workspace, phase, by=by, date=answer.date, minutes=minutes, seen=digest)
    _require_none(len(standing))
    return Completed(
        name=APPROVED,
        message=f"{name}：{by}于 {answer.date} 审定（校验码 {digest[:12]}）；"
        f"再运行一次“{name}”即生成正式文件。",
    )


def _proposed(workspace: Workspace, phase: Phase) -> dict[str, Any]:
    """Remember what is put before the leading group."""
    found = proposal(workspace, phase)
    _require_none(len(found.standing))
    page = proposal_page(found, f"output/{workspace.college.year}/{phase}")
    create_markdown_artifact(
        page, key=f"sign-off-{phase}", description=f"{PHASE_NAMES[phase]}：送审的材料"
    )
    return _remember({"phase": phase, "digest": found.digest, "page": page})


def _require_none(errors: int) -> None:
    if errors:
        raise RefusedError(f"尚有 {errors} 个错误，不能审定；改正并重新运行后再审定。")


def _lift(workspace: Workspace, finding_id: str) -> State[Any]:
    seen = _remembered()
    if seen is None:
        found = doubted(workspace, finding_id)
        seen = _remember({"digest": found.digest, "page": doubt_page(found)})
    answer = _answer(Lifting, seen["page"])
    by, reason = answer.by.strip(), answer.reason.strip()
    lifted = overrule(
        workspace, finding_id, by=by, reason=reason, date=today(), seen=seen["digest"]
    )
    return Completed(
        name=LIFTED,
        message=f"{by}撤销了 {lifted.code}（{finding_id}），下次运行起生效，并记入清单。",
    )


def _told(work: Callable[[], State[Any]]) -> State[Any]:
    """Do the work of a flow; what the rules do not allow is its end, told in one Chinese line."""
    end_with_runner()
    try:
        return work()
    except LianfangError as fault:
        return Failed(name=REFUSED, message=str(fault))


def _remembered() -> dict[str, Any] | None:
    """Give what this run's form is about; None before it was shown."""
    return cast("dict[str, Any] | None", read_flow_run_input(_SEEN, flow_run_id=flow_run.id))


def _remember(seen: dict[str, Any]) -> dict[str, Any]:
    create_flow_run_input(_SEEN, seen, flow_run_id=flow_run.id)
    return seen


Form = TypeVar("Form", bound=RunInput)


def _answer(form: type[Form], page: str) -> Form:
    """Show a form below a page and end this process; when it has been filled in, give it."""
    shown = form.with_initial_data(description=page)
    answer: Form = suspend_flow_run(wait_for_input=shown, timeout=_FORM_SECONDS, key=_FORM)
    return answer


def _dated(day: dt.date) -> type[Decision]:
    """Give the form with a day filled in."""

    class Dated(Decision):
        date: dt.date = Field(default=day, title="审定日期")

    return Dated
