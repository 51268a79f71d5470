"""``lianfang lint``: whether Word files are laid out as GB/T 9704 says."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast, get_args

from extractors.guard import Guard, GuardedFile
from extractors.intake import displayable, take
from extractors.office import Office
from flows.console import Console
from flows.settings import Workspace
from rendering.gbt9704 import EditionName
from schemas.college import Limits
from schemas.errors import UsageError
from schemas.findings import SEVERITY_NAMES, Finding
from schemas.folding import summary
from schemas.forms import Reading

_READER = "flows.lint_reader:{}"
_MOST_SHOWN = 5
_SECONDS = 180.0  # for one document; LibreOffice needs 1 s for 10 pages
_ABSENT = "没有安装 LibreOffice，只检查了文件的设置，没有量成页的毫米数。"
_FAILED = "LibreOffice 没有排出“{}”的页面，没有量它的毫米数。"


@dataclass(frozen=True, slots=True)
class Linted:
    """A file with what was found.

    Attributes:
        measured: Its finished pages were measured as well.
    """

    reading: Reading
    edition: EditionName
    measured: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give all findings, those of the pages last."""
        return self.reading.findings

    def as_json(self) -> dict[str, object]:
        """Give the result for programs."""
        return {
            "file": self.reading.file,
            "sha256": self.reading.sha256,
            "edition": self.edition,
            "conforms": not any(one.severity == "error" for one in self.findings),
            "pages_measured": self.measured,
            "findings": [one.model_dump(mode="json") for one in self.findings],
        }


def lint_files(
    names: Sequence[str],
    root: Path | None,
    *,
    edition: str | None,
    pages: bool | None,
    strict: bool,
    as_json: bool,
) -> int:
    """Check files, and print what is not as the standard has it; 1 when there is any error.

    Args:
        names: Paths as the user wrote them.
        root: A workspace, whose edition and limits hold; None for the defaults.
        edition: Edition that the user asks for; None for the workspace's, else 2012.
        pages: Measure finished pages; None where LibreOffice is installed.
        strict: Warnings count as errors do.
        as_json: Print one JSON document.

    Raises:
        UsageError: A path that is no file, or an edition that does not exist.
        MachineError: No process can be started.
    """
    workspace = Workspace.open(root) if root else None
    chosen = chosen_edition(edition, workspace)
    for name in names:
        if not Path(name).is_file():
            raise UsageError(f"没有文件“{displayable(name)}”。")
    limits = workspace.college.limits if workspace else Limits()
    console = Console()
    program = None if pages is False else shutil.which("soffice") or shutil.which("libreoffice")
    if program is None and pages is not False:
        console.note(_ABSENT)
    with console.progress():
        results = _linted(names, limits, chosen, Path(program) if program else None)
    for result in results:
        if program and not result.measured and result.reading.media_type == "docx":
            console.note(_FAILED.format(result.reading.file))
    if as_json:
        console.json([result.as_json() for result in results])
    else:
        for result in results:
            _show(console, result)
    counting = {"error", "warning"} if strict else {"error"}
    return int(any(one.severity in counting for result in results for one in result.findings))


def chosen_edition(asked: str | None, workspace: Workspace | None) -> EditionName:
    """Give the edition that is asked for, else the workspace's, else that of 2012."""
    if asked is None:
        return workspace.college.layout.edition if workspace else "2012"
    if asked not in get_args(EditionName):
        raise UsageError(f"没有“{asked}”这一版，--edition 只能写 2012 或 1999。")
    return cast("EditionName", asked)


def _linted(
    names: Sequence[str], limits: Limits, edition: EditionName, program: Path | None
) -> list[Linted]:
    files = [GuardedFile(displayable(name), path=Path(name)) for name in names]
    with Guard(limits, reader=_READER.format(f"lint_{edition}")) as guard:
        readings = list(guard.read_all(files))
    found = [Linted(reading, edition, measured=False) for reading in readings]
    if program is None:
        return found
    sound = [n for n, one in enumerate(readings) if one.media_type == "docx" and _is_read(one)]
    documents = [take(Path(names[n]), limits.file_mb).data for n in sound]
    told = [readings[n].file for n in sound]
    for n, pages in zip(sound, _measured(told, documents, limits, program), strict=True):
        if pages is not None:
            both = (*readings[n].findings, *pages)
            reading = readings[n].model_copy(update={"findings": both})
            found[n] = Linted(reading, edition, measured=True)
    return found


def _is_read(reading: Reading) -> bool:
    """Tell whether a file could be read at all: what is wrong is its layout only."""
    return all(finding.code.startswith("LF-L") for finding in reading.findings)


def _measured(
    names: Sequence[str], documents: Sequence[bytes], limits: Limits, program: Path
) -> list[tuple[Finding, ...] | None]:
    """Turn documents into pages and measure them; None where LibreOffice gives none."""
    if not documents:
        return []
    with Office(program, seconds=_SECONDS) as office:
        pdfs = [  # one by one: a file that LibreOffice fails at harms no other
            office.convert([document], suffix=".docx", into="pdf").documents[0]
            for document in documents
        ]
    files = [GuardedFile(name, data=pdf) for name, pdf in zip(names, pdfs, strict=True) if pdf]
    with Guard(limits, reader=_READER.format("measure_pages")) as guard:
        readings = iter(list(guard.read_all(files)))
    return [next(readings).findings if pdf else None for pdf in pdfs]


def _show(console: Console, result: Linted) -> None:
    """Print a table of the findings; the same fault in several places is one row."""
    console.say(f"{result.reading.file}（GB/T 9704—{result.edition}）")
    findings = sorted(result.findings, key=lambda one: one.code)
    rows = [
        (SEVERITY_NAMES[one[0].severity], one[0].code, _told(one))
        for one in (list(group) for _, group in groupby(findings, key=lambda f: (f.code, f.hint)))
    ]
    if rows:
        console.table(("级别", "编号", "问题、位置和改法"), rows)
    console.say(summary(result.findings) + "。")


def _told(findings: Sequence[Finding]) -> str:
    """Say a fault with its first place, and where else it stands."""
    first, *others = findings
    if not others:
        return first.message
    places = [str(one.location) for one in others if one.location is not None]
    more = "等" if len(places) > _MOST_SHOWN else ""
    return f"{first.message}同样的还有 {len(others)} 处：{'、'.join(places[:_MOST_SHOWN])}{more}。"
