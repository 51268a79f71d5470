"""What the killed child of ``test_kills`` does: receives and reads department after department."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys

from archive.records import Incoming
from archive.store import Archive
from schemas.forms import Reading, Roster, RosterMember

FILES = 20


def work(url: str) -> None:
    """Receive departments without end, each with its readings in one transaction."""
    with Archive.open(url, create=True) as archive:
        with archive.writing() as records:
            run = records.runs.start(
                year=2012,
                phase="catalogue",
                as_of=dt.date(2012, 5, 20),
                started=dt.datetime(2012, 5, 20, tzinfo=dt.UTC),
                reader_version="1",
            )
        number = 0
        while True:
            number += 1
            _receive_department(archive, run, f"部门{number}")


def _receive_department(archive: Archive, run: int, department: str) -> None:
    files = [_file(department, number) for number in range(FILES)]
    readings = [
        Reading(
            file=file.path,
            sha256=file.sha256,
            media_type="docx",
            forms=(Roster(members=(RosterMember(role="组长", name=file.sha256),)),),
        )
        for file in files
    ]
    with archive.writing() as records:
        records.files.receive(run, files)
        records.readings.keep("1", readings)


def _file(department: str, number: int) -> Incoming:
    data = os.urandom(30_000)
    return Incoming(
        path=f"inbox/{department}/{number}.docx",
        department=department,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
    )


if __name__ == "__main__":
    work(*sys.argv[1:])
