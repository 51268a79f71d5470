"""The example college's year as runs: what each day gives, and what is told of whom."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.cli import execute
from flows.lint_reader import lint_2012
from schemas.college import Limits
from schemas.schedule import PHASES, Phase
from tests.support.validity import property_problems, schema_problems, structure_problems

Told = set[tuple[str, str | None, str | None]]
DAYS: tuple[tuple[str, Phase], ...] = (
    ("2012-04-22", "plan"),
    ("2012-05-24", "catalogue"),
    ("2012-05-30", "catalogue"),
    ("2012-06-07", "summary"),
    ("2012-06-14", "summary"),
    ("2012-06-18", "summary"),
)
AUTUMN: tuple[tuple[str, Phase], ...] = (("2012-09-28", "handbook"), ("2012-10-10", "handbook"))
APPROVED = "2012-06-20"


@dataclass(frozen=True)
class Day:
    """How a day's run ended."""

    exit: int
    findings: list[dict[str, Any]]
    manifest: dict[str, Any]
    returned: set[str]

    def told(self, *severities: str) -> Told:
        """Give code, department and item of the findings of some severities."""
        return {
            (finding["code"], finding["department"], finding["item"])
            for finding in self.findings
            if finding["severity"] in severities
        }


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("story") / "W"
    assert execute(["init", str(root), "--example"]) == 0
    return root


@pytest.fixture(scope="module")
def story(workspace: Path) -> Mapping[str, Day]:
    """All days one after the other."""
    days = {day: lived(workspace, phase, day) for day, phase in DAYS}
    approval = ["--by", "领导小组会议", "--date", APPROVED]
    assert execute(["approve", "summary", "-w", str(workspace), *approval]) == 0
    days[APPROVED] = lived(workspace, "summary", APPROVED)
    return {**days, **{day: lived(workspace, phase, day) for day, phase in AUTUMN}}


def lived(root: Path, phase: Phase, day: str) -> Day:
    arrived = root / "later" / day / "inbox"
    if arrived.is_dir():
        shutil.copytree(arrived, root / "inbox", dirs_exist_ok=True)
    code = execute(["run", phase, "-w", str(root), "--as-of", day])
    folder = root / "output" / "2012" / phase
    return Day(
        exit=code,
        findings=json.loads((folder / "findings.json").read_text("utf-8")),
        manifest=json.loads((folder / "manifest.json").read_text("utf-8")),
        returned={path.name for path in (folder / "returned").glob("*")},
    )


def test_the_plan_is_official_from_the_first_day(story: Mapping[str, Day]) -> None:
    day = story["2012-04-22"]

    assert day.exit == 0
    assert day.told("error", "warning") == set()
    assert [document["official"] for document in day.manifest["documents"]] == [True]


def test_the_first_catalogues_have_five_faults(story: Mapping[str, Day]) -> None:
    day = story["2012-05-24"]

    assert day.exit == 1
    assert len(day.told("error")) == 5
    assert day.returned == {"资产管理处"}


def test_the_corrected_catalogue_is_official(story: Mapping[str, Day]) -> None:
    assert story["2012-05-30"].exit == 0
    assert story["2012-05-30"].told("error") == set()


def test_the_risk_maps_alone_are_in_order_and_give_drafts(story: Mapping[str, Day]) -> None:
    day = story["2012-06-07"]

    assert day.exit == 1
    assert day.told("error") == set()
    assert day.returned == set()


def test_the_first_ratings_of_one_department_have_five_faults(story: Mapping[str, Day]) -> None:
    day = story["2012-06-14"]

    assert day.exit == 1
    assert day.told("error") == {
        ("LF-R03", "学生处", "学生违纪处分"),
        ("LF-R04", "学生处", "奖助学金评定"),
        ("LF-R08", "学生处", "奖助学金评定"),
        ("LF-D04", "学生处", "勤工助学岗位管理"),
        ("LF-S01", "学生处", None),
    }
    assert day.returned == {"学生处"}


def test_the_corrected_ratings_make_the_summary_official(story: Mapping[str, Day]) -> None:
    day = story["2012-06-18"]

    assert day.told("error") == set()
    assert day.exit == 0


