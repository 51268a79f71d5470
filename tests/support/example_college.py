"""The example college's files, read and checked as its departments' are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from checks import check_file_set
from examples.build import COLLEGE, FIRST_DAY
from examples.model import Department, departments
from extractors.read import read_file
from flows.compilation import compile_dossier
from flows.settings import Workspace
from schemas.dossier import ReceivedFile, Source
from schemas.findings import Finding
from schemas.forms import Reading, as_contract
from schemas.schedule import Phase

DEPARTMENTS = departments()
COMMITTED = {
    path.relative_to(COLLEGE).as_posix(): path.read_bytes() for path in COLLEGE.rglob("*.docx")
}
by_department = pytest.mark.parametrize("department", DEPARTMENTS, ids=lambda d: d.name)


def read_folder(*folders: str, department: Department) -> dict[str, Reading]:
    """Read a department's files; those of a later folder replace files of the same name."""
    found: dict[str, Reading] = {}
    for folder in folders:
        prefix = f"{folder}/{department.folder}/"
        for name in sorted(COMMITTED):
            if name.startswith(prefix):
                short = name.removeprefix(prefix)
                path = f"{FIRST_DAY}/{department.folder}/{short}"
                found[short] = read_file(COMMITTED[name], file=path)
    return found


def forms_of(readings: Mapping[str, Reading], kind: str) -> list[dict[str, Any]]:
    """Give the forms of a kind as ``extract`` prints them."""
    forms = [form for reading in readings.values() for form in as_contract(reading)["forms"]]
    return [form for form in forms if form["form"] == kind]


def findings_of(
    readings: Mapping[str, Reading],
    department: Department,
    *,
    phase: Phase = "catalogue",
    day: dt.date | None = None,
) -> list[Finding]:
    """Check files as ``lianfang check`` does, within the configured college."""
    college = Workspace.open(COLLEGE).college
    owner = college.department_named(department.folder)
    received = day or department.catalogue.filled_on
    files = [
        ReceivedFile(
            source=Source(
                path=reading.file,
                department=owner,
                folder=department.folder,
                sha256=reading.sha256,
                received=received,
            ),
            media_type=reading.media_type,
            forms=reading.forms,
            findings=reading.findings,
        )
        for reading in readings.values()
    ]
    dossier = compile_dossier(college, phase, received, files, first_received=lambda *_: None)
    found = [finding for reading in readings.values() for finding in reading.findings]
    return [*found, *check_file_set(dossier)]
