"""Made pieces are kept in the workspace, and nothing depends on them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows import memory
from flows.memory import FolderMemory


def made_in(root: Path) -> list[Path]:
    return list((root / ".lianfang" / "made").iterdir())


def test_what_is_kept_is_recalled_by_a_later_run(tmp_path: Path) -> None:
    FolderMemory(tmp_path).keep("key", b"chapter")

    assert FolderMemory(tmp_path).recall("key") == b"chapter"
    assert FolderMemory(tmp_path).recall("other") is None


def test_a_damaged_piece_is_not_recalled(tmp_path: Path) -> None:
    FolderMemory(tmp_path).keep("key", b"chapter")
    (piece,) = made_in(tmp_path)
    piece.write_bytes(piece.read_bytes()[:-1] + b"X")

    assert FolderMemory(tmp_path).recall("key") is None


def test_another_version_of_the_program_recalls_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FolderMemory(tmp_path).keep("key", b"chapter")
    monkeypatch.setattr(memory, "program", lambda: "another")

    assert FolderMemory(tmp_path).recall("key") is None


def test_where_nothing_can_be_kept_nothing_is_recalled(tmp_path: Path) -> None:
    (tmp_path / ".lianfang").write_text("a file", encoding="utf-8")

    FolderMemory(tmp_path).keep("key", b"chapter")
    FolderMemory(tmp_path).tidy()

    assert FolderMemory(tmp_path).recall("key") is None


def test_what_was_not_used_for_longest_is_forgotten_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = FolderMemory(tmp_path)
    monkeypatch.setattr(memory, "_MOST_BYTES", 100)
    for age, key in enumerate(("new", "middle", "old")):
        kept.keep(key, key.encode())
        newest = max(made_in(tmp_path), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1_000_000 - age, 1_000_000 - age))

    kept.tidy()

    assert [kept.recall(key) for key in ("new", "middle", "old")] == [b"new", b"middle", None]
