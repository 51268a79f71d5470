"""Where the server listens, and who may use it."""

from __future__ import annotations

import socket

import pytest

from flows.server_address import Address, address_in
from schemas.errors import MachineError, UsageError


def test_it_listens_on_loopback_without_a_word() -> None:
    assert address_in({}).host == "127.0.0.1"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "office.example"])  # noqa: S104 - must be refused
def test_other_computers_may_only_come_in_with_a_password(host: str) -> None:
    with pytest.raises(UsageError, match="PREFECT_SERVER_API_AUTH_STRING"):
        address_in({"PREFECT_SERVER_API_HOST": host})


def test_with_a_password_it_is_open_to_others() -> None:
    address = address_in(
        {
            "PREFECT_SERVER_API_HOST": "0.0.0.0",  # noqa: S104 - with a password
            "PREFECT_SERVER_API_AUTH_STRING": "office:word",
        }
    )

    assert address.password.startswith("office:")
    assert address.url == f"http://127.0.0.1:{address.port}"


def test_a_password_in_chinese_is_refused_because_the_server_could_not_compare_it() -> None:
    with pytest.raises(UsageError, match="汉字"):
        address_in({"PREFECT_SERVER_API_AUTH_STRING": "办公室:口令"})


@pytest.mark.parametrize("port", ["x", "-1", "70000", "\uff14\uff12"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(UsageError, match="PREFECT_SERVER_API_PORT"):
        address_in({"PREFECT_SERVER_API_PORT": port})


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(MachineError, match="已被占用"):
            address_in({"PREFECT_SERVER_API_PORT": str(other.getsockname()[1])})


def test_the_usual_port_gives_way_when_it_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        assert address_in({}, usual=taken).port not in {0, taken}


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert Address("::1", 4200).url == "http://[::1]:4200"
