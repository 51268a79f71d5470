"""What lies in the inbox over several runs: receipt, correction, and files that mean harm."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from extractors.guard import Guard
from tests.support import hostile
from tests.support.workspace import (
    AUDIT,
    FINANCE,
    IN_TIME,
    ITEMS,
    LATER,
    TEACHING,
    Workspace,
    annex1,
    annex2,
    traces,
)

FAULTY = annex1(AUDIT, [("信访举报受理", "内部职权", "受理来信来访。", ""), ITEMS[AUDIT][1]])
MENDED = annex1(AUDIT, ITEMS[AUDIT], note="（更正）")
ENCRYPTED = hostile.ole({"EncryptionInfo": b"x" * 5_000, "EncryptedPackage": b"x" * 5_000})


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "W")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the files that were really read, by listening at the guard."""
    names: list[str] = []
    real = Guard.read

    def listening(guard: Guard, file: Any) -> Any:  # noqa: ANN401 - passed on
        names.append(file.file)
        return real(guard, file)

    monkeypatch.setattr(Guard, "read", listening)
    return names


def findings(college: Workspace, code: str) -> list[dict[str, Any]]:
    return [f for f in college.json("findings.json") if f["code"] == code]


def received(college: Workspace) -> dict[str, str]:
    return {entry["path"]: entry["received"] for entry in college.json("manifest.json")["inputs"]}


# --- receipt --------------------------------------------------------------------------------


def test_a_second_run_reads_only_what_is_new(college: Workspace, reads: list[str]) -> None:
    college.run()
    assert len(reads) == 11
    reads.clear()
    college.put(f"{AUDIT}/又一个.docx", annex2(AUDIT, "案件查办"))
    college.put(f"{TEACHING}/附件1 目录.docx", annex1(TEACHING, ITEMS[TEACHING], note="。"))

    college.run(LATER)

    assert reads == [f"inbox/{TEACHING}/附件1 目录.docx"]  # the chart is a copy of one


def test_the_time_of_a_file_does_not_matter(college: Workspace, tmp_path: Path) -> None:
    college.run()
    other = Workspace(tmp_path / "other")
    for number, path in enumerate(sorted(other.inbox.rglob("*.docx"))):
        os.utime(path, (4_000_000_000 * (number % 2),) * 2)

    other.run()

    assert received(college) == received(other) == dict.fromkeys(received(other), IN_TIME)


def test_a_renamed_file_keeps_its_day_of_receipt(college: Workspace) -> None:
    college.run()
    folder = college.inbox / AUDIT
    (folder / "附件1 目录.docx").rename(folder / "最终版.docx")

    college.run(LATER)

    assert received(college)[f"inbox/{AUDIT}/最终版.docx"] == IN_TIME
    assert college.codes() == []


def test_a_file_that_has_left_no_longer_counts(college: Workspace) -> None:
    college.run()
    (college.inbox / AUDIT / "附件1 目录.docx").unlink()

    assert college.run(LATER).exit == 1

    assert "LF-D01" in college.codes()
    assert [d["items"] for d in college.json("data.json")["departments"] if d["name"] == AUDIT] == [
        []
    ]


def test_a_file_that_came_back_unchanged_is_no_new_version(college: Workspace) -> None:
    college.run()
    first = college.json("data.json")["departments"]
    path = college.inbox / AUDIT / "附件1 目录.docx"
    data = path.read_bytes()
    path.unlink()
    college.run(LATER)
    college.put(f"{AUDIT}/附件1 目录.docx", data)

    assert college.run("2012-05-25").exit == 0

    assert college.json("data.json")["departments"] == first
    assert received(college)[f"inbox/{AUDIT}/附件1 目录.docx"] == IN_TIME


def test_what_came_after_the_deadline_is_late_for_ever(college: Workspace) -> None:
    assert college.run("2012-05-28").exit == 0
    late = college.codes()
    college.put(f"{AUDIT}/附件1 目录.docx", MENDED)

    assert college.run("2012-05-29").exit == 0

    assert "LF-D02" in late
    assert [f["department"] for f in findings(college, "LF-D02")].count(AUDIT) >= 1


# --- correction -----------------------------------------------------------------------------


def test_a_corrected_file_under_the_same_name_replaces_the_faulty_one(college: Workspace) -> None:
    college.put(f"{AUDIT}/附件1 目录.docx", FAULTY)
    assert college.run().exit == 1
    assert college.codes() == ["LF-C04"]
    college.put(f"{AUDIT}/附件1 目录.docx", MENDED)

    assert college.run(LATER).exit == 0

    assert college.codes("error") == []


def test_a_corrected_file_under_another_name_replaces_it_and_is_told(college: Workspace) -> None:
    college.put(f"{AUDIT}/附件1 目录.docx", FAULTY)
    college.run()
    college.put(f"{AUDIT}/0 目录更正.docx", MENDED)

    assert college.run(LATER).exit == 0

    [replaced] = findings(college, "LF-F09")
    assert replaced["file"] == f"inbox/{AUDIT}/0 目录更正.docx"


def test_two_versions_of_one_run_that_disagree_are_a_finding(college: Workspace) -> None:
    college.put(f"{AUDIT}/0 目录更正.docx", annex1(AUDIT, [(*ITEMS[AUDIT][0][:3], "《新办法》")]))

    assert college.run().exit == 1

    assert college.codes("error") == ["LF-C03"]


