"""A real mail server on loopback, which keeps what it takes and can refuse or break off.

with MailServer(tmp_path) as server:
    settings = server.settings(security="starttls")
    … server.mails
"""

from __future__ import annotations

import datetime as dt
import email
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "office", "口令不在配置里".encode().hex()


class MailServer:
    """Takes mails on a free port; ``taken`` keeps recipient and message of each.

    Attributes:
        refused: Addresses that it does not take mails for.
        breaks_after: After so many mails it breaks off in the middle of the next one.
    """

    def __init__(self, folder: Path, *, security: str = "none", signs_in: bool = False) -> None:
        self._folder, self._security, self._signs_in = folder, security, signs_in
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refused: set[str] = set()
        self.breaks_after = 1000
        self.connections = 0
        self._controller: Controller

    def __enter__(self) -> Self:
        context = _context(self._folder) if self._security != "none" else None
        more: dict[str, Any] = {}
        if self._security == "starttls":
            more = {"tls_context": context, "require_starttls": True}
        if self._security == "ssl":
            more = {"ssl_context": context}
        if self._signs_in:
            # over ssl aiosmtpd does not notice that the line is encrypted already
            more |= {
                "authenticator": self._authenticate,
                "auth_required": True,
                "auth_require_tls": self._security == "starttls",
            }
        self._controller = Controller(self, hostname=HOST, port=_free_port(), **more)
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop(no_assert=True)

    def settings(self, **more: str | int) -> str:
        """Write ``[mail]`` for it."""
        said: Mapping[str, str | int] = {
            "host": HOST,
            "port": self._controller.port,
            "from": "office@college.example",
            "security": self._security,
            **({"ca_file": "ca.pem"} if self._security != "none" else {}),
            **({"user": USER} if self._signs_in else {}),
            **more,
        }
        lines = (f'{k} = "{v}"' if isinstance(v, str) else f"{k} = {v}" for k, v in said.items())
        return "[mail]\n" + "\n".join(lines) + "\n"

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, login: LoginPassword
    ) -> AuthResult:
        known = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)

    # aiosmtpd finds these by their names

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, session: Session, __: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count who comes, and offer nothing beyond ASCII."""
        self.connections += 1
        session.host_name = hostname
        return [line for line in responses if "SMTPUTF8" not in line and "8BITMIME" not in line]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Take an address or refuse it."""
        if address in self.refused:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        """Take a mail, or go away in the middle of it."""
        if len(self.taken) >= self.breaks_after:
            if server.transport is not None:
                server.transport.close()
            return "421 gone"
        content = envelope.content
        assert isinstance(content, bytes)
        assert content.isascii(), "a server without 8BITMIME gets ASCII"
        message = email.message_from_bytes(content, policy=default)
        self.taken.append((envelope.rcpt_tos[0], message))
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def silent_server() -> Iterator[int]:
    """Give the port of a server that accepts connections and never says a word."""
    with socket.create_server((HOST, 0)) as listening:
        yield int(listening.getsockname()[1])


def _context(folder: Path) -> ssl.SSLContext:
    """Make a certificate for loopback, and leave it where clients may believe it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(tz=dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address(HOST))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    both = folder / "server.pem"
    both.write_bytes(
        pem
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context
