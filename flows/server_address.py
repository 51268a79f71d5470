"""Where the workspace's Prefect server listens, and who may use it; from the environment."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.errors import MachineError, UsageError

LOOPBACK = "127.0.0.1"
USUAL_PORT = 4200
_LAST_PORT = 65535
_ANY = ("", "0")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens.

    Attributes:
        host: A name or an IP address of this machine.
        port: The TCP port.
        password: What callers have to know (``name:word``); "" on loopback where none is set.
        asked: Whether the port was asked for, so that no other one will do.
    """

    host: str
    port: int
    password: str = ""
    asked: bool = False

    @property
    def url(self) -> str:
        """Give the address for programs of this machine and, save for wildcards, for browsers."""
        if self.host in ("", "0.0.0.0"):  # noqa: S104 - compared, not bound
            return f"http://{LOOPBACK}:{self.port}"
        if self.host == "::":
            return f"http://[::1]:{self.port}"
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def address_in(environment: Mapping[str, str], *, usual: int = 0) -> Address:
    """Understand Prefect's own variables for host, port and password.

    Args:
        environment: The environment variables.
        usual: The port to take when none is named and it is free; 0 for any free one.

    Raises:
        UsageError: The port is none, or the server would be open to others without a password.
        MachineError: The port is taken, or this machine does not have the address.
    """
    host = environment.get("PREFECT_SERVER_API_HOST") or LOOPBACK
    password = environment.get("PREFECT_SERVER_API_AUTH_STRING", "")
    if not password and not is_loopback(host):
        raise UsageError(
            f"监听地址 {host} 对其他电脑开放，须先设置口令："
            "把环境变量 PREFECT_SERVER_API_AUTH_STRING 设为“用户名:口令”的形式。"
        )
    if not password.isascii():
        raise UsageError(
            "PREFECT_SERVER_API_AUTH_STRING 只能用英文字母、数字和符号，不能有汉字或全角符号。"
        )
    port = environment.get("PREFECT_SERVER_API_PORT", "")
    return Address(host, _port(host, port, usual), password, asked=port not in _ANY)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(host: str, text: str, usual: int) -> int:
    if text in _ANY:
        return free_port(host, usual) or free_port(host)
    if not (text.isascii() and text.isdecimal() and int(text) <= _LAST_PORT):
        raise UsageError(
            f"PREFECT_SERVER_API_PORT 应是 1 到 {_LAST_PORT} 的端口号，不能是“{text}”。"
        )
    if not free_port(host, int(text)):
        raise MachineError(
            f"不能在 {host} 的端口 {text} 上启动服务：端口已被占用，或本机没有这个地址。"
        )
    return int(text)


def free_port(host: str, port: int = 0) -> int:
    """Give the port when it can be listened on (any free one for 0), else 0."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do: a port of a server that has just ended is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return 0
        return int(probe.getsockname()[1])
