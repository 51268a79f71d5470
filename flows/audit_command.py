"""The audit log for people: ``lianfang audit verify`` and ``lianfang audit export``."""

from __future__ import annotations

import json
from pathlib import Path

from flows.archives import open_archive
from flows.console import Console
from flows.settings import Workspace
from flows.user_files import refuse_used, write_for_user


def verify_audit(root: Path) -> int:
    """Follow the chain; 1 and the first broken entry when it does not hold."""
    with open_archive(Workspace.open(root), create=False) as archive, archive.viewing() as records:
        verified = records.audit.verify()
    if verified.fault:
        Console().fault(f"审计记录核对不符：{verified.fault}请保留现场，并与备份对照。")
        return 1
    Console().say(
        f"审计记录核对无误：共 {verified.entries} 条，环环相扣，与档案库一致。"
        f"最后一条的校验码：{verified.last}"
    )
    return 0


def export_audit(root: Path, path: Path) -> int:
    """Write the log as JSON lines for an inspection."""
    workspace = Workspace.open(root)
    refuse_used(path, workspace)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        lines = [json.dumps(entry, ensure_ascii=False) for entry in records.audit.entries()]
    text = "".join(f"{line}\n" for line in lines)
    write_for_user(path, text.encode("utf-8", "backslashreplace"))
    Console().say(f"已导出审计记录 {len(lines)} 条：{path}")
    return 0
