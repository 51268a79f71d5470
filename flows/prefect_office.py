"""What the workspace's server does besides the phases: 收件, 催报 and 体检, as Prefect flows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import flow, get_client
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.runtime import deployment
from prefect.states import Completed, Failed

from flows.arrivals import arrival_rows, receive_new, waiting, waiting_rows, words
from flows.checkup import checkup
from flows.children import end_with_runner
from flows.conduct import now
from flows.days import today
from flows.inbox import displayed
from flows.lock import held_reminders
from flows.overview import overview_of, shortened, working_day
from flows.pages import shown
from flows.prefect_flow import run_name
from flows.prefect_overview import own, show_overview, shown_rows
from flows.reminder_letters import write_reminders
from flows.reminder_mail import Mailed, mail_letters, mail_settings
from flows.reminders import reminder_rows
from flows.settings import Workspace
from flows.standing import standing
from flows.timetable import CHECK, RECEIVE, REMIND
from schemas.errors import LianfangError

RECEIVED, NOTHING_NEW = "已收件", "无新材料"
OWING, COMPLETE = "有欠报", "已报齐"
SOUND, UNSOUND = "正常", "有异常"
_ARRIVALS = "arrivals"
_MOST_ROWS = 200


@flow(name=RECEIVE, flow_run_name=run_name, persist_result=False)
def receive(workspace: Path, as_of: dt.date | None = None) -> State[Any]:
    """读取收件箱中新到的材料，不成文。

    Args:
        workspace: 工作目录。
        as_of: 把这一天当作今天；不填即今天。
    """
    return _told(_receive, workspace, as_of)


@flow(name=REMIND, flow_run_name=run_name, persist_result=False)
def remind(workspace: Path, as_of: dt.date | None = None, *, mail: bool = False) -> State[Any]:
    """写出欠报部门的催报通知。

    Args:
        workspace: 工作目录。
        as_of: 把这一天当作今天；不填即今天。
        mail: 同时发邮件；lianfang.toml 的 [mail] 写了 automatic = true 的，不选也发。
    """
    return _told(partial(_remind, mail=mail), workspace, as_of)


@flow(name=CHECK, flow_run_name=run_name, persist_result=False)
def check_health(workspace: Path) -> State[Any]:
    """核对档案库和已发布的文件。

    Args:
        workspace: 工作目录。
    """
    return _told(_check, workspace, None)


Work = Callable[[Workspace, dt.date | None], State[Any]]


def _told(work: Work, root: Path, as_of: dt.date | None) -> State[Any]:
    """Do the work of a flow; a fault is its failure, told in one Chinese line."""
    end_with_runner()
    try:
        return work(Workspace.open(root), as_of)
    except LianfangError as fault:
        return Failed(message=str(fault))


def _receive(workspace: Workspace, as_of: dt.date | None) -> State[Any]:
    day = as_of or working_day(workspace, today())
    received = as_of is not None or day == today()
    if received:
        files = receive_new(workspace, day, now())
        rows, count, told = arrival_rows(files[:_MOST_ROWS]), len(files), words(files)
    else:
        found = waiting(workspace)
        rows, count, told = waiting_rows(found[:_MOST_ROWS]), len(found), words(found)
    show_overview(overview_of(workspace, day), only_news=True)
    if not rows or (not received and shown_rows(_ARRIVALS) == rows):
        _forget_quiet_runs()
        return Completed(name=NOTHING_NEW, message="收件箱没有新材料。")
    create_table_artifact(table=rows, key=own(_ARRIVALS), description=f"新收到 {count} 份材料")
    if received:
        return Completed(name=RECEIVED, message=f"收到 {told}。")
    year = workspace.college.year
    return Completed(
        name=RECEIVED, message=f"有 {told}；今天不在{year}年度内，不登记收件日期，由各阶段读取。"
    )


def _forget_quiet_runs() -> None:
    """Remove the earlier runs that found nothing: only the last one tells the office anything."""
    quiet = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[UUID(str(deployment.id))]),
        state=FlowRunFilterState(name=FlowRunFilterStateName(any_=[NOTHING_NEW])),
    )
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=quiet):
            with suppress(ObjectNotFound):  # the server's own clean-up may have been faster
                client.delete_flow_run(run.id)


def _remind(workspace: Workspace, as_of: dt.date | None, *, mail: bool) -> State[Any]:
    day = as_of or working_day(workspace, today())
    show_overview(overview_of(workspace, day), only_news=True)
    settings = mail_settings(workspace) if mail else workspace.college.mail
    with held_reminders(workspace):
        written = write_reminders(workspace, standing(workspace, day))
        create_table_artifact(
            table=reminder_rows(written.owing),
            key=own("reminders"),
            description=f"催报清单（{day.isoformat()}）",
        )
        wanted = settings is not None and (mail or settings.automatic)
        mailed = tuple(mail_letters(workspace, written.letters, now())) if wanted else ()
    if not written.letters:
        return Completed(name=COMPLETE, message="各部门均已报送。")
    if mailed:
        lines = "\n".join(f"- {shown(one.words)}" for one in mailed)
        create_markdown_artifact(lines, key=own("reminder-mails"), description="催报邮件")
    names = tuple(letter.reminder.department for letter in written.letters)
    where = displayed(written.letters[0].path.parent.relative_to(workspace.root))
    return Completed(
        name=OWING,
        message=f"{len(names)} 个部门欠报：{shortened(names)}；通知在 {where}{_mails(mailed)}。",
    )


def _mails(mailed: Sequence[Mailed]) -> str:
    """Say how the mails went, where any were to go."""
    counts = Counter(one.ended for one in mailed)
    said = [f"邮件发出 {counts['sent']} 封"] if mailed else []
    said += [f"{counts['failed']} 封没有发出"] if counts["failed"] else []
    return "".join(f"；{words}" for words in said)


def _check(workspace: Workspace, _: dt.date | None) -> State[Any]:
    problems = checkup(workspace)
    lines = [f"- {shown(problem)}" for problem in problems[:_MOST_ROWS]] or ["一切正常。"]
    create_markdown_artifact("\n".join(lines), key=own("checkup"), description="体检结果")
    if problems:
        return Failed(name=UNSOUND, message=f"{len(problems)} 处异常：{problems[0]}")
    return Completed(name=SOUND, message="档案库完好，已发布的文件与发布时一字不差。")
