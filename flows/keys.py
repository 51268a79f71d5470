"""The college's key for signing (Ed25519): the private half outside the workspace, 0600."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from flows.faults import reason_of, told_in_chinese
from flows.outputs import PUBLIC_KEY
from flows.settings import Workspace
from schemas.errors import MachineError, UsageError

PASSWORD = "LIANFANG_KEY_PASSWORD"  # noqa: S105 - the variable's name
_PRIVATE_MODE = 0o600
_OTHERS = 0o077
_LONGEST = 1023
"""Bytes of a password that the PEM form takes."""


def new_key(workspace: Workspace, place: Path, password: str | None) -> str:
    """Make a key: the private half into ``place``, the public one into the workspace.

    Args:
        workspace: Whose outputs are to be signed.
        place: A new file outside the workspace.
        password: By which the private half is encrypted; None leaves it plain.

    Returns:
        The fingerprint.

    Raises:
        UsageError: There is a key already, or place or password cannot be used.
        MachineError: No room or no rights.
    """
    public = workspace.root / PUBLIC_KEY
    _require_outside(workspace, place)
    for there in (place, public):
        if os.path.lexists(there):
            raise UsageError(
                f"{there} 已经存在，没有改动；换密钥先把旧公钥移到别处，旧签名以后用它核对。"
            )
    key = Ed25519PrivateKey.generate()
    private = _private(key, password)
    with told_in_chinese(f"私钥文件“{place}”"):
        _write(place, private, _PRIVATE_MODE)
    try:
        with told_in_chinese(f"公钥文件“{public}”"):
            _write(public, _public(key.public_key()), 0o644)
    except MachineError:
        place.unlink(missing_ok=True)  # half a pair is of no use, and stands in the way
        raise
    return fingerprint(key.public_key())


def private_key(workspace: Workspace, place: Path, password: str | None) -> Ed25519PrivateKey:
    """Read the private half.

    Raises:
        UsageError: It is missing, lies in the workspace, may be read by others, is none, or the
            password does not fit.
    """
    _require_outside(workspace, place)
    try:
        mode, data = place.stat().st_mode, place.read_bytes()
    except OSError as fault:
        raise UsageError(f"读不了私钥文件 {place}：{reason_of(fault)}。") from None
    if mode & _OTHERS:
        raise UsageError(f"私钥文件 {place} 别人也能读，请先运行 chmod 600 {place}。")
    try:
        key = serialization.load_pem_private_key(data, password.encode() if password else None)
    except TypeError:
        told = "没有加密，请去掉" if password else "已加密，请设"
        raise UsageError(f"私钥文件 {place} {told}环境变量 {PASSWORD}。") from None
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError(f"{place} 不是私钥文件（PEM），或者口令（{PASSWORD}）不对。") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{place} 不是 Ed25519 私钥；新建请运行 lianfang keygen。")
    return key


def public_key(place: Path) -> Ed25519PublicKey:
    """Read the public half; raises UsageError when there is none."""
    try:
        key = serialization.load_pem_public_key(place.read_bytes())
    except OSError as fault:
        raise UsageError(f"读不了公钥文件 {place}：{reason_of(fault)}。") from None
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError(f"{place} 不是公钥文件（PEM）。") from None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{place} 不是 Ed25519 公钥。")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """Give a key's fingerprint to read out: SHA-256 of its DER form, four groups of four."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    der = key.public_bytes(serialization.Encoding.DER, form)
    digest = hashlib.sha256(der).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _require_outside(workspace: Workspace, place: Path) -> None:
    if place.resolve().is_relative_to(workspace.root.resolve()):
        raise UsageError("私钥不能放在工作目录里（会随备份和共享流出），请放到别处，例如 U 盘。")


def _private(key: Ed25519PrivateKey, password: str | None) -> bytes:
    if password and not (_is_text(password) and len(password.encode()) <= _LONGEST):
        raise UsageError(f"口令（{PASSWORD}）须是 UTF-8 文字，最多 {_LONGEST} 字节。")
    encryption: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption()
    )
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, encryption)


def _is_text(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _public(key: Ed25519PublicKey) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form)


def _write(place: Path, data: bytes, mode: int) -> None:
    """Write a new file that was never readable for more people than it should be."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, mode)
        file.write(data)
        file.flush()
        os.fsync(handle)
