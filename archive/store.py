"""The archive: everything goes in and comes out through one class, in explicit transactions.

with Archive.open(url, create=True) as archive:
    with archive.writing() as records:
        run = records.runs.start(...)
        records.files.receive(run, files)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, false
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from archive import schema, sqlite_file
from archive.audit import Audit, Clock, now
from archive.cycle import Explanations, Notices, Reminders
from archive.engine import make_engine, transaction
from archive.faults import told_in_chinese
from archive.files import Files
from archive.findings import Findings, Overrulings
from archive.publications import Approvals, Publications
from archive.readings import Readings, Submissions
from archive.risks import Risks
from archive.runs import Runs, States
from archive.signals import Signals
from archive.tables import RunRow
from schemas.errors import MachineError, UsageError


class Records:
    """What can be done within one transaction, by subject."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.audit = Audit(connection, clock)
        self.runs = Runs(connection, self.audit)
        self.states = States(connection)
        self.files = Files(connection, self.audit)
        self.readings = Readings(connection)
        self.submissions = Submissions(connection)
        self.findings = Findings(connection, self.audit)
        self.overrulings = Overrulings(connection, self.audit)
        self.approvals = Approvals(connection, self.audit)
        self.publications = Publications(connection, self.audit)
        self.risks = Risks(connection)
        self.signals = Signals(connection, self.audit)
        self.explanations = Explanations(connection, self.audit)
        self.notices = Notices(connection)
        self.reminders = Reminders(connection)


class Archive:
    """The archive (廉政风险信息档案资料库), for several threads and processes at once."""

    def __init__(self, engine: Engine, name: str, clock: Clock = now) -> None:
        self._engine = engine
        self._name = name
        self._clock = clock

    @classmethod
    def open(cls, url: str | URL, *, create: bool, clock: Clock = now) -> Archive:
        """Open the archive.

        Args:
            url: SQLAlchemy's address with an absolute path, as from :func:`sqlite_url`, or
                ``postgresql+psycopg://…``.
            create: For programs that write: make the archive where there is none, bring an older
                one up to date, and say at once if it cannot be written.
            clock: Tells the moment of what the audit log records.

        Raises:
            MachineError: Missing (without ``create``), locked for more than 5 s, read-only, no
                room, damaged, or of another version. What is there is never made anew.
            UsageError: The address is wrong, or its driver is not installed.
        """
        address = _address(url)
        name = name_of(address)
        if address.get_backend_name() == "sqlite":
            _require_file(Path(address.database or ""), name, create=create)
        archive = cls(make_engine(address), name, clock)
        try:
            archive._require_usable(create=create)
        except BaseException:
            archive.close()
            raise
        return archive

    @contextmanager
    def writing(self) -> Iterator[Records]:
        """Change the archive: the whole block is kept, or after any fault or kill nothing.

        One writer at a time: others wait up to 5 s for it, so a block holds no slow work and
        opens no other one.
        """
        with told_in_chinese(self._name), transaction(self._engine, writing=True) as connection:
            yield Records(connection, self._clock)

    @contextmanager
    def viewing(self) -> Iterator[Records]:
        """Look at the archive as it stands at one moment; waits for nobody."""
        with told_in_chinese(self._name), transaction(self._engine, writing=False) as connection:
            yield Records(connection, self._clock)

    def copy_to(self, path: Path) -> None:
        """Copy an archive that is a file as it stands at one moment; waits for nobody.

        Args:
            path: A file that is not there yet.
        """
        with told_in_chinese(self._name), self._engine.connect() as connection:
            sqlite_file.copy(connection, path)

    def rest(self) -> None:
        """Let go of the database until the next look, so that this process can be forked."""
        self._engine.dispose()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _require_usable(self, *, create: bool) -> None:
        with told_in_chinese(self._name):
            if self._engine.dialect.name == "sqlite":
                with transaction(self._engine, writing=False) as connection:
                    sqlite_file.require_whole(connection, self._name)
            with transaction(self._engine, writing=create) as connection:
                schema.require_utf8(connection, self._name)
                schema.require_current(connection, self._name, migrating=create)
                if create:
                    # SQLite begins a transaction on a read-only file; only a change is refused.
                    connection.execute(delete(RunRow).where(false()))


def sqlite_url(path: Path) -> URL:
    """Give the address of an archive that is a file, whatever characters its path has."""
    return URL.create("sqlite", database=str(path))


_NO_ADDRESS = "[archive] 的 url 不是有效的数据库地址；例如 sqlite:///archive.db。"


def _address(url: str | URL) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as fault:  # the latter of a port that is no number
        raise UsageError(_NO_ADDRESS) from fault
    if "\0" in (address.database or ""):  # no file has such a name
        raise UsageError(_NO_ADDRESS)
    return address


def name_of(address: URL) -> str:
    """Give what messages call the archive at an address."""
    if address.get_backend_name() == "sqlite":
        return f"档案库“{Path(address.database or '').name}”"
    return f"档案库“{address.database}”（{address.host or '本机'}）"


def _require_file(path: Path, name: str, *, create: bool) -> None:
    if sqlite_file.exists(path, name):
        return
    if not create:
        raise MachineError(schema.MISSING.format(name=name))
    sqlite_file.create(path, name, _fill(name))


def _fill(name: str) -> Callable[[Path], None]:
    def fill(draft: Path) -> None:
        engine = make_engine(sqlite_url(draft))
        try:
            with told_in_chinese(name):
                with transaction(engine, writing=True) as connection:
                    schema.migrate(connection)
                # Only now: all of the schema stands in the file itself, nothing in a log.
                with engine.connect() as connection:
                    connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            engine.dispose()

    return fill
