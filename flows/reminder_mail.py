"""Mailing the letters, once a day for each department and phase; each on record once it is out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.store import Archive
from flows.archives import open_archive
from flows.inbox import displayed
from flows.mail_message import Outgoing, message_of
from flows.postman import Postman
from flows.reminder_letters import Letter
from flows.settings import Workspace
from rendering.reminder import REMINDER_TITLE
from schemas.college import OFFICE_FOLDER, Mail
from schemas.errors import UsageError
from schemas.schedule import Phase

Ended = Literal["sent", "told_before", "no_address", "failed"]


@dataclass(frozen=True, slots=True)
class Mailed:
    """What became of a department's mail; ``words`` say it in one Chinese sentence."""

    department: str
    ended: Ended
    words: str


def mail_settings(workspace: Workspace) -> Mail:
    """Give the mail server.

    Raises:
        UsageError: None is configured, its password is missing, or what it names cannot be used.
    """
    settings = workspace.college.mail
    if settings is None:
        raise UsageError(
            "lianfang.toml 里没有 [mail]，不能发邮件；请写明 host 和 from，或不加 --mail。"
        )
    Postman(settings, workspace.root)
    return settings


def mail_letters(
    workspace: Workspace, letters: Sequence[Letter], now: dt.datetime
) -> Iterator[Mailed]:
    """Mail the letters that were not mailed today, one after the other.

    A letter about several phases goes out when one of them was not told today. Whatever the server
    does, the letters lie in their folder, and what did not go out can be sent by the next round.

    Args:
        workspace: With ``[mail]`` in its configuration.
        letters: What is to be mailed.
        now: For the mails' date.

    Raises:
        UsageError: As :func:`mail_settings`.
        MachineError: The archive is at fault.
    """
    settings = mail_settings(workspace)
    with (
        open_archive(workspace, create=True) as archive,
        Postman(settings, workspace.root) as postman,
    ):
        for letter in letters:
            yield _mailed(workspace, settings, archive, postman, letter, now)


def _mailed(
    workspace: Workspace,
    settings: Mail,
    archive: Archive,
    postman: Postman,
    letter: Letter,
    now: dt.datetime,
) -> Mailed:
    year, name = workspace.college.year, letter.reminder.department
    address = _address(workspace, name)
    where = displayed(letter.path.relative_to(workspace.root))
    if address is None:
        words = f"{name}：lianfang.toml 里没有 email，没有发邮件；通知在 {where}，请另行送达。"
        return Mailed(name, "no_address", words)
    phases = _phases(letter)
    with archive.viewing() as records:
        told = records.reminders.sent(year, letter.reminder.day)
    if all((name, phase) in told for phase in phases):
        return Mailed(name, "told_before", f"{name}：今天已经发过催报邮件，不再发。")
    reason = postman.send(message_of(_outgoing(workspace, settings, letter, address), now))
    if reason:
        words = f"{name}：催报邮件没有发出，{reason}；通知在 {where}，可以再试或另行送达。"
        return Mailed(name, "failed", words)
    with archive.writing() as records:
        records.reminders.keep(
            year=year,
            department=name,
            phases=phases,
            day=letter.reminder.day,
            address=address,
            sha256=hashlib.sha256(letter.word).hexdigest(),
        )
    return Mailed(name, "sent", f"{name}：催报邮件已发往 {address}。")


def _address(workspace: Workspace, department: str) -> str | None:
    return next((d.email for d in workspace.college.department if d.name == department), None)


def _phases(letter: Letter) -> tuple[Phase, ...]:
    return tuple(dict.fromkeys(owed.milestone.phase for owed in letter.reminder.owed))


def _outgoing(workspace: Workspace, settings: Mail, letter: Letter, address: str) -> Outgoing:
    college = workspace.college
    return Outgoing(
        sender_name=OFFICE_FOLDER,  # a longer one is cut in two, and programs see a space in it
        sender=settings.from_,
        recipient=address,
        subject=f"{college.organisation.name}{REMINDER_TITLE}（{letter.reminder.department}）",
        text=letter.text,
        attachment=(Path(letter.path).name, letter.word),
    )
