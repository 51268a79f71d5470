"""Readings: what each version of the reader understood of a content, and whose form it was."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, Row, delete, func, insert, select

from archive.contents import Contents, in_batches
from archive.records import ItemVersion, SubmissionHistory, SubmittedContent
from archive.tables import ContentRow, ReadingRow, ReceiptRow, SubmissionRow
from schemas.forms import Reading
from schemas.text import normalised


class Readings:
    """Readings by content and version of the reader."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._contents = Contents(connection)

    def keep(self, version: str, readings: Sequence[Reading]) -> None:
        """Keep readings of received contents; one of the same version is replaced."""
        ids = self._contents.ids(reading.sha256 for reading in readings)
        latest = {ids[reading.sha256]: reading for reading in readings}
        for batch in in_batches(latest):
            old = delete(ReadingRow).where(ReadingRow.reader_version == version)
            self._connection.execute(old.where(ReadingRow.content_id.in_(batch)))
        for chunk in in_batches(latest.items()):
            rows = [
                {"content_id": row, "reader_version": version, "reading": _as_text(r)}
                for row, r in chunk
            ]
            self._connection.execute(insert(ReadingRow), rows)

    def find(self, version: str, digests: Iterable[str]) -> dict[str, Reading]:
        """Give the readings of contents by one version of the reader.

        One that is missing, or that no longer fits the models, is left out: the file is read
        again. ``file`` is the name under which the content was read first.
        """
        query = (
            select(ContentRow.sha256, ReadingRow.reading)
            .join(ReadingRow, ReadingRow.content_id == ContentRow.id)
            .where(ReadingRow.reader_version == version)
        )
        found: dict[str, Reading] = {}
        for batch in in_batches(dict.fromkeys(digests)):
            for row in self._connection.execute(query.where(ContentRow.sha256.in_(batch))):
                if reading := _understood(row.reading):
                    found[row.sha256] = reading
        return found

    def best(self, version: str, digests: Iterable[str]) -> dict[str, Reading]:
        """Give the readings of contents by a version of the reader, else by another one.

        Files that have left the inbox are not read again when the reader gets better.
        """
        wanted = list(dict.fromkeys(digests))
        found = self.find(version, wanted)
        query = (
            select(ContentRow.sha256, ReadingRow.reading)
            .join(ReadingRow, ReadingRow.content_id == ContentRow.id)
            .order_by(ReadingRow.reader_version)
        )
        others: dict[str, Reading] = {}
        for batch in in_batches(digest for digest in wanted if digest not in found):
            for row in self._connection.execute(query.where(ContentRow.sha256.in_(batch))):
                if reading := _understood(row.reading):
                    others[row.sha256] = reading
        return found | others

    def reading_of(self, sha256: str, version: str) -> Reading | None:
        """Give one content's reading; see :meth:`find`."""
        return self.find(version, [sha256]).get(sha256)


