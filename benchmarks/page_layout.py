"""All official documents of the example college, measured in print.

    python -m benchmarks.page_layout [EDITION/FONTS …]

The example's year is lived once for each edition of GB/T 9704 and set of fonts (``2012/gb2312``);
LibreOffice prints every document, and a ruler of the tests' own says what is on the pages: lines of
full pages, characters of full lines, margins, page numbers, upright and turned. It takes some
minutes, nearly all of them LibreOffice's.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pdfplumber

from flows.cli import execute
from flows.lint_reader import lint_1999, lint_2012
from schemas.college import Limits
from tests.support.page_layout import HEIGHT, LEFT, TOP, WIDTH, Layout, layout

_ALL = ("2012/gb2312", "1999/gb2312", "2012/windows", "1999/founder")
_LAST = "2012-10-10"
_HANGS, _TOLERANCE = 6.5, 1.0
_MANY = 20  # lines of a page that running text fills


def documents(root: Path, edition: str, fonts: str) -> list[Path]:
    """Live the year in a workspace, and give its official documents."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        execute(["init", str(root), "--example"])
        toml = root / "lianfang.toml"
        text = toml.read_text("utf-8").partition("[layout]")[0]
        toml.write_text(f'{text}[layout]\nedition = "{edition}"\nfonts = "{fonts}"\n', "utf-8")
        for day in sorted(path.name for path in (root / "later").iterdir()):
            if day <= _LAST and (root / "later" / day / "inbox").is_dir():
                shutil.copytree(root / "later" / day / "inbox", root / "inbox", dirs_exist_ok=True)
        execute(["run", "all", "-w", str(root), "--as-of", _LAST])
    return sorted((root / "output").rglob("*.docx"))


def printed(document: Path, folder: Path) -> Sequence[Layout]:
    """Print a document and measure its pages."""
    copy = folder / "a.docx"
    shutil.copyfile(document, copy)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
    with pdfplumber.open(folder / "a.pdf") as pdf:
        return [layout(page) for page in pdf.pages]


def said(pages: Sequence[Layout]) -> Iterator[str]:
    """Say what was found."""
    full = [p for p in pages if len(p.lines) > _MANY and p.lines[0] < TOP + 10]
    numbers = [p for p in pages if p.number is not None]
    pitches = [b - a for p in full for a, b in pairwise(p.lines)]
    yield f"pages {len(pages)}, turned {sum(p.turned for p in pages)}"
    yield f"full pages {len(full)}: lines {sorted({len(p.lines) for p in full})}"
    yield f"characters {sorted({p.characters for p in full})}"
    if pitches:
        yield f"line pitch {min(pitches):.1f} to {max(pitches):.1f} mm"
    yield f"numbered {len(numbers)}, dash {_range([p.dash for p in numbers])} mm below"
    yield f"aside {_range([p.aside for p in numbers])} mm"
    yield f"beyond the type area: {[n for n, p in enumerate(pages, 1) if _beyond(p)] or 'none'}"


def _range(values: Sequence[float]) -> str:
    return f"{min(values):.2f} to {max(values):.2f}" if values else "-"


def _beyond(page: Layout) -> bool:
    left, top, right, bottom = page.ink
    room = _HANGS if page.hanging else _TOLERANCE
    return (
        left < LEFT - _TOLERANCE
        or top < TOP - _TOLERANCE
        or right > LEFT + WIDTH + room
        or bottom > TOP + HEIGHT + _TOLERANCE
    )


def main(chosen: Sequence[str]) -> None:
    """Measure what is asked for, else everything."""
    for one in chosen or _ALL:
        edition, _, fonts = one.partition("/")
        lint = {"2012": lint_2012, "1999": lint_1999}[edition]
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            for document in documents(folder / "W", edition, fonts):
                if "returned" in document.parts:
                    continue
                findings = lint(document.read_bytes(), file="", limits=Limits()).findings
                errors = sum(finding.severity == "error" for finding in findings)
                status = "draft" if "draft" in document.parts else "official"
                print(f"{one} {document.stem} ({status}): lint errors {errors}", flush=True)
                for line in said(printed(document, folder)):
                    print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
