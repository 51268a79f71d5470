"""A document is kept and handed out only when its proof has come to its end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.aside import Aside, aside, here
from flows.proofs import proofs
from rendering.proof import DocumentNotProven
from tests.support.workspace import IN_TIME, TEACHING, Workspace, annex1, lianfang


def unproven(*_: object) -> None:
    raise DocumentNotProven.because("手册", ["少一行"])


@pytest.mark.parametrize("where", [aside, here])
def test_what_depends_on_a_proof_is_done_after_it(where: Aside, tmp_path: Path) -> None:
    seen, kept = tmp_path / "seen", list[Path]()

    with proofs(where) as prove:
        prove([seen.touch], lambda: kept.extend(tmp_path.iterdir()))

    assert kept == [seen]


def test_the_block_goes_on_while_a_proof_is_carried_out(tmp_path: Path) -> None:
    os.mkfifo(there := tmp_path / "there")
    heard: list[str] = []

    with proofs(aside) as prove:
        prove([lambda: heard.append(there.read_text(encoding="utf-8"))], lambda: None)
        there.write_text("written meanwhile", encoding="utf-8")


def test_a_proof_that_fails_stops_at_the_end_of_the_block() -> None:
    kept: list[str] = []

    with pytest.raises(DocumentNotProven, match="少一行"), proofs(aside) as prove:
        prove([unproven], lambda: kept.append("kept"))

    assert kept == []


def test_a_handbook_that_was_not_proven_is_made_and_proven_again_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    college = Workspace(tmp_path / "college")
    college.put(f"{TEACHING}/附件1 目录.docx", annex1(TEACHING, [("考试", "", "", "")]))
    monkeypatch.setattr("rendering.handbook.prove_handbook", unproven)

    runs = [lianfang("run", "handbook", "-w", college.root, "--as-of", IN_TIME) for _ in range(2)]

    assert [run.exit for run in runs] == [3, 3]
    assert all("少一行" in run.err for run in runs)
    assert not (college.root / "output" / "2012" / "handbook").exists()
