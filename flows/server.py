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
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flows.children import child
from flows.server_address import Address, address_in, free_port
from flows.server_settings import password_in, prefect_home, server_environment, state_folder
from schemas.errors import MachineError

HEALTH_SECONDS = 2.0
START_SECONDS = 120.0
_TRIES = 5
_LOOK_SECONDS = 0.2


class _PortTakenError(MachineError):
    """Another program has taken the port between its being found free and the server's start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its API and its UI; where this program started it, its process too."""

    api: str
    ui: str
    address: Address | None = field(default=None, compare=False, repr=False)
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
    prefect_home(workspace).mkdir(parents=True, exist_ok=True)
    note = state_folder(workspace) / "server.json"
    try:
        server, processes = _started(workspace, address, database)
    except _PortTakenError:
        if address.asked:
            raise
        other = replace(address, port=free_port(address.host))
        server, processes = _started(workspace, other, database)
    with processes:
        note.write_text(json.dumps({"api": server.api, "ui": server.ui}), encoding="utf-8")
        try:
            yield server
        finally:
            note.unlink(missing_ok=True)


def _started(
    workspace: Path, address: Address, database: str
) -> tuple[Server, contextlib.ExitStack]:
    """Start a server and wait until it answers; whoever closes the stack ends its processes.

    Raises:
        _PortTakenError: Another program has taken the port since it was found free.
        MachineError: The server does not answer in time.
    """
    settings = server_environment(workspace, address, os.environ, database=database)
    log = prefect_home(workspace) / "server.log"
    command = [sys.executable, "-m", "prefect", "server", "start"]
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(child(command, settings, log))
        server = Server(settings["PREFECT_API_URL"], settings["PREFECT_UI_URL"], address, process)
        deadline = time.monotonic() + START_SECONDS
        while not belongs(server.api, workspace):
            if process.poll() is not None:
                taken = not free_port(address.host, address.port)
                raise (_PortTakenError if taken else MachineError)(
                    f"Prefect 服务没有启动成功，原因见 {log}。"
                )
            if time.monotonic() > deadline:
                raise MachineError(
                    f"Prefect 服务在 {START_SECONDS:.0f} 秒内没有应答，原因见 {log}。"
                )
            time.sleep(_LOOK_SECONDS)
        return server, stack.pop_all()


def workspace_server(workspace: Path) -> Server | None:
    """Give the workspace's server when it is up and answers within two seconds.

    The note of one that was killed may name a port that another workspace's server has since.
    """
    try:
        note = json.loads((state_folder(workspace) / "server.json").read_text(encoding="utf-8"))
        server = Server(api=note["api"], ui=note["ui"])
    except (OSError, ValueError, KeyError):
        return None
    return server if belongs(server.api, workspace) else None


def answers(api: str) -> bool:
    """Tell whether a Prefect API answers its health check within two seconds."""
    return _status(f"{api.rstrip('/')}/health") == HTTPStatus.OK


def belongs(api: str, workspace: Path) -> bool:
    """Tell whether an API answers, and is the one of a workspace as far as it lets us know."""
    status, settings = _got(f"{api}/admin/settings")
    if status == HTTPStatus.UNAUTHORIZED:
        return answers(api)  # whoever calls without the password is told so when it matters
    home = settings.get("home") if isinstance(settings, dict) else None
    return status == HTTPStatus.OK and home == str(prefect_home(workspace))


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
    return _got(address)[0]


def _got(address: str) -> tuple[int, Any]:
    """Give the HTTP status and the JSON with which an address answers within two seconds."""
    if not address.startswith(("http://", "https://")):
        return 0, None
    try:
        with _open(address, HEALTH_SECONDS) as reply:
            return int(reply.status), json.load(reply)
    except urllib.error.HTTPError as refusal:
        return refusal.code, None
    except (urllib.error.URLError, OSError, ValueError):
        return 0, None
