"""Runs a phase with Prefect where a server is up, else plainly; the results are the same."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from flows.outputs import MANIFEST
from flows.server import Server, admits, answers, workspace_server
from flows.server_settings import client_environment
from flows.settings import Workspace
from flows.stage import Progress
from flows.steps import Request
from flows.together import run_together
from schemas.findings import Finding
from schemas.outcome import Manifest
from schemas.schedule import Phase

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of a phase left in its output folder."""

    folder: Path
    manifest: Manifest
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, folder: Path) -> Result:
        """Read the outcome from the folder that was just published."""
        findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
        return cls(
            folder=folder,
            manifest=Manifest.model_validate_json((folder / MANIFEST).read_bytes()),
            findings=tuple(Finding.model_validate(finding) for finding in findings),
        )

    @property
    def exit_code(self) -> int:
        """Give 0 when official documents were written, else 1."""
        return 0 if self.manifest.status == "official" else 1

    def as_json(self) -> dict[str, Any]:
        """Give what ``run --json`` prints."""
        return {
            "exit": self.exit_code,
            "manifest": self.manifest.model_dump(mode="json"),
            "findings": [finding.model_dump(mode="json") for finding in self.findings],
        }


def conduct(
    workspace: Workspace,
    phase: Phase,
    as_of: dt.date,
    *,
    by: str | None = None,
    progress: Progress | None = None,
    note: Note = lambda _: None,
) -> Result:
    """Run one phase, as :func:`conduct_all` does."""
    [result] = conduct_all(workspace, [phase], as_of, by=by, progress=progress, note=note)
    return result


def conduct_all(
    workspace: Workspace,
    phases: Sequence[Phase],
    as_of: dt.date,
    *,
    by: str | None = None,
    progress: Progress | None = None,
    note: Note = lambda _: None,
) -> tuple[Result, ...]:
    """Run phases in their order, each as a Prefect flow run when a server answers.

    Args:
        workspace: The college's workspace.
        phases: What to run.
        as_of: Today, for every deadline.
        by: Who runs it, for the archive.
        progress: Hears of the steps of a plain run.
        note: Hears in one line when the run is not recorded in Prefect.
    """
    server = _server(workspace, note)
    if server is None:
        run_together([Request(workspace, phase, as_of, by) for phase in phases], progress, now)
    else:
        os.environ.update(client_environment(workspace.root, server.api))
        # Prefect takes 3 s to import, and reads its settings then.
        recorder = import_module("flows.prefect_flow")
        for phase in phases:
            recorder.run_as_flow(import_module(f"flows.{phase}").run, workspace, as_of, by)
    return tuple(Result.read(workspace.output / phase) for phase in phases)


def now() -> dt.datetime:
    """Tell the clock's time, for the archive's record of runs."""
    return dt.datetime.now(tz=dt.UTC)


def _server(workspace: Workspace, note: Note) -> Server | None:
    """Find the server to report to: the environment's, else the workspace's own."""
    api = os.environ.get("PREFECT_API_URL", "")
    if api:
        server = Server(api=api, ui=api.removesuffix("/api")) if answers(api) else None
        missing = f"Prefect 服务 {api} 没有应答"
    else:
        server = workspace_server(workspace.root)
        missing = "没有启动 Prefect 服务"
    if server is not None and admits(server.api):
        return server
    if server is not None:
        missing = f"Prefect 服务 {server.api} 要求口令（环境变量 PREFECT_API_AUTH_STRING）"
    note(f"{missing}，本次运行不在其中记录，结果相同。")
    return None
