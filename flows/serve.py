"""``lianfang serve``: the workspace's server and its runner, together until Ctrl-C or SIGTERM."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from flows.children import child
from flows.console import Console
from flows.faults import told_in_chinese
from flows.log_file import keep_short
from flows.server import START_SECONDS, Server, running_server, workspace_server
from flows.server_address import USUAL_PORT, Address, address_in
from flows.server_settings import prefect_home, ready_note, runner_environment, state_folder
from flows.settings import Workspace
from schemas.errors import MachineError

_LOOK_SECONDS = 0.5
_WORTH_A_RESTART_SECONDS = 60.0
_LOGS = {"服务": "server.log", "运行进程": "runner.log"}


def serve(root: Path) -> None:
    """Serve a workspace until this program is stopped; what ended by itself is started again.

    Raises:
        UsageError: No workspace, or a server that would be open to everybody.
        MachineError: Somebody serves the workspace already, the port is taken, or the server
            or the runner do not stay up.
    """
    workspace = Workspace.open(root)
    console = Console()
    with only_one(root):
        address = address_in(os.environ, usual=USUAL_PORT)
        console.note("正在启动 Prefect 服务……")
        while True:
            with _both(workspace, address) as (server, runner):
                address = server.address or address  # the usual port may have been taken meanwhile
                console.say(f"Prefect 界面：{server.ui}")
                console.note("按 Ctrl-C 结束。")
                began = time.monotonic()
                ended = _wait_until_one_ends(server, runner, prefect_home(root))
            log = prefect_home(root) / _LOGS[ended]
            if time.monotonic() - began < _WORTH_A_RESTART_SECONDS:
                raise MachineError(f"Prefect {ended}刚启动就意外退出，原因见 {log}。")
            console.note(f"Prefect {ended}意外退出（原因见 {log}），正在重新启动……")


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the workspace for the block; the kernel frees it, however the program ends.

    Raises:
        MachineError: Another program serves it.
    """
    folder = state_folder(root)
    with told_in_chinese(f"文件夹“{folder}”"):
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        there = workspace_server(root)
        where = f"（界面：{there.ui}）" if there else ""
        raise MachineError(
            f"工作目录 {root} 已有 lianfang serve 在运行{where}，不能再启动。"
        ) from None
    try:
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _both(
    workspace: Workspace, address: Address
) -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    """Start server and runner, and wait until the deployments are there."""
    command = [sys.executable, "-m", "flows.prefect_runner", str(workspace.root)]
    log = prefect_home(workspace.root) / "runner.log"
    ready = ready_note(workspace.root)
    ready.unlink(missing_ok=True)
    with contextlib.ExitStack() as processes:
        server = processes.enter_context(running_server(workspace.root, address))
        environment = runner_environment(workspace.root, server.address or address, os.environ)
        runner = processes.enter_context(child(command, environment, log))
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            if runner.poll() is not None or time.monotonic() > deadline:
                raise MachineError(f"Prefect 的运行进程没有启动成功，原因见 {log}。")
            time.sleep(_LOOK_SECONDS)
        yield server, runner


def _wait_until_one_ends(server: Server, runner: subprocess.Popen[bytes], home: Path) -> str:
    """Wait for the end of either, with their logs kept short; give its name."""
    while True:
        for log in _LOGS.values():
            keep_short(home / log)
        if server.process is not None and server.process.poll() is not None:
            return "服务"
        if runner.poll() is not None:
            return "运行进程"
        time.sleep(_LOOK_SECONDS)
