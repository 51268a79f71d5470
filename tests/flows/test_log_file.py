"""Logs stay short, and their writers notice nothing."""

from __future__ import annotations

from pathlib import Path

from flows.log_file import keep_short


def test_the_last_lines_stay_and_the_writer_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "runner.log"
    with path.open("ab", buffering=0) as writer:
        for number in range(1000):
            writer.write(f"第{number}行\n".encode())
        keep_short(path, most=5000, kept=1000)
        writer.write("后来的一行\n".encode())

    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == ["第999行", "后来的一行"]
    assert lines[0] == f"第{1000 - len(lines) + 1}行"
    assert 900 < path.stat().st_size < 1100


def test_a_short_log_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "runner.log"
    path.write_bytes(b"x\n" * 10)

    keep_short(path, most=20, kept=4)

    assert path.read_bytes() == b"x\n" * 10


def test_one_endless_line_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "runner.log"
    path.write_bytes(b"x" * 10_000)

    keep_short(path, most=5000, kept=1000)

    assert path.read_bytes() == b""


def test_a_log_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    keep_short(tmp_path / "runner.log")

    assert list(tmp_path.iterdir()) == []
