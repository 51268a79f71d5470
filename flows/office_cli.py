"""Commands of the office's own bookkeeping, in groups (``lianfang audit …``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_words import ChineseCommand, ChineseGroup

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", metavar="W", help="工作目录。")]

audit = typer.Typer(
    cls=ChineseGroup, rich_markup_mode=None, help="审计记录：收件、问题、决定和发布的流水。"
)


@audit.command("verify", cls=ChineseCommand)
def audit_verify(workspace: WorkspaceOption) -> int:
    """核对审计记录是否完整、未被改动，并与档案库一致。"""
    from flows.audit_command import verify_audit

    return verify_audit(workspace)


@audit.command("export", cls=ChineseCommand)
def audit_export(
    workspace: WorkspaceOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="写到哪个文件。")],
) -> int:
    """导出审计记录，每行一条 JSON，供检查时查阅。"""
    from flows.audit_command import export_audit

    return export_audit(workspace, output)
