"""催报: who is reminded of what, and what is written for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.reminder_letters import write_reminders
from flows.reminders import reminders
from flows.rules import all_rules
from flows.settings import Workspace as Settings
from flows.standing import standing
from rendering.proof import read_back
from schemas.reminder import Owed, Reminder
from schemas.schedule import Phase
from tests.support.answered_notice import answered, numbered, returned
from tests.support.workspace import (
    ITEMS,
    TEACHING,
    Workspace,
    annex1,
    lianfang,
    tree,
)

EVE, AFTER = dt.date(2012, 5, 24), dt.date(2012, 5, 28)
CATALOGUE = f"{TEACHING}/附件1 目录.docx"
NO_BASIS = (("学籍异动审批", "行政职权", "审批休学。", ""), *ITEMS[TEACHING][1:])


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    items = {TEACHING: ITEMS[TEACHING]}
    return Workspace(tmp_path / "w", items, more="[schedule]\nM06 = 2012-06-09")


def owing(
    college: Workspace, day: dt.date = AFTER, phase: Phase | None = None
) -> tuple[Reminder, ...]:
    return reminders(standing(Settings.open(college.root), day), all_rules(), phase)


def only(college: Workspace, day: dt.date = AFTER) -> Owed:
    [reminder] = owing(college, day)
    assert reminder.department == TEACHING
    [owed] = reminder.owed
    return owed


def without_a_basis(college: Workspace) -> None:
    """Let a department send a catalogue with a fault, and return it."""
    college.put(CATALOGUE, annex1(TEACHING, NO_BASIS))
    college.run("2012-05-20")


def remove(college: Workspace, name: str) -> None:
    (college.inbox / name).unlink()


def test_nobody_is_reminded_of_what_was_received(college: Workspace) -> None:
    college.run()

    assert owing(college, EVE) == owing(college) == ()


def test_what_came_since_the_last_run_was_received_too(college: Workspace) -> None:
    content = (college.inbox / CATALOGUE).read_bytes()
    remove(college, CATALOGUE)
    college.run()
    assert only(college).missing == ("职权和重要业务事项目录（附件1）",)

    college.put(CATALOGUE, content)

    assert owing(college) == ()


def test_looking_records_nothing(college: Workspace) -> None:
    owing(college, EVE)
    college.run("2012-05-28")

    assert college.codes().count("LF-D02") == 1, "the run received them, not the reminder"


@pytest.mark.parametrize(
    ("day", "late"),
    [(dt.date(2012, 5, 24), -1), (dt.date(2012, 5, 25), 0), (dt.date(2012, 5, 28), 3)],
)
def test_days_are_counted_from_the_schedules_day(
    college: Workspace, day: dt.date, late: int
) -> None:
    remove(college, CATALOGUE)

    assert (only(college, day).due, only(college, day).days_late) == (dt.date(2012, 5, 25), late)


def test_what_is_due_later_is_reminded_only_when_its_phase_is_asked_for(
    college: Workspace,
) -> None:
    assert owing(college, EVE) == ()

    asked = owing(college, EVE, "summary")

    assert [r.department for r in asked] == [TEACHING]
    assert [owed.milestone.code for owed in asked[0].owed] == ["M06", "M07"]
    assert owing(college, EVE, "catalogue") == ()


def test_a_day_of_rest_is_pointed_out_and_not_moved(college: Workspace) -> None:
    [owed, other] = owing(college, dt.date(2012, 6, 1), "summary")[0].owed

    assert (owed.due, owed.rest) == (dt.date(2012, 6, 9), "星期六")
    assert (other.milestone.code, other.rest) == ("M07", None)
    assert owing(college, dt.date(2012, 6, 10))[0].owed[0].rest is None, "it has passed"


def test_the_milestones_are_those_that_have_a_date(college: Workspace) -> None:
    for file in college.inbox.glob("*/名单.docx"):
        file.unlink()

    assert owing(college) == (), "without a mobilisation meeting there is no M01"


def test_what_was_returned_and_is_still_open_is_reminded(college: Workspace) -> None:
    without_a_basis(college)

    owed = only(college)

    assert owed.missing == ()
    [file] = owed.returned
    assert (file.file, file.errors, file.warnings) == ("附件1 目录.docx", (("未填法规依据", 1),), 0)
    assert owed.returned_on == dt.date(2012, 5, 20)


def test_a_fault_that_no_notice_has_told_is_not_reminded(college: Workspace) -> None:
    college.put(CATALOGUE, annex1(TEACHING, NO_BASIS))

    assert owing(college) == ()


def test_what_was_sent_again_waits_for_its_review(college: Workspace) -> None:
    without_a_basis(college)

    college.put(CATALOGUE, annex1(TEACHING, NO_BASIS, "（第二次报送）"))

    assert owing(college) == ()


def test_what_the_office_has_lifted_is_not_reminded(college: Workspace) -> None:
    without_a_basis(college)
    [finding] = [f["id"] for f in college.json("findings.json") if f["code"] == "LF-C04"]

    lianfang("overrule", finding, "-w", college.root, "--by", "张三", "--reason", "误报")

    assert owing(college) == ()


def test_a_file_that_only_got_another_name_is_still_owed(college: Workspace) -> None:
    without_a_basis(college)

    (college.inbox / CATALOGUE).rename(college.inbox / TEACHING / "目录新.docx")

    assert only(college).returned[0].file == "目录新.docx"


def test_a_warning_counts_until_it_is_explained(college: Workspace) -> None:
    college.put(CATALOGUE, numbered(TEACHING, NO_BASIS, "13"))
    college.run("2012-05-20")
    assert only(college).returned[0].warnings == 1

    notice = answered(returned(college, TEACHING), C07="按办理顺序编号。")
    college.put(f"{TEACHING}/整改通知书.docx", notice)

    assert only(college).returned[0].warnings == 0


def test_warnings_alone_are_no_reason_for_a_reminder(college: Workspace) -> None:
    college.put(CATALOGUE, numbered(TEACHING, ITEMS[TEACHING], "13"))
    college.run("2012-05-20")
    assert "LF-C07" in college.codes()

    assert owing(college) == ()


def test_a_department_without_items_owes_no_charts(college: Workspace) -> None:
    for file in (college.inbox / TEACHING).glob("*"):
        file.unlink()
    college.put(CATALOGUE, annex1(TEACHING, [("无", "", "", "")]))

    assert owing(college) == ()


def test_list_and_letters_lie_by_their_day(college: Workspace) -> None:
    remove(college, CATALOGUE)
    workspace = Settings.open(college.root)

    written = write_reminders(workspace, standing(workspace, AFTER))

    assert written.list_path == workspace.output / "催报" / "2012-05-28.txt"
    assert f"1. {TEACHING}：报送目录和运行流程图，期限 2012-05-25，未报" in (
        written.list_path.read_text(encoding="utf-8")
    )
    [letter] = written.letters
    name = f"{TEACHING}廉政风险防控材料催报通知"
    folder = tree(workspace.output / "催报" / "2012-05-28")
    assert folder == {f"{name}.docx": letter.word, f"{name}.txt": letter.text.encode()}
    assert f"{TEACHING}：" in [block.text for block in read_back(letter.word).blocks]


def test_the_same_round_gives_the_same_bytes(college: Workspace) -> None:
    without_a_basis(college)
    workspace = Settings.open(college.root)

    first, second = (write_reminders(workspace, standing(workspace, AFTER)) for _ in range(2))

    assert first == second


def test_the_letter_of_a_department_that_has_sent_meanwhile_goes(college: Workspace) -> None:
    content = (college.inbox / CATALOGUE).read_bytes()
    remove(college, CATALOGUE)
    workspace = Settings.open(college.root)
    write_reminders(workspace, standing(workspace, AFTER))

    college.put(CATALOGUE, content)
    written = write_reminders(workspace, standing(workspace, AFTER))

    assert written.letters == ()
    assert list(tree(workspace.output / "催报")) == ["2012-05-28.txt"]
    assert "各部门均已报送。" in written.list_path.read_text(encoding="utf-8")


def test_the_rounds_of_a_phase_lie_beside_those_of_the_day(college: Workspace) -> None:
    remove(college, CATALOGUE)

    plain = lianfang("remind", "-w", college.root, "--as-of", "2012-05-24")
    phase = lianfang("remind", "-w", college.root, "--as-of", "2012-05-24", "--phase", "summary")

    assert (plain.exit, phase.exit) == (0, 0)
    assert "1 个部门" in plain.out
    assert "期限 2012-06-09" in phase.out
    made = {path.name for path in (college.root / "output/2012/催报").iterdir()}
    assert made == {
        "2012-05-24", "2012-05-24.txt", "2012-05-24-风险汇总", "2012-05-24-风险汇总.txt"
    }  # fmt: skip


def test_the_offices_own_template_wins(college: Workspace) -> None:
    remove(college, CATALOGUE)
    own = college.root / "templates" / "reminder.docx"
    own.parent.mkdir()
    own.write_bytes(b"no Word file")

    refused = lianfang("remind", "-w", college.root, "--as-of", "2012-05-24")

    assert refused.exit == 2
    assert "reminder.docx" in refused.line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--phase", "考核"), "没有阶段“考核”"), (("--mail",), "没有 [mail]")],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(
    college: Workspace, arguments: tuple[str, ...], said: str
) -> None:
    refused = lianfang("remind", "-w", college.root, *arguments)

    assert refused.exit == 2
    assert said in refused.line
    assert not (college.root / "output").exists()