def test_nothing_is_told_but_what_is_planted(story: Mapping[str, Day]) -> None:
    warned = {code for code, *_ in story["2012-06-18"].told("warning")}

    assert warned == {"LF-D02"}  # 资产管理处 completed its charts late, in May


def test_every_risk_of_the_college_is_counted(story: Mapping[str, Day]) -> None:
    counts = story["2012-06-18"].manifest["counts"]

    assert (counts["departments"], counts["items"]) == (11, 34)
    assert counts["points"] == 183
    assert (counts["high"], counts["medium"], counts["low"]) == (58, 77, 48)


def test_the_approval_stands_in_the_manifest(story: Mapping[str, Day]) -> None:
    day = story[APPROVED]

    assert day.exit == 0
    assert day.manifest["approved"] == {"by": "领导小组会议", "date": APPROVED}


def test_the_set_before_the_approval_is_kept(story: Mapping[str, Day], workspace: Path) -> None:
    kept = workspace / "output" / "2012" / "summary" / "published" / "2012-06-18"

    assert story[APPROVED].exit == 0
    assert list(kept.glob("*.docx"))
    assert execute(["verify", str(kept.parents[1])]) == 0


def test_the_first_measures_lack_one(story: Mapping[str, Day]) -> None:
    day = story["2012-09-28"]

    assert day.exit == 1
    assert day.told("error") == {("LF-M01", "基建处", "工程变更签证")}
    assert day.returned == {"基建处"}


def test_the_office_is_asked_for_its_words_until_they_are_there(
    story: Mapping[str, Day],
) -> None:
    asked = [
        [finding["code"] for finding in story[day].findings].count("LF-H01")
        for day in ("2012-09-28", "2012-10-10")
    ]

    assert asked == [5, 0]


def test_handbook_work_report_and_assessment_are_official_in_october(
    story: Mapping[str, Day], workspace: Path
) -> None:
    day = story["2012-10-10"]

    assert day.exit == 0
    assert day.told("error") == set()
    assert len(day.manifest["documents"]) == 3
    assert all(document["official"] for document in day.manifest["documents"])
    assert execute(["verify", str(workspace / "output" / "2012" / "handbook")]) == 0


def test_nobody_is_warned_of_the_whole_year_but_of_one_late_chart(
    story: Mapping[str, Day],
) -> None:
    assert story["2012-10-10"].told("warning") == {("LF-D02", "资产管理处", None)}


def test_every_document_of_the_year_keeps_the_official_layout(
    story: Mapping[str, Day], workspace: Path
) -> None:
    assert story["2012-10-10"].exit == 0
    documents = [
        path
        for path in (workspace / "output").rglob("*.docx")
        if "returned" not in path.parts or path.name.endswith("整改通知书.docx")
    ]

    assert len(documents) > 5
    assert [
        f"{path.name} {finding.code} {finding.message}"
        for path in documents
        for finding in lint_2012(path.read_bytes(), file=path.name, limits=Limits()).findings
        if finding.severity == "error"
    ] == []


def test_one_department_falls_short_in_the_assessment(
    story: Mapping[str, Day], workspace: Path
) -> None:
    data = json.loads((workspace / "output/2012/handbook/data.json").read_text("utf-8"))

    short = [
        (department["name"], criterion["number"])
        for department in data["departments"]
        for criterion in department["assessment"]["criteria"]
        if not criterion["met"]
    ]

    assert story["2012-10-10"].exit == 0
    assert short == [("资产管理处", 5)]


@pytest.mark.parametrize("phase", PHASES)
def test_every_file_of_a_phase_is_valid_and_names_nobody(
    story: Mapping[str, Day], workspace: Path, phase: Phase
) -> None:
    folder = workspace / "output" / "2012" / phase
    files = [path for path in folder.iterdir() if path.suffix in {".docx", ".xlsx"}]

    found = {
        path.name: [
            *schema_problems(path),
            *structure_problems(path.read_bytes()),
            *property_problems(path.read_bytes(), "防灾科技学院"),
        ]
        for path in files
    }

    assert story["2012-10-10"].exit == 0
    assert found == {path.name: [] for path in files}
    assert files
