"""A signed manifest: what verify says when it fits, and when anything was touched."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from flows.outputs import MANIFEST, PUBLIC_KEY, SIGNATURE
from tests.support.workspace import LATER, Ran, Workspace, annex1, lianfang, tree


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A college with an official catalogue, and a key beside it."""
    place = tmp_path_factory.mktemp("signing")
    college = Workspace(place / "w")
    assert college.run().exit == 0
    assert lianfang("keygen", place / "key.pem", "-w", college.root).exit == 0
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of it that may be touched."""
    return shutil.copytree(made, tmp_path / "place")


@pytest.fixture
def signed(place: Path) -> Workspace:
    assert sign(place).exit == 0
    return Workspace.at(place / "w")


def sign(place: Path, *more: str | Path) -> Ran:
    key = more or ("--key", place / "key.pem")
    return lianfang("sign", "catalogue", "-w", place / "w", *key)


def test_the_private_key_is_for_its_owner_alone_and_outside_the_workspace(made: Path) -> None:
    assert (made / "key.pem").stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in b"".join(tree(made / "w").values())
    assert (made / "w" / PUBLIC_KEY).read_bytes().startswith(b"-----BEGIN PUBLIC KEY-----")


def test_what_is_signed_is_said_to_be(signed: Workspace) -> None:
    done = lianfang("verify", signed.output)

    assert done.exit == 0
    assert "签名有效" in done.out


def test_signing_changes_nothing_but_the_signature(place: Path) -> None:
    before = tree(place / "w" / "output")

    sign(place)

    after = tree(place / "w" / "output")
    assert {name: data for name, data in after.items() if not name.endswith(SIGNATURE)} == before
    assert len(after) == len(before) + 1


def test_an_unsigned_set_is_in_order_unless_a_key_is_asked_for(place: Path) -> None:
    output = place / "w" / "output/2012/catalogue"
    key = shutil.copy(place / "w" / PUBLIC_KEY, place / "kept.pub")

    plain, asked = lianfang("verify", output), lianfang("verify", output, "--key", key)

    assert (plain.exit, "清单没有签名" in plain.out) == (0, True)
    assert (asked.exit, "没有签名" in asked.out) == (1, True)


def test_a_changed_manifest_does_not_fit(signed: Workspace) -> None:
    manifest = signed.output / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"as_of"', b'"as_of" '))

    done = lianfang("verify", signed.output)

    assert done.exit == 1
    assert f"签名“{SIGNATURE}”不符" in done.out


@pytest.mark.parametrize("damage", [b"", b"\0" * 64, b"x" * 100])
def test_a_changed_signature_does_not_fit(signed: Workspace, damage: bytes) -> None:
    (signed.output / SIGNATURE).write_bytes(damage)

    assert lianfang("verify", signed.output).exit == 1


def test_an_exchanged_public_key_does_not_fit(signed: Workspace) -> None:
    kept = signed.root / PUBLIC_KEY
    kept.unlink()
    assert lianfang("keygen", signed.root.parent / "other.pem", "-w", signed.root).exit == 0

    assert "不符" in lianfang("verify", signed.output).out


def test_set_and_key_exchanged_together_do_not_fit_the_key_kept_elsewhere(
    signed: Workspace,
) -> None:
    kept = shutil.copy(signed.root / PUBLIC_KEY, signed.root.parent / "kept.pub")
    (signed.root / PUBLIC_KEY).unlink()
    lianfang("keygen", signed.root.parent / "other.pem", "-w", signed.root)
    assert sign(signed.root.parent, "--key", signed.root.parent / "other.pem").exit == 0

    assert lianfang("verify", signed.output).exit == 0
    assert lianfang("verify", signed.output, "--key", kept).exit == 1


def test_a_missing_or_damaged_public_key_is_told(signed: Workspace) -> None:
    (signed.root / PUBLIC_KEY).write_bytes(b"nothing")
    damaged = lianfang("verify", signed.output)
    (signed.root / PUBLIC_KEY).unlink()
    missing = lianfang("verify", signed.output)

    assert (damaged.exit, missing.exit) == (1, 1)
    assert "不是公钥文件" in damaged.out
    assert "没有公钥" in missing.out


def test_a_key_kept_elsewhere_that_is_none_is_wrong_usage(signed: Workspace) -> None:
    for key in (signed.root / "lianfang.toml", signed.root / "no.pub"):
        assert lianfang("verify", signed.output, "--key", key).exit == 2


def test_a_document_that_was_touched_is_not_signed(place: Path) -> None:
    document = next((place / "w" / "output/2012/catalogue").glob("*.docx"))
    document.write_bytes(document.read_bytes() + b" ")

    done = sign(place)

    assert done.exit == 1
    assert "不签名" in done.line


def test_a_draft_is_not_signed(place: Path) -> None:
    manifest = place / "w/output/2012/catalogue" / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace('"official",', '"draft",'), "utf-8")

    done = sign(place)

    assert (done.exit, "还没有正式文件" in done.line) == (1, True)


def test_a_run_that_repeats_itself_keeps_the_signature(signed: Workspace) -> None:
    assert signed.run().exit == 0

    assert "签名有效" in lianfang("verify", signed.output).out


def test_a_set_that_is_replaced_keeps_its_signature_and_the_new_one_has_none(
    signed: Workspace,
) -> None:
    row = ("学籍异动审批", "行政职权", "审批休学。", "《学籍管理规定》")
    signed.put("教务处/附件1 目录.docx", annex1("教务处", [row]))
    signed.run(LATER)

    kept = next((signed.output / "published").iterdir())

    assert (kept / SIGNATURE).is_file()
    assert not (signed.output / SIGNATURE).exists()
    assert lianfang("verify", signed.output).exit == 0
    (kept / SIGNATURE).write_bytes(b"\0" * 64)
    assert "published" in lianfang("verify", signed.output).out


def test_the_key_may_be_named_in_the_configuration(place: Path) -> None:
    with (place / "w" / "lianfang.toml").open("a", encoding="utf-8") as configuration:
        configuration.write('\n[signature]\nkey = "../key.pem"\n')

    assert lianfang("sign", "catalogue", "-w", place / "w").exit == 0


def test_without_any_key_the_command_says_where_to_write_one(place: Path) -> None:
    done = lianfang("sign", "catalogue", "-w", place / "w")

    assert (done.exit, "[signature] key" in done.line) == (2, True)


def test_a_key_that_others_may_read_is_refused(place: Path) -> None:
    (place / "key.pem").chmod(0o640)

    done = sign(place)

    assert (done.exit, "chmod 600" in done.line) == (2, True)


def test_a_private_key_in_the_workspace_is_refused(place: Path) -> None:
    inside = place / "w" / "key.pem"
    shutil.copy(place / "key.pem", inside)

    assert "不能放在工作目录里" in sign(place, "--key", inside).line
    assert "不能放在工作目录里" in lianfang("keygen", inside, "-w", place / "w").line


def test_a_key_of_another_kind_or_pair_is_refused(place: Path) -> None:
    other = place / "rsa.pem"
    rsa = generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    other.write_bytes(rsa)
    other.chmod(0o600)
    assert "不是 Ed25519" in sign(place, "--key", other).line

    (place / "w" / PUBLIC_KEY).unlink()
    lianfang("keygen", place / "second.pem", "-w", place / "w")
    assert "不是一对" in sign(place).line


def test_a_key_is_never_overwritten(place: Path) -> None:
    before = (place / "key.pem").read_bytes()

    done = lianfang("keygen", place / "key.pem", "-w", place / "w")

    assert done.exit == 2
    assert (place / "key.pem").read_bytes() == before


def test_a_key_may_have_a_password(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "w" / PUBLIC_KEY).unlink()
    monkeypatch.setenv("LIANFANG_KEY_PASSWORD", "口令一")
    lianfang("keygen", place / "locked.pem", "-w", place / "w")
    monkeypatch.setenv("LIANFANG_KEY_PASSWORD", "口令二")
    wrong = sign(place, "--key", place / "locked.pem")
    monkeypatch.delenv("LIANFANG_KEY_PASSWORD")
    missing = sign(place, "--key", place / "locked.pem")
    monkeypatch.setenv("LIANFANG_KEY_PASSWORD", "口令一")

    assert (wrong.exit, missing.exit) == (2, 2)
    assert "口令" in wrong.line
    assert "已加密" in missing.line
    assert sign(place, "--key", place / "locked.pem").exit == 0


def test_a_backup_holds_the_public_key_and_the_signature_only(
    signed: Workspace, tmp_path: Path
) -> None:
    assert lianfang("backup", "-w", signed.root, "-o", tmp_path / "b.zip").exit == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as package:
        assert not any(b"PRIVATE" in package.read(name) for name in package.namelist())

    assert lianfang("restore", tmp_path / "b.zip", tmp_path / "r").exit == 0
    assert "签名有效" in lianfang("verify", tmp_path / "r/output/2012/catalogue").out


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_another_program_verifies_the_signature_too(signed: Workspace) -> None:
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-rawin"]
    files = ["-inkey", signed.root / PUBLIC_KEY, "-in", signed.output / MANIFEST]

    last = ["-sigfile", signed.output / SIGNATURE]
    done = subprocess.run([*command, *map(str, files + last)], capture_output=True, check=False)

    assert done.returncode == 0
