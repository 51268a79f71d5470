"""The annex forms as read from one file, in the shapes of the contract, section 5.

Every record carries ``places``: field name → where its value stands in the file. They are not
part of what ``extract --json`` prints; :func:`as_contract` leaves them out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.base import Model
from schemas.college import Level
from schemas.findings import Finding
from schemas.form_base import FormBase, Member, Record
from schemas.notice_form import CorrectionNotice
from schemas.text import normalised
from schemas.wording import Plan, WorkReport

Category = Literal["行政职权", "内部职权", "重要业务事项"]
CATEGORIES: tuple[Category, ...] = ("行政职权", "内部职权", "重要业务事项")
MediaType = Literal["docx", "doc", "pdf", "unknown"]


class CatalogueItem(Record):
    """A row of annex 1: one authority item (职权事项)."""

    seq: int | None
    department: str | None
    name: str
    category: Category | None
    category_raw: str
    content: str
    legal_basis: str


class Catalogue(FormBase):
    """Annex 1, 职权和重要业务事项目录."""

    form: Literal["catalogue"] = "catalogue"
    items: tuple[CatalogueItem, ...]

    @property
    def item_names(self) -> tuple[str, ...]:
        """The items of its rows."""
        return tuple(item.name for item in self.items)


class Step(Record):
    """A step (环节) of a flowchart; its text is without the time limit in brackets."""

    id: str
    text: str
    time_limit: str | None = None
    actor: str | None = None


class Transition(Model):
    """An arrow between two steps of a flowchart."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    label: str | None = None


class ItemChart(FormBase):
    """One authority item's flowchart: what annexes 2 and 3 have in common."""

    item: str
    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...]
    supervision: str | None = None

    @property
    def item_names(self) -> tuple[str, ...]:
        """The one item that it draws."""
        return (self.item,)

    @property
    def subjects(self) -> frozenset[str]:
        """Its item; charts that name none are versions of each other."""
        return frozenset({normalised(self.item)})


class ProcessFlow(ItemChart):
    """Annex 2, 职权和重要业务事项运行流程图."""

    form: Literal["process_flow"] = "process_flow"


class StepRisks(Record):
    """The box of risk manifestations (廉政风险表现形式) that hangs on one step of annex 3.

    ``places`` has ``""`` for the box and ``"0"``, ``"1"``, … for each manifestation, where the
    file tells them apart.

    Attributes:
        step: Id of the step in the same form.
        manifestations: Their texts in order, without list numbers.
    """

    step: str
    manifestations: tuple[str, ...]


class RiskMap(ItemChart):
    """Annex 3, 权力运行廉政风险分布图: the flowchart with a box of risks at steps that have any."""

    form: Literal["risk_map"] = "risk_map"
    risks: tuple[StepRisks, ...]


class LevelledRisk(Record):
    """One risk manifestation with its level, as annexes 4, 5 and 6 have it in a row.

    Attributes:
        point: The risk point (廉政风险点), which is a step of the item's flowchart, as written.
        manifestation: How it can go wrong, without its list number.
        level: None where none is given, or where the words have no safe meaning (LF-R03, R04).
        level_raw: The level as written; "" where nothing is.
    """

    point: str
    manifestation: str
    level: Level | None
    level_raw: str


class Risk(LevelledRisk):
    """A row of annex 4 or 5: a risk and who answers for it (责任主体), "" where nobody is named."""

    responsible: str


class RatedRisk(Risk):
    """A row of annex 4; ``number`` is the number that a reader sees, typed or automatic."""

    number: int | None


SignOffRole = Literal["department", "supervising_leader", "leading_group"]


class SignOff(Record):
    """A sign-off block of annex 4: opinion, signature and date, each None where blank."""

    role: SignOffRole
    opinion: str | None = None
    signed_by: str | None = None
    date: dt.date | None = None

    @property
    def signed(self) -> bool:
        """Whether there is a signature or a date; an opinion alone is none."""
        return bool(self.signed_by or self.date)


class RatingForm(FormBase):
    """Annex 4, 廉政风险点排查评定表: the risks of one authority item, rated and signed.

    Attributes:
        number: The form's own number (序号), as written.
        category: The item's category; None where blank or none of the three.
        category_raw: The category as written.
        flow_note: What stands under 权力运行流程描述, unless it only refers to annex 2.
    """

    form: Literal["rating_form"] = "rating_form"
    number: str | None = None
    item: str
    category: Category | None
    category_raw: str = ""
    flow_note: str | None = None
    risks: tuple[RatedRisk, ...]
    sign_offs: tuple[SignOff, ...] = ()
    remarks: str | None = None

    @property
    def item_names(self) -> tuple[str, ...]:
        """The one item that it rates."""
        return (self.item,)

    @property
    def subjects(self) -> frozenset[str]:
        """Its item; forms that name none are versions of each other."""
        return frozenset({normalised(self.item)})


class Declared(Record):
    """The totals of annex 5's statistics sentence; None for a number that it does not say."""

    items: int | None = None
    points: int | None = None
    high: int | None = None
    medium: int | None = None
    low: int | None = None


class SummaryRisk(Risk):
    """A row of annex 5."""

    department: str | None
    item: str


