"""The Chinese names of the forms, as the plan's annexes call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FORM_NAMES: Final[Mapping[str, str]] = {
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
}


def form_name(kind: str) -> str:
    """Give the Chinese name of a kind of form."""
    return FORM_NAMES.get(kind, kind)
