"""What ``lianfang remind`` does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flows.console import Console
from flows.lock import held_reminders
from flows.reminder_letters import Written, write_reminders
from flows.reminder_mail import mail_letters, mail_settings
from flows.reminders import list_text
from flows.settings import Workspace
from flows.standing import standing
from schemas.schedule import Phase


def remind_departments(
    root: Path, day: dt.date, now: dt.datetime, *, phase: Phase | None, mail: bool
) -> int:
    """Write the letters to the departments that owe something, and mail them when asked.

    Returns:
        1 when a mail that was asked for did not go out, else 0.
    """
    workspace = Workspace.open(root)
    if mail:
        mail_settings(workspace)
    console = Console()
    with held_reminders(workspace):
        written = write_reminders(workspace, standing(workspace, day), phase)
        _show(console, workspace.college.organisation.name, day, written)
        failed = False
        for mailed in mail_letters(workspace, written.letters, now) if mail else ():
            if mailed.ended == "failed":
                failed = True
                console.fault(mailed.words)
            else:
                console.say(mailed.words)
    return int(failed)


def _show(console: Console, college: str, day: dt.date, written: Written) -> None:
    console.say(list_text(college, day, written.owing).rstrip())
    if written.letters:
        console.say(
            f"已写出 {len(written.letters)} 个部门的催报通知（Word 和文字各一份）："
            f"{written.letters[0].path.parent}"
        )
