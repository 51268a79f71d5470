"""The example college a year later."""

from __future__ import annotations

import tomllib

from examples.build import COLLEGE
from examples.model import departments
from examples.second_year import configuration, second_departments
from flows.settings import parse_college


def test_all_departments_report_again_and_three_of_them_have_other_items() -> None:
    before = {d.name: [i.name for i in d.item] for d in departments()}
    after = {d.name: [i.name for i in d.item] for d in second_departments()}

    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"学生处"}
    assert "国家助学贷款审核" in after["学生处"]
    assert "勤工助学岗位管理" not in after["学生处"]


def test_every_date_is_a_year_later() -> None:
    days = [d.catalogue.filled_on for d in second_departments()]
    texts = [r for d in second_departments() for i in d.item for r in i.regulations]

    assert {day.year for day in days if day} == {2013}
    assert not [text for text in texts if "2012年" in text]


def test_the_office_changes_year_and_dates_and_nothing_else() -> None:
    text = (COLLEGE / "lianfang.toml").read_text(encoding="utf-8")
    first, second = (parse_college(t) for t in (text, configuration(text)))
    unchanged = {"organisation", "schedule"}

    assert (first.year, second.year) == (2012, 2013)
    assert all(day.year == 2013 for day in second.dates.due.values())
    assert first.model_dump(exclude=unchanged) == second.model_dump(exclude=unchanged)
    assert tomllib.loads(configuration(text))["schedule"]["mobilisation"].year == 2013
