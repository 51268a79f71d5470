"""Whether every file of a large college is valid: ``python -m benchmarks.validity [DEPARTMENTS]``.

The college of ``benchmarks.year`` (40 departments, 600 items) goes through the whole year; then
every Word and Excel file that was written for it is held against the Office Open XML schemas by
an independent validator, and looked through for dangling relationships, double ids, unbalanced
bookmarks and properties. A department's own file with comments counts only what the file that it
sent did not have. It takes some minutes, most of them the validator's.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.year import prepare
from flows.cli import execute
from tests.support.validity import property_problems, schema_problems, structure_problems

ORGANISATION = "防灾科技学院"
_DAY = "2012-10-10"
_OWN = "整改通知书"


def make_all(root: Path) -> None:
    """Let the command line write everything that it writes for a college."""
    for command in (
        ("run", "all", "-w", str(root), "--as-of", _DAY),
        ("forms", "-w", str(root)),
        ("publish", "-w", str(root), "-o", str(root / "public")),
        ("remind", "-w", str(root), "--as-of", _DAY),
        ("status", "-w", str(root), "--as-of", _DAY, "--docx", str(root / "briefing.docx")),
    ):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            execute(list(command))


def problems(path: Path, sent: dict[str, Path]) -> Iterator[str]:
    """Tell what is wrong with a file; ``sent`` are the files of the inbox by name."""
    data = path.read_bytes()
    if "returned" not in path.parts or _OWN in path.name:
        yield from (*schema_problems(path), *structure_problems(data))
        yield from property_problems(data, ORGANISATION)
        return
    before = sent[path.name]
    known = {*schema_problems(before), *structure_problems(before.read_bytes())}
    yield from (p for p in (*schema_problems(path), *structure_problems(data)) if p not in known)


def kind(path: Path, root: Path) -> str:
    """Name the heap that a file belongs to."""
    parts = path.relative_to(root).parts
    if "returned" in parts:
        return "correction notices" if _OWN in path.name else "commented copies"
    return parts[2] if parts[0] == "output" else parts[0]


def main() -> None:
    """Print a table: how many files of each kind, and how many problems."""
    size = int(sys.argv[1]) if sys.argv[1:] else 40
    root = Path(tempfile.mkdtemp(prefix="lianfang-validity-"))
    prepare(root, size)
    make_all(root)
    sent = {path.name: path for path in (root / "inbox").rglob("*.docx")}
    files, wrong = Counter[str](), Counter[str]()
    for path in sorted(p for p in root.rglob("*.*") if p.suffix in {".docx", ".xlsx"}):
        if path.relative_to(root).parts[0] == "inbox":
            continue
        found = list(problems(path, sent))
        files[kind(path, root)] += 1
        wrong[kind(path, root)] += len(found)
        for problem in found:
            print(f"{path.name}: {problem}", file=sys.stderr)
    print("| files of | number | problems |\n| --- | ---: | ---: |")
    for name in files:
        print(f"| {name} | {files[name]} | {wrong[name]} |")
    print(f"| all | {files.total()} | {wrong.total()} |")
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
