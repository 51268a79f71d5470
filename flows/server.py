"""The workspace's own Prefect server: started, asked, and gone when it is stopped."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flows.children import child
from flows.server_address import Address, address_in
from flows.server_settings import password_in, prefect_home, server_environment, state_folder
from schemas.errors import MachineError

HEALTH_SECONDS = 2.0
START_SECONDS = 120.0
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its API, its UI, and its process where this program started it."""

    api: str
    ui: str
    process: subprocess.Popen[bytes] | None = field(default=None, compare=False, repr=False)


@contextlib.contextmanager
def running_server(
    workspace: Path, address: Address | None = None, *, database: str = ""
) -> Iterator[Server]:
    """Start the workspace's server, wait until it answers, and stop it with all its processes.

    Args:
        workspace: Whose server it is.
        address: Where it listens; None for what the environment says.
        database: SQLAlchemy's address of its database; "" for a file of its own.

    Raises:
        MachineError: It does not answer in time, or the port is taken.
        UsageError: The environment asks for a server that is open to everybody.
    """
    address = address or address_in(os.environ)
    settings = server_environment(workspace, address, os.environ, database=database)
    home = prefect_home(workspace)
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    note = state_folder(workspace) / "server.json"
    with child([sys.executable, "-m", "prefect", "server", "start"], settings, log) as process:
        server = Server(settings["PREFECT_API_URL"], settings["PREFECT_UI_URL"], process)
        _wait_until_healthy(process, server, log)
        note.write_text(json.dumps({"api": server.api, "ui": server.ui}), encoding="utf-8")
        try:
            yield server
        finally:
            note.unlink(missing_ok=True)


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
    return _status(f"{api.rstrip('/')}/health") == HTTPStatus.OK


def admits(api: str) -> bool:
    """Tell whether a Prefect API takes this program's password, or asks for none."""
    return _status(f"{api.rstrip('/')}/admin/version") != HTTPStatus.UNAUTHORIZED


def listing(server: Server, kind: str) -> list[dict[str, Any]]:
    """Ask a server for all it has of a kind (``flow_runs``, ``deployments``, ``artifacts``)."""
    found: list[dict[str, Any]] = ask(server, f"{kind}/filter", {})
    return found


def ask(server: Server, path: str, body: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Post to a server's API and give its answer; a database that is busy is asked again."""
    client = str(uuid.uuid4())
    with _open(f"{server.api}/csrf-token?client={client}", START_SECONDS) as reply:
        token = json.load(reply)["token"]
    headers = {
        "content-type": "application/json",
        "Prefect-Csrf-Token": token,
        "Prefect-Csrf-Client": client,
    }
    data = json.dumps(body).encode()
    for more in range(_TRIES - 1, -1, -1):
        try:
            with _open(f"{server.api}/{path}", START_SECONDS, data=data, headers=headers) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as refusal:
            if refusal.code != HTTPStatus.SERVICE_UNAVAILABLE or not more:
                raise
            refusal.close()
            time.sleep(1.0)
    raise AssertionError  # the loop returns or raises


def _open(
    address: str,
    seconds: float,
    *,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:  # noqa: ANN401 - the library's own type
    """Open an address without the machine's proxies, with the password where there is one."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(address, data, dict(headers or {}))  # noqa: S310 - checked
    if password := password_in(os.environ):
        coded = base64.b64encode(password.encode()).decode()
        request.add_header("Authorization", f"Basic {coded}")
    return opener.open(request, timeout=seconds)


def _status(address: str) -> int:
    """Give the HTTP status with which an address answers within two seconds, else 0."""
    if not address.startswith(("http://", "https://")):
        return 0
    try:
        with _open(address, HEALTH_SECONDS) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except (urllib.error.URLError, OSError, ValueError):
        return 0


def _wait_until_healthy(process: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise MachineError(f"Prefect 服务没有启动成功，原因见 {log}。")
        if answers(server.api):
            return
        time.sleep(0.2)
    raise MachineError(f"Prefect 服务在 {START_SECONDS:.0f} 秒内没有应答，原因见 {log}。")
