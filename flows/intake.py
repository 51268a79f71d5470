"""Taking in a department's files: receipt, reading what is new, recording what was understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.records import Incoming, Received
from archive.store import Archive, Records
from extractors.guard import GuardedFile
from extractors.intake import Taken, take
from flows.inbox import InboxFile, scan, unchanged
from flows.reading import Reader
from schemas.college import College, Limits
from schemas.dossier import ReceivedFile, Source
from schemas.forms import Reading


@dataclass(frozen=True, slots=True)
class Intake:
    """What a run needs to take files in.

    Attributes:
        archive: Where receipts and readings are kept.
        run: Ordinal of the run.
        year: The college's year.
        as_of: Today; files received later are not seen.
        reader: Reads what is new.
        reader_version: Readings of another version are not used.
        limits: Ceilings for one file.
    """

    archive: Archive
    run: int
    year: int
    as_of: dt.date
    reader: Reader
    reader_version: str
    limits: Limits

    def take(self, files: Sequence[InboxFile]) -> tuple[ReceivedFile, ...]:
        """Receive files of one folder: in the archive wholly, or after a kill not at all."""
        seen = self._see(files)
        with self.archive.writing() as records:
            received = records.files.receive(self.run, [c.incoming for c in seen.present])
            kept = [reading for reading in seen.new.values() if reading.repeatable]
            records.readings.keep(self.reader_version, kept)
            carried = _carried(seen.present, received, seen.new, seen.readings)
            records.submissions.keep(self.year, carried)
        days = [(receipt.received, receipt.run) for receipt in received]
        return self._as_of_today(seen, days)

    def look(self, files: Sequence[InboxFile]) -> tuple[ReceivedFile, ...]:
        """Give what :meth:`take` would, and record nothing: what is new came today, in this run."""
        seen = self._see(files)
        receipts = [seen.receipts.get(content.sha256) for content in seen.present]
        days = [(r.received, r.run) if r else (self.as_of, self.run) for r in receipts]
        return self._as_of_today(seen, days)

    def _see(self, files: Sequence[InboxFile]) -> _Seen:
        """Take the bytes, and read what has not been read yet."""
        found = [content for file in files if (content := self._content(file)) is not None]
        present = [content for content in found if content.sha256]
        with self.archive.viewing() as records:
            digests = [content.sha256 for content in present]
            known = records.readings.find(self.reader_version, digests)
            receipts = records.files.receipts(digests)
        return _Seen(
            present=present,
            lost=[content for content in found if not content.sha256],
            receipts=receipts,
            known=known,
            new=self._read([c for c in present if self._is_unread(c, known, receipts)]),
        )

    def _as_of_today(
        self, seen: _Seen, days: Sequence[tuple[dt.date, int]]
    ) -> tuple[ReceivedFile, ...]:
        """Give the files that had come by today, with their days of receipt and runs."""
        readings = seen.readings
        return (
            *(
                _received(content, readings.get(content.sha256), received, run)
                for content, (received, run) in zip(seen.present, days, strict=True)
                if received <= self.as_of
            ),
            *(
                _received(c, refused_reading(c.file.name, c.taken), self.as_of, self.run)
                for c in seen.lost
            ),
        )

    def _content(self, file: InboxFile) -> _Content | None:
        """Take a file's bytes once; None when it vanished or changed meanwhile."""
        taken = take(file.path, self.limits.file_mb)
        return _Content(file, taken) if unchanged(file) else None

    def _is_unread(
        self, content: _Content, known: Mapping[str, Reading], receipts: Mapping[str, Received]
    ) -> bool:
        if content.file.evidence or content.sha256 in known:
            return False
        receipt = receipts.get(content.sha256)
        return receipt is None or receipt.received <= self.as_of

    def _read(self, contents: Sequence[_Content]) -> dict[str, Reading]:
        """Read different contents once each; what the door refused is a finding at once."""
        different = {content.sha256: content for content in contents}
        refused = {
            digest: refused_reading(content.file.name, content.taken)
            for digest, content in different.items()
            if content.taken.refusal
        }
        taken = [content for digest, content in different.items() if digest not in refused]
        read = self.reader([GuardedFile(c.file.name, data=c.taken.data) for c in taken])
        return {**refused, **{reading.sha256: reading for reading in read}}


def _carried(
    contents: Sequence[_Content],
    receipts: Sequence[Received],
    new: Collection[str],
    readings: Mapping[str, Reading],
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Tell which forms of which items came, where the archive does not know it yet."""
    return {
        (content.sha256, department): [
            (form.form, item) for form in readings[content.sha256].forms for item in form.subjects
        ]
        for content, receipt in zip(contents, receipts, strict=True)
        if (department := content.file.department) and content.sha256 in readings
        if content.sha256 in new or receipt.department != department
    }


def _received(
    content: _Content, reading: Reading | None, received: dt.date, run: int
) -> ReceivedFile:
    file = content.file
    source = Source(
        path=file.name,
        department=file.department,
        folder=file.folder,
        sha256=content.sha256,
        received=received,
        run=run,
        by_office=file.by_office,
        office_folder=file.office_folder,
        evidence=file.evidence,
    )
    if reading is None:
        return ReceivedFile(source=source, media_type="unknown")
    return ReceivedFile(
        source=source,
        media_type=reading.media_type,
        forms=reading.forms,
        findings=tuple(
            finding.told_of(file=file.name, department=file.department)
            for finding in reading.findings
        ),
    )


def refused_reading(name: str, taken: Taken) -> Reading:
    """Say why a file's bytes were not taken."""
    findings = (taken.refusal.finding(name),) if taken.refusal else ()
    return Reading(file=name, sha256=taken.sha256, media_type="unknown", findings=findings)


@dataclass(frozen=True, slots=True)
class _Content:
    """A file with its bytes, taken once."""

    file: InboxFile
    taken: Taken

    @property
    def sha256(self) -> str:
        """Give the content's digest."""
        return self.taken.sha256

    @property
    def incoming(self) -> Incoming:
        """Give what the archive keeps of it; of evidence and refused files the digest alone."""
        keep = not self.file.evidence and self.taken.refusal is None
        return Incoming(
            path=self.file.name,
            department=self.file.department,
            sha256=self.sha256,
            size=self.file.size,
            data=self.taken.data if keep else None,
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What lies in a folder.

    Attributes:
        present: Files with their bytes.
        lost: Files whose bytes could not be taken.
        receipts: Digest → its receipt, of those that a run has received.
        known: Digest → its reading on record.
        new: Digest → its reading just made.
    """

    present: Sequence[_Content]
    lost: Sequence[_Content]
    receipts: Mapping[str, Received]
    known: Mapping[str, Reading]
    new: Mapping[str, Reading]

    @property
    def readings(self) -> dict[str, Reading]:
        """Give all readings."""
        return {**self.known, **self.new}


def departments_with_unread(root: Path, college: College, records: Records) -> frozenset[str]:
    """Tell which departments have files in the inbox that no finished run of a phase has judged."""
    digests = {
        take(file.path, college.limits.file_mb).sha256: file.department
        for file in scan(root, college)
        if file.department and not file.evidence
    }
    receipts = records.files.receipts(digests)
    finished = (run.ordinal for run in records.runs.all(college.year) if run.status)
    judged = max(finished, default=0)
    return frozenset(
        name
        for digest, name in digests.items()
        if name and (digest not in receipts or receipts[digest].run > judged)
    )
