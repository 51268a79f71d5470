"""A small college with rated risks for the tests of the summary document, and ways to render it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.summary import render_summary
from schemas.college import LEVELS, College
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.outcome import Approval

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "summary.docx"
LEAK = "向被举报人泄露信访举报内容或举报人信息。"


def a_risk(
    manifestation: str = "不按规定登记。",
    level: str | None = "中",
    *,
    point: str = "受理",
    step: str | None = None,
    responsible: str = "承办人",
) -> ConsolidatedRisk:
    """Make a risk; its item is named when it is put into one."""
    return ConsolidatedRisk(
        item="",
        point=point,
        step=step,
        manifestation=manifestation,
        level=next((known for known in LEVELS if known == level), None),
        responsible=responsible,
    )


def an_item(name: str, *risks: ConsolidatedRisk, **more: Any) -> ConsolidatedItem:  # noqa: ANN401 - any field
    """Make an item with its risks."""
    fields: dict[str, Any] = {
        "name": name,
        "category": "内部职权",
        "content": f"负责{name}工作。",
        "legal_basis": "“三定”方案",
        "risks": tuple(risk.model_copy(update={"item": name}) for risk in risks),
    }
    return ConsolidatedItem.model_validate(fields | more)


def a_college(*departments: ConsolidatedDepartment) -> Consolidated:
    """Make the data of the summary phase."""
    return Consolidated(
        organisation="防灾科技学院",
        year=2012,
        phase="summary",
        as_of=dt.date(2012, 6, 20),
        counts=Counts(
            departments=len(departments), items=sum(len(each.items) for each in departments)
        ),
        departments=departments,
    )


def one_department(*items: ConsolidatedItem, name: str = "审计监察处") -> Consolidated:
    """Make a college of one department."""
    return a_college(ConsolidatedDepartment(name=name, items=items))


def plan_item() -> ConsolidatedItem:
    """Make the item of the plan's own annex 5."""
    return an_item(
        "信访举报受理",
        a_risk("不按规定登记。", "中", step="s1"),
        a_risk(LEAK, "高", step="s1"),
        a_risk(
            "压件不办，拖延信访件审核时间。", "低", point="审核", step="s3", responsible="处领导"
        ),
        a_risk("不采纳承办人提出的合理建议。", "低", point="审核", step="s3", responsible="处领导"),
        a_risk(LEAK, "高", point="审核", step="s3", responsible="处领导"),
        a_risk("不按规定把关。", "低", point="审批", step="s4", responsible="分管学院领导"),
        a_risk("拖延办理。", "低", point="审批", step="s4", responsible="分管学院领导"),
        a_risk(LEAK, "高", point="审批", step="s4", responsible="分管学院领导"),
    )


def small_college() -> Consolidated:
    """Make three departments: the plan's item and one more, nothing to report, one item."""
    return a_college(
        ConsolidatedDepartment(
            name="审计监察处",
            items=(plan_item(), an_item("内部审计", a_risk("隐瞒审计发现。", "中", point="实施"))),
        ),
        ConsolidatedDepartment(name="工会", nothing_to_report=True),
        ConsolidatedDepartment(
            name="办公室", items=(an_item("车辆管理", a_risk("公车私用。", "低", point="派车")),)
        ),
    )


def large_college(rows: int) -> Consolidated:
    """Make departments of up to nine items, items of up to four points, points of up to five."""
    departments: list[ConsolidatedDepartment] = []
    written = 0
    while written < rows:
        items = []
        for number in range(1, 2 + len(departments) * 5 % 9):
            risks = _risks(number + len(departments))
            items.append(an_item(f"第{number}项职权和重要业务事项", *risks))
            written += len(risks)
        name = f"第{len(departments) + 1}部门（单位）"
        departments.append(ConsolidatedDepartment(name=name, items=tuple(items)))
    return a_college(*departments)


def _risks(seed: int) -> list[ConsolidatedRisk]:
    texts = (LEAK, "拖延办理。", "接受服务对象的宴请、礼品、礼金，影响公正履行职责。" * 2)
    return [
        a_risk(
            texts[(seed + point + n) % 3],
            LEVELS[(seed + n) % 3],
            point=f"第{point}环节",
            step=f"s{point}",
            responsible=("承办人", "处领导")[(seed + point + n // 3) % 2],
        )
        for point in range(1, 2 + seed % 4)
        for n in range(1 + (seed + 2 * point) % 5)
    ]


def settings(*, edition: str = "2012", unit: str = "manifestation", **more: Any) -> College:  # noqa: ANN401 - any part of lianfang.toml
    """Make what the office configured."""
    table: dict[str, Any] = {
        "organisation": {"name": "防灾科技学院", "superior": "中国地震局", "year": 2012},
        "layout": {"edition": edition},
        "counting": {"unit": unit},
    }
    return College.model_validate(table | more)


def rendered(
    data: Consolidated,
    status: DocumentStatus = "official",
    *,
    college: College | None = None,
    template: Path = TEMPLATE,
    changes: tuple[str, ...] = (),
) -> bytes:
    """Render the summary with the shipped template, approved unless it is said otherwise."""
    approved = Approval(by="领导小组", date=dt.date(2012, 6, 19))
    return render_summary(
        data,
        college or settings(),
        status=status,
        template=template,
        approval=ApprovalPage(approved=approved if status == "official" else None, changes=changes),
    )
