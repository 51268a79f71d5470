"""Two years of a college side by side: what came, went, moved, and changed (动态管理)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from schemas.base import Model
from schemas.schedule import Phase

ChangeKind = Literal[
    "department_added",
    "department_gone",
    "item_added",
    "item_gone",
    "item_moved",
    "item_changed",
    "risk_added",
    "risk_gone",
    "risk_moved",
    "risk_reworded",
    "level_up",
    "level_down",
    "level_set",
    "responsible_changed",
    "measures_changed",
]
CHANGE_NAMES: dict[ChangeKind, str] = {
    "department_added": "新增部门",
    "department_gone": "撤销部门",
    "item_added": "新增事项",
    "item_gone": "取消事项",
    "item_moved": "事项划转",
    "item_changed": "事项变更",
    "risk_added": "新增风险",
    "risk_gone": "消除风险",
    "risk_moved": "风险环节调整",
    "risk_reworded": "风险表述调整",
    "level_up": "等级上调",
    "level_down": "等级下调",
    "level_set": "等级补评或未评",
    "responsible_changed": "责任主体调整",
    "measures_changed": "措施或制度调整",
}
"""In the order in which lists and counts name them."""


class YearChange(Model):
    """One thing that is different; ``before`` and ``after`` are None where there is nothing."""

    kind: ChangeKind
    department: str
    item: str | None = None
    point: str | None = None
    manifestation: str | None = None
    before: str | None = None
    after: str | None = None

    def in_words(self) -> str:
        """Say what changed from what to what."""
        risk = f"{self.point}：{self.manifestation} " if self.manifestation else ""
        if self.before and self.after:
            return f"{risk}由“{self.before}”改为“{self.after}”"
        level = self.before or self.after
        return f"{risk}（{level}）" if level else risk.strip()


class YearOfCollege(Model):
    """Which state of a year is compared: the last publication of its furthest phase."""

    year: int
    phase: Phase
    as_of: dt.date
    official: bool
    departments: int
    items: int
    points: int
    high: int
    medium: int
    low: int


class YearDiff(Model):
    """Everything that is different between two years, in the departments' order."""

    organisation: str
    earlier: YearOfCollege
    later: YearOfCollege
    changes: tuple[YearChange, ...]
