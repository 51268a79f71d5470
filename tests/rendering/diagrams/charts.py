"""Process flows of every kind, by name, for the tests of drawing and reading back."""

from __future__ import annotations

from schemas.forms import ProcessFlow
from tests.rendering.diagrams.decoded import flow


def _flow(steps: str, ways: str) -> ProcessFlow:
    """Write a flow in two lines: the steps' texts; arrows such as ``2>3`` or ``2>3:否``."""
    found: list[tuple[int, int] | tuple[int, int, str]] = []
    for way in ways.split():
        ends, _, label = way.partition(":")
        source, target = ends.split(">")
        found.append((int(source), int(target), label))
    return flow(steps.split(), found)


CHARTS: dict[str, ProcessFlow] = {
    "plan": _flow(
        "承办人受理 承办人提出意见 处领导审核 分管学院领导审批 转办 暂存 向上级部门报告 退回 自办",
        "1>2 2>3 3>4 4>5 4>6 4>7 4>8 4>9",
    ),
    "decisions": _flow(
        "提交申请 材料是否齐全 一次性告知补正 受理登记"
        " 审核是否合格？ 退回并说明理由 院领导审批 办结归档",
        "1>2 2>3:否 2>4:是 3>1 4>5 5>6:不合格 5>7:合格 7>8",
    ),
    "loops": _flow(
        "编制预算 审核 审批是否通过 下达执行 决算",
        "1>2 2>3 3>4:是 3>1:否 4>5 5>1:下一年度 2>1:退回",
    ),
    "merge": _flow(
        "立项 询价 公开招标 竞争性谈判 评审 签订合同 付款",
        "1>2:小额 1>3:大额 1>4:其他 2>5 3>5 4>5 5>6 6>7",
    ),
    "chain": flow(6, [(at, at + 1) for at in range(1, 6)]),
    "columns": flow(23, [(at, at + 1) for at in range(1, 23)]),
    "fan": flow(
        ["受理", "集体研究", *[f"转交{name}部门" for name in "甲乙丙丁戊己庚辛壬癸子丑"]],
        [(1, 2), *[(2, at) for at in range(3, 15)]],
    ),
    "skips": _flow(
        "提出申请 初审 复审 会议研究 公示 发文 备案",
        "1>2 2>3 3>4 4>5 5>6 6>7 2>4:紧急 1>6:简易程序 5>2:有异议",
    ),
    "parallel": _flow("启动 甲准备 乙准备 甲实施 乙实施 汇总 报送", "1>2 1>3 2>4 3>5 4>6 5>6 6>7"),
    "questions": _flow(
        "收到申请 材料是否齐全 是否符合条件 是否需要公示 公示 领导是否同意 发证 不予受理 不予批准",
        "1>2 2>3:是 2>8:否 3>4:是 3>9:否 4>5:是 4>6:否 5>6 6>7:同意 6>9:不同意",
    ),
    "three": _flow(
        "受理 初核结果 立案 谈话函询 了结 审理 处分",
        "1>2 2>3:属实 2>4:一般性问题 2>5:失实 3>6 6>7 4>5",
    ),
    "rectify": _flow("签订合同 组织验收是否合格 付款 限期整改", "1>2 2>3:是 2>4:否 4>2"),
}