class Submissions:
    """Which content carried which department's forms: the history behind deadlines."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._contents = Contents(connection)

    def keep(self, year: int, carried: Mapping[tuple[str, str], Iterable[tuple[str, str]]]) -> None:
        """Record which forms contents carry; earlier records of the same contents are replaced.

        Args:
            year: The college's year.
            carried: (SHA-256, configured name of the department) → pairs of a form's kind and its
                item's name, "" for forms of the whole department.
        """
        ids = self._contents.ids(sha256 for sha256, _ in carried)
        departments = {department for _, department in carried}
        for batch in in_batches(ids.values()):
            old = delete(SubmissionRow).where(SubmissionRow.year == year)
            old = old.where(SubmissionRow.department.in_(departments))
            self._connection.execute(old.where(SubmissionRow.content_id.in_(batch)))
        rows = [
            {
                "year": year,
                "department": department,
                "content_id": ids[sha256],
                "form": form,
                "item": item,
            }
            for (sha256, department), forms in carried.items()
            for form, item in dict.fromkeys(forms)
        ]
        if rows:
            self._connection.execute(insert(SubmissionRow), rows)

    def history(self, year: int, as_of: dt.date) -> tuple[SubmissionHistory, ...]:
        """Tell when each form of each item came first, left files and old versions included.

        Args:
            year: The college's year.
            as_of: Contents received later are not counted.
        """
        key = (SubmissionRow.department, SubmissionRow.form, SubmissionRow.item)
        query = (
            select(
                *key,
                func.min(ReceiptRow.received).label("first"),
                func.count(SubmissionRow.content_id).label("versions"),
            )
            .join(ReceiptRow, ReceiptRow.content_id == SubmissionRow.content_id)
            .where(SubmissionRow.year == year, ReceiptRow.received <= as_of)
            .group_by(*key)
            .order_by(*key)
        )
        return tuple(
            SubmissionHistory(
                department=row.department,
                form=row.form,
                item=row.item,
                first=row.first,
                versions=row.versions,
            )
            for row in self._connection.execute(query)
        )

    def corrections(self, year: int, as_of: dt.date) -> int:
        """Count the contents with a form that a content of an earlier run carried as well.

        Args:
            year: The college's year.
            as_of: Contents received later are not counted.
        """
        query = (
            select(SubmissionRow, ReceiptRow.run_id)
            .join(ReceiptRow, ReceiptRow.content_id == SubmissionRow.content_id)
            .where(SubmissionRow.year == year, ReceiptRow.received <= as_of)
            .order_by(ReceiptRow.run_id)
        )
        first: dict[tuple[str, str, str], int] = {}
        return len(
            {
                row.content_id
                for row in self._connection.execute(query)
                if first.setdefault((row.department, row.form, row.item), row.run_id) < row.run_id
            }
        )

    def contents(self, year: int, as_of: dt.date) -> tuple[SubmittedContent, ...]:
        """Give the contents that carried forms, oldest first, those that have left included.

        Args:
            year: The college's year.
            as_of: Contents received later are not given.
        """
        query = (
            select(SubmissionRow.department, ContentRow.sha256, ReceiptRow.run_id)
            .distinct()
            .join(ReceiptRow, ReceiptRow.content_id == SubmissionRow.content_id)
            .join(ContentRow, ContentRow.id == SubmissionRow.content_id)
            .where(SubmissionRow.year == year, ReceiptRow.received <= as_of)
            .order_by(ReceiptRow.run_id, SubmissionRow.department, ContentRow.sha256)
        )
        return tuple(
            SubmittedContent(department=row.department, sha256=row.sha256, run=row.run_id)
            for row in self._connection.execute(query)
        )

    def items(self, forms: Iterable[str]) -> frozenset[str]:
        """Give the normalised names of all items of which forms of some kinds were received."""
        query = select(SubmissionRow.item).distinct().where(SubmissionRow.form.in_(list(forms)))
        return frozenset(self._connection.execute(query).scalars())

    def versions(self, item: str) -> tuple[ItemVersion, ...]:
        """Give the contents that carried forms of an item, oldest first, by department.

        Args:
            item: The item's name, normalised or not.
        """
        query = (
            select(SubmissionRow, ContentRow.sha256, ReceiptRow)
            .join(ReceiptRow, ReceiptRow.content_id == SubmissionRow.content_id)
            .join(ContentRow, ContentRow.id == SubmissionRow.content_id)
            .where(SubmissionRow.item == normalised(item))
            .order_by(SubmissionRow.department, ReceiptRow.run_id, ReceiptRow.path)
        )
        return tuple(_version(row) for row in self._connection.execute(query))

    def of_department(self, department: str, forms: Iterable[str]) -> tuple[ItemVersion, ...]:
        """Give the contents that carried some kinds of a department's forms, oldest first."""
        query = (
            select(
                SubmissionRow.year,
                SubmissionRow.department,
                SubmissionRow.form,
                ContentRow.sha256,
                ReceiptRow.received,
                ReceiptRow.run_id,
                ReceiptRow.path,
            )
            .distinct()
            .join(ReceiptRow, ReceiptRow.content_id == SubmissionRow.content_id)
            .join(ContentRow, ContentRow.id == SubmissionRow.content_id)
            .where(SubmissionRow.department == department, SubmissionRow.form.in_(list(forms)))
            .order_by(ReceiptRow.run_id, ReceiptRow.path, SubmissionRow.form)
        )
        return tuple(_version(row) for row in self._connection.execute(query))


def _version(row: Row[Any]) -> ItemVersion:
    return ItemVersion(
        year=row.year,
        department=row.department,
        form=row.form,
        sha256=row.sha256,
        received=row.received,
        run=row.run_id,
        path=row.path,
    )


def _as_text(reading: Reading) -> str:
    try:
        return reading.model_dump_json()
    except PydanticSerializationError:  # half a surrogate pair, as damaged PDF files yield
        return json.dumps(reading.model_dump(mode="json"))


def _understood(text: str) -> Reading | None:
    return (_remembered if len(text) <= _LONGEST_REMEMBERED else _validated)(text)


def _validated(text: str) -> Reading | None:
    try:
        return Reading.model_validate_json(text)
    except ValidationError:
        return _understood_slowly(text)


_LONGEST_REMEMBERED = 100_000
_remembered = lru_cache(maxsize=4096)(_validated)
"""Every phase of ``run all`` asks for the same readings, and each asks for some of them twice."""


def _understood_slowly(text: str) -> Reading | None:
    """Read what only Python's own parser takes, like half a surrogate pair."""
    try:
        return Reading.model_validate(json.loads(text))
    except ValueError:
        return None
