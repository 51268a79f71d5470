"""Carries mails to the configured server: one connection for all, every fault in Chinese words."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.mail_faults import fault_words
from flows.mail_message import domain_of
from schemas.college import Mail
from schemas.errors import UsageError

PASSWORD = "LIANFANG_MAIL_PASSWORD"  # noqa: S105 - the variable's name
_PORTS = {"starttls": 587, "ssl": 465, "none": 25}
_MOST_BREAKS = 2
"""After so many broken connections in a row the server is not tried any more."""


class Postman:
    """Sends mails, and says of each why it did not go out, if it did not.

    The connection is opened for the first mail, and anew after the server broke it off. A server
    that cannot be reached, or does not let the office in, is not asked again.
    """

    def __init__(self, settings: Mail, root: Path) -> None:
        """Prepare.

        Args:
            settings: The server.
            root: The workspace, to which file names in the settings are relative.

        Raises:
            UsageError: The password is missing, or a file named in the settings cannot be used.
        """
        self._settings = settings
        self._port = settings.port or _PORTS[settings.security]
        self._password = password_for(settings, root)
        self._context = _trust(settings, root)
        self._server: smtplib.SMTP | None = None
        self._given_up: str | None = None
        self._breaks = 0

    def __enter__(self) -> Self:
        """Begin; the connection waits for the first mail."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Take leave of the server."""
        if self._server is not None:
            with suppress(OSError):
                self._server.quit()
            self._hang_up()

    def send(self, message: EmailMessage) -> str | None:
        """Send one mail.

        Returns:
            None when the server has taken it, else why not: a Chinese clause without full stop.
        """
        if self._given_up:
            return self._given_up
        if self._server is None:
            try:
                self._server = self._connected()
            except (OSError, ValueError) as fault:
                self._given_up = self._words(fault)
                return self._given_up
        try:
            self._server.send_message(message)
        except (OSError, ValueError) as fault:
            return self._not_sent(fault)
        self._breaks = 0
        return None

    def _not_sent(self, fault: Exception) -> str:
        """Tell why a mail was not taken, and see whether the connection still stands."""
        reason = self._words(fault)
        refused = isinstance(fault, smtplib.SMTPException)
        broken = isinstance(fault, smtplib.SMTPServerDisconnected) or not refused
        if broken or self._server is None or self._server.sock is None:
            self._hang_up()
            self._breaks += 1
            if self._breaks >= _MOST_BREAKS:
                self._given_up = reason
        return reason

    def _connected(self) -> smtplib.SMTP:
        """Connect, encrypt as configured, and sign in; never goes on without the encryption."""
        settings = self._settings
        server = self._opened()
        try:
            if settings.security == "starttls":
                server.starttls(context=self._context)
            if settings.user:
                server.login(settings.user, self._password or "")
        except BaseException:
            server.close()
            raise
        return server

    def _opened(self) -> smtplib.SMTP:
        settings, name = self._settings, domain_of(self._settings.from_)
        if settings.security == "ssl":
            return smtplib.SMTP_SSL(
                settings.host,
                self._port,
                local_hostname=name,
                timeout=settings.timeout_seconds,
                context=self._context,
            )
        return smtplib.SMTP(
            settings.host, self._port, local_hostname=name, timeout=settings.timeout_seconds
        )

    def _hang_up(self) -> None:
        if self._server is not None:
            with suppress(OSError):
                self._server.close()
            self._server = None

    def _words(self, fault: Exception) -> str:
        place = f"邮件服务器 {self._settings.host}:{self._port}"
        return fault_words(fault, place, self._settings.timeout_seconds)


def password_for(settings: Mail, root: Path) -> str | None:
    """Give the password, from the environment or from the file; None where nobody signs in.

    Raises:
        UsageError: There is none, or it would go over the line in the clear.
    """
    if not settings.user:
        return None
    if settings.security == "none":
        raise UsageError(
            'lianfang.toml 的 [mail] 写了 user，security 就不能是 "none"：口令不能不加密就发送。'
        )
    if password := os.environ.get(PASSWORD):
        return password
    if not settings.password_file:
        raise UsageError(
            f"没有邮箱口令：请设环境变量 {PASSWORD}，"
            "或在 lianfang.toml 的 [mail] 写 password_file。"
        )
    return _read(root / settings.password_file, "口令文件").strip()


def _trust(settings: Mail, root: Path) -> ssl.SSLContext:
    """Say whose certificates are believed; they are always checked."""
    if not settings.ca_file:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=str(root / settings.ca_file))
    except (OSError, ValueError):
        raise UsageError(
            f"lianfang.toml 的 [mail] 中 ca_file“{settings.ca_file}”不是 PEM 证书，请核对。"
        ) from None


def _read(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{what}“{path}”读不了，请核对 lianfang.toml 的 [mail]。") from None
