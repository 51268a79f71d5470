"""Reading as this machine can: under guard, legacy files through LibreOffice if there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from extractors.guard import Guard, GuardedFile
from extractors.legacy import Converter, read_all
from extractors.office import Office
from schemas.college import Limits
from schemas.forms import Reading

WORKERS = 2
"""How many files are read at once."""

Reader = Callable[[Sequence[GuardedFile]], Sequence[Reading]]
"""Reads files, each in a process of its own; readings in the order of the files."""


@contextmanager
def file_reader(
    limits: Limits, *, on_done: Callable[[str], None] | None = None
) -> Iterator[Reader]:
    """Open a reader that any thread may use; leaving it ends what is still being read."""
    with Guard(limits, workers=WORKERS) as guard, converter() as legacy:
        yield lambda files: read_all(guard, legacy, files, limits, on_done=on_done)


@contextmanager
def converter() -> Iterator[Converter | None]:
    """Open LibreOffice for converting legacy files; None where it is not installed."""
    with ExitStack() as stack:
        program = shutil.which("soffice") or shutil.which("libreoffice")
        yield Converter(stack.enter_context(Office(Path(program)))) if program else None
