"""A college with measures for the tests of the handbook, small and large, and ways to render it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.handbook import render_handbook
from rendering.memory import NO_MEMORY, Memory
from schemas.college import LEVELS, College
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
)
from schemas.forms import ProcessFlow, RosterMember, Step, Transition
from schemas.outcome import Approval
from tests.support.rated_college import a_college, an_item, plan_item, settings

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "handbook.docx"
TIERS = {"高": "学院领导班子和分管院领导", "中": "部门主要负责人", "低": "科室负责人和承办人"}

REGISTER, CHECK, REPORT = (
    "严格信访举报件登记，规范工作流程。",
    "处领导定期检查、抽查信访举报件登记受理情况。",
    "重大信访举报件受理承办须经分管学院领导提请领导班子集体讨论研究。",
)
RULES = ("《信访举报登记管理办法》", "《信访举报件办理规定》")
_STEPS = (
    ("s1", "承办人受理", "当日"),
    ("s2", "承办人提出意见", "当日"),
    ("s3", "处领导审核", None),
    ("s4", "分管学院领导审批", None),
    ("s5", "转办", None),
    ("s6", "自办", None),
    ("s7", "退回", None),
)
_WAYS = (
    ("s1", "s2"), ("s2", "s3"), ("s3", "s4"), ("s4", "s5"), ("s4", "s6"), ("s4", "s7"),
)  # fmt: skip


def measured(
    risk: ConsolidatedRisk,
    *measures: str,
    regulations: tuple[str, ...] = (),
    personnel: str = "",
    planned: tuple[str | None, ...] = (),
) -> ConsolidatedRisk:
    """Give a risk its measures."""
    return risk.model_copy(
        update={
            "measures": measures,
            "regulations": regulations,
            "personnel": personnel,
            "planned": planned,
        }
    )


def complaints_flow(item: str = "信访举报受理") -> ProcessFlow:
    """Make the chart of the plan's own example."""
    return ProcessFlow(
        item=item,
        steps=tuple(Step(id=at, text=text, time_limit=limit) for at, text, limit in _STEPS),
        transitions=tuple(Transition(source=a, target=b) for a, b in _WAYS),
    )


def complaints() -> ConsolidatedItem:
    """Make the item of the plan's own annexes, with measures over several risks and steps."""
    item = plan_item()
    risks = [
        measured(
            risk,
            *((REGISTER, CHECK) if n < 2 else (REPORT,)),
            regulations=RULES,
            personnel=risk.responsible,
            planned=("2012年12月", None),
        )
        for n, risk in enumerate(item.risks)
    ]
    return item.model_copy(update={"risks": tuple(risks), "flow": complaints_flow()})


def small_handbook() -> Consolidated:
    """Make three departments: two items, nothing to report, one item."""
    audit = an_item(
        "内部审计",
        flow=_chain(
            "内部审计", ("下达通知", "实施审计", "提出报告"), supervision="校内审计委员会监督。"
        ),
        category="行政职权",
    )
    finding = ConsolidatedRisk(
        item="内部审计", point="实施审计", step="s2", manifestation="隐瞒审计发现。", level="中",
        responsible="审计组长", personnel="审计组", measures=("实行审计组集体讨论。",),
        regulations=("《内部审计工作规定》",),
    )  # fmt: skip
    cars = an_item("车辆管理", flow=_chain("车辆管理", ("申请", "派车", "回场")))
    misuse = ConsolidatedRisk(
        item="车辆管理", point="派车", step="s2", manifestation="公车私用。", level="低",
        responsible="车队负责人", measures=("派车单公示。",), regulations=("《公务用车管理办法》",),
    )  # fmt: skip
    roster = (
        RosterMember(role="组长", name="邵明远", post="处长"),
        RosterMember(role="成员", name="成一", post=None),
    )
    data = a_college(
        ConsolidatedDepartment(
            name="审计监察处",
            roster=roster,
            items=(complaints(), audit.model_copy(update={"risks": (finding,)})),
        ),
        ConsolidatedDepartment(name="工会", nothing_to_report=True),
        ConsolidatedDepartment(
            name="办公室", items=(cars.model_copy(update={"risks": (misuse,)}),)
        ),
    )
    return dated(data)


def dated(data: Consolidated) -> Consolidated:
    """Put data into the handbook's phase."""
    return data.model_copy(update={"phase": "handbook", "as_of": dt.date(2012, 10, 10)})


def _chain(item: str, steps: tuple[str, ...], **more: Any) -> ProcessFlow:  # noqa: ANN401 - any field
    made = tuple(Step(id=f"s{n}", text=text) for n, text in enumerate(steps, 1))
    ways = tuple(Transition(source=f"s{n}", target=f"s{n + 1}") for n in range(1, len(steps)))
    return ProcessFlow(item=item, steps=made, transitions=ways, **more)


