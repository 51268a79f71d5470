"""A decision holds for what was seen: approval and overruling by what a form has shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.approval import approve, last_run, proposal, send_back
from flows.archives import open_archive
from flows.decision_pages import doubt_page, proposal_page
from flows.overruling import doubted, overrule
from flows.settings import Workspace as Settings
from rendering.proof import read_back
from schemas.errors import RefusedError, UsageError
from tests.support.workspace import (
    AUDIT,
    IN_TIME,
    ITEMS,
    LATER,
    Row,
    Workspace,
    annex1,
    lianfang,
)

DAY = dt.date.fromisoformat(IN_TIME)
APPROVAL = "[approval]\nrequired = true"
CATALOGUE = f"{AUDIT}/附件1 目录.docx"
CHANGED: list[Row] = [(*row[:2], "别的内容。", row[3]) for row in ITEMS[AUDIT]]
NO_BASIS: list[Row] = [(*row[:3], "无") for row in ITEMS[AUDIT]]


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w", more=APPROVAL)


@pytest.fixture
def settings(college: Workspace) -> Settings:
    return Settings.open(college.root)


def no_basis(college: Workspace) -> str:
    """Run a catalogue without legal bases; give the number of the first finding about that."""
    college.put(CATALOGUE, annex1(AUDIT, NO_BASIS))
    college.run()
    return next(str(f["id"]) for f in college.json("findings.json") if f["code"] == "LF-C04")


def approved(settings: Settings) -> list[tuple[str, str]]:
    with open_archive(settings, create=False) as archive, archive.viewing() as records:
        return [(a.by, a.digest) for a in records.approvals.approved(2012)]


def test_what_was_seen_is_what_is_approved(college: Workspace, settings: Settings) -> None:
    college.run()
    seen = proposal(settings, "catalogue")

    assert approve(settings, "catalogue", by="李四", date=DAY, seen=seen.digest) == ()
    assert approved(settings) == [("李四", seen.digest)]


def test_a_run_that_changed_nothing_leaves_what_was_seen_valid(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    seen = proposal(settings, "catalogue")
    college.run(LATER)

    assert approve(settings, "catalogue", by="李四", date=DAY, seen=seen.digest) == ()


def test_what_has_changed_since_it_was_seen_is_not_approved(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    seen = proposal(settings, "catalogue")
    college.put(CATALOGUE, annex1(AUDIT, CHANGED))
    college.run(LATER)

    with pytest.raises(RefusedError, match="查看之后"):
        approve(settings, "catalogue", by="李四", date=DAY, seen=seen.digest)

    assert approved(settings) == []


def test_errors_in_the_way_are_told_with_what_is_proposed(
    college: Workspace, settings: Settings
) -> None:
    no_basis(college)

    assert {f.code for f in proposal(settings, "catalogue").standing} == {"LF-C04"}


def test_the_phase_to_approve_is_the_one_that_was_run_last(
    college: Workspace, settings: Settings
) -> None:
    college.run(phase="plan")
    with pytest.raises(UsageError, match="还没有运行过"):
        last_run(settings)
    college.run()

    assert last_run(settings) == "catalogue"


def test_the_page_says_what_is_approved_and_who_ran_it(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    found = proposal(settings, "catalogue")

    page = proposal_page(found, "output/2012/catalogue")

    assert "职权目录（2012年度）" in page
    assert "运行人：没有记下" in page
    assert found.digest[:12] in page
    assert "output/2012/catalogue" in page
    assert "曾由" not in page


def test_the_page_says_who_approved_it_before(college: Workspace, settings: Settings) -> None:
    college.run()
    approve(settings, "catalogue", by="李四", date=DAY)
    college.run()

    page = proposal_page(proposal(settings, "catalogue"), "output/2012/catalogue")

    assert f"曾由李四于 {IN_TIME} 审定" in page


def test_a_finding_is_lifted_as_it_was_seen(college: Workspace, settings: Settings) -> None:
    number = no_basis(college)
    seen = doubted(settings, number)

    lifted = overrule(settings, number, by="王五", reason="误报", date=DAY, seen=seen.digest)

    assert lifted == seen.finding
    assert number in doubt_page(seen)
    assert lifted.message in doubt_page(seen)


def test_a_finding_whose_file_has_changed_since_is_not_lifted(
    college: Workspace, settings: Settings
) -> None:
    number = no_basis(college)
    seen = doubted(settings, number)
    college.put(CATALOGUE, annex1(AUDIT, NO_BASIS, note="。"))
    college.run(LATER)

    with pytest.raises(RefusedError, match="查看之后"):
        overrule(settings, number, by="王五", reason="误报", date=DAY, seen=seen.digest)


def test_what_is_never_lifted_is_not_even_shown(college: Workspace, settings: Settings) -> None:
    college.run()
    [number] = [f["id"] for f in college.json("findings.json") if f["code"] == "LF-D08"]

    with pytest.raises(RefusedError, match="不能撤销"):
        doubted(settings, number)


def test_what_is_sent_back_is_on_record_with_name_reason_and_digest(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    seen = proposal(settings, "catalogue")

    send_back(
        settings, "catalogue", by="李四", date=DAY, reason=" 依据 要写全。 ", seen=seen.digest
    )

    told = lianfang("status", "-w", college.root, "--as-of", IN_TIME).out
    assert f"职权目录送审退回：李四，{IN_TIME}，内容校验码 {seen.digest[:12]}" in told
    page = proposal_page(proposal(settings, "catalogue"), "output/2012/catalogue")
    assert f"李四于 {IN_TIME} 退回：依据 要写全。" in page
    with open_archive(settings, create=False) as archive, archive.viewing() as records:
        last = list(records.audit.entries())[-1]
        assert records.audit.verify().fault is None
    assert last["kind"] == "sent_back"
    assert (last["rows"][0]["digest"], last["rows"][0]["reason"]) == (seen.digest, "依据 要写全。")


def test_the_next_draft_says_that_it_was_sent_back_until_it_is_approved(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    send_back(settings, "catalogue", by="李四", date=DAY, reason="依据要写全。")

    college.run()
    [draft] = (college.output / "draft").glob("*.docx")
    assert "由李四退回，理由：依据要写全。" in words_of(draft)

    approve(settings, "catalogue", by="李四", date=DAY)
    college.run()
    [document] = college.output.glob("*.docx")
    assert "退回" not in words_of(document).partition("三、各部门")[0].partition("二、审定")[2]
    assert proposal(settings, "catalogue").sent_back is None


def words_of(document: Path) -> str:
    return "\n".join(block.text for block in read_back(document.read_bytes()).blocks)


def test_what_has_changed_since_it_was_seen_is_not_sent_back(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    seen = proposal(settings, "catalogue")
    college.put(CATALOGUE, annex1(AUDIT, CHANGED))
    college.run(LATER)

    with pytest.raises(RefusedError, match="查看之后"):
        send_back(settings, "catalogue", by="李四", date=DAY, reason="不全。", seen=seen.digest)


def test_nothing_is_sent_back_without_a_reason_or_after_its_approval(
    college: Workspace, settings: Settings
) -> None:
    college.run()
    with pytest.raises(RefusedError, match="理由"):
        send_back(settings, "catalogue", by="李四", date=DAY, reason=" ")

    approve(settings, "catalogue", by="李四", date=DAY)
    with pytest.raises(RefusedError, match="不能再退回"):
        send_back(settings, "catalogue", by="王五", date=DAY, reason="不全。")
