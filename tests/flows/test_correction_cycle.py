"""The correction cycle: a notice goes out, comes back explained, and the next answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rendering.notice_table import HEADERS, MUST_BE_CORRECTED
from rendering.proof import ReadBack, read_back
from tests.support import answered_notice
from tests.support.answered_notice import answered, numbered
from tests.support.workspace import (
    AUDIT,
    FINANCE,
    IN_TIME,
    ITEMS,
    LATER,
    TEACHING,
    Workspace,
    lianfang,
)

NUMBERED_WRONG = "附件1 目录.docx"
REASON = "目录按办理顺序排列，序号有意从2起。"
NOTICE = f"{AUDIT}/整改通知书（回复）.docx"
NEXT = "2012-05-25"


def catalogue(seq: tuple[str, ...], *, basis: str = "《信访工作办法》") -> bytes:
    """Make the audit department's catalogue with numbers as given (wrong ones are LF-C07)."""
    first = (*ITEMS[AUDIT][0][:3], basis)
    return numbered(AUDIT, (first, *ITEMS[AUDIT][1:]), seq)


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    """One error (no legal basis) and one warning (numbers) at the audit department."""
    made = Workspace(tmp_path / "w")
    made.put(f"{AUDIT}/{NUMBERED_WRONG}", catalogue(("1", "3"), basis=""))
    assert made.run(IN_TIME).exit == 1
    assert made.codes() == ["LF-C04", "LF-C07"]
    return made


def returned(college: Workspace) -> bytes:
    return answered_notice.returned(college, AUDIT)


def finding(college: Workspace, code: str) -> dict[str, object]:
    return next(f for f in college.json("findings.json") if f["code"] == code)


def words(document: ReadBack) -> str:
    return "\n".join(block.text for block in document.blocks)


def rows(document: bytes) -> list[tuple[str, ...]]:
    found = (block.rows for block in read_back(document).blocks if block.rows)
    return [row for table in found if table[0] == HEADERS for row in table[1:]]


def test_a_notice_sent_back_as_it_is_raises_nothing(college: Workspace) -> None:
    college.put(NOTICE, returned(college))
    college.run(LATER)
    assert college.codes() == ["LF-C04", "LF-C07"]
    assert "explained" not in finding(college, "LF-C07")


def test_an_explained_warning_stays_a_warning_and_carries_the_explanation(
    college: Workspace,
) -> None:
    college.put(NOTICE, answered(returned(college), C07=REASON))
    college.run(LATER)
    told = finding(college, "LF-C07")
    assert (told["severity"], told["explained"]) == ("warning", REASON)
    assert REASON in (college.output / "report.html").read_text(encoding="utf-8")


def test_an_explanation_holds_when_the_notice_has_left_the_inbox(college: Workspace) -> None:
    path = college.put(NOTICE, answered(returned(college), C07=REASON))
    college.run(LATER)
    path.unlink()
    college.run(NEXT)
    assert finding(college, "LF-C07")["explained"] == REASON


def test_an_explanation_is_not_seen_before_its_day(college: Workspace) -> None:
    college.put(NOTICE, answered(returned(college), C07=REASON))
    college.run(LATER)
    college.run(IN_TIME)
    assert "explained" not in finding(college, "LF-C07")


def test_an_error_cannot_be_explained_away(college: Workspace) -> None:
    college.put(NOTICE, answered(returned(college), C04="本项没有依据。"))
    assert college.run(LATER).exit == 1
    assert "explained" not in finding(college, "LF-C04")
    line = next(row for row in rows(returned(college)) if "C04-" in row[2])
    assert line[-1] == f"本项没有依据。\n{MUST_BE_CORRECTED}"


@pytest.mark.parametrize("said", ["已改正", "已整改。", "无", "/"])
def test_a_mere_claim_explains_nothing(college: Workspace, said: str) -> None:
    college.put(NOTICE, answered(returned(college), C07=said))
    college.run(LATER)
    assert "explained" not in finding(college, "LF-C07")


