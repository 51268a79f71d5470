"""A phase as a Prefect flow: names, states and settings; the work itself is in ``flows.steps``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, cast

from prefect import Flow, flow, tags
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.logging.handlers import APILogHandler
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.children import end_with_runner
from flows.conduct import now
from flows.days import today
from flows.prefect_stage import NEEDS_CORRECTION, PASSED, PrefectStage
from flows.settings import Workspace
from flows.stage import READERS
from flows.steps import Request, run_phase
from schemas.errors import LianfangError
from schemas.folding import summary
from schemas.schedule import PHASE_NAMES, Phase

PhaseFlow = Flow[[Path, dt.date | None, str], State[Any]]


def phase_flow(phase: Phase) -> PhaseFlow:
    """Make the flow of a phase; its parameters are the workspace, the as-of day and who runs it."""
    name = PHASE_NAMES[phase]

    @flow(
        name=name,
        description=f"{name}阶段：收件、核对、汇总、成文。",
        flow_run_name=run_name,
        task_runner=_threads(),
        validate_parameters=True,
        persist_result=False,
    )
    def run(workspace: Path, as_of: dt.date | None = None, by: str = "") -> State[Any]:
        """Run the phase and name its end.

        Args:
            workspace: 工作目录。
            as_of: 把这一天当作今天；不填即今天。
            by: 运行人姓名，记入档案；经办与审定分开时必填。
        """
        end_with_runner()
        day = as_of or today()
        try:
            request = Request(Workspace.open(workspace), phase, day, by.strip() or None)
            stage = PrefectStage(request.workspace, phase, day)
            outcome = run_phase(request, stage, now)
        except LianfangError as fault:
            return Failed(message=str(fault), data=fault)
        official = outcome.exit_code == 0
        return Completed(
            name=PASSED if official else NEEDS_CORRECTION,
            message=f"{'正式文件已成文' if official else '只有草稿'}：{summary(outcome.findings)}",
        )

    return run


def run_name() -> str:
    """Name a flow run after what it does and for which day."""
    parameters: dict[str, Any] = flow_run.parameters
    return f"{flow_run.flow_name} {parameters.get('as_of') or today()}"


def _threads() -> TaskRunner[PrefectFuture[Any]]:
    """Departments are worked on in threads: a task costs 5 ms so, 150 ms in a process."""
    return cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner[Any](max_workers=READERS))


def run_as_flow(
    run: PhaseFlow, workspace: Workspace, as_of: dt.date, by: str | None = None
) -> None:
    """Run a phase's flow in this process and record it in the server that is configured.

    Raises:
        LianfangError: As the steps raise it.
    """
    # Without this every flow run ends up to a second late: the heartbeat thread sleeps that long.
    quick = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
    with temporary_settings(quick), tags(run.name, str(workspace.college.year)):
        state: State[Any] = run(workspace.root, as_of, by or "", return_state=True)
    APILogHandler().flush()
    if state.is_failed() or state.is_crashed():
        fault = state.result(raise_on_failure=False)
        raise fault if isinstance(fault, BaseException) else RuntimeError(state.message)
