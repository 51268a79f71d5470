"""The steps of a phase as Prefect sees them: tasks, named states, artifacts. Needs a server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from prefect import task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.stage import Outcome, Review
from schemas.findings import SEVERITY_NAMES, Finding
from schemas.folding import fold, summary
from schemas.outcome import STATE_NAMES
from schemas.schedule import milestones

T = TypeVar("T")

NEEDS_CORRECTION = "待整改"
PASSED = "已通过"


class PrefectStage:
    """Carries the steps out as one task a department and step, and shows them in the UI."""

    def receive(self, departments: Sequence[str], work: Callable[[str], T]) -> Sequence[T]:
        """Read what departments sent."""
        return self._each("收件", departments, work, lambda _: Completed(name="已收件"))

    def review(self, departments: Sequence[str], work: Callable[[str], Review]) -> Sequence[Review]:
        """Judge the departments; the task's state says whether one has to correct anything."""
        keys = {name: f"findings-{n:02d}" for n, name in enumerate(departments, start=1)}

        def judged(review: Review) -> State[Any]:
            create_markdown_artifact(
                markdown=findings_page(review.department, review.findings),
                key=keys.get(review.department, "findings-00"),
                description=f"{review.department}：{summary(review.findings)}",
            )
            return review_state(review)

        return self._each("审核", departments, work, judged)

    def finished(self, outcome: Outcome) -> None:
        """Show the table of departments and where the outputs lie."""
        create_table_artifact(
            table=status_table(outcome),
            key="department-status",
            description=f"各部门报送情况（截至{outcome.manifest.as_of}）",
        )
        create_markdown_artifact(
            markdown=outputs_page(outcome), key="outputs", description="文件所在位置"
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
        total = max(len(departments), 1)
        progress = cast(
            UUID, create_progress_artifact(0.0, key="progress", description=f"{step}进度")
        )

        @task(name=step, task_run_name=f"{step} {{department}}", tags=[step], cache_policy=NO_CACHE)
        def one(department: str) -> State[Any]:
            results[department] = work(department)
            return state_of(results[department])

        futures = [one.submit(department) for department in departments]
        for number, future in enumerate(futures, start=1):
            future.result(raise_on_failure=True)
            if number == total or number % _PROGRESS_EVERY == 0:
                update_progress_artifact(progress, 100.0 * number / total)
        return [results[department] for department in departments]


_PROGRESS_EVERY = 5


def review_state(review: Review) -> State[Any]:
    """Name the state of a department's review."""
    errors = [finding for finding in review.findings if finding.severity == "error"]
    if errors:
        return Completed(name=NEEDS_CORRECTION, message=f"{len(errors)} 个错误待整改")
    return Completed(name=PASSED, message=summary(review.findings))


def findings_page(department: str, findings: Sequence[Finding]) -> str:
    """Write a department's findings as Markdown, repeats folded, small enough for the UI."""
    lines = [f"## {department}", "", summary(findings), ""]
    if findings:
        lines += ["| 级别 | 编号 | 问题 | 位置 |", "| --- | --- | --- | --- |"]
    for folded in fold(findings)[:_MOST_ROWS]:
        finding = folded.first
        times = f"（共 {folded.count} 处）" if folded.count > 1 else ""
        place = " ".join(filter(None, (finding.file, str(finding.location or ""))))
        lines.append(
            f"| {SEVERITY_NAMES[finding.severity]} | {finding.code} "
            f"| {_cell(finding.message)}{times} | {_cell(place)} |"
        )
    return "\n".join(lines)


_MOST_ROWS = 100


def _cell(text: str) -> str:
    """Make a text safe inside a Markdown table: departments' words are shown, never obeyed."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|!#~$":
        flat = flat.replace(sign, f"&#{ord(sign)};")
    return flat


def status_table(outcome: Outcome) -> list[dict[str, str]]:
    """Give one row a department and milestone."""
    names = {milestone.code: milestone.name for milestone in milestones()}
    problems = {review.department: summary(review.findings) for review in outcome.reviews}
    return [
        {
            "部门": state.department,
            "节点": f"{state.milestone} {names[state.milestone]}",
            "状态": STATE_NAMES[state.state],
            "问题": problems.get(state.department, ""),
        }
        for state in outcome.states
    ]


def outputs_page(outcome: Outcome) -> str:
    """Tell where the documents lie, with their checksums."""
    manifest = outcome.manifest
    lines = [
        f"## {'正式文件' if manifest.status == 'official' else '草稿'}",
        "",
        f"位置：`{outcome.folder}`",
        "",
        "| 文件 | 标题 | SHA-256 |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {_cell(document.path)} | {_cell(document.title)} | `{document.sha256}` |"
        for document in manifest.documents
    ]
    return "\n".join(lines)
