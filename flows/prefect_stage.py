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
from schemas.counting import UNIT_NAMES
from schemas.findings import SEVERITY_NAMES, Finding
from schemas.folding import fold, summary
from schemas.outcome import STATE_NAMES
from schemas.schedule import milestones, phases_until
from schemas.statistics import Statistics

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
        if outcome.statistics is not None:
            create_table_artifact(
                table=levels_table(outcome.statistics),
                key="risk-levels",
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
        total = max(len(departments), 1)
        progress = cast(
            UUID, create_progress_artifact(0.0, key="progress", description=f"{step}进度")
        )

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
    lines = [f"## {_shown(department)}", "", summary(findings), ""]
    folded = fold(findings)
    for number, repeated in enumerate(folded[:_MOST_FINDINGS], start=1):
        finding = repeated.first
        times = f"（同类共 {repeated.count} 处）" if repeated.count > 1 else ""
        lines += [
            f"### {number}. {SEVERITY_NAMES[finding.severity]} {finding.code}{times}",
            "",
            _shown(finding.message),
            "",
            f"**怎么改** {_shown(finding.hint)}",
            "",
        ]
        if finding.file:
            lines += [f"**文件** {_shown(finding.file)} {finding.location or ''}", ""]
    if len(folded) > _MOST_FINDINGS:
        lines.append(f"其余 {len(folded) - _MOST_FINDINGS} 类问题见 report.html。")
    return "\n".join(lines)


_MOST_FINDINGS = 100


def _shown(text: str) -> str:
    """Make a text safe inside Markdown: departments' words are shown, never obeyed."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|!#~$":
        flat = flat.replace(sign, f"&#{ord(sign)};")
    return flat


def status_table(outcome: Outcome) -> list[dict[str, str]]:
    """Give one row a department, one column a milestone of the phase and the earlier ones."""
    phases = phases_until(outcome.manifest.phase)
    titles = {m.code: f"{m.code} {m.name}" for m in milestones() if m.phase in phases}
    rows = {review.department: {"部门": review.department} for review in outcome.reviews}
    for state in outcome.states:
        if state.milestone in titles:
            rows[state.department][titles[state.milestone]] = STATE_NAMES[state.state]
    for review in outcome.reviews:
        rows[review.department]["问题"] = summary(review.findings)
    return list(rows.values())


def levels_table(figures: Statistics) -> list[dict[str, str | int]]:
    """Give one row a department with its risks by level, and the whole college last."""
    return [
        {
            "部门": line.name,
            "职权事项": line.items,
            "风险点": line.risks.points,
            "高": line.risks.high,
            "中": line.risks.medium,
            "低": line.risks.low,
        }
        for line in (*figures.departments, figures.overall)
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
        f"| {_shown(document.path)} | {_shown(document.title)} | `{document.sha256}` |"
        for document in manifest.documents
    ]
    return "\n".join(lines)
