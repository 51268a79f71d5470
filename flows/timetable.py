"""What the workspace's server does by itself, and when; pure, all times Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.schedule import PHASE_NAMES, PHASES, Phase, Schedule, milestones

RECEIVE, REMIND, CHECK = "收件", "催报", "体检"
SIGN_OFF, OVERRULE = "审定", "撤销误报"
PARAMETERS: Mapping[str, str] = {
    "workspace": "工作目录",
    "as_of": "截至日期",
    "by": "运行人",
    "phase": "阶段",
    "finding": "问题编号",
    "mail": "发邮件",
}
"""The flows' parameters as the forms of the UI name them."""
RECEIVE_MINUTES = 5
_PHASES_AT, _REMIND_AT = dt.time(8, 0), dt.time(8, 30)
_NIGHTLY = "30 2 * * *"
_HOUR = 60
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """A deployment: something that is started with a click or at set times.

    Attributes:
        name: Its Chinese name, of the flow and of the deployment.
        flow: Where the flow stands, as ``module.name``.
        says: What it does, in a sentence for the office.
        cron: A cron line; "" for none.
        moments: Single moments instead.
        parameters: Of the flow, save for the workspace.
    """

    name: str
    flow: str
    says: str
    cron: str = ""
    moments: tuple[dt.datetime, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def rrule(self) -> str:
        """Give the single moments as iCalendar writes them; "" for none."""
        return (
            "RDATE:" + ",".join(f"{m:%Y%m%dT%H%M%S}" for m in self.moments) if self.moments else ""
        )


def jobs(dates: Schedule, *, receive_minutes: int = RECEIVE_MINUTES) -> tuple[Job, ...]:
    """Give all that the server does.

    Args:
        dates: The year's milestones. Each phase runs on the days before its own; departments are
            reminded on the day before and the day after those at which they owe something.
        receive_minutes: How often the inbox is looked into; whole hours from an hour on.
    """
    return (
        Job(
            name=RECEIVE,
            flow="flows.prefect_office.receive",
            says=f"每 {receive_minutes} 分钟看一次收件箱，读取新到的材料，不成文。",
            cron=_every(receive_minutes),
        ),
        *(_phase(phase, dates) for phase in PHASES),
        Job(
            name=REMIND,
            flow="flows.prefect_office.remind",
            says="各节点期限的前一天和后一天，给尚欠材料的部门写催报通知。",
            moments=_moments(_around(dates), _REMIND_AT),
        ),
        Job(
            name=CHECK,
            flow="flows.prefect_office.check_health",
            says="每天夜里核对档案库、审计记录、原件和已发布的文件。",
            cron=_NIGHTLY,
        ),
        Job(
            name=SIGN_OFF,
            flow="flows.prefect_decisions.sign_off",
            says="登记领导小组的审定：运行后打开这次运行，点 Resume，看送审的材料，填写决定。",
        ),
        Job(
            name=OVERRULE,
            flow="flows.prefect_decisions.lift",
            says="撤销一条误报：填问题编号，运行后打开这次运行，点 Resume，写明决定人和理由。",
        ),
    )


def _every(minutes: int) -> str:
    """Write a cron line for every so many minutes, in whole hours from an hour on."""
    return f"*/{minutes} * * * *" if minutes < _HOUR else f"0 */{minutes // _HOUR} * * *"


def _phase(phase: Phase, dates: Schedule) -> Job:
    own = (dates.due[m.code] for m in milestones() if m.phase == phase and m.code in dates.due)
    return Job(
        name=PHASE_NAMES[phase],
        flow=f"flows.{phase}.run",
        says=f"{PHASE_NAMES[phase]}阶段：收件、核对、汇总、成文。各节点期限的前一天自动运行。",
        moments=_moments((day - _ONE_DAY for day in own), _PHASES_AT),
    )


def _around(dates: Schedule) -> Iterable[dt.date]:
    for milestone in milestones():
        if milestone.from_department and milestone.code in dates.due:
            yield dates.due[milestone.code] - _ONE_DAY
            yield dates.due[milestone.code] + _ONE_DAY


def _moments(days: Iterable[dt.date], at: dt.time) -> tuple[dt.datetime, ...]:
    return tuple(dt.datetime.combine(day, at) for day in sorted(set(days)))
