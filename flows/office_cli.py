"""Commands of the office's own bookkeeping, in groups (``lianfang audit …``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_words import ChineseCommand, ChineseGroup, day

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


warning = typer.Typer(
    cls=ChineseGroup, rich_markup_mode=None, help="预警处置：登记预警信息，记录处置，逾期提醒。"
)
Number = Annotated[int, typer.Argument(metavar="N", help="预警信息的编号。")]
Date = Annotated[str | None, typer.Option("--date", metavar="D", help="日期，默认今天。")]


@warning.command("add", cls=ChineseCommand)
def warning_add(
    workspace: WorkspaceOption,
    source: Annotated[
        str, typer.Option("--source", metavar="SOURCE", help="信访举报、审计、报告或其他。")
    ],
    department: Annotated[
        str, typer.Option("--department", metavar="NAME", help="部门名称或别名。")
    ],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="反映的情况。")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="登记人姓名。")],
    item: Annotated[
        str | None, typer.Option("--item", metavar="ITEM", help="职权事项，须在档案资料库中。")
    ] = None,
    point: Annotated[
        str | None, typer.Option("--point", metavar="POINT", help="廉政风险点（环节）。")
    ] = None,
    date: Date = None,
) -> int:
    """登记一条预警信息。"""
    from flows.early_warning import add_signal

    return add_signal(
        workspace,
        source=source,
        department=department,
        item=item,
        point=point,
        text=text,
        by=by,
        date=day(date),
        today=day(None),
    )


@warning.command("answer", cls=ChineseCommand)
def warning_answer(
    number: Number,
    workspace: WorkspaceOption,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="风险提示、诫勉谈话或责令纠错。")
    ],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="处置人姓名。")],
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="备注。")] = None,
    date: Date = None,
) -> int:
    """记录一条预警信息的处置。"""
    from flows.early_warning import answer_signal

    return answer_signal(
        workspace, number, kind=kind, by=by, date=day(date), note=note, today=day(None)
    )


@warning.command("list", cls=ChineseCommand)
def warning_list(
    workspace: WorkspaceOption,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="把这一天当作今天。")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出一份 JSON。")] = False,
) -> int:
    """列出本年度的预警信息和处置经过。"""
    from flows.early_warning import list_signals

    return list_signals(workspace, day(as_of), as_json=as_json)


@warning.command("letter", cls=ChineseCommand)
def warning_letter(
    number: Number,
    workspace: WorkspaceOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="写到哪个文件。")],
    date: Date = None,
) -> int:
    """写出警示提醒函（Word）。"""
    from flows.early_warning import write_letter

    return write_letter(workspace, number, output, day(date))


office = typer.Typer(cls=ChineseGroup, rich_markup_mode=None)


@office.command(cls=ChineseCommand)
def publish(
    workspace: WorkspaceOption,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="写到哪个文件夹：新的、空的或旧公开版。"
        ),
    ],
    phase: Annotated[
        str | None,
        typer.Option("--phase", metavar="PHASE", help="按哪个阶段的正式数据，默认最后一个。"),
    ] = None,
) -> int:
    """写出公开版：静态网页和 Word 文件，不公开的内容不写。"""
    from flows.publication_command import publish_for_all

    return publish_for_all(workspace, output, phase)


@office.command(cls=ChineseCommand)
def pdf(
    phase: Annotated[
        str, typer.Argument(metavar="PHASE", help="plan、catalogue、summary 或 handbook。")
    ],
    workspace: WorkspaceOption,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="写到哪个文件夹，默认 W/pdf/年度/阶段。"
        ),
    ] = None,
) -> int:
    """用 LibreOffice 做一个阶段 Word 文件的 PDF 副本。"""
    from flows.pdf_command import copy_phase

    return copy_phase(workspace, phase, output)


@office.command(cls=ChineseCommand)
def keygen(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="私钥文件，在工作目录之外。")],
    workspace: WorkspaceOption,
) -> int:
    """新建签名用的密钥：私钥写到 FILE，公钥放进工作目录。"""
    from flows.sign_command import make_key

    return make_key(workspace, file)


@office.command(cls=ChineseCommand)
def sign(
    phase: Annotated[
        str, typer.Argument(metavar="PHASE", help="plan、catalogue、summary 或 handbook。")
    ],
    workspace: WorkspaceOption,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="私钥文件，默认为 [signature] key。"),
    ] = None,
) -> int:
    """给一个阶段正式文件的清单签名。"""
    from flows.sign_command import sign_phase

    return sign_phase(workspace, phase, key)


@office.command(cls=ChineseCommand)
def backup(
    workspace: WorkspaceOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.zip", help="备份文件。")],
) -> int:
    """备份整个工作目录，运行时也可以做。"""
    from flows.upkeep import back_up_workspace

    return back_up_workspace(workspace, output)


@office.command(cls=ChineseCommand)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="备份文件。")],
    workspace: Annotated[Path, typer.Argument(metavar="W", help="新的或空的文件夹。")],
) -> int:
    """从备份恢复到一个新的工作目录，并逐项核对。"""
    from flows.upkeep import restore_workspace

    return restore_workspace(file, workspace)


@office.command(cls=ChineseCommand)
def doctor(
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", metavar="W", help="工作目录，可省略。")
    ] = None,
) -> int:
    """检查运行环境和工作目录，写明该怎么办。"""
    from flows.upkeep import examine

    return examine(workspace)
