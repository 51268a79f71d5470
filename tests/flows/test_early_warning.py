"""Early warning (预警处置): signals, answers, the letter, and who is late."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from rendering.proof import read_back
from tests.support.risk_phase import RATED, RatedCollege
from tests.support.workspace import AUDIT, ITEMS, Ran, Workspace, lianfang

ITEM = ITEMS[AUDIT][0][0]


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w", more="[warning]\nanswer_days = 10")


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> RatedCollege:
    """A college whose risks are in the register."""
    college = RatedCollege(tmp_path_factory.mktemp("rated") / "w")
    college.run(RATED, "summary")
    return college


def add(college: Workspace, **given: str) -> Ran:
    values = {
        "source": "信访举报",
        "department": "纪委办公室",
        "text": "反映登记不及时。",
        "by": "张三",
        "date": "2012-06-01",
    } | given
    options = [part for name, value in values.items() for part in (f"--{name}", value)]
    return lianfang("warning", "add", "-w", college.root, *options)


def answer(college: Workspace, **given: str) -> Ran:
    values = {"kind": "诫勉谈话", "by": "李四", "date": "2012-06-08"} | given
    options = [part for name, value in values.items() for part in (f"--{name}", value)]
    return lianfang("warning", "answer", "1", "-w", college.root, *options)


def listed(college: Workspace, day: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = lianfang(
        "warning", "list", "-w", college.root, "--as-of", day, "--json"
    ).json
    return found


def test_a_signal_is_registered_under_the_departments_own_name(college: Workspace) -> None:
    assert add(college).exit == 0

    [signal] = listed(college, "2012-06-02")
    assert signal["department"] == AUDIT
    assert signal["by"] == "张三"
    assert (signal["due"], signal["state"]) == ("2012-06-11", "open")


@pytest.mark.parametrize(
    ("day", "state"),
    [("2012-06-07", "open"), ("2012-06-08", "answered"), ("2012-07-01", "answered")],
)
def test_an_answer_counts_from_its_day(college: Workspace, day: str, state: str) -> None:
    add(college)
    assert answer(college, note="已谈话").exit == 0

    [signal] = listed(college, day)
    assert signal["state"] == state
    assert signal["answers"] == [
        {"kind": "诫勉谈话", "by": "李四", "date": "2012-06-08", "note": "已谈话"}
    ]


def test_an_overdue_answer_stands_in_the_status(college: Workspace) -> None:
    add(college)
    status = ("status", "-w", college.root, "--as-of")

    in_time, late = lianfang(*status, "2012-06-11"), lianfang(*status, "2012-06-12")
    states = lianfang(*status, "2012-06-12", "--json").json

    assert "逾期" not in in_time.out
    assert "预警信息逾期未处置 1 条" in late.out
    assert {s["department"] for s in states if s.get("overdue_warnings") == 1} == {AUDIT}
    assert {len(s) for s in states if s["department"] != AUDIT} == {3}


def test_a_status_without_late_answers_says_what_it_always_said(college: Workspace) -> None:
    add(college)
    answer(college)

    states = lianfang("status", "-w", college.root, "--as-of", "2012-08-01", "--json").json

    assert {tuple(sorted(state)) for state in states} == {("department", "milestone", "state")}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"source": "传闻"}, "信访举报、审计、报告、其他"),
        ({"department": "教务"}, "是不是“教务处”"),
        ({"text": " "}, "--text"),
        ({"by": " "}, "--by"),
        ({"date": "2112-01-01"}, "今天以后"),
        ({"date": "6月1日"}, "写法不对"),
        ({"point": "审批"}, "--item"),
        ({"item": ITEM}, "没有登记事项"),
    ],
)
def test_what_cannot_be_registered_is_said_in_one_sentence(
    college: Workspace, given: dict[str, str], said: str
) -> None:
    refused = add(college, **given)

    assert refused.exit == 2
    assert said in refused.line
    assert listed(college, "2012-06-02") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "口头提醒"}, "风险提示、诫勉谈话、责令纠错"),
        ({"date": "2012-05-31"}, "早于"),
        ({"date": "2112-01-01"}, "今天以后"),
        ({"by": ""}, "--by"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    college: Workspace, given: dict[str, str], said: str
) -> None:
    add(college)

    refused = answer(college, **given)

    assert refused.exit == 2
    assert said in refused.line


def test_a_number_that_nobody_gave_is_refused(college: Workspace) -> None:
    refused = answer(college)

    assert refused.exit == 2
    assert "没有第 1 号" in refused.line


def test_item_and_point_are_those_of_the_register(rated: RatedCollege) -> None:
    assert add(rated, item=f" {ITEM}", point="审批").exit == 0

    [signal] = listed(rated, "2012-06-20")
    assert (signal["item"], signal["point"]) == (ITEM, "审批")
    assert "是不是“受理登记”" in add(rated, item=ITEM, point="登记").line
    assert f"是不是“{ITEM}”" in add(rated, item=ITEM[:4]).line


def test_the_letter_tells_the_department_what_is_asked_by_when(
    college: Workspace, tmp_path: Path
) -> None:
    add(college, text="反映<登记>不及时 {{ x }} & 拖延。\n附信一封。")
    file = tmp_path / "函.docx"

    written = lianfang(
        "warning", "letter", "1", "-w", college.root, "-o", file, "--date", "2012-06-02"
    )

    assert written.exit == 0
    lines = [block.text for block in read_back(file.read_bytes()).blocks]
    assert f"{AUDIT}：" in lines
    assert any("反映<登记>不及时 {{ x }} & 拖延。" in line for line in lines)
    assert OpenXmlValidator().validate(file).errors == []
    assert any("2012年6月11日前" in line for line in lines)
    assert not any("职权事项" in line for line in lines)


def test_a_letter_that_cannot_be_written_is_the_machines_fault(
    college: Workspace, tmp_path: Path
) -> None:
    add(college)

    refused = lianfang("warning", "letter", "1", "-w", college.root, "-o", tmp_path / "x" / "y")

    assert refused.exit == 3
    assert "写不了" in refused.line


def test_signals_and_answers_stand_in_the_audit_log(college: Workspace) -> None:
    add(college)
    answer(college)

    held = lianfang("audit", "verify", "-w", college.root)

    assert held.exit == 0
    assert "共 3 条" in held.out


def test_a_year_without_signals_says_so(college: Workspace) -> None:
    listing = lianfang("warning", "list", "-w", college.root)

    assert listing.exit == 0
    assert "没有登记预警信息" in listing.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("warning",),
        ("warning", "ask"),
        ("warning", "add"),
        ("warning", "answer", "一", "-w", "W", "--kind", "风险提示", "--by", "甲"),
        ("warning", "letter", "1", "-w", "W"),
        ("audit",),
        ("audit", "export", "-w", "W"),
        ("backup", "-w", "W"),
        ("restore", "b.zip"),
        ("doctor", "W"),
    ],
)
def test_a_command_that_is_written_wrongly_is_said_in_one_sentence(
    arguments: tuple[str, ...],
) -> None:
    refused = lianfang(*arguments)

    assert refused.exit == 2
    assert refused.line
