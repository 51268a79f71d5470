"""Commands around the office's own Word templates (``lianfang templates …``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_words import ChineseCommand, ChineseGroup, day

OwnWorkspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", metavar="W", help="工作目录，可省略。")
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出一份 JSON。")]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="模板名，例如 notice，见 templates list。")
]

templates = typer.Typer(
    cls=ChineseGroup, rich_markup_mode=None, help="办公室自己的 Word 模板：复制、检查、预览。"
)


@templates.command("list", cls=ChineseCommand)
def templates_list(workspace: OwnWorkspace = None, as_json: AsJson = False) -> int:
    """列出全部模板：用于哪份文件，现在用的是哪一份。"""
    from flows.templates_command import list_templates

    return list_templates(workspace, as_json=as_json)


@templates.command("copy", cls=ChineseCommand)
def templates_copy(
    name: Name,
    workspace: Annotated[Path, typer.Option("--workspace", "-w", metavar="W", help="工作目录。")],
) -> int:
    """把一个自带的模板复制到工作目录，供修改；已有的不覆盖。"""
    from flows.templates_command import copy_template

    return copy_template(name, workspace)


@templates.command("check", cls=ChineseCommand)
def templates_check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE.docx", help="要检查的模板，省略时检查工作目录里的全部。"),
    ] = None,
    workspace: OwnWorkspace = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="加批注的副本放哪里，默认 W/templates/检查。"),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """检查模板：一次列出全部错误、位置和改法，另写一份加批注的副本。"""
    from flows.templates_command import check_templates

    return check_templates(files or (), workspace, out, day(None), as_json=as_json)


@templates.command("preview", cls=ChineseCommand)
def templates_preview(
    name: Name,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.docx", help="写到哪个文件。")],
    workspace: OwnWorkspace = None,
) -> int:
    """用示例学院的材料填好一个模板，看看成文是什么样子。"""
    from flows.template_sample import preview_template

    return preview_template(name, workspace, out)