class RiskSummary(FormBase):
    """Annex 5, 廉政风险点及等级汇总表, as a department or the office filled it in."""

    form: Literal["risk_summary"] = "risk_summary"
    declared: Declared = Declared()
    risks: tuple[SummaryRisk, ...]

    @property
    def item_names(self) -> tuple[str, ...]:
        """The items of its rows, each once."""
        return tuple(dict.fromkeys(risk.item for risk in self.risks))


class RosterMember(Member):
    """A person in a department's organisation for the prevention work."""


class Roster(FormBase):
    """部门组织机构人员名单 (plan, section 四（三）)."""

    form: Literal["roster"] = "roster"
    members: tuple[RosterMember, ...]

    @property
    def subjects(self) -> frozenset[str]:
        """A department has one roster."""
        return frozenset({self.form})


class MeasuredRisk(LevelledRisk):
    """A row of annex 6: a risk with its measures.

    Attributes:
        item: The authority item (职权事项).
        personnel: Who is concerned (所涉人员), as written; "" where nobody is.
        number: The manifestation's number that a reader sees, typed or automatic.
        measures: The control measures (防控措施) whose cell covers the row, without list numbers.
        regulations: The regulations to be issued or amended (制度) whose cell covers it.
        planned: For each regulation, by when it is planned, as written; None where nothing is.
    """

    item: str
    personnel: str
    number: int | None
    measures: tuple[str, ...]
    regulations: tuple[str, ...]
    planned: tuple[str | None, ...] = ()


class Measures(FormBase):
    """Annex 6, 权力运行廉政风险及防控措施一览表."""

    form: Literal["measures"] = "measures"
    risks: tuple[MeasuredRisk, ...]

    @property
    def item_names(self) -> tuple[str, ...]:
        """The items of its rows, each once."""
        return tuple(dict.fromkeys(risk.item for risk in self.risks))


class Criterion(Record):
    """A criterion of annex 7 with a department's answer.

    Attributes:
        number: 1 to 20.
        met: None where it is not answered.
        evidence: What the department names as evidence.
    """

    number: int
    met: bool | None
    evidence: str | None = None


class Assessment(FormBase):
    """Annex 7, 廉政风险防控机制建设检查考核标准, as a department or the office answered it."""

    form: Literal["assessment"] = "assessment"
    criteria: tuple[Criterion, ...]

    @property
    def subjects(self) -> frozenset[str]:
        """The criteria that it answers, so that several files can answer a part each.

        One without any answer is a version of every other that lists the same criteria.
        """
        answered = [c.number for c in self.criteria if c.met is not None or c.evidence]
        listed = answered or [c.number for c in self.criteria]
        return frozenset(map(str, listed)) or frozenset({self.form})


Form = Annotated[
    Catalogue
    | ProcessFlow
    | RiskMap
    | RatingForm
    | RiskSummary
    | Measures
    | Assessment
    | Roster
    | Plan
    | WorkReport
    | CorrectionNotice,
    Field(discriminator="form"),
]


FORM_NAMES: Mapping[str, str] = {
    "roster": "部门组织机构人员名单",
    "catalogue": "职权和重要业务事项目录（附件1）",
    "process_flow": "职权和重要业务事项运行流程图（附件2）",
    "risk_map": "权力运行廉政风险分布图（附件3）",
    "rating_form": "廉政风险点排查评定表（附件4）",
    "risk_summary": "廉政风险点及等级汇总表（附件5）",
    "measures": "权力运行廉政风险及防控措施一览表（附件6）",
    "assessment": "廉政风险防控机制建设检查考核表（附件7）",
    "plan": "实施方案",
    "work_report": "工作情况报告",
    "correction_notice": "整改通知书（退回说明）",
}
"""What the plan's annexes call each kind of form; the notice is the office's own."""


def form_name(kind: str) -> str:
    """Give the Chinese name of a kind of form."""
    return FORM_NAMES.get(kind, kind)


class Reading(Model):
    """What was understood of one file: an element of what ``extract --json`` prints.

    ``repeatable`` is False where the machine rather than the file may be to blame (a reader that
    was killed or ran out of time): such a reading is not kept, the next run tries again.
    """

    file: str
    sha256: str
    media_type: MediaType
    forms: tuple[Form, ...] = ()
    findings: tuple[Finding, ...] = ()
    repeatable: bool = Field(default=True, exclude=True)


_OPTIONAL = ("department", "unit", "filled_on")


def as_contract(reading: Reading) -> dict[str, Any]:
    """Turn a reading into the contract's JSON shape: no places, no fields that the file lacks."""
    data = reading.model_dump(mode="json", by_alias=True, exclude={"forms"})
    return {**data, "forms": [content_of(form) for form in reading.forms]}


def content_of(form: Form) -> dict[str, Any]:
    """Give what a form says, without the places where it says it."""
    data = form.model_dump(mode="json", by_alias=True)
    _without_places(data)
    for key in _OPTIONAL:
        if data[key] is None:
            del data[key]
    if not data["nothing_to_report"]:
        del data["nothing_to_report"]
    return data


def published(model: Model) -> dict[str, Any]:
    """Dump any model that holds forms in the contract's shape: no places."""
    data = model.model_dump(mode="json", by_alias=True)
    _without_places(data)
    return data


def _without_places(node: Any) -> None:  # noqa: ANN401 - a JSON document has any shape
    if isinstance(node, dict):
        node.pop("places", None)
        for value in node.values():
            _without_places(value)
    elif isinstance(node, list):
        for value in node:
            _without_places(value)
