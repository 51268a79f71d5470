"""What the command line shows: messages on standard error, results on standard output."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Column, Table
from rich.text import Text

from flows.form_words import in_words
from flows.jsonfile import json_bytes
from schemas.findings import SEVERITY_NAMES, Finding
from schemas.folding import fold, summary
from schemas.forms import FORM_NAMES, Reading
from schemas.outcome import Manifest

SHOW_AFTER_SECONDS = 1.0
_LONGEST = 2_000
"""Characters of a fault: it may quote whatever was written on the command line."""


class _Stream(RichConsole):
    """A stream whose reader may go away: what it no longer takes is dropped, the work goes on."""

    def on_broken_pipe(self) -> None:
        """Drop what follows (the library's own way is to end the program)."""
        self.quiet = True
        _drop(sys.stderr if self.stderr else sys.stdout)


def _drop(stream: TextIO) -> None:
    """Let what is still to be written to a stream go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Console:
    """Speaks to the user. Words from files are shown as they are, never as markup."""

    def __init__(self) -> None:
        self._out = _Stream(highlight=False, markup=False, soft_wrap=True)
        self._err = _Stream(stderr=True, highlight=False, markup=False, soft_wrap=True)

    def fault(self, sentence: str) -> None:
        """Say why the program stops, in one line."""
        with suppress(OSError):  # where even this cannot be said, the exit code still tells
            said = " ".join(sentence.split())
            if len(said) > _LONGEST:
                said = f"{said[: _LONGEST // 2]}…{said[-_LONGEST // 2 :]}"
            self._err.print(Text(said, style="red"))

    def note(self, sentence: str) -> None:
        """Say something in passing."""
        with suppress(OSError):
            self._err.print(Text(sentence))

    def say(self, sentence: str) -> None:
        """Print a line of the result."""
        self._out.print(Text(sentence))

    def json(self, document: object) -> None:
        """Print one JSON document on standard output and nothing else."""
        try:
            sys.stdout.write(json_bytes(document).decode())
            sys.stdout.flush()
        except BrokenPipeError:  # as in ``lianfang … --json | head``
            _drop(sys.stdout)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table."""
        table = Table(*(Column(header, overflow="fold") for header in headers))
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._out.print(table)

    def findings(self, findings: Sequence[Finding]) -> None:
        """Print findings for people, repeats folded."""
        for folded in fold(findings):
            finding = folded.first
            times = f"（同类共 {folded.count} 处）" if folded.count > 1 else ""
            level = SEVERITY_NAMES[finding.severity]
            self.say(f"[{level}] {finding.code} {finding.message}{times}")
        self.say(summary(findings) + "。")

    def reading(self, reading: Reading) -> None:
        """Print what was understood of a file."""
        self.say(f"{reading.file}（{reading.media_type}）")
        for form in reading.forms:
            self.say(f"  {FORM_NAMES[form.form]}：{in_words(form)}")
        for finding in reading.findings:
            self.say(f"  [{SEVERITY_NAMES[finding.severity]}] {finding.code} {finding.message}")

    def outcome(
        self, name: str, folder: Path, manifest: Manifest, findings: Sequence[Finding]
    ) -> None:
        """Print how a phase ended."""
        if manifest.status == "official":
            ended = "正式文件已成文"
        else:
            ended = "尚有问题或材料未到齐，只有草稿"
        self.say(f"{name}：{ended}。")
        for document in manifest.documents:
            self.say(f"  {folder / document.path}")
        self.say(f"  {folder / 'report.html'}")
        self.findings(findings)

    @contextmanager
    def progress(self) -> Iterator[StepProgress]:
        """Show a bar for whatever takes longer than a second."""
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._err,
            transient=True,
            disable=not self._err.is_terminal,
        )
        shown = StepProgress(bar)
        try:
            yield shown
        finally:
            bar.stop()


class StepProgress:
    """Hears how far a step is, and shows it once a second has passed."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._began = time.monotonic()
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell that a step has done so many of its parts."""
        if time.monotonic() - self._began < SHOW_AFTER_SECONDS:
            return
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=total)
            self._bar.start()
        self._bar.update(self._tasks[step], completed=done)
