"""收件, 催报 and 体检 without a server: what they read, list and find."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.archives import open_archive
from flows.arrivals import arrival_rows, receive_new, waiting, words
from flows.checkup import checkup
from flows.conduct import conduct, now
from flows.overview import calendar_rows, current_phase, overview_of, status_rows, working_day
from flows.settings import Workspace
from tests.support.small_college import catalogue, make_workspace, put

DAY = dt.date(2012, 5, 24)
NAME = "审计监察处"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(make_workspace(tmp_path / "W"))


def state_of(workspace: Workspace, milestone: str, day: dt.date = DAY) -> str:
    [row] = status_rows(overview_of(workspace, day))
    return next(words for title, words in row.items() if title.startswith(milestone))


def test_what_arrived_is_read_and_its_day_recorded(workspace: Workspace) -> None:
    files = receive_new(workspace, DAY, now())

    assert words(files) == f"{NAME} 3 份"
    assert {row["内容"] for row in arrival_rows(files)} >= {"部门组织机构人员名单"}
    assert {file.source.received for file in files} == {DAY}
    assert not workspace.output.exists()


def test_nothing_is_written_where_nothing_is_new(workspace: Workspace) -> None:
    receive_new(workspace, DAY, now())

    assert receive_new(workspace, DAY, now()) == ()
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        assert len(records.runs.all(2012)) == 1


def test_outside_the_year_files_are_only_listed_so_that_no_day_of_receipt_hides_them(
    workspace: Workspace,
) -> None:
    assert words(waiting(workspace)) == f"{NAME} 3 份"
    assert conduct(workspace, "catalogue", DAY).exit_code == 0


def test_a_returned_form_that_came_again_waits_for_its_review(workspace: Workspace) -> None:
    put(workspace.inbox / NAME / "附件1.docx", catalogue(category="其他"))
    conduct(workspace, "catalogue", DAY)
    assert state_of(workspace, "M03") == "退回修改"

    put(workspace.inbox / NAME / "附件1.docx", catalogue())
    receive_new(workspace, DAY, now())

    assert state_of(workspace, "M03") == "重报待审"


def test_the_calendar_says_what_is_due_and_who_owes_it(workspace: Workspace) -> None:
    conduct(workspace, "catalogue", DAY)

    rows = {row["节点"][:3]: row for row in calendar_rows(overview_of(workspace, DAY))}

    assert (rows["M03"]["还有"], rows["M03"]["尚欠"]) == ("1 天", "无")
    assert rows["M06"]["尚欠"] == f"1 个部门：{NAME}"
    assert rows["M02"]["还有"] == "已过 29 天"


def test_a_sound_workspace_passes_its_check_up(workspace: Workspace) -> None:
    conduct(workspace, "catalogue", DAY)

    assert checkup(workspace) == ()


def test_a_changed_document_and_a_lost_archive_are_found(workspace: Workspace) -> None:
    result = conduct(workspace, "catalogue", DAY)
    (result.folder / result.manifest.documents[0].path).write_bytes(b"changed")
    (workspace.root / "archive.db").unlink()

    problems = checkup(workspace)

    assert len(problems) == 2
    assert any("已被改动" in problem for problem in problems)


def test_outside_the_year_the_day_is_that_of_the_last_run(workspace: Workspace) -> None:
    assert working_day(workspace, dt.date(2012, 7, 1)) == dt.date(2012, 7, 1)
    conduct(workspace, "catalogue", DAY)

    assert working_day(workspace, dt.date(2026, 7, 1)) == DAY


def test_the_current_phase_is_that_of_the_next_milestone(workspace: Workspace) -> None:
    assert current_phase(workspace.college, dt.date(2012, 6, 1)) == "summary"
    assert current_phase(workspace.college, dt.date(2012, 12, 1)) == "handbook"
