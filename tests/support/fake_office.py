"""A ``soffice`` that does what the files it is given say; installed by :func:`installed`.

A file that :func:`legacy` made of a Word document "converts" to that document. One made of a word
such as ``b"hang"`` makes the program do that. Run as a program, this module is the fake itself.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_MARK = b"%%fake%%"
_LOG, _MOOD = "calls.jsonl", "mood"


def installed(folder: Path, mood: str = "") -> Path:
    """Make a program named ``soffice`` in a folder.

    Args:
        folder: Where; the fake also keeps its notes there.
        mood: A word that it obeys whatever file it is given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MOOD).write_text(mood)
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "{__file__}" "{folder}" "$@"\n')
    program.chmod(0o755)
    return program


def legacy(content: bytes) -> bytes:
    """Make the outline of a .doc around what the fake shall give, or a word that it shall obey."""
    from tests.support import hostile  # noqa: PLC0415 - the program itself has the library only

    return hostile.doc() + _MARK + content


def calls(folder: Path) -> list[dict[str, Any]]:
    """Give what the fake noted of each call: its files, environment, settings, child."""
    log = folder / _LOG
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def main(folder: str, *arguments: str) -> None:
    """Be the fake."""
    files = [Path(name) for name in arguments[arguments.index("--outdir") + 2 :]]
    out = Path(arguments[arguments.index("--outdir") + 1])
    profile = next(word for word in arguments if word.startswith("-env:")).partition("file://")[2]
    note = {
        "files": [file.name for file in files],
        "environment": dict(os.environ),
        "settings": Path(profile, "user/registrymodifications.xcu").read_text("utf-8"),
        "profile": profile,
        "child": _child() if any(b"child" in file.read_bytes() for file in files) else 0,
    }
    with Path(folder, _LOG).open("a") as log:
        log.write(json.dumps(note) + "\n")
    mood = Path(folder, _MOOD).read_bytes()
    for file in files:
        _obey(mood or file.read_bytes().partition(_MARK)[2], out / f"{file.stem}.docx")


def _obey(content: bytes, result: Path) -> None:
    if content in {b"hang", b"child"}:
        time.sleep(3_600)
    if content == b"crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if content == b"link":
        result.symlink_to("/etc/hostname")
    elif content == b"rubbish":
        result.write_bytes(b"\x01\x02\x03" * 1_000)
    elif content != b"nothing":
        result.write_bytes(content)


def _child() -> int:
    """Start a program that leaves the process group and never ends."""
    words = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(3600)"]
    return subprocess.Popen(words, start_new_session=True).pid


if __name__ == "__main__":
    main(*sys.argv[1:])
