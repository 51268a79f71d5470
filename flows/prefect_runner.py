"""The process beside the server that carries out what is clicked or scheduled.

Started by ``flows.serve`` as ``python -m flows.prefect_runner W``; it ends with that program.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from prefect import Flow, get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import (
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
    State,
    StateType,
)
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.schedules import Cron, RRule, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.children import RUNNER
from flows.days import ZONE
from flows.server import answers
from flows.server_settings import ready_note
from flows.settings import CONFIGURATION, Workspace
from flows.timetable import PARAMETERS, RECEIVE, Job, jobs
from schemas.errors import LianfangError

_LOOK_SECONDS = 3.0
_SETTINGS_SECONDS = 5.0
_ONE_AT_A_TIME = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE
)
_UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.CRASHED]
_BROKEN_OFF = "服务停止或中断时这次运行还没有结束；已有的文件没有改动，可再运行一次。"


def main(root: Path) -> None:
    """Serve a workspace's deployments until this process is ended."""
    signal.signal(signal.SIGHUP, lambda *_: os.killpg(0, signal.SIGKILL))
    os.environ[RUNNER] = str(os.getpid())
    while not answers(os.environ["PREFECT_API_URL"]):
        time.sleep(0.5)
    asyncio.run(_serve(root.resolve()))


async def _serve(root: Path) -> None:
    async with get_client() as client:
        await mark_dead_runs(client)
        await drop_missed_looks(client)
        runner = Runner(
            name="lianfang", pause_on_shutdown=False, limit=1, query_seconds=_LOOK_SECONDS
        )
        deployed = (root / CONFIGURATION).read_bytes()
        for made in await deployments(Workspace.open(root)):
            identifier = await runner.aadd_deployment(made)
            if made.name == RECEIVE:  # so that the office sees a table at once
                await client.create_flow_run_from_deployment(identifier)
    ready_note(root).touch()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(runner.start())
        tasks.create_task(_follow_settings(root, deployed))


async def deployments(workspace: Workspace) -> list[RunnerDeployment]:
    """Make the deployments of a workspace from its timetable."""
    return [await deployment(job, workspace) for job in jobs(workspace.college.dates)]


async def deployment(
    job: Job, workspace: Workspace, *, name: str | None = None
) -> RunnerDeployment:
    """Make the deployment of a job, under the job's name or another one."""
    module, function = job.flow.rsplit(".", 1)
    flow: Flow[..., Any] = getattr(import_module(module), function)
    made = await flow.ato_deployment(
        name or job.name,
        schedules=_schedules(job),
        concurrency_limit=_ONE_AT_A_TIME,
        parameters={"workspace": str(workspace.root), **job.parameters},
        description=job.says,
        tags=[str(workspace.college.year)],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    made.entrypoint = job.flow
    _name_parameters(made)
    return made


def _name_parameters(made: RunnerDeployment) -> None:
    """Give the parameters Chinese names in the forms: Prefect knows only those in the code."""
    schema = made._parameter_openapi_schema  # noqa: SLF001 - there is no other way in
    for name, shown in schema.properties.items():
        shown["title"] = PARAMETERS.get(name, name)


def _schedules(job: Job) -> list[Schedule]:
    if job.cron:
        return [Cron(job.cron, timezone=ZONE)]
    return [RRule(job.rrule, timezone=ZONE)] if job.rrule else []


async def mark_dead_runs(client: PrefectClient) -> None:
    """Mark what an earlier runner left unfinished: nothing of it is alive any more.

    A run that had time to report its own crash did so in Prefect's English words, which say
    nothing of what to do; it is marked like the others.
    """
    left = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNFINISHED)))
    for run in await client.read_flow_runs(flow_run_filter=left):
        if run.state is None or run.state.message != _BROKEN_OFF:
            died: State[Any] = Crashed(message=_BROKEN_OFF)
            await client.set_flow_run_state(run.id, died, force=True)


async def drop_missed_looks(client: PrefectClient) -> None:
    """Leave out the looks into the inbox that were missed meanwhile: one look makes up for all."""
    missed = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=dt.datetime.now(tz=dt.UTC)),
    )
    receiving = DeploymentFilter(name=DeploymentFilterName(any_=[RECEIVE]))
    for run in await client.read_flow_runs(flow_run_filter=missed, deployment_filter=receiving):
        with suppress(ObjectNotFound):  # the server's own clean-up may have been faster
            await client.delete_flow_run(run.id)


async def _follow_settings(root: Path, seen: bytes) -> None:
    """Bring the schedules up to date whenever the office has changed its dates.

    Args:
        root: The workspace.
        seen: The settings as they were before the deployments were made of them.
    """
    file = root / CONFIGURATION
    while True:
        await asyncio.sleep(_SETTINGS_SECONDS)
        try:
            found = file.read_bytes()
            if found != seen:
                for made in await deployments(Workspace.open(root)):
                    await made.aapply()
                seen = found
        except (OSError, LianfangError):
            continue  # the next run says what is wrong with it


if __name__ == "__main__":
    main(Path(sys.argv[1]))
