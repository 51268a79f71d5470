"""The college as ``lianfang.toml`` describes it (contract, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from schemas.base import Model
from schemas.days import Day
from schemas.issue import Issues
from schemas.schedule import Schedule
from schemas.text import normalised

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[^@\s,;<>\"()]+@[^@\s,;<>\"()]+$")
]
Level = Literal["高", "中", "低"]
LEVELS: tuple[Level, ...] = ("高", "中", "低")

OFFICE_FOLDER = "领导小组办公室"
CORRECTIONS_FOLDER = "更正"
EVIDENCE_FOLDER = "佐证材料"


class Person(Model):
    """A named person and the post that they hold."""

    name: Name
    post: str | None = None


class Organisation(Model):
    """The college, its superior and the year."""

    name: Name
    superior: str = ""
    year: Annotated[int, Field(ge=2000, le=2100)]


class Department(Model):
    """A department (部门、单位); folders and forms may use any of its aliases.

    ``email`` is where it is reminded by mail.
    """

    name: Name
    aliases: tuple[Name, ...] = ()
    email: Email | None = None
    head: str | None = None
    supervising_leader: str | None = None
    duties: str | None = None


class LeadingGroup(Model):
    """廉政风险防控机制建设工作领导小组 (plan, section 四（一）)."""

    leaders: tuple[Person, ...] = ()
    deputies: tuple[Person, ...] = ()
    members: str = "学院各部门（单位）主要负责人"


class Office(Model):
    """领导小组办公室 (plan, section 四（二）)."""

    director: str | None = None
    deputies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class ScheduleDates(Model):
    """The dates of ``[schedule]``; what is missing keeps the plan's month and day."""

    mobilisation: Day | None = None
    M01: Day | None = None
    M02: Day | None = None
    M03: Day | None = None
    M04: Day | None = None
    M05: Day | None = None
    M06: Day | None = None
    M07: Day | None = None
    M08: Day | None = None
    M09: Day | None = None
    M10: Day | None = None
    M11: Day | None = None


class Counting(Model):
    """What the totals count: rated manifestations, or steps at their highest level."""

    unit: Literal["manifestation", "step"] = "manifestation"


class Limits(Model):
    """Safety ceilings for one submitted file (contract, section 7).

    Attributes:
        file_mb: Size of the file, MB.
        unpacked_mb: Size of all zip entries unpacked, MB.
        ratio: Greatest compression of an entry above 10 MB unpacked.
        entries: Zip entries.
        pdf_pages: Pages of a PDF.
        cells: Table cells.
        seconds: Time for reading, seconds.
        memory_mb: Memory for reading, MiB.
    """

    file_mb: Annotated[int, Field(gt=0)] = 50
    unpacked_mb: Annotated[int, Field(gt=0)] = 500
    ratio: Annotated[int, Field(gt=1)] = 100
    entries: Annotated[int, Field(gt=0)] = 10_000
    pdf_pages: Annotated[int, Field(gt=0)] = 2_000
    cells: Annotated[int, Field(gt=0)] = 200_000
    seconds: Annotated[int, Field(gt=0)] = 60
    memory_mb: Annotated[int, Field(ge=64)] = 1_024


class ArchiveSettings(Model):
    """Where the archive lies: SQLite beside the workspace, or PostgreSQL."""

    url: str = "sqlite:///archive.db"


class Approval(Model):
    """How the leading group's approval is recorded.

    Attributes:
        required: Catalogue, summary and handbook wait for ``lianfang approve``.
        four_eyes: Who ran a phase cannot approve it.
    """

    required: bool = False
    four_eyes: bool = False


class Assessment(Model):
    """When a department passes the assessment, and what follows when it does not.

    Attributes:
        pass_: How many of the 20 criteria it has to meet.
        correct_days: Calendar days after M10 by which one that has failed has to correct.
    """

    pass_: Annotated[int, Field(alias="pass", ge=0, le=20)] = 20
    correct_days: Annotated[int, Field(gt=0, le=3650)] = 30


class EarlyWarning(Model):
    """Early warning: within how many calendar days a signal has to be answered."""

    answer_days: Annotated[int, Field(gt=0, le=3650)] = 30


class Mail(Model):
    """The mail server through which departments are reminded; the password stands elsewhere.

    Attributes:
        host: Name of the SMTP server.
        from_: The office's address.
        security: ``starttls``, ``ssl`` (encrypted from the start) or ``none``.
        port: None for the usual one: 587, 465 or 25.
        user: For signing in; None where the server wants nobody to.
        password_file: File with the password, relative to the workspace; the environment's
            ``LIANFANG_MAIL_PASSWORD`` comes first.
        ca_file: PEM file with the authority that signed the server's certificate, relative to the
            workspace; None for those that the machine trusts.
        timeout_seconds: How long to wait for an answer of the server.
        automatic: The server's 催报 sends mail by itself.
    """

    host: Name
    from_: Annotated[Email, Field(alias="from")]
    security: Literal["starttls", "ssl", "none"] = "starttls"
    port: Annotated[int, Field(gt=0, lt=65_536)] | None = None
    user: Name | None = None
    password_file: Name | None = None
    ca_file: Name | None = None
    timeout_seconds: Annotated[int, Field(gt=0, le=600)] = 20
    automatic: bool = False


class Layout(Model):
    """How official documents are laid out.

    Attributes:
        edition: Of GB/T 9704.
        fonts: Names of the standard's fonts on the office's machines: those of government desks,
            those that Windows and Office bring, or Founder's.
    """

    edition: Literal["2012", "1999"] = "2012"
    fonts: Literal["gb2312", "windows", "founder"] = "gb2312"


class Signature(Model):
    """How manifests are signed.

    Attributes:
        key: File of the private half, relative to the workspace but outside it; None where the
            command names it.
    """

    key: Name | None = None


class College(Model):
    """Everything that ``lianfang.toml`` says, defaults filled in."""

    organisation: Organisation
    schedule: ScheduleDates = ScheduleDates()
    department: tuple[Department, ...] = ()
    leading_group: LeadingGroup = LeadingGroup()
    office: Office = Office()
    responsibility: Mapping[Level, str] = Field(default_factory=dict)
    counting: Counting = Counting()
    limits: Limits = Limits()
    archive: ArchiveSettings = ArchiveSettings()
    approval: Approval = Approval()
    assessment: Assessment = Assessment()
    warning: EarlyWarning = EarlyWarning()
    mail: Mail | None = None
    layout: Layout = Layout()
    issue: Issues | None = None
    signature: Signature = Signature()

    @property
    def year(self) -> int:
        """Give the year that the work belongs to."""
        return self.organisation.year

    @property
    def dates(self) -> Schedule:
        """Give every milestone's day."""
        configured: dict[str, Any] = self.schedule.model_dump(exclude_none=True)
        mobilisation = configured.pop("mobilisation", None)
        return Schedule.of(self.year, mobilisation=mobilisation, dates=configured)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for department in self.department:
            for name in (department.name, *department.aliases):
                names.setdefault(normalised(name), department.name)
        return names

    def department_named(self, name: str | None) -> str | None:
        """Give the configured name behind a name or alias, or None for an unknown department."""
        return self._by_name.get(normalised(name)) if name else None
