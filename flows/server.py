"""The workspace's own Prefect server: loopback, offline, quiet, and gone when it is stopped.

The settings and why each is needed: ``docs/design.md``, "Why these Prefect settings?".
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import MachineError

HEALTH_SECONDS = 2.0
START_SECONDS = 120.0
STOP_SECONDS = 15.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its API and its UI."""

    api: str
    ui: str


def state_folder(workspace: Path) -> Path:
    """Give the hidden folder in which the program keeps what is not the office's."""
    return workspace / ".lianfang"


def server_environment(workspace: Path, host: str, port: int) -> dict[str, str]:
    """Give the settings of a workspace's server and of the flows that report to it."""
    home = state_folder(workspace).resolve() / "prefect"
    address = f"http://{host}:{port}"
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": f"{address}/api",
        "PREFECT_UI_URL": address,
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
    }


def client_environment(workspace: Path, server: Server) -> dict[str, str]:
    """Give the settings of a flow run in this process that reports to a server."""
    home = state_folder(workspace).resolve() / "prefect"
    return {
        "PREFECT_HOME": os.environ.get("PREFECT_HOME", str(home)),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": server.api,
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "DO_NOT_TRACK": "1",
    }


@contextlib.contextmanager
def running_server(workspace: Path) -> Iterator[Server]:
    """Start the workspace's server, wait until it answers, and stop it with all its processes.

    Raises:
        MachineError: It does not answer in time, or the port is taken.
    """
    host = os.environ.get("PREFECT_SERVER_API_HOST", "127.0.0.1")
    port = int(os.environ.get("PREFECT_SERVER_API_PORT", "0")) or _free_port(host)
    settings = server_environment(workspace, host, port)
    Path(settings["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    log = Path(settings["PREFECT_HOME"]) / "server.log"
    with log.open("ab") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"],
            env={**_without_prefect(os.environ), **settings},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
        )
    server = Server(api=settings["PREFECT_API_URL"], ui=settings["PREFECT_UI_URL"])
    note = state_folder(workspace) / "server.json"
    try:
        _wait_until_healthy(process, server, log)
        note.write_text(json.dumps({"api": server.api, "ui": server.ui}), encoding="utf-8")
        yield server
    finally:
        note.unlink(missing_ok=True)
        _stop(process)


def workspace_server(workspace: Path) -> Server | None:
    """Give the workspace's server when it is up and answers within two seconds."""
    try:
        note = json.loads((state_folder(workspace) / "server.json").read_text(encoding="utf-8"))
        server = Server(api=note["api"], ui=note["ui"])
    except (OSError, ValueError, KeyError):
        return None
    return server if answers(server.api) else None


def answers(api: str) -> bool:
    """Tell whether a Prefect API answers its health check within two seconds."""
    if not api.startswith(("http://", "https://")):
        return False
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{api.rstrip('/')}/health", timeout=HEALTH_SECONDS) as reply:
            return bool(reply.status == 200)  # noqa: PLR2004 - HTTP OK
    except (urllib.error.URLError, OSError, ValueError):
        return False


def listing(server: Server, kind: str) -> list[dict[str, Any]]:
    """Ask a server for all it has of a kind (``flow_runs``, ``task_runs``, ``artifacts``)."""
    client = str(uuid.uuid4())
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{server.api}/csrf-token?client={client}", timeout=START_SECONDS) as reply:
        token = json.load(reply)["token"]
    headers = {
        "content-type": "application/json",
        "Prefect-Csrf-Token": token,
        "Prefect-Csrf-Client": client,
    }
    address = f"{server.api}/{kind}/filter"
    request = urllib.request.Request(address, b"{}", headers)  # noqa: S310 - our own server
    with opener.open(request, timeout=START_SECONDS) as reply:
        found: list[dict[str, Any]] = json.load(reply)
    return found


def _without_prefect(environment: Mapping[str, str]) -> dict[str, str]:
    """Drop settings of other Prefect installations, so that only ours count."""
    return {key: value for key, value in environment.items() if not key.startswith("PREFECT_")}


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    """Ask the kernel to end the server when this program is killed, so that no orphan stays."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_healthy(process: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise MachineError(f"Prefect 服务没有启动成功，原因见 {log}。")
        if answers(server.api):
            return
        time.sleep(0.2)
    raise MachineError(f"Prefect 服务在 {START_SECONDS:.0f} 秒内没有应答，原因见 {log}。")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server's whole process group: politely, then for certain."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_SECONDS)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
