"""Publishing: a run's files appear at once as the complete new folder, or the old one stays.

An official set that the new run does not repeat is carried unchanged into ``published/<as-of>/``
(contract, section 2).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from flows import swap
from flows.faults import told_in_chinese
from flows.outputs import MANIFEST, PUBLISHED, SIGNATURE, is_safe, read_manifest, verify
from schemas.errors import MachineError

__all__ = ["ensure_writable", "publish", "verify"]

_UNREADABLE = "unreadable"  # the place for a set whose manifest no longer tells its day


def ensure_writable(output: Path, phase_folder: str) -> None:
    """Find out before the work starts whether its result can be published.

    Also puts in order what a killed run left behind. Call it under the phase's lock.

    Args:
        output: ``W/output/<year>``; made when missing.
        phase_folder: For example ``catalogue``.

    Raises:
        MachineError: No room or no rights.
    """
    target = output / phase_folder
    with told_in_chinese(f"输出文件夹“{target}”"):
        output.mkdir(parents=True, exist_ok=True)
        swap.recover(target)
        probe = swap.draft_of(target)
        probe.mkdir()
        try:
            (probe / MANIFEST).write_bytes(b"{}")
            swap.sync_tree(probe)
        finally:
            shutil.rmtree(probe, ignore_errors=True)
    _require_replaceable(target)


def publish(
    output: Path,
    phase_folder: str,
    files: Mapping[str, bytes | Path],
    *,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Write a complete new folder, and let it take the old one's place at once.

    kill -9 or a power failure at any moment leaves the old set or the new one. Call it under the
    phase's lock.

    Args:
        output: ``W/output/<year>``; made when missing.
        phase_folder: For example ``catalogue``.
        files: Relative POSIX path → content, or the file to copy; ``manifest.json`` among them.
        before: Called when all files are on disk and only their names are missing; what can
            still fail belongs here. When it raises, the old set stays.

    Raises:
        MachineError: No room or no rights; the old set is untouched.
        ValueError: A path leads out of the folder or into ``published/`` (use ``safe_name``).
    """
    for path in files:
        if not is_safe(path) or path.split("/")[0] == PUBLISHED:
            raise ValueError(f"not a path inside the folder: {path!r}")
    target = output / phase_folder
    with told_in_chinese(f"输出文件夹“{target}”"):
        output.mkdir(parents=True, exist_ok=True)
        swap.recover(target)
        _require_replaceable(target)
        draft = swap.draft_of(target)
        try:
            _fill(draft, files)
            _carry_over(target, draft)
            swap.sync_tree(draft)
            before()
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        swap.put_in_place(target)


def _require_replaceable(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise MachineError(f"“{target}”不是文件夹，不能替换；请把它移走后再运行。")
    if target.exists() and not os.access(target, os.R_OK | os.W_OK | os.X_OK):
        raise MachineError(f"输出文件夹“{target}” 不能写入（没有权限）；请检查权限后再运行。")


def _fill(draft: Path, files: Mapping[str, bytes | Path]) -> None:
    draft.mkdir()
    for path, content in sorted(files.items()):
        place = draft / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, place)
        else:
            place.write_bytes(content)


def _carry_over(old: Path, draft: Path) -> None:
    """Take over the sets published earlier, and the present one if the draft does not repeat it."""
    for earlier in sorted(p for p in (old / PUBLISHED).glob("*") if p.is_dir()):
        _link_tree(earlier, draft / PUBLISHED / earlier.name)
    _carry_signature(old, draft)
    name = _name_to_keep(old, draft)
    if name:
        _link_tree(old, _free_place(draft / PUBLISHED, name), without=PUBLISHED)


def _carry_signature(old: Path, draft: Path) -> None:
    """Keep the signature of a manifest that the draft repeats byte for byte."""
    before, after = old / MANIFEST, draft / MANIFEST
    if not ((old / SIGNATURE).is_file() and before.is_file() and after.is_file()):
        return
    if before.read_bytes() == after.read_bytes():
        _link(old / SIGNATURE, draft / SIGNATURE)


def _name_to_keep(old: Path, draft: Path) -> str | None:
    """Tell under which name the old set must be kept; None when nothing would be lost."""
    manifest = old / MANIFEST
    if not manifest.is_file():
        return _UNREADABLE if any(old.glob("*.docx")) else None
    data = manifest.read_bytes()
    before = read_manifest(data)
    if before is None:
        return _UNREADABLE
    now = draft / MANIFEST
    after = read_manifest(now.read_bytes()) if now.is_file() else None
    repeated = after is not None and after.official == before.official
    if not before.official or repeated or _is_kept(data, draft / PUBLISHED):
        return None
    return before.as_of if _is_day(before.as_of) else _UNREADABLE


def _is_kept(manifest: bytes, published: Path) -> bool:
    """Tell whether the very same set was published, replaced and repeated before."""
    sets = (p for p in published.glob("*") if (p / MANIFEST).is_file())
    return any((p / MANIFEST).read_bytes() == manifest and not verify(p) for p in sets)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _free_place(published: Path, name: str) -> Path:
    """Give ``<name>``, or ``<name>-2`` and so on when the day has a set already."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(published / one for one in names if not (published / one).exists())


def _link_tree(source: Path, goal: Path, without: str | None = None) -> None:
    """Give the files of a folder a second name elsewhere; bytes are copied only where needed."""
    for parent, folders, names in os.walk(source):
        here = Path(parent)
        if here == source and without in folders:
            folders.remove(without)
        there = goal / here.relative_to(source)
        there.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (here / name).is_file() and not (here / name).is_symlink():
                _link(here / name, there / name)


def _link(source: Path, goal: Path) -> None:
    try:
        os.link(source, goal)
    except OSError:  # a file system without hard links, or a file of another owner
        shutil.copy2(source, goal)
