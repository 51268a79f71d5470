"""How long flowcharts take, by their number: native shapes, with risks, and Graphviz's pictures.

    python benchmarks/diagrams.py [--pictures]

The pictures are what docxtpl's InlineImage would place; they are drawn in process, without the
time for placing them. Two columns of one run are comparable, two runs on a busy machine are not.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import pygraphviz

from rendering.diagrams import Frame, Risks, diagram, diagrams
from rendering.diagrams.fit import chart
from schemas.college import LEVELS
from schemas.forms import ProcessFlow

PAGE = Frame(442, 600)
NUMBERS = (100, 400, 1200)

_RISKS = (
    "不按规定登记。",
    "向被举报人泄露信访举报内容或举报人信息。",
    "压件不办，拖延审核时间。",
    "在采购文件中设置倾向性条款，为特定供应商量身定制技术参数，排斥潜在投标人参与公平竞争。",
)

_SHAPES = (
    (
        "承办人受理 提出意见 处领导审核 分管领导审批 转办 暂存 上报 退回 自办",
        "12 23 34 45 46 47 48 49",
    ),
    (
        "提交申请 材料是否齐全 一次性告知 受理 审核是否合格 退回申请 审批 归档",
        "12 23 24 31 45 56 57 78",
    ),
    ("编制预算 审核 审批是否通过 下达执行 决算 归档", "12 23 34 31 45 56 21"),
    ("申报 论证 审定 招标 签订合同 验收 付款", "12 23 34 45 56 67"),
)


def flow(number: int) -> ProcessFlow:
    """Make a flow that differs from all others in its words."""
    steps, ways = _SHAPES[number % len(_SHAPES)]
    return ProcessFlow.model_validate(
        {
            "item": f"事项{number}",
            "steps": [
                {"id": str(at), "text": f"{text}{number}号", "time_limit": f"{at}日"}
                for at, text in enumerate(steps.split(), start=1)
            ],
            "transitions": [{"from": way[0], "to": way[1]} for way in ways.split()],
        }
    )


def risks(one: ProcessFlow, number: int) -> Risks:
    """Give every other step one to three risks that differ from all others in their words."""
    return {
        step.id: [
            (f"{_RISKS[(number + at + nth) % 4]}{number}号", LEVELS[(number + nth) % 3])
            for nth in range(1 + (number + at) % 3)
        ]
        for at, step in enumerate(one.steps)
        if (number + at) % 2 == 0
    }


def native(flows: list[ProcessFlow]) -> None:
    at = 1
    for one in flows:
        at = diagram(one, PAGE, first_id=at, title=one.item).next_id


def with_risks(flows: list[ProcessFlow]) -> None:
    at = 1
    for number, one in enumerate(flows):
        told = risks(one, number)
        at = diagrams(one, PAGE, first_id=at, title=one.item, risks=told)[-1].next_id


def layout(flows: list[ProcessFlow]) -> None:
    for one in flows:
        chart(one, PAGE)


def pictures(flows: list[ProcessFlow]) -> None:
    for one in flows:
        graph = pygraphviz.AGraph(directed=True, dpi="200")
        for step in one.steps:
            graph.add_node(step.id, label=step.text, shape="box")
        for way in one.transitions:
            graph.add_edge(way.source, way.target)
        graph.draw(format="png", prog="dot")
        graph.close()


def measure(work: Callable[[list[ProcessFlow]], None], flows: list[ProcessFlow]) -> float:
    began = time.perf_counter()
    work(flows)
    return time.perf_counter() - began


def main() -> None:
    ways: list[tuple[str, Callable[[list[ProcessFlow]], None]]] = [
        ("layout", layout),
        ("native shapes", native),
        ("with risks", with_risks),
    ]
    if "--pictures" in sys.argv:
        ways.append(("Graphviz PNG", pictures))
    native([flow(0)])
    for number in NUMBERS:
        flows = [flow(at) for at in range(number)]
        for name, work in ways:
            taken = measure(work, flows)
            print(f"{number:5} diagrams  {name:14} {taken:7.2f} s  {taken / number * 1e3:6.2f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
