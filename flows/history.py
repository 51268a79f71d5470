"""What the archive remembers of earlier versions, in the words of the other steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from archive.records import SubmissionHistory
from archive.store import Records
from extractors.read import EXTRACTOR_VERSION
from flows.changes import FirstVersions
from flows.compilation import FirstReceived


def first_day_of(history: Sequence[SubmissionHistory]) -> FirstReceived:
    """Give the look-up of the day on which a form of an item was first received."""
    days = {(entry.department, entry.form, entry.item): entry.first for entry in history}

    def look_up(department: str, form: str, item: str) -> dt.date | None:
        return days.get((department, form, item))

    return look_up


def first_versions(records: Records, year: int, as_of: dt.date) -> dict[str, FirstVersions]:
    """Give the first versions that each department sent, from the contents kept in the archive."""
    contents = records.submissions.contents(year, as_of)
    readings = records.readings.find(EXTRACTOR_VERSION, [c.sha256 for c in contents])
    first: dict[str, FirstVersions] = {}
    began: dict[str, int] = {}
    for content in contents:
        reading = readings.get(content.sha256)
        if reading is None:
            continue
        if any(form.form == "catalogue" for form in reading.forms):
            began.setdefault(content.department, content.run)
        beginning = began.get(content.department) == content.run
        first.setdefault(content.department, FirstVersions()).add(
            reading.forms, beginning=beginning
        )
    return first
