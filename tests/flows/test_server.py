"""The workspace's server: never taken for another one, whatever else listens on its port."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.server import answers, running_server, workspace_server
from flows.server_address import Address
from flows.server_settings import prefect_home, state_folder
from schemas.errors import MachineError


class _OtherServer(BaseHTTPRequestHandler):
    """Answers as the Prefect server of a workspace does, which its server names."""

    def do_GET(self) -> None:
        home = getattr(self.server, "home", "")
        body = json.dumps({"home": home} if self.path.endswith("settings") else True).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@pytest.fixture
def other() -> Iterator[ThreadingHTTPServer]:
    """The server of another workspace."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _OtherServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def put_note(workspace: Path, server: ThreadingHTTPServer) -> None:
    """Leave the note of a server that was killed, on whose port another one listens now."""
    ui = f"http://127.0.0.1:{server.server_port}"
    state_folder(workspace).mkdir()
    note = state_folder(workspace) / "server.json"
    note.write_text(json.dumps({"api": f"{ui}/api", "ui": ui}), encoding="utf-8")


def test_the_server_of_another_workspace_is_not_taken_for_its_own(
    other: ThreadingHTTPServer, tmp_path: Path
) -> None:
    put_note(tmp_path, other)

    assert answers(f"http://127.0.0.1:{other.server_port}/api")
    assert workspace_server(tmp_path) is None


def test_its_own_server_is_found_by_the_note(other: ThreadingHTTPServer, tmp_path: Path) -> None:
    put_note(tmp_path, other)
    setattr(other, "home", str(prefect_home(tmp_path)))  # noqa: B010 - not of the library's

    assert workspace_server(tmp_path) is not None


@pytest.mark.prefect
def test_a_port_that_was_taken_since_it_was_found_free_is_given_up_for_another(
    other: ThreadingHTTPServer, tmp_path: Path
) -> None:
    with running_server(tmp_path, Address("127.0.0.1", other.server_port)) as server:
        assert server.address is not None
        assert server.address.port != other.server_port
        assert workspace_server(tmp_path) == server


@pytest.mark.prefect
def test_a_port_that_was_asked_for_is_not_given_up(
    other: ThreadingHTTPServer, tmp_path: Path
) -> None:
    address = Address("127.0.0.1", other.server_port, asked=True)

    with pytest.raises(MachineError, match="没有启动成功"), running_server(tmp_path, address):
        pass
