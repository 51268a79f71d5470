"""What the doctor says of a machine and a workspace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import doctor
from flows.lock import phase_lock
from tests.support.workspace import Workspace, lianfang


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w")


def lines(root: Path) -> tuple[int, dict[str, str]]:
    """Run the doctor: exit code, and what is looked at → the line."""
    ran = lianfang("doctor", "-w", root)
    told = [line for line in ran.out.splitlines() if "  " in line]
    return ran.exit, {line.split("  ", 1)[1].split("：")[0]: line for line in told}


def test_a_sound_workspace_is_well(college: Workspace) -> None:
    college.run()

    code, said = lines(college.root)

    assert code == 0
    assert all(said[name].startswith("正常") for name in ("Python", "配置", "档案库", "审计记录"))
    assert not [line for line in said.values() if line.startswith("有问题")]


def test_the_machine_alone_can_be_looked_at() -> None:
    ran = lianfang("doctor")

    assert ran.exit == 0
    assert "Python" in ran.out
    assert "档案库" not in ran.out


def test_an_archive_that_is_not_there_yet_is_only_worth_a_note(college: Workspace) -> None:
    code, said = lines(college.root)

    assert code == 0
    assert said["档案库"].startswith("注意")
    assert not (college.root / "archive.db").exists()


def no_configuration(college: Workspace) -> None:
    (college.root / "lianfang.toml").unlink()


def unknown_key(college: Workspace) -> None:
    with (college.root / "lianfang.toml").open("a") as file:
        file.write("[approvel]\nrequired = true\n")


def damaged_archive(college: Workspace) -> None:
    (college.root / "archive.db").write_bytes(b"x" * 5000)


def no_inbox(college: Workspace) -> None:
    shutil.rmtree(college.inbox)


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (no_configuration, "配置"),
        (unknown_key, "配置"),
        (damaged_archive, "档案库"),
        (no_inbox, "收件夹"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(
    college: Workspace, harm: Callable[[Workspace], None], name: str
) -> None:
    harm(college)

    code, said = lines(college.root)

    assert code == 1
    assert said[name].startswith("有问题")
    assert said[name].endswith("。")


def test_a_run_under_way_is_told(college: Workspace) -> None:
    with phase_lock(college.root, "summary"):
        code, said = lines(college.root)

    assert code == 0
    assert said["运行"].startswith("注意")
    assert lines(college.root)[1]["运行"].startswith("正常")


def test_what_the_machine_lacks_is_a_note_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    found = {check.name: check for check in doctor.machine_checks()}

    assert found["LibreOffice"].health == "note"
    assert "apt install" in found["LibreOffice"].said
    assert found["字体"].health == "note"


def test_a_full_disk_is_wrong(college: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(100, 99, 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    code, said = lines(college.root)

    assert code == 1
    assert "腾出空间" in said["磁盘"]
