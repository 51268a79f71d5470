"""The sample workspaces, run as the office runs them: exit codes and findings as expected."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.cli import execute

SCENARIOS = (
    "C04-basis",
    "D04-order",
    "F11-tracked",
    "M01-measure",
    "P05-gap",
    "R03-no-level",
    "R08-map",
    "S01-high",
    "clean-catalogue-A",
    "clean-handbook-C",
    "clean-plan-A",
    "clean-summary-B",
)


def played(scenario: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Play a scenario's runs and give what the last one printed."""
    shutil.copytree(scenario / "workspace", workspace, copy_function=shutil.copyfile)
    expected = json.loads((scenario / "expected.json").read_text(encoding="utf-8"))
    printed = ""
    for run in expected["runs"]:
        if run["add"]:
            added = scenario / run["add"]
            shutil.copytree(
                added, workspace / "inbox", dirs_exist_ok=True, copy_function=shutil.copyfile
            )
        _settle(workspace / "inbox")
        execute(["run", run["phase"], "-w", str(workspace), "--as-of", run["as_of"], "--json"])
        printed = capsys.readouterr().out
    return {"expected": expected, **json.loads(printed)}


def _settle(inbox: Path) -> None:
    """Date the files back: what changed just now may still be growing and is looked at twice."""
    for path in inbox.rglob("*"):
        os.utime(path, (0, 0))


def fits(finding: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Tell whether a finding is one that is asked for."""
    codes = [wanted["code"], *([wanted["or"]] if isinstance(wanted.get("or"), str) else [])]
    told = all(finding[k] == wanted[k] for k in ("department", "item", "file") if k in wanted)
    return finding["code"] in codes and told


@pytest.mark.shared
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_gives_its_findings_and_exit_code(
    name: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = played(samples / "scenarios" / name, tmp_path / "W", capsys)
    expected, findings = result["expected"], result["findings"]
    alarms = {f["code"] for f in findings if f["severity"] != "info"}
    errors = {f["code"] for f in findings if f["severity"] == "error"}

    assert result["exit"] == expected["exit"]
    assert [m for m in expected["must"] if not any(fits(f, m) for f in findings)] == []
    assert errors <= {m["code"] for m in expected["must"]}
    assert alarms & set(expected["must_not"]) == set()


@pytest.mark.shared
def test_every_scenario_is_played(samples: Path) -> None:
    assert {path.name for path in (samples / "scenarios").iterdir()} == set(SCENARIOS)
