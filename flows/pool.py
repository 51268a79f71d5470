"""Many colleges on several machines: a common server, workspaces in its pool, workers.

The engine is Prefect's: a work pool, a queue with room for one run a workspace, workers that
start each run as a process (``docs/scale.md``).
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from flows.children import child
from flows.console import Console
from flows.faults import told_in_chinese
from flows.serve import only_one
from flows.server import admits, answers, running_server
from flows.server_address import USUAL_PORT, address_in
from flows.server_settings import (
    DATABASE,
    client_environment,
    prefect_home,
    worker_environment,
)
from flows.settings import Workspace
from schemas.errors import MachineError, UsageError

_DRIVER = "postgresql+asyncpg://"
_PAUSE_SECONDS = 5.0


def serve_pool(folder: Path) -> None:
    """Run the pool's server until this program is stopped.

    Args:
        folder: Where this machine keeps the server's log; made when missing.

    Raises:
        UsageError: The environment names no PostgreSQL database, or the server would be open to
            everybody.
        MachineError: The port is taken, or the server does not stay up.
    """
    database = os.environ.get(DATABASE, "")
    if not database.startswith(_DRIVER):
        raise UsageError(
            f"多台电脑共用的 Prefect 服务要用 PostgreSQL：请把环境变量 {DATABASE} "
            f"设为 {_DRIVER}用户:口令@主机/数据库。"
        )
    console = Console()
    with told_in_chinese(f"文件夹“{folder}”"):
        folder.mkdir(parents=True, exist_ok=True)
    with only_one(folder):
        console.note("正在启动 Prefect 服务……")
        address = address_in(os.environ, usual=USUAL_PORT)
        with running_server(folder, address, database=database) as server:
            console.say(f"Prefect 界面：{server.ui}")
            console.note(f"各电脑请设 PREFECT_API_URL={server.api}；按 Ctrl-C 结束。")
            if server.process is not None:
                server.process.wait()
    log = prefect_home(folder) / "server.log"
    raise MachineError(f"Prefect 服务意外退出，原因见 {log}。")


def add_to_pool(roots: Sequence[Path], *, receive_minutes: int, dead_after_s: int) -> None:
    """Make the deployments of workspaces, or bring them up to date.

    Args:
        roots: The workspaces; on every machine they lie at the same paths.
        receive_minutes: How often each inbox is looked into.
        dead_after_s: After how many seconds of silence a run counts as broken off.

    Raises:
        UsageError: No workspace, no server named, or two workspaces of one name.
        MachineError: The server does not answer.
    """
    workspaces = [Workspace.open(root.resolve()) for root in roots]
    api = _server()
    settings = client_environment(workspaces[0].root, api)
    with told_in_chinese(f"文件夹“{settings['PREFECT_HOME']}”"):
        Path(settings["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    os.environ.update(settings)
    pool = import_module("flows.prefect_pool")
    asyncio.run(pool.add(workspaces, receive_minutes=receive_minutes, dead_after_s=dead_after_s))
    for workspace in workspaces:
        Console().say(f"已加入：{workspace.college.organisation.name}（{workspace.root}）")


def work(home: Path, name: str, limit: int) -> None:
    """Carry out runs of the pool on this machine until this program is stopped.

    Args:
        home: The folder in which this machine's worker keeps its state.
        name: Of the worker, in the UI.
        limit: How many runs at once.

    Raises:
        UsageError: No server named.
        MachineError: The server does not answer.
    """
    api = _server()
    with told_in_chinese(f"文件夹“{home}”"):
        prefect_home(home).mkdir(parents=True, exist_ok=True)
    settings = worker_environment(home, api, os.environ, Path(sys.executable).parent)
    command = [sys.executable, "-m", "flows.prefect_worker", name, str(limit)]
    log = prefect_home(home) / "worker.log"
    Console().say(f"正在等待 {api} 分派的运行，同时最多 {limit} 个；按 Ctrl-C 结束。")
    while True:
        with child(command, settings, log) as worker:
            worker.wait()
        Console().note(f"工作进程意外退出（原因见 {log}），正在重新启动……")
        time.sleep(_PAUSE_SECONDS)


def _server() -> str:
    api = os.environ.get("PREFECT_API_URL", "")
    if not api:
        raise UsageError(
            "请把环境变量 PREFECT_API_URL 设为共用服务的地址，例如 http://192.168.1.5:4200/api。"
        )
    if not answers(api):
        raise MachineError(f"Prefect 服务 {api} 没有应答，请先运行 lianfang pool serve。")
    if not admits(api):
        raise MachineError(f"Prefect 服务 {api} 要求口令，请设环境变量 PREFECT_API_AUTH_STRING。")
    return api
