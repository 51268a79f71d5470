"""A detached signature of a set's manifest, whose digests cover every document of the set."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from flows.faults import told_in_chinese
from flows.keys import fingerprint, private_key, public_key
from flows.lock import held_phase
from flows.outputs import MANIFEST, PUBLIC_KEY, PUBLISHED, SIGNATURE, read_manifest, verify
from flows.settings import Workspace
from schemas.errors import RefusedError, UsageError
from schemas.schedule import PHASE_NAMES, Phase

_WORKSPACE = 2
"""Which of the folders above a phase's output folder is the workspace."""


def sign(workspace: Workspace, phase: Phase, key: Path | None, password: str | None) -> str:
    """Sign the phase's official set; a signature that is there is replaced.

    Args:
        workspace: The college's.
        phase: Whose set.
        key: File of the private half; None for that of ``[signature] key``.
        password: Of the private half; None where it is plain.

    Returns:
        The key's fingerprint.

    Raises:
        UsageError: No key, or it does not belong to the workspace's public one.
        RefusedError: The set is a draft or not as it was written.
        MachineError: A run of the phase is under way; no room or no rights.
    """
    private = private_key(workspace, _place(workspace, key), password)
    public = public_key(workspace.root / PUBLIC_KEY)
    if fingerprint(public) != fingerprint(private.public_key()):
        raise UsageError(f"这把私钥与工作目录的公钥 {PUBLIC_KEY} 不是一对。")
    folder = workspace.output / phase
    with held_phase(workspace, phase):
        _require_official(folder, phase)
        signature = private.sign((folder / MANIFEST).read_bytes())
        with told_in_chinese(f"签名文件“{folder / SIGNATURE}”"):
            draft = folder / f".{SIGNATURE}"
            with draft.open("wb") as file:
                file.write(signature)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(folder / SIGNATURE)
    return fingerprint(public)


def _place(workspace: Workspace, key: Path | None) -> Path:
    if key is not None:
        return key
    if workspace.college.signature.key is None:
        raise UsageError(
            "没有写用哪把私钥：请加 --key 文件，或在 lianfang.toml 写 [signature] key。"
        )
    return workspace.root / workspace.college.signature.key


def _require_official(folder: Path, phase: Phase) -> None:
    """Refuse to vouch for what is no official set, or no longer the one that was written."""
    contents = None
    if (folder / MANIFEST).is_file():
        contents = read_manifest((folder / MANIFEST).read_bytes())
    if contents is None or contents.status != "official":
        raise RefusedError(f"{PHASE_NAMES[phase]}阶段还没有正式文件，不签名。")
    if problems := verify(folder):
        raise RefusedError(f"文件与发布时不同，不签名：{problems[0]}")


def signature_problems(folder: Path, key: Path | None) -> Iterator[str]:
    """Tell what is wrong with the signatures of a phase's folder and its earlier sets.

    Args:
        folder: ``output/<year>/<phase>``.
        key: File of the public half, kept elsewhere; None for the workspace's. Where it is given
            the present set has to be signed.

    Raises:
        UsageError: ``key`` is no key.
    """
    place = key or workspace_key(folder)
    try:
        public = public_key(place) if key or place.is_file() else None
    except UsageError as fault:
        if key:
            raise
        yield f"签名无法核对：{fault}"
        return
    sets = {"": folder}
    earlier = sorted(p for p in (folder / PUBLISHED).glob("*") if p.is_dir())
    sets |= {f"{PUBLISHED}/{one.name}/": one for one in earlier}
    for prefix, one in sets.items():
        if not (one / SIGNATURE).is_file():
            if key and not prefix:
                yield f"清单“{MANIFEST}”没有签名。"
        elif public is None:
            yield f"签名“{prefix}{SIGNATURE}”无法核对：没有公钥 {place}。"
        elif not _fits(one, public):
            yield (
                f"签名“{prefix}{SIGNATURE}”不符：清单或签名被改动过，或者不是用这把密钥签的；"
                "请与原件核对，查明以前不要使用这套文件。"
            )


def signed_by(folder: Path, key: Path | None) -> str | None:
    """Give the fingerprint of the key by which the present set is signed; None where it is not."""
    place = key or workspace_key(folder)
    if not (folder / SIGNATURE).is_file() or not place.is_file():
        return None
    public = public_key(place)
    return fingerprint(public) if _fits(folder, public) else None


def workspace_key(folder: Path) -> Path:
    """Give the place of the public key in the workspace of an output folder."""
    above = folder.resolve().parents
    return above[min(_WORKSPACE, len(above) - 1)] / PUBLIC_KEY


def _fits(folder: Path, key: Ed25519PublicKey) -> bool:
    try:
        signature, manifest = (folder / SIGNATURE).read_bytes(), (folder / MANIFEST).read_bytes()
        key.verify(signature, manifest)
    except (InvalidSignature, OSError):
        return False
    return True
