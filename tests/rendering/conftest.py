"""A small college for the rendering tests, and ways to look into a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.catalogue import render_catalogue
from schemas.college import College, Layout, Organisation
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem, Counts
from schemas.forms import ProcessFlow, Step, Transition
from schemas.outcome import Approval

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "catalogue.docx"
Render = Callable[..., bytes]


def a_flow(item: str, *, steps: int = 4, supervision: str | None = None) -> ProcessFlow:
    """A chart whose third step is a question that may lead back to the first."""
    texts = ("提出申请", "部门初审", "是否符合条件", "领导审批", "公示", "归档")
    chain = [Step(id=f"s{n}", text=f"{texts[(n - 1) % 6]}{n}") for n in range(1, steps + 1)]
    chain[0] = chain[0].model_copy(update={"time_limit": "当日"})
    ways = [Transition(source=f"s{n}", target=f"s{n + 1}") for n in range(1, steps)]
    if steps > 3:
        ways.append(Transition(source="s3", target="s1", label="不符合"))
    return ProcessFlow(
        item=item, steps=tuple(chain), transitions=tuple(ways), supervision=supervision
    )


def an_item(name: str, **changes: object) -> ConsolidatedItem:
    """An item with everything that it needs."""
    fields: dict[str, object] = {
        "name": name,
        "category": "内部职权",
        "content": f"负责{name}工作。",
        "legal_basis": "“三定”方案",
        "flow": a_flow(name),
    }
    return ConsolidatedItem.model_validate({**fields, **changes})


def a_college(*departments: ConsolidatedDepartment) -> Consolidated:
    """The departments as the data of the catalogue phase."""
    return Consolidated(
        organisation="防灾科技学院",
        year=2012,
        phase="catalogue",
        as_of=dt.date(2012, 6, 12),
        counts=Counts(
            departments=len(departments), items=sum(len(each.items) for each in departments)
        ),
        departments=departments,
    )


@pytest.fixture
def data() -> Consolidated:
    """Three departments: two items, nothing to report, one item."""
    return a_college(
        ConsolidatedDepartment(name="办公室", items=(an_item("公文起草"), an_item("车辆管理"))),
        ConsolidatedDepartment(name="工会", nothing_to_report=True),
        ConsolidatedDepartment(
            name="审计监察处",
            items=(
                an_item(
                    "信访举报受理",
                    category="行政职权",
                    flow=a_flow("信访举报受理", supervision="纪委办公室监督，电话61590000。"),
                ),
            ),
        ),
    )


@pytest.fixture
def render() -> Render:
    """Render the catalogue with the shipped template, approved unless it is said otherwise."""

    def rendered(
        data: Consolidated,
        status: DocumentStatus = "official",
        *,
        edition: str = "2012",
        template: Path = TEMPLATE,
        changes: tuple[str, ...] = (),
    ) -> bytes:
        college = College(
            organisation=Organisation(name=data.organisation, superior="中国地震局", year=2012),
            layout=Layout.model_validate({"edition": edition}),
        )
        approved = Approval(by="领导小组", date=dt.date(2012, 6, 10))
        approval = ApprovalPage(
            approved=approved if status == "official" else None, changes=changes
        )
        return render_catalogue(data, college, status=status, template=template, approval=approval)

    return rendered


@pytest.fixture
def item() -> Callable[..., ConsolidatedItem]:
    """Give :func:`an_item` to tests, which cannot import from here."""
    return an_item


@pytest.fixture
def flow() -> Callable[..., ProcessFlow]:
    """Give :func:`a_flow` to tests."""
    return a_flow


@pytest.fixture
def college() -> Callable[..., Consolidated]:
    """Give :func:`a_college` to tests."""
    return a_college
