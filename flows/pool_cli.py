"""Commands for many colleges on several machines (``lianfang pool …``)."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_words import ChineseCommand, ChineseGroup

pool = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    help="多个学院、多台电脑：一个共用的 Prefect 服务，各电脑分担运行。",
)


@pool.command("serve", cls=ChineseCommand)
def pool_serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="本机存放日志的文件夹。")],
) -> int:
    """启动共用的 Prefect 服务（数据库用 PostgreSQL）。"""
    from flows.cli import Stopped
    from flows.pool import serve_pool

    with suppress(Stopped):
        serve_pool(folder)
    return 0


@pool.command("add", cls=ChineseCommand)
def pool_add(
    workspaces: Annotated[
        list[Path], typer.Argument(metavar="W", help="工作目录，在各电脑上的路径须相同。")
    ],
    receive_minutes: Annotated[
        int, typer.Option("--receive-minutes", metavar="N", min=1, help="每几分钟看一次收件箱。")
    ] = 60,
    dead_after_s: Annotated[
        int,
        typer.Option("--dead-after-s", metavar="N", min=60, help="几秒没有消息的运行算作中断。"),
    ] = 180,
) -> int:
    """把工作目录加入共用的服务；年度或期限改动后再运行一次。"""
    from flows.pool import add_to_pool

    add_to_pool(workspaces, receive_minutes=receive_minutes, dead_after_s=dead_after_s)
    return 0


@pool.command("work", cls=ChineseCommand)
def pool_work(
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", help="本机存放状态的文件夹，默认用户的主文件夹。"),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="在界面上的名称，默认本机名称。")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=1, help="同时运行几个，默认处理器数的一半。"),
    ] = None,
) -> int:
    """在这台电脑上分担共用服务分派的运行。"""
    from flows.cli import Stopped
    from flows.pool import work

    half = max(1, (os.cpu_count() or 1) // 2)
    with suppress(Stopped):
        work(home or Path.home(), name or platform.node(), limit or half)
    return 0
