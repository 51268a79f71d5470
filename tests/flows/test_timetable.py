"""What the server does by itself, and when."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from flows.timetable import PARAMETERS, jobs
from schemas.schedule import Schedule

DATES = Schedule.of(2012, mobilisation=dt.date(2012, 4, 20), dates={})
JOBS = {job.name: job for job in jobs(DATES)}


def test_everything_the_office_can_start_has_a_chinese_name() -> None:
    assert list(JOBS) == [
        "收件",
        "实施方案",
        "职权目录",
        "风险汇总",
        "防控手册",
        "催报",
        "体检",
        "审定",
        "撤销误报",
    ]


def test_a_phase_runs_on_the_day_before_each_of_its_milestones() -> None:
    days = [moment.date() for moment in JOBS["职权目录"].moments]

    assert days == [dt.date(2012, 5, 24), dt.date(2012, 5, 30), dt.date(2012, 6, 14)]


def test_departments_are_reminded_before_and_after_what_they_owe() -> None:
    days = {moment.date() for moment in JOBS["催报"].moments}

    assert {dt.date(2012, 5, 24), dt.date(2012, 5, 26)} <= days
    assert dt.date(2012, 4, 26) not in days  # the plan goes to the superior, from the office


def test_the_offices_own_dates_count() -> None:
    changed = Schedule.of(2012, mobilisation=None, dates={"M03": dt.date(2012, 5, 20)})

    [catalogue] = [job for job in jobs(changed) if job.name == "职权目录"]

    assert catalogue.rrule.startswith("RDATE:20120519T080000,")


def test_receiving_and_the_check_up_recur() -> None:
    assert JOBS["收件"].cron == "*/5 * * * *"
    assert JOBS["体检"].cron.endswith("* * *")
    assert not JOBS["收件"].rrule


def test_every_parameter_of_every_form_has_a_chinese_name() -> None:
    flows = [job.flow.rsplit(".", 1) for job in JOBS.values()]
    asked = {
        parameter
        for module, name in flows
        for parameter in getattr(import_module(module), name).parameters.properties
    }

    assert asked == set(PARAMETERS)
