"""The check-up and the doctor, with bytes that were really damaged."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.checkup import checkup
from flows.conduct import conduct
from flows.settings import Workspace
from tests.support.small_college import catalogue, make_workspace, put
from tests.support.workspace import lianfang

DAY = dt.date(2012, 5, 24)
FILE = "inbox/审计监察处/附件1.docx"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.open(make_workspace(tmp_path / "W"))
    conduct(made, "catalogue", DAY)
    return made


def damage(workspace: Workspace, digest: str) -> None:
    """Turn one byte over of what the archive's file keeps of a content."""
    path = workspace.root / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT body FROM content WHERE sha256 = ?"
        [body] = connection.execute(query, (digest,)).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    pieces = (body[at : at + 32] for at in range(0, len(body), 32))
    own = next(piece for piece in pieces if whole.count(piece) == 1)  # Word files have much alike
    whole[whole.index(own) + 16] ^= 0xFF
    path.write_bytes(whole)


def an_original(workspace: Workspace) -> str:
    damage(workspace, hashlib.sha256((workspace.root / FILE).read_bytes()).hexdigest())
    return f"档案库中“{FILE}”的原件已损坏"


def the_published_data(workspace: Workspace) -> str:
    data = (workspace.output / "catalogue" / "data.json").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    damage(workspace, digest)
    return f"已发布或审定的数据（校验码 {digest[:12]}…）已损坏"


def an_entry_of_the_log(workspace: Workspace) -> str:
    path = workspace.root / "archive.db"
    whole = path.read_bytes()
    entry = b'"kind":"receipt"'
    assert whole.count(entry) == 1
    path.write_bytes(whole.replace(entry, b'"kind":"receipx"'))
    return "审计记录核对不符：第 2 条的内容被改动过"


def a_document(workspace: Workspace) -> str:
    document = next((workspace.output / "catalogue").glob("*.docx"))
    content = bytearray(document.read_bytes())
    content[len(content) // 2] ^= 1
    document.write_bytes(content)
    return f"2012/catalogue：文件“{document.name}”的内容与发布时不同，已被改动。"


def a_lost_document(workspace: Workspace) -> str:
    document = next((workspace.output / "catalogue").glob("*.docx"))
    document.unlink()
    return f"2012/catalogue：缺少文件“{document.name}”。"


def a_lost_manifest(workspace: Workspace) -> str:
    (workspace.output / "catalogue" / "manifest.json").unlink()
    return "2012/catalogue：缺少清单 manifest.json"


def a_damaged_manifest(workspace: Workspace) -> str:
    manifest = workspace.output / "catalogue" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    return "2012/catalogue：清单“manifest.json”已损坏"


def a_document_forged_with_its_manifest(workspace: Workspace) -> str:
    folder = workspace.output / "catalogue"
    document = next(folder.glob("*.docx"))
    before = hashlib.sha256(document.read_bytes()).hexdigest()
    document.write_bytes(b"forged")
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    forged = manifest.replace(before, hashlib.sha256(b"forged").hexdigest())
    (folder / "manifest.json").write_text(forged, encoding="utf-8")
    return "2012/catalogue：清单“manifest.json”与档案库所存的各份都不同"


Harm = Callable[[Workspace], str]
DAMAGE = [
    (an_original, "原件"),
    (the_published_data, "原件"),
    (an_entry_of_the_log, "审计记录"),
    (a_document, "已发布的文件"),
    (a_lost_document, "已发布的文件"),
    (a_lost_manifest, "已发布的文件"),
    (a_damaged_manifest, "已发布的文件"),
    (a_document_forged_with_its_manifest, "清单"),
]


@pytest.mark.parametrize(("harm", "name"), DAMAGE)
def test_every_damage_is_one_chinese_line_for_both(
    workspace: Workspace, harm: Harm, name: str
) -> None:
    said = harm(workspace)

    [problem] = checkup(workspace)
    doctor = lianfang("doctor", "-w", workspace.root)

    assert said in problem
    assert "\n" not in problem
    assert doctor.exit == 1
    told = "".join(doctor.out.splitlines())
    assert f"有问题  {name}：" in told
    assert said in told


def test_a_sound_workspace_has_every_part_looked_at(workspace: Workspace) -> None:
    said = lianfang("doctor", "-w", workspace.root).out

    assert checkup(workspace) == ()
    for name in ("审计记录", "原件", "清单", "已发布的文件"):
        assert f"正常  {name}：" in said


def test_verify_compares_with_the_archive_where_there_is_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = workspace.output / "catalogue"
    shutil.copytree(folder, tmp_path / "copy")
    said = a_document_forged_with_its_manifest(workspace).partition("：")[2]

    forged = lianfang("verify", folder)

    assert forged.exit == 1
    assert said in "".join(forged.out.splitlines())
    assert lianfang("verify", tmp_path / "copy").exit == 0


def test_an_earlier_set_that_a_later_run_moved_aside_is_known(workspace: Workspace) -> None:
    put(workspace.inbox / "审计监察处" / "附件1.docx", catalogue(basis="别的依据"))
    conduct(workspace, "catalogue", dt.date(2012, 5, 25))

    assert (workspace.output / "catalogue" / "published" / "2012-05-24").is_dir()
    assert checkup(workspace) == ()


def test_many_damages_are_counted_by_the_doctor_and_listed_by_the_check_up(
    workspace: Workspace,
) -> None:
    for file in sorted((workspace.root / "inbox").rglob("*.docx")):
        damage(workspace, hashlib.sha256(file.read_bytes()).hexdigest())

    assert len(checkup(workspace)) == 3
    assert "另有 2 处" in "".join(lianfang("doctor", "-w", workspace.root).out.splitlines())


def test_packed_bytes_that_were_replaced_by_others_of_sound_packing_are_found(
    workspace: Workspace,
) -> None:
    path = workspace.root / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE content SET body = ?, packed = 1 WHERE id = 1", (zlib.compress(b"other"),)
        )
        connection.commit()

    assert len(checkup(workspace)) == 1


def test_a_set_that_was_moved_aside_is_looked_at_too(workspace: Workspace) -> None:
    aside = workspace.output / "catalogue" / "published" / "2012-05-20"
    aside.mkdir(parents=True)
    (aside / "manifest.json").write_text("{}", encoding="utf-8")

    assert checkup(workspace) == (
        "2012/catalogue：清单“published/2012-05-20/manifest.json”已损坏，无法核对这套文件。",
    )
