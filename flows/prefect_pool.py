"""Workspaces in a work pool: a queue and deployments each, and the watch over broken-off runs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.workers.process import ProcessWorker

from flows.prefect_runner import deployment
from flows.server_settings import COLLEGE
from flows.settings import Workspace
from flows.timetable import Job, jobs
from schemas.errors import UsageError

POOL = "lianfang"
_WATCH = "中断的运行"
_BROKEN_OFF = "所在的电脑中断或停止了，这次运行没有结束；已有的文件没有改动，可再运行一次。"
_EVENTS = "prefect.flow-run"
_SIGNS_OF_LIFE = ("Pending", "Submitting", "Running", "heartbeat")


async def add(workspaces: Sequence[Workspace], *, receive_minutes: int, dead_after_s: int) -> None:
    """Make pool, watch, queues and deployments, or bring them up to date.

    Raises:
        UsageError: Another workspace of the same organisation is in the pool.
    """
    async with get_client() as client:
        await _make_pool(client)
        await _make_watch(client, dead_after_s)
        for workspace in workspaces:
            await _require_own_name(client, workspace)
            await _make_queue(client, _name(workspace))
            for job in jobs(workspace.college.dates, receive_minutes=receive_minutes):
                await _deploy(job, workspace)


def _name(workspace: Workspace) -> str:
    """Name queue and deployments after the college; slashes would part a name."""
    return workspace.college.organisation.name.replace("/", "-").replace("%", "-")


def _key(workspace: Workspace) -> str:
    """Tell a college apart where only ASCII is allowed."""
    return hashlib.sha256(str(workspace.root).encode()).hexdigest()[:8]


async def _make_pool(client: PrefectClient) -> None:
    template = ProcessWorker.get_default_base_job_template()
    pool = WorkPoolCreate(name=POOL, type=ProcessWorker.type, base_job_template=template)
    try:
        await client.create_work_pool(pool)
    except ObjectAlreadyExists:
        return


async def _make_watch(client: PrefectClient, dead_after_s: int) -> None:
    """Have runs of which nothing is heard any more marked as crashed, so that others can begin."""
    watch = AutomationCore(
        name=_WATCH,
        description="一次运行长时间没有消息，就标为中断。",
        trigger=EventTrigger(
            after={f"{_EVENTS}.{name}" for name in _SIGNS_OF_LIFE},
            # Any other news of it will do; the states that it ends in have Chinese names.
            expect={f"{_EVENTS}.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=dt.timedelta(seconds=dead_after_s),
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=_BROKEN_OFF)],
    )
    for old in await client.read_automations_by_name(_WATCH):
        await client.delete_automation(old.id)
    await client.create_automation(watch)


async def _require_own_name(client: PrefectClient, workspace: Workspace) -> None:
    first = jobs(workspace.college.dates)[0]
    try:
        there = await client.read_deployment_by_name(f"{first.name}/{_name(workspace)}")
    except ObjectNotFound:
        return
    other = there.parameters.get("workspace")
    if other != str(workspace.root):
        raise UsageError(
            f"“{_name(workspace)}”已有工作目录 {other} 在共用服务上，"
            f"{workspace.root} 不能再用同一个单位名称。"
        )


async def _make_queue(client: PrefectClient, name: str) -> None:
    """Make the queue of a workspace: one run at a time, whichever worker takes it."""
    try:
        await client.create_work_queue(name=name, concurrency_limit=1, work_pool_name=POOL)
    except ObjectAlreadyExists:
        return


async def _deploy(job: Job, workspace: Workspace) -> None:
    made = await deployment(job, workspace, name=_name(workspace))
    made.work_pool_name, made.work_queue_name = POOL, _name(workspace)
    # The queue alone sees to it that one run goes on at a time.
    made.concurrency_limit, made.concurrency_options = None, None
    made.job_variables = {
        "command": "python -m prefect.engine",  # one import of Prefect a run, not two
        "env": {COLLEGE: _key(workspace)},
    }
    await made.aapply(work_pool_name=POOL)