def test_the_offices_correction_replaces_one_chart_and_is_recorded(college: Workspace) -> None:
    steps = [("登记", "经办人", "当日", "办结"), ("办结", "处长", "2日", "结束")]
    path = f"领导小组办公室/更正/{AUDIT}/步骤表.docx"
    college.put(path, annex2(AUDIT, "案件查办", steps))

    assert college.run().exit == 0

    [audit, *_] = college.json("data.json")["departments"]
    flow = next(item["flow"] for item in audit["items"] if item["name"] == "案件查办")
    assert [step["text"] for step in flow["steps"]] == ["登记", "办结"]
    assert f"inbox/{path}" in received(college)


def test_an_alias_is_as_good_a_folder_as_the_name(college: Workspace) -> None:
    (college.inbox / AUDIT).rename(college.inbox / "纪委办公室")

    assert college.run().exit == 0

    assert {e["department"] for e in college.json("manifest.json")["inputs"]} == set(ITEMS)


# --- files astray ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["散放.docx", "没有这个处/目录.docx"])
def test_a_file_outside_the_departments_folders_is_a_finding(college: Workspace, name: str) -> None:
    college.put(name, annex1("没有这个处", [("某事项", "内部职权", "内容。", "《办法》")]))

    assert college.run().exit == 1

    assert [(f["code"], f["file"]) for f in college.json("findings.json")] == [
        ("LF-F13", f"inbox/{name}")
    ]


def test_a_form_in_another_departments_folder_is_one_finding(college: Workspace) -> None:
    chart = college.inbox / AUDIT / "附件2 案件查办.docx"
    chart.rename(college.inbox / TEACHING / chart.name)

    assert college.run().exit == 1

    assert college.codes() == ["LF-F13"]


# --- files that mean harm -------------------------------------------------------------------


LIMITS = "[limits]\nfile_mb = 2\nunpacked_mb = 3\nseconds = 20"


def test_harmful_files_get_their_codes_and_everything_else_is_as_without_them(
    tmp_path: Path,
) -> None:
    alone = Workspace(tmp_path / "alone", more=LIMITS)
    alone.put(f"{AUDIT}/附件1 目录.docx", FAULTY)
    alone.run()
    college = Workspace(tmp_path / "W", more=LIMITS)
    college.put(f"{AUDIT}/附件1 目录.docx", FAULTY)
    harm = {
        "空.docx": (b"", "LF-F01"),
        "截断.docx": (MENDED[:700], "LF-F01"),
        "加密.docx": (ENCRYPTED, "LF-F02"),
        "炸弹.docx": (hostile.squeezed(12), "LF-F05"),
        "太大.docx": (os.urandom(2_100_000), "LF-F05"),
        "乱码.docx": (os.urandom(3_000), "LF-F03"),
        "实体.docx": (hostile.document("<w:p/>", hostile.ENTITIES), "LF-F05"),
    }
    for name, (data, _) in harm.items():
        college.put(f"{TEACHING}/{name}", data)
    os.mkfifo(college.inbox / FINANCE / "管道.docx")
    (college.inbox / FINANCE / "链接.docx").symlink_to("/dev/zero")
    (college.inbox / FINANCE / "圈").symlink_to(college.inbox)
    college.put(f"{FINANCE}/~$目录.docx", b"lock")
    college.put(f"{FINANCE}/.~目录.docx", b"lock")
    college.put(f"{FINANCE}/Thumbs.db", b"x")
    before = traces(college.inbox)

    assert college.run().exit == 1

    told = {Path(f["file"]).name: f["code"] for f in college.json("findings.json")}
    assert {name: told.get(name) for name in harm} == {n: code for n, (_, code) in harm.items()}
    others = [f for f in college.json("findings.json") if Path(f["file"]).name not in harm]
    assert others == alone.json("findings.json")
    assert college.json("data.json")["departments"] == alone.json("data.json")["departments"]
    assert traces(college.inbox) == before


def test_a_file_that_still_grows_is_left_for_the_next_run(college: Workspace) -> None:
    growing = college.inbox / AUDIT / "目录新.docx"
    growing.write_bytes(MENDED[:100])
    done = threading.Event()

    def copy_on() -> None:
        for at in range(100, len(MENDED)):
            if done.wait(0.02):
                break
            with growing.open("ab") as file:
                file.write(MENDED[at : at + 1])

    writer = threading.Thread(target=copy_on)
    writer.start()
    try:
        assert college.run().exit == 0
    finally:
        done.set()
        writer.join()
    assert f"inbox/{AUDIT}/目录新.docx" not in received(college)

    college.put(f"{AUDIT}/目录新.docx", MENDED)

    assert college.run(LATER).exit == 0
    assert received(college)[f"inbox/{AUDIT}/目录新.docx"] == LATER


def test_an_empty_file_just_laid_down_is_a_finding(college: Workspace) -> None:
    college.put(f"{AUDIT}/空.docx", b"", modified=int(time.time()))

    assert college.run().exit == 1

    assert college.codes() == ["LF-F01"]


def test_a_folder_that_cannot_be_listed_holds_up_nothing(college: Workspace) -> None:
    (college.inbox / FINANCE / "圈").symlink_to(college.inbox / FINANCE)
    (college.inbox / "断").symlink_to("/nowhere")

    assert college.run().exit == 0