def test_another_departments_notice_explains_nothing(college: Workspace) -> None:
    college.put(f"教务处/{Path(NOTICE).name}", answered(returned(college), C07=REASON))
    college.run(LATER)
    assert "explained" not in finding(college, "LF-C07")
    assert "LF-F13" in college.codes()


def test_the_next_notice_says_what_became_of_the_last_one(college: Workspace) -> None:
    college.put(NOTICE, answered(returned(college), C07=REASON))
    college.put(f"{AUDIT}/名单2.docx", b"")
    college.put(f"{AUDIT}/{NUMBERED_WRONG}", catalogue(("1", "3"), basis="《信访工作办法》"))
    college.run(LATER)
    said = words(read_back(returned(college)))
    assert "上次通知（2012年5月20日）的问题共2处：已改正1处，已说明1处，本次新发现" in said
    empty = next(row for row in rows(returned(college)) if "F01-" in row[2])
    assert "新发现" in empty[2]
    warning = next(row for row in rows(returned(college)) if "C07-" in row[2])
    assert "已说明" in warning[2]
    assert warning[-1] == REASON


def test_a_run_that_finds_the_same_writes_the_same_notice(college: Workspace) -> None:
    college.put(f"{AUDIT}/名单2.docx", b"")
    college.run(LATER)
    first = returned(college)
    college.run(LATER)
    assert returned(college) == first


def test_a_lifted_finding_is_told_as_lifted(college: Workspace) -> None:
    identity = str(finding(college, "LF-C07")["id"])
    lifted = lianfang("overrule", identity, "-w", college.root, "--by", "主任", "--reason", "误报")
    assert lifted.exit == 0
    college.run(LATER)
    assert "问题共2处：已由办公室核销1处，仍然存在1处。" in words(read_back(returned(college)))


def test_explanations_stand_in_the_audit_log_and_in_the_status(college: Workspace) -> None:
    college.put(NOTICE, answered(returned(college), C07=REASON, C04="本项没有依据。"))
    college.run(LATER)
    college.run(LATER)  # which tells nothing new
    export = college.root / "audit.jsonl"
    lianfang("audit", "export", "-w", college.root, "-o", export)
    entries = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
    told = [row for e in entries if e["kind"] == "explanation" for row in e["rows"]]
    assert {(r["department"], r["finding_id"][:3], r["text"]) for r in told} == {
        (AUDIT, "C07", REASON), (AUDIT, "C04", "本项没有依据。"),
    }  # fmt: skip
    assert len(told) == 2
    assert lianfang("audit", "verify", "-w", college.root).exit == 0

    status = ("status", "-w", college.root, "--as-of", LATER)
    counts = {s["department"]: s.get("explained") for s in lianfang(*status, "--json").json}
    assert counts == {AUDIT: 2, TEACHING: None, FINANCE: None}
    shown = lianfang(*status).out
    assert "部门说明 2 条" in shown
    assert f"{AUDIT} LF-C07（{LATER}）：{REASON}" in shown
    assert "本项没有依据。（错误仍须改正）" in shown


def test_what_is_no_longer_found_is_no_longer_told_as_explained(college: Workspace) -> None:
    college.put(NOTICE, answered(returned(college), C07=REASON))
    college.run(LATER)
    college.put(f"{AUDIT}/{NUMBERED_WRONG}", catalogue(("1", "2")))
    college.run(NEXT)
    assert "部门说明" not in lianfang("status", "-w", college.root, "--as-of", NEXT).out


def test_nothing_goes_back_when_only_explained_warnings_stand(college: Workspace) -> None:
    college.put(f"{AUDIT}/{NUMBERED_WRONG}", catalogue(("1", "3")))
    college.run(LATER)
    college.put(NOTICE, answered(returned(college), C07=REASON))
    assert college.run(NEXT).exit == 0
    assert not (college.output / "returned" / AUDIT).exists()
