"""Publishing an output folder: whole or not at all, and nothing official is ever lost."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows import swap
from flows.publish import ensure_writable, publish, verify
from schemas.errors import MachineError, UsageError
from tests.support.ordinary_user import said_by

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
STARTING = """
import sys
from pathlib import Path
from flows.publish import ensure_writable
from schemas.errors import MachineError
try:
    ensure_writable(Path(sys.argv[1]), "catalogue")
except MachineError as fault:
    print(fault)
"""


def a_set(
    documents: Mapping[str, bytes], *, status: str = "official", as_of: str = "2012-06-15"
) -> dict[str, bytes]:
    entries = [
        {
            "path": path,
            "title": path,
            "sha256": hashlib.sha256(data).hexdigest(),
            "official": status == "official",
        }
        for path, data in documents.items()
    ]
    manifest = {"status": status, "as_of": as_of, "documents": entries}
    return {**documents, "manifest.json": json.dumps(manifest).encode()}


FIRST = a_set({"目录.docx": b"first", "附件/流程图.docx": b"chart"})
SECOND = a_set({"目录.docx": b"second"}, as_of="2012-06-20")
DRAFT = a_set({"draft/目录.docx": b"draft"}, status="draft", as_of="2012-06-21")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def under(prefix: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{prefix}/{path}": data for path, data in files.items()}


def test_the_folder_holds_exactly_what_was_published(tmp_path: Path) -> None:
    publish(tmp_path / "2012", "catalogue", FIRST)

    assert tree(tmp_path) == under("2012/catalogue", FIRST)


def test_a_file_may_be_given_by_its_path(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(b"made")

    publish(tmp_path / "2012", "catalogue", {"draft/目录.docx": made})

    assert (tmp_path / "2012/catalogue/draft/目录.docx").read_bytes() == b"made"
    assert made.read_bytes() == b"made"


def test_a_draft_leaves_no_file_of_the_draft_before(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", {**DRAFT, "returned/教务处/通知.docx": b"notice"})

    publish(tmp_path, "catalogue", DRAFT)

    assert tree(tmp_path) == under("catalogue", DRAFT)


def test_an_official_set_that_a_draft_replaces_is_kept_unchanged(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)

    publish(tmp_path, "catalogue", DRAFT)

    kept = under("published/2012-06-15", FIRST)
    assert tree(tmp_path / "catalogue") == {**DRAFT, **kept}
    assert verify(tmp_path / "catalogue") == []


def test_an_official_set_that_another_replaces_is_kept_unchanged(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)

    publish(tmp_path, "catalogue", SECOND)

    assert tree(tmp_path / "catalogue") == {**SECOND, **under("published/2012-06-15", FIRST)}


def test_an_official_set_that_is_repeated_is_not_kept_twice(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)

    publish(tmp_path, "catalogue", {**FIRST, "report.html": b"new"})

    assert tree(tmp_path / "catalogue") == {**FIRST, "report.html": b"new"}


def test_earlier_published_sets_are_carried_along(tmp_path: Path) -> None:
    for files in (FIRST, SECOND, DRAFT, DRAFT):
        publish(tmp_path, "catalogue", files)

    assert tree(tmp_path / "catalogue") == {
        **DRAFT,
        **under("published/2012-06-15", FIRST),
        **under("published/2012-06-20", SECOND),
    }


def test_a_second_official_set_of_one_day_gets_a_number(tmp_path: Path) -> None:
    again = a_set({"目录.docx": b"again"})
    for files in (FIRST, again, DRAFT):
        publish(tmp_path, "catalogue", files)

    kept = {**under("published/2012-06-15", FIRST), **under("published/2012-06-15-2", again)}
    assert tree(tmp_path / "catalogue") == {**DRAFT, **kept}


def test_a_set_that_came_back_is_not_kept_twice(tmp_path: Path) -> None:
    for files in (FIRST, DRAFT, FIRST, DRAFT):
        publish(tmp_path, "catalogue", files)

    kept = under("published/2012-06-15", FIRST)
    assert tree(tmp_path / "catalogue") == {**DRAFT, **kept}


def test_official_documents_beside_a_damaged_manifest_are_kept_too(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)
    (tmp_path / "catalogue/manifest.json").write_bytes(b'{"status": "off')

    publish(tmp_path, "catalogue", DRAFT)

    kept = tree(tmp_path / "catalogue/published/unreadable")
    assert kept["目录.docx"] == FIRST["目录.docx"]
    assert len(verify(tmp_path / "catalogue")) == 1


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a//b", ".", "", "a\\b", "a\0b"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        publish(tmp_path / "2012", "catalogue", {path: b"x"})

    assert tree(tmp_path) == {}


def test_published_sets_are_not_the_callers_to_write(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="published"):
        publish(tmp_path, "catalogue", {"published/2012-06-15/目录.docx": b"x"})


def test_everything_is_on_disk_before_the_names_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "catalogue", DRAFT)
    seen: list[str] = []
    fsync = os.fsync

    def noting_fsync(handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").readlink().relative_to(tmp_path).as_posix()
        replaced = (tmp_path / "catalogue/draft/新.docx").exists()
        seen.append(f"{name} {'after' if replaced else 'before'}")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noting_fsync)

    publish(tmp_path, "catalogue", a_set({"draft/新.docx": b"new"}, status="draft"))

    assert seen == [
        ".catalogue.new/draft/新.docx before",
        ".catalogue.new/draft before",
        ".catalogue.new/manifest.json before",
        ".catalogue.new before",
        ". after",
    ]


@contextmanager
def killer(output: Path, way: str) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        str(ROOT / "tests/support/killing.py"),
        str(HERE / "publishing_without_end.py"),
        str(output),
        way,
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        yield program
        assert program.stdin
        program.stdin.close()


def kill_after(program: subprocess.Popen[str], seconds: float) -> str:
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{seconds}\n")
    program.stdin.flush()
    return program.stdout.readline().strip()


@pytest.mark.parametrize("way", ["at_once", "in_two_steps"])
def test_sixty_kills_leave_the_old_set_or_the_new_one(tmp_path: Path, way: str) -> None:
    publish(tmp_path, "catalogue", DRAFT)
    with killer(tmp_path, way) as program:
        for number in range(60):
            assert kill_after(program, 0.002 + number * 0.0005) == "killed"
            if way == "in_two_steps":  # there the next run brings the folder back
                swap.recover(tmp_path / "catalogue")

            assert verify(tmp_path / "catalogue") == []
            documents = tree(tmp_path / "catalogue/draft")
            assert len(set(documents.values())) == 1
            assert len(documents) in {1, 5}


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", DRAFT)
    for leftover in (".catalogue.new", ".catalogue.old"):
        (tmp_path / leftover / "draft").mkdir(parents=True)

    ensure_writable(tmp_path, "catalogue")

    assert tree(tmp_path) == under("catalogue", DRAFT)
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue"]


def test_a_kill_between_the_two_steps_is_mended_by_the_next_run(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)
    (tmp_path / "catalogue").rename(tmp_path / ".catalogue.old")

    publish(tmp_path, "catalogue", DRAFT)

    kept = under("published/2012-06-15", FIRST)
    assert tree(tmp_path / "catalogue") == {**DRAFT, **kept}


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_no_room_leaves_the_old_set_and_says_so_in_one_line(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)

    with no_file_larger_than(1000), pytest.raises(MachineError, match="磁盘空间已满") as fault:
        publish(tmp_path, "catalogue", a_set({"目录.docx": b"x" * 5000}))

    assert "\n" not in str(fault.value)
    assert tree(tmp_path) == under("catalogue", FIRST)
    publish(tmp_path, "catalogue", SECOND)
    assert verify(tmp_path / "catalogue") == []


def test_a_read_only_folder_is_told_before_the_work_starts(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert "不能写入" in said_by(STARTING, str(tmp_path))
    finally:
        tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_is_told_before_the_work_starts() -> None:
    with pytest.raises(MachineError, match="输出文件夹“/proc/2012/catalogue"):
        ensure_writable(Path("/proc/2012"), "catalogue")


def test_a_file_in_the_folders_place_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "catalogue").write_bytes(b"mine")

    with pytest.raises(MachineError, match="不是文件夹"):
        publish(tmp_path, "catalogue", DRAFT)

    assert tree(tmp_path) == {"catalogue": b"mine"}


def test_a_link_in_the_folders_place_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "catalogue").symlink_to("elsewhere")

    with pytest.raises(MachineError, match="不是文件夹"):
        ensure_writable(tmp_path, "catalogue")


def test_a_complete_set_verifies(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)

    assert verify(tmp_path / "catalogue") == []


def test_verify_names_what_is_missing_changed_or_strange(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)
    folder = tmp_path / "catalogue"
    (folder / "目录.docx").write_bytes(b"changed")
    (folder / "附件/流程图.docx").unlink()
    (folder / "另一份.docx").write_bytes(b"strange")

    assert verify(folder) == [
        "文件“目录.docx”的内容与发布时不同，已被改动。",
        "缺少文件“附件/流程图.docx”。",
        "“另一份.docx”不在清单中，不是本软件发布的文件。",
    ]


def test_verify_passes_by_what_word_puts_beside_an_open_document(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)
    (tmp_path / "catalogue/~$目录.docx").write_bytes(b"owner")

    assert verify(tmp_path / "catalogue") == []


def test_verify_looks_at_published_sets_too(tmp_path: Path) -> None:
    for files in (FIRST, SECOND, DRAFT):
        publish(tmp_path, "catalogue", files)
    published = tmp_path / "catalogue/published"
    (published / "2012-06-15/目录.docx").write_bytes(b"changed")
    (published / "2012-06-20/manifest.json").unlink()

    assert verify(tmp_path / "catalogue") == [
        "文件“published/2012-06-15/目录.docx”的内容与发布时不同，已被改动。",
        "“published/2012-06-20/”下缺少清单 manifest.json，无法核对这套文件。",
    ]


def test_verify_says_that_a_manifest_is_damaged(tmp_path: Path) -> None:
    publish(tmp_path, "catalogue", FIRST)
    (tmp_path / "catalogue/manifest.json").write_bytes(b"[" * 100_000)

    assert verify(tmp_path / "catalogue") == [
        "清单“manifest.json”已损坏，无法核对这套文件。",
    ]


def test_verify_does_not_follow_a_manifest_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.docx"
    secret.write_bytes(b"secret")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "manifest.json").write_bytes(a_set({"../secret.docx": b"secret"})["manifest.json"])

    assert verify(folder) == ["清单中的路径“../secret.docx”指向文件夹之外，不予核对。"]


def test_verify_of_a_folder_without_a_manifest_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"manifest\.json"):
        verify(tmp_path)
