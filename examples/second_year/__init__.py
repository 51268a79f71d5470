"""The example college a year later: all departments report again, three of them with changes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from examples.build import (
    assessment_file,
    measures_file,
    phase_files,
    rating_files,
    risk_map_files,
    roster_file,
)
from examples.model import Department, Table, department_tables
from examples.work_report import OFFICE, REPORT_FILE, work_report_file

ROSTERS, CATALOGUES, RATINGS = "2013-04-21", "2013-05-23", "2013-06-14"
MAPS, MEASURES, ASSESSMENTS = "2013-06-06", "2013-09-26", "2013-10-11"
"""The days on which files arrive."""
_YEAR = re.compile(r"2012(?=年)")
_DATES = re.compile(r"^\[schedule\]\n(?:.+\n)+", re.MULTILINE)
Files = Iterator[tuple[str, bytes]]


def files_of(day: str) -> Mapping[str, bytes]:
    """Make what arrives on a day, by path in the inbox."""
    makers = {
        ROSTERS: _roster,
        CATALOGUES: phase_files,
        MAPS: risk_map_files,
        RATINGS: rating_files,
        MEASURES: _measures,
        ASSESSMENTS: _assessment,
    }
    made = {
        f"{department.folder}/{name}": data
        for department in second_departments()
        for name, data in makers[day](department)
    }
    office = {f"{OFFICE}/{REPORT_FILE}": work_report_file()} if day == ASSESSMENTS else {}
    return {**made, **office}


def configuration(first: str) -> str:
    """Turn the first year's ``lianfang.toml`` into the second's: another year, other dates."""
    dates = files("examples.second_year").joinpath("schedule.toml").read_text(encoding="utf-8")
    return _DATES.sub(lambda _: dates, first.replace("year = 2012", "year = 2013"))


def second_departments() -> Sequence[Department]:
    """Give all departments as they report in the second year, in order from the start."""
    changes = files("examples.second_year")
    made = []
    for name, table in department_tables():
        changed = changes.joinpath(name)
        new = tomllib.loads(changed.read_text(encoding="utf-8")) if changed.is_file() else {}
        department = Department.model_validate(_a_year_later(_changed(table, new)))
        made.append(department.in_order())
    return made


def _changed(table: Table, changes: Table) -> Table:
    """Take items away, change what is said of others, and add new ones at the end."""
    new = {item["name"]: item for item in changes.get("item", [])}
    gone = set(changes.get("gone", ()))
    kept = [item | new.pop(item["name"], {}) for item in table["item"] if item["name"] not in gone]
    return table | {"item": [*kept, *new.values()]}


def _a_year_later(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """Move every date by a year, and every year that a text names."""
    if isinstance(value, dict):
        return {key: _a_year_later(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_a_year_later(each) for each in value]
    if isinstance(value, str):
        return _YEAR.sub("2013", value)
    return value.replace(year=2013) if hasattr(value, "isoformat") else value


def _roster(department: Department) -> Files:
    yield department.roster.file, roster_file(department)


def _measures(department: Department) -> Files:
    yield department.measures.file, measures_file(department)


def _assessment(department: Department) -> Files:
    yield department.assessment.file, assessment_file(department)
