"""Reading and checking single files, without archive or Prefect: ``extract`` and ``check``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from checks import check, check_file_set, conclude
from extractors.guard import GuardedFile
from extractors.intake import displayable
from flows.compilation import compile_dossier
from flows.judgement import reader_findings, with_own_ids
from flows.reading import file_reader
from flows.settings import Workspace
from flows.stage import Progress
from schemas.college import CORRECTIONS_FOLDER, OFFICE_FOLDER, College, Limits
from schemas.dossier import Dossier, ReceivedFile, Source
from schemas.errors import UsageError
from schemas.findings import Finding
from schemas.forms import Reading
from schemas.text import normalised

_UNNAMED = "（部门未注明）"
_NO_DAY = dt.date(1, 1, 1)  # these checks know no deadlines


def read_named(
    names: Sequence[str], workspace: Workspace | None, progress: Progress | None = None
) -> tuple[Reading, ...]:
    """Read files in guarded processes, in the order given.

    Args:
        names: Paths as the user wrote them; findings name the files so.
        workspace: Whose limits hold, and whose folders tell the department; None for defaults.
        progress: Hears how many have been read.

    Raises:
        UsageError: A name that is no file.
    """
    for name in names:
        if not Path(name).is_file():
            raise UsageError(f"没有文件“{displayable(name)}”。")
    limits = workspace.college.limits if workspace else Limits()
    files = [GuardedFile(displayable(name), path=Path(name)) for name in names]
    done = count(1)

    def tell(_: str) -> None:
        if progress:
            progress("读取", next(done), len(files))

    with file_reader(limits, on_done=tell) as read:
        return tuple(read(files))


def with_checks(
    names: Sequence[str], readings: Sequence[Reading], workspace: Workspace | None
) -> tuple[Finding, ...]:
    """Add to what reading found what a department can check before it sends its files."""
    dossier = _dossier(names, readings, workspace)
    found = tuple(with_own_ids([*reader_findings(dossier), *check_file_set(dossier)]))
    return (*found, *conclude(dossier, found, complete=False))


def misplaced(
    names: Sequence[str], readings: Sequence[Reading], workspace: Workspace
) -> tuple[Reading, ...]:
    """Add LF-F13 to readings of files that lie in a workspace's inbox."""
    inside = [n for n, name in enumerate(names) if _folder(Path(name), workspace) is not None]
    own = [names[n] for n in inside], [readings[n] for n in inside]
    dossier = _dossier(*own, workspace, by_folder=True)
    found = check(dossier.model_copy(update={"phase": "plan"}))
    return tuple(
        reading.model_copy(
            update={
                "findings": (
                    *reading.findings,
                    *(f for f in found if f.code == "LF-F13" and f.file == reading.file),
                )
            }
        )
        for reading in readings
    )


def _dossier(
    names: Sequence[str],
    readings: Sequence[Reading],
    workspace: Workspace | None,
    *,
    by_folder: bool = False,
) -> Dossier:
    """Compile the files' dossier.

    Args:
        names: The files' paths.
        readings: Their readings.
        workspace: Whose folders tell the department.
        by_folder: The folder alone tells it; else the form does where no folder does.
    """
    college = workspace.college if workspace else _college_of(readings)
    files = [
        _received(name, reading, college, workspace, by_folder=by_folder)
        for name, reading in zip(names, readings, strict=True)
    ]
    dossier = compile_dossier(college, "catalogue", _NO_DAY, files, first_received=lambda *_: None)
    if workspace:
        return dossier
    return dossier.model_copy(update={"college": college.model_copy(update={"department": ()})})


def _college_of(readings: Sequence[Reading]) -> College:
    """Make a college of the departments that the forms name, where none is configured."""
    named = {normalised(d): d for r in readings for f in r.forms if (d := f.department)}
    return College.model_validate(
        {
            "organisation": {"name": _UNNAMED, "year": 2000},
            "department": [{"name": name} for name in (*named.values(), _UNNAMED)],
        }
    )


def _received(
    name: str,
    reading: Reading,
    college: College,
    workspace: Workspace | None,
    *,
    by_folder: bool,
) -> ReceivedFile:
    folder = (_folder(Path(name), workspace) if workspace else None) or ""
    form_departments = (college.department_named(form.department) for form in reading.forms)
    told = next((department for department in form_departments if department), None)
    department = college.department_named(folder) if folder or by_folder else told
    if department is None and not workspace:
        department = _UNNAMED
    source = Source(
        path=reading.file,
        department=department,
        folder=folder,
        sha256=reading.sha256,
        received=_NO_DAY,
        office_folder=folder == OFFICE_FOLDER,
    )
    return ReceivedFile(
        source=source,
        media_type=reading.media_type,
        forms=reading.forms,
        findings=tuple(
            finding.told_of(file=reading.file, department=told) for finding in reading.findings
        ),
    )


def _folder(path: Path, workspace: Workspace) -> str | None:
    """Give the folder of a file in the inbox, "" for one directly in it, None for one elsewhere."""
    try:
        parts = path.resolve().relative_to(workspace.inbox.resolve()).parts[:-1]
    except ValueError:
        return None
    if parts[:2] == (OFFICE_FOLDER, CORRECTIONS_FOLDER):
        parts = parts[2:]
    return parts[0] if parts else ""
