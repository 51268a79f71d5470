"""Writing what goes out to the departments that owe something: the list, and a letter for each."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import swap
from flows.faults import told_in_chinese
from flows.reminders import list_text, reminders
from flows.rules import all_rules
from flows.safe_names import safe_name
from flows.settings import Workspace
from flows.standing import Standing
from flows.user_files import write_for_user
from rendering.reminder import REMINDER_TITLE, reminder_letter, reminder_text
from schemas.reminder import Reminder
from schemas.schedule import PHASE_NAMES, Phase

FOLDER = "催报"


@dataclass(frozen=True, slots=True)
class Letter:
    """A department's letter.

    Attributes:
        path: The Word file; the same as text lies beside it.
        word, text: What it says.
    """

    reminder: Reminder
    path: Path
    word: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a round of reminders wrote: the list, and the letters in the college's order."""

    list_path: Path
    letters: tuple[Letter, ...]

    @property
    def owing(self) -> tuple[Reminder, ...]:
        """Give what the departments owe."""
        return tuple(letter.reminder for letter in self.letters)


def write_reminders(workspace: Workspace, found: Standing, phase: Phase | None = None) -> Written:
    """Write list and letters; those of an earlier round of the day give way all at once.

    Args:
        workspace: Whose ``output/<year>/催报/<day>.txt`` is the list, with the letters in the
            folder ``<day>`` beside it; with a phase, its name is added to both.
        found: Where the year stands.
        phase: Only what this phase asks.

    Raises:
        UsageError: The office's template cannot be used.
        MachineError: They cannot be written.
    """
    owing = reminders(found, all_rules(), phase)
    day = found.dossier.as_of
    name = day.isoformat() + (f"-{PHASE_NAMES[phase]}" if phase else "")
    folder = workspace.output / FOLDER
    letters = _letters(workspace, folder / name, owing)
    _replace(folder / name, _files(letters))
    path = folder / f"{name}.txt"
    write_for_user(path, list_text(workspace.college.organisation.name, day, owing).encode())
    return Written(list_path=path, letters=letters)


def _letters(workspace: Workspace, folder: Path, owing: Sequence[Reminder]) -> tuple[Letter, ...]:
    template = workspace.template("reminder.docx")
    letters = []
    for reminder in owing:
        word = reminder_letter(workspace.college, reminder, template=template)
        path = folder / safe_name(f"{reminder.department}{REMINDER_TITLE}.docx")
        letters.append(Letter(reminder=reminder, path=path, word=word, text=reminder_text(word)))
    return tuple(letters)


def _files(letters: Sequence[Letter]) -> dict[str, bytes]:
    words = {letter.path.name: letter.word for letter in letters}
    texts = {letter.path.with_suffix(".txt").name: letter.text.encode() for letter in letters}
    return {**words, **texts}


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    """Let a complete new folder take the old one's place; without letters there is none."""
    with told_in_chinese(f"文件夹“{target}”"):
        target.parent.mkdir(parents=True, exist_ok=True)
        swap.recover(target)
        draft = swap.draft_of(target)
        draft.mkdir()
        try:
            for name, content in files.items():
                (draft / name).write_bytes(content)
            swap.sync_tree(draft)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        swap.put_in_place(target)
        if not files:
            target.rmdir()
