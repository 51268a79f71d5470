"""``extract`` and ``check``: single files, without archive or Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.console import Console
from flows.desk import misplaced, read_named, with_checks
from flows.settings import Workspace
from schemas.findings import Finding
from schemas.forms import as_contract


def extract_files(names: Sequence[str], root: Path | None, *, as_json: bool) -> int:
    """Read files and print what was understood; 1 when any error was found."""
    console = Console()
    workspace = Workspace.open(root) if root else None
    with console.progress() as progress:
        readings = read_named(names, workspace, progress)
    if workspace:
        readings = misplaced(names, readings, workspace)
    if as_json:
        console.json([as_contract(reading) for reading in readings])
    else:
        for reading in readings:
            console.reading(reading)
    return _exit_code([finding for reading in readings for finding in reading.findings])


def check_files(names: Sequence[str], root: Path | None, *, as_json: bool) -> int:
    """Check files as a department can before it sends them; 1 when any error was found."""
    console = Console()
    workspace = Workspace.open(root) if root else None
    with console.progress() as progress:
        readings = read_named(names, workspace, progress)
    findings = with_checks(names, readings, workspace)
    if as_json:
        console.json([finding.model_dump(mode="json") for finding in findings])
    else:
        console.findings(findings)
    return _exit_code(findings)


def _exit_code(findings: Sequence[Finding]) -> int:
    return int(any(finding.severity == "error" for finding in findings))
