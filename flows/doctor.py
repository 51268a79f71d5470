"""What ``lianfang doctor`` looks at: the machine, then a workspace; each line says what to do."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from archive.schema import REVISIONS
from flows.archives import open_archive
from flows.checkup import content_problems, log_problems, output_problems
from flows.lock import phases_held
from flows.settings import CONFIGURATION, Workspace
from flows.vouching import forged_manifests
from schemas.errors import LianfangError
from schemas.schedule import PHASE_NAMES

Health = Literal["well", "note", "ill"]
_PROGRAM = "lianfang"
_OLDEST = (3, 11)
_LITTLE, _TOO_LITTLE = 2 << 30, 200 << 20  # bytes
_FONTS = {
    "仿宋": ("仿宋", "FangSong", "仿宋_GB2312"),
    "楷体": ("楷体", "KaiTi", "楷体_GB2312"),
    "黑体": ("黑体", "SimHei"),
    "小标宋": ("小标宋", "方正小标宋简体", "FZXiaoBiaoSong"),
}
"""Font of the standard → names under which machines have it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and in words how it is and what to do."""

    name: str
    health: Health
    said: str


def machine_checks() -> Iterator[Check]:
    """Look at the machine: Python, packages, LibreOffice, fonts."""
    fits = sys.version_info[:2] >= _OLDEST
    said = platform.python_version()
    yield Check("Python", *(("well", said) if fits else ("ill", f"{said} 太旧，请装 3.11 以上。")))
    yield _packages()
    yield _office()
    yield _fonts()


def workspace_checks(root: Path) -> Iterator[Check]:
    """Look at a workspace: configuration, rights, room, archive, locks."""
    try:
        workspace = Workspace.open(root)
    except LianfangError as fault:
        yield Check("配置", "ill", str(fault))
        return
    departments = len(workspace.college.department)
    yield Check("配置", "well", f"{CONFIGURATION} 读取正常，{departments} 个部门。")
    yield from _rights(workspace)
    yield _room(root)
    yield from _archive(workspace)
    yield _found("已发布的文件", output_problems(workspace), "与清单一字不差。")
    yield _locks(workspace)


def _packages() -> Check:
    try:
        wanted = [Requirement(line) for line in metadata.requires(_PROGRAM) or ()]
    except metadata.PackageNotFoundError:
        return Check(
            "软件包", "note", "程序没有按常规安装，版本无从核对；可运行 make demo 重新安装。"
        )
    wrong = [
        f"{one.name}（{found or '没有安装'}，应为 {one.specifier}）"
        for one in wanted
        if not one.marker or one.marker.evaluate({"extra": ""})
        if not (found := _version(one.name)) or not one.specifier.contains(found, prereleases=True)
    ]
    if wrong:
        told = "、".join(wrong)
        return Check(
            "软件包", "ill", f"版本不对：{told}；请在程序文件夹里运行 make demo 重新安装。"
        )
    return Check("软件包", "well", f"{_PROGRAM} {_version(_PROGRAM)}，{len(wanted)} 个软件包齐全。")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _office() -> Check:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        said = "没有安装，不能读 .doc 和 .wps；需要时请运行 apt install libreoffice-writer。"
        return Check("LibreOffice", "note", said)
    return Check("LibreOffice", "well", program)


def _fonts() -> Check:
    try:
        listed = subprocess.run(
            ["fc-list", ":", "family"], capture_output=True, text=True, timeout=30, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        listed = ""
    missing = [name for name, known in _FONTS.items() if not any(k in listed for k in known)]
    if missing:
        said = (
            f"本机没有{'、'.join(missing)}，在本机转成的 PDF 会用别的字体代替；"
            "Word 文件不受影响，请在装有这些字体的电脑上转换。"
        )
        return Check("字体", "note", said)
    return Check("字体", "well", "公文字体齐全。")


def _rights(workspace: Workspace) -> Iterator[Check]:
    inbox = workspace.inbox
    if not inbox.is_dir():
        yield Check("收件夹", "ill", f"没有文件夹 {inbox}，请新建，并在其中给每个部门建一个。")
    elif not os.access(inbox, os.R_OK | os.X_OK):
        yield Check("收件夹", "ill", f"{inbox} 不能读取，请检查权限。")
    else:
        yield Check("收件夹", "well", f"{inbox} 可以读取。")
    places = [workspace.root, *(p for p in (workspace.root / "output",) if p.exists())]
    closed = [str(place) for place in places if not _is_writable(place)]
    if closed:
        yield Check("写入", "ill", f"{'、'.join(closed)} 不能写入，请检查权限或磁盘。")
    else:
        yield Check("写入", "well", "工作目录可以写入。")


def _is_writable(place: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def _room(root: Path) -> Check:
    free = shutil.disk_usage(root).free
    told = f"剩余 {free / (1 << 30):.1f} GB"
    if free < _TOO_LITTLE:
        return Check("磁盘", "ill", f"{told}，不够运行，请先腾出空间。")
    if free < _LITTLE:
        return Check("磁盘", "note", f"{told}，请尽早腾出空间。")
    return Check("磁盘", "well", f"{told}。")


def _archive(workspace: Workspace) -> Iterator[Check]:
    try:
        with open_archive(workspace, create=False) as archive, archive.viewing() as records:
            verified = records.audit.verify()
            contents = list(content_problems(records))
            forged = list(forged_manifests(records, workspace))
    except LianfangError as fault:
        waits = "lianfang run" in str(fault)  # not made yet, or of an older release
        yield Check("档案库", "note" if waits else "ill", str(fault))
        return
    yield Check("档案库", "well", f"完好，版本 {REVISIONS[-1]}。")
    yield _found("审计记录", log_problems(verified), f"{verified.entries} 条，完整。")
    yield _found("原件", contents, "与存入时一字不差。")
    yield _found("清单", forged, "与档案库所存的一致。")


def _found(name: str, problems: Iterable[str], well: str) -> Check:
    """Tell the first problem, and how many there are."""
    first, *others = [*problems, ""]
    if not first:
        return Check(name, "well", well)
    more = f"（另有 {len(others) - 1} 处，体检中逐条列出）" if len(others) > 1 else ""
    return Check(name, "ill", f"{first}{more}")


def _locks(workspace: Workspace) -> Check:
    try:
        held = phases_held(workspace)
    except LianfangError as fault:
        return Check("运行", "note", f"看不到有没有正在进行的运行：{fault}")
    if held:
        told = "、".join(PHASE_NAMES[phase] for phase in held)
        return Check("运行", "note", f"正在运行：{told}；同一阶段请等它结束。")
    return Check("运行", "well", "没有正在进行的运行。")
