"""Upkeep of a workspace: ``lianfang backup``, ``restore`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

from flows.backup import back_up
from flows.console import Console
from flows.doctor import Health, machine_checks, workspace_checks
from flows.restore import restore
from flows.settings import Workspace

_SAID: dict[Health, str] = {"well": "正常", "note": "注意", "ill": "有问题"}


def back_up_workspace(root: Path, target: Path) -> int:
    """Write a backup and say what is in it."""
    listing = back_up(Workspace.open(root), target)
    kept = "含档案库" if listing.archive else "还没有档案库"
    Console().say(f"已备份到 {target}：{len(listing.files)} 个文件，{kept}，逐个核对无误。")
    return 0


def restore_workspace(file: Path, root: Path) -> int:
    """Restore a backup and say what to do next."""
    listing = restore(file, root)
    Console().say(
        f"已恢复到 {root}：{len(listing.files)} 个文件，逐个核对无误，审计记录完整。"
        f"可运行 lianfang status -w {root} 查看。"
    )
    return 0


def examine(root: Path | None) -> int:
    """Print a line for everything that was looked at; 1 when something is wrong."""
    console = Console()
    checks = [*machine_checks(), *(workspace_checks(root) if root else ())]
    for check in checks:
        console.say(f"{_SAID[check.health]}  {check.name}：{check.said}")
    ill = sum(check.health == "ill" for check in checks)
    console.say(
        f"共检查 {len(checks)} 项，{f'{ill} 项有问题，请按上面的办法处理' if ill else '没有问题'}。"
    )
    return int(bool(ill))