_WORDS = (
    "信访举报受理", "干部选拔任用", "物资设备采购招投标", "大额资金使用审批", "招生录取",
    "学生奖助学金评定", "职称评审", "科研项目经费管理", "基建工程变更签证", "公务接待",
    "印章管理和使用", "重大突发事件应急处置与信息报送工作",
)  # fmt: skip
_ACTS = (
    "提出申请", "部门初审", "资格审查是否合格", "集体研究决定", "分管院领导审批", "公示",
    "签订合同", "组织验收", "归档备查",
)  # fmt: skip
_FAULTS = (
    "不按规定登记，擅自取舍材料。",
    "拖延办理，故意刁难服务对象。",
    "接受服务对象的宴请、礼品、礼金，影响公正履行职责。",
    "泄露应当保密的信息。",
    "化整为零规避招标，或者为特定关系人量身定做条件，造成国有资产损失。",
)
_MEASURES = (
    "完善工作流程，实行一次性告知、首问负责和限时办结。",
    "实行双人办理、集体研究，重要事项提交院长办公会或者党委会审定。",
    "定期检查、抽查办理情况，结果在校园网公示，接受师生监督。",
    "开展岗位廉政教育和警示教育，签订廉政承诺书。",
    "纪检监察部门全程参与监督，发现问题及时提醒、纠正。",
)


def large_handbook(items: int, per_department: int = 6, *, most_steps: int = 9) -> Consolidated:
    """Make departments of so many items, with charts of 3 or more steps and up to 14 risks each."""
    made = [_large_item(number, most_steps) for number in range(items)]
    parts = [made[n : n + per_department] for n in range(0, items, per_department)]
    return dated(
        a_college(
            *(
                ConsolidatedDepartment(name=f"第{n}部门（单位）", items=tuple(part))
                for n, part in enumerate(parts, 1)
            )
        )
    )


def _large_item(number: int, most_steps: int) -> ConsolidatedItem:
    name = f"{_WORDS[number % len(_WORDS)]}（第{number + 1}项）"
    steps = _ACTS[: 3 + number % (most_steps - 2)]
    supervision = "监督电话61590000，监督邮箱jiwei@cidp.edu.cn。" if number % 3 == 0 else None
    flow = _chain(name, steps, supervision=supervision)
    if len(steps) > 3:
        back = Transition(source="s3", target="s1", label="不合格")
        flow = flow.model_copy(update={"transitions": (*flow.transitions, back)})
    item = an_item(
        name,
        flow=flow,
        content=f"按照规定的权限和程序办理{name}有关事项。" * (1 + number % 3),
        legal_basis="《中华人民共和国高等教育法》、“三定”方案" if number % 2 else "“三定”方案",
        category=("行政职权", "内部职权", "重要业务事项")[number % 3],
    )
    return item.model_copy(update={"risks": tuple(_large_risks(number, name, steps))})


def _large_risks(number: int, item: str, steps: tuple[str, ...]) -> Iterator[ConsolidatedRisk]:
    for place, step in enumerate(steps, 1):
        if (place + number) % 2:
            continue
        for n in range(1 + (place + number) % 4):
            seed = number + place
            yield ConsolidatedRisk(
                item=item,
                point=step,
                step=f"s{place}",
                manifestation=_FAULTS[(seed + n) % len(_FAULTS)],
                level=LEVELS[(seed + n) % 3],
                responsible=("承办人", "处领导", "分管学院领导")[seed % 3],
                personnel=("承办人", "处领导", "分管学院领导")[seed % 3],
                measures=tuple(_MEASURES[(seed // 3 + k) % 5] for k in range(1 + seed // 3 % 4)),
                regulations=(f"《{item}管理办法》", *(("《工作规则》",) if seed % 2 else ())),
                planned=("2012年12月",),
            )


def configured(**more: Any) -> College:  # noqa: ANN401 - any part of lianfang.toml
    """Make what the office configured, with the tiers of responsibility."""
    return settings(**({"responsibility": TIERS} | more))


def rendered(
    data: Consolidated,
    status: DocumentStatus = "official",
    *,
    college: College | None = None,
    template: Path = TEMPLATE,
    changes: tuple[str, ...] = (),
    memory: Memory = NO_MEMORY,
) -> bytes:
    """Render the handbook with the shipped template, approved unless it is said otherwise."""
    approved = Approval(by="领导小组", date=dt.date(2012, 10, 9))
    return render_handbook(
        data,
        college or configured(),
        status=status,
        template=template,
        approval=ApprovalPage(approved=approved if status == "official" else None, changes=changes),
        memory=memory,
    )
