"""lianfang.toml: what it says is read, what is wrong in it is said in one Chinese sentence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.settings import Workspace, parse_college
from schemas.errors import UsageError

COLLEGE = """
[organisation]
name = "防灾科技学院"
year = 2012

[schedule]
mobilisation = 2012-04-20

[[department]]
name = "审计监察处"
aliases = ["纪委办公室"]
"""


def test_dates_that_are_not_configured_keep_the_plans_month_and_day() -> None:
    due = parse_college(COLLEGE).dates.due

    assert due["M01"] == dt.date(2012, 4, 23)
    assert due["M03"] == dt.date(2012, 5, 25)
    assert due["M11"] == dt.date(2012, 10, 12)


def test_without_a_mobilisation_there_is_no_m01() -> None:
    text = COLLEGE.replace("mobilisation = 2012-04-20", "")

    assert "M01" not in parse_college(text).dates.due


def test_a_department_is_found_by_any_of_its_names_however_spaced() -> None:
    college = parse_college(COLLEGE)

    assert college.department_named("纪委 办公室") == "审计监察处"
    assert college.department_named("教务处") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("year = 2012\nyaer = 1", ["organisation.yaer", "year"]),
        ("year = 2012\n[scedule]\nM03 = 2012-05-25", ["scedule", "schedule"]),
        ('year = 2012\n[counting]\nunit = "item"', ["counting.unit", "manifestation"]),
        ("year = 2012\n[limits]\nseconds = 0", ["limits.seconds", "大于 0"]),
        ('year = 2012\n[limits]\nseconds = "快"', ["limits.seconds", "整数"]),
        ('year = "', ["第4行"]),
        ("", ["缺少 organisation.year"]),
    ],
)
def test_a_fault_in_the_configuration_is_named_in_one_sentence(
    change: str, words: list[str]
) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_college(COLLEGE.replace("year = 2012", change))

    message = str(refusal.value)
    assert all(word in message for word in words), message
    assert "\n" not in message


def test_one_alias_for_two_departments_is_refused() -> None:
    text = COLLEGE + '\n[[department]]\nname = "办公室"\naliases = ["纪委办公室"]\n'

    with pytest.raises(UsageError, match="纪委办公室"):
        parse_college(text)


def test_a_folder_without_configuration_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"lianfang\.toml"):
        Workspace.open(tmp_path)
