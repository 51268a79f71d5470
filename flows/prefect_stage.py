"""The steps of a phase as Prefect sees them: tasks, named states, artifacts. Needs a server."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar, cast
from uuid import UUID

from prefect import get_client, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed

from flows.bundle import RETURNED
from flows.overview import overview_of
from flows.pages import findings_page, levels_table, outputs_page
from flows.prefect_overview import own, show_overview, shown_pages
from flows.safe_names import safe_name
from flows.settings import Workspace
from flows.stage import Outcome, PlainStage, Review
from flows.timetable import OVERRULE
from schemas.counting import UNIT_NAMES
from schemas.folding import summary
from schemas.schedule import Phase

T = TypeVar("T")

NEEDS_CORRECTION = "待整改"
PASSED = "已通过"
RECEIVED = "已收件"
_PROGRESS_SECONDS = 2.0


class PrefectStage:
    """Shows the steps in the UI: receiving as one task, the review as one a department."""

    def __init__(self, workspace: Workspace, phase: Phase, as_of: dt.date) -> None:
        self._workspace = workspace
        self._as_of = as_of
        self._folder = f"output/{workspace.college.year}/{phase}"
        self._lift_form = lift_form()

    def receive(self, departments: Sequence[str], work: Callable[[str], T]) -> Sequence[T]:
        """Read what departments sent; the state of a department is told by its review."""
        results: list[T] = []
        progress = _Progress("收件")

        @task(name="收件", task_run_name="00 收件", tags=["收件"], cache_policy=NO_CACHE)
        def receive_all() -> State[Any]:
            plain = PlainStage(lambda _, done, total: progress.tell(done, total))
            results.extend(plain.receive(departments, work))
            return Completed(name=RECEIVED, message=f"{len(results)} 个部门")

        receive_all()
        return results

    def review(self, departments: Sequence[str], work: Callable[[str], Review]) -> Sequence[Review]:
        """Judge the departments; the task's state says whether one has to correct anything.

        A page that says what the UI shows already is left: it is what costs the server most.
        """
        keys = {name: f"findings-{n:02d}" for n, name in enumerate(departments, start=1)}
        shown = shown_pages(list(keys.values()))

        def judged(review: Review) -> State[Any]:
            folder = f"{self._folder}/{RETURNED}/{safe_name(review.department)}"
            returned = [f"{folder}/{name}" for name in sorted(review.returned)]
            key = keys[review.department]
            page = findings_page(review, returned, self._lift_form)
            if shown.get(key) != page:
                create_markdown_artifact(
                    markdown=page,
                    key=own(key),
                    description=f"{review.department}：{summary(review.findings)}",
                )
            return review_state(review)

        return self._each("审核", departments, work, judged)

    def finished(self, outcome: Outcome) -> None:
        """Show where the year stands now, and where the outputs lie."""
        show_overview(overview_of(self._workspace, self._as_of))
        create_markdown_artifact(
            markdown=outputs_page(outcome.manifest, self._folder),
            key=own("outputs"),
            description="文件所在位置",
        )
        if outcome.statistics is not None:
            create_table_artifact(
                table=levels_table(outcome.statistics),
                key=own("risk-levels"),
                description=f"廉政风险点及等级（{UNIT_NAMES[outcome.statistics.unit]}）",
            )

    def _each(
        self,
        step: str,
        departments: Sequence[str],
        work: Callable[[str], T],
        state_of: Callable[[T], State[Any]],
    ) -> Sequence[T]:
        """Run one task a department; results stay here, only the state goes to the server."""
        results: dict[str, T] = {}
        progress = _Progress(step)

        # The number in front is what the UI's run graph can show: it drops Chinese letters.
        @task(
            name=step,
            task_run_name=f"{{number:02d}} {step} {{department}}",
            tags=[step],
            cache_policy=NO_CACHE,
        )
        def one(number: int, department: str) -> State[Any]:
            del number
            results[department] = work(department)
            return state_of(results[department])

        futures = [one.submit(n, department) for n, department in enumerate(departments, start=1)]
        for number, future in enumerate(futures, start=1):
            future.result(raise_on_failure=True)
            progress.tell(number, len(futures))
        return [results[department] for department in departments]


class _Progress:
    """How far a step has come, as the UI shows it; told every two seconds, and at the end."""

    def __init__(self, step: str) -> None:
        self._artifact = cast(
            UUID, create_progress_artifact(0.0, key=own("progress"), description=f"{step}进度")
        )
        self._told = time.monotonic()

    def tell(self, done: int, total: int) -> None:
        """Say that so many departments of so many are done."""
        now = time.monotonic()
        if done == total or now - self._told >= _PROGRESS_SECONDS:
            update_progress_artifact(self._artifact, 100.0 * done / total)
            self._told = now


def lift_form() -> str:
    """Give the path of the UI's page on which findings are lifted; "" where nobody serves it."""
    with get_client(sync_client=True) as client, suppress(ObjectNotFound):
        deployment = client.read_deployment_by_name(f"{OVERRULE}/{OVERRULE}")
        return f"/deployments/deployment/{deployment.id}/run"
    return ""


def review_state(review: Review) -> State[Any]:
    """Name the state of a department's review."""
    errors = [finding for finding in review.findings if finding.severity == "error"]
    if errors:
        return Completed(name=NEEDS_CORRECTION, message=f"{len(errors)} 个错误待整改")
    return Completed(name=PASSED, message=summary(review.findings))
