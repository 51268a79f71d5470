"""Annex 3 as Word files: a drawing below its title and label lines, read back as a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from schemas.findings import Finding
from schemas.forms import ItemChart, RiskMap
from tests.support.drawings import Arrow, BoxMark, LineMark, Mark, Point
from tests.support.drawings_xml import NAMESPACES, write
from tests.support.forms import paragraph, read

TITLE = paragraph("权力运行廉政风险分布图")
ITEM = paragraph("职权事项：物资采购")
DEPARTMENT = paragraph("责任处室：资产管理处")
_SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "w")

STEPS = ("受理申请（当日）", "处领导审核", "分管领导审批", "归档")
LEFT, RIGHT, HIGH, PITCH = 200.0, 310.0, 34.0, 90.0  # points
BOX = "1.不按规定把关。\n2.拖延办理。"
AT_REVIEW = {("处领导审核", "不按规定把关。"), ("处领导审核", "拖延办理。")}


def drawing(marks: Sequence[Mark], style: str) -> str:
    """Write marks as paragraphs for a document of ``tests.support.forms``."""
    return write(marks, style).replace("<w:p>", f"<w:p {_SPACES}>")


def read_map(marks: Sequence[Mark], style: str) -> tuple[RiskMap, tuple[Finding, ...]]:
    """Write a risk map into a Word file and read it."""
    forms, findings = read(TITLE, ITEM, DEPARTMENT, drawing(marks, style))
    (form,) = forms
    assert isinstance(form, RiskMap)
    return form, findings


def arrows(form: ItemChart) -> frozenset[Arrow]:
    text = {step.id: step.text for step in form.steps}
    return frozenset(Arrow(text[t.source], text[t.target], t.label) for t in form.transitions)


def hung(form: Any) -> frozenset[tuple[str, str]]:  # noqa: ANN401 - forms come as Any
    """Give step and manifestation for all risks of a map."""
    text = {step.id: step.text for step in form.steps}
    return frozenset((text[box.step], m) for box in form.risks for m in box.manifestations)


def top(step: int) -> float:
    """Give where a step of the plain column begins."""
    return 20 + PITCH * step


def column(steps: Sequence[str] = STEPS) -> list[Mark]:
    """Draw steps below each other, with arrows."""
    boxes: list[Mark] = [BoxMark(text, LEFT, top(n)) for n, text in enumerate(steps)]
    middle = (LEFT + RIGHT) / 2
    arrows = [
        LineMark(((middle, top(n) + HIGH), (middle, top(n + 1))), head=True)
        for n in range(len(steps) - 1)
    ]
    return [*boxes, *arrows]


def risk(text: str, step: int, left: float = 380.0, **looks: Any) -> BoxMark:  # noqa: ANN401
    """Draw a box in a step's row, its middle at the step's."""
    measures: dict[str, Any] = {"width": 150.0, "height": 40.0, **looks}
    y = top(step) + HIGH / 2 - measures["height"] / 2
    return BoxMark(text, left, y, **measures)


def line(*path: Point, head: bool = False, tail: bool = False, dashed: bool = False) -> LineMark:
    """Draw a line through points."""
    return LineMark(path, head=head, tail=tail, dashed=dashed)


def row(step: int) -> float:
    """Give the height of a step's middle."""
    return top(step) + HIGH / 2


def told(*marks: Mark, steps: Sequence[str] = STEPS, style: str = "group") -> Any:  # noqa: ANN401
    """Read a column of steps with marks beside it: the form and its findings."""
    return read_map([*column(steps), *marks], style)


def stray(findings: Iterable[Finding]) -> list[str]:
    """Give the texts that belong to no field."""
    return [f.location.text or "" for f in findings if f.code == "LF-F12" and f.location]


LEADER = line((380, row(1)), (310, row(1)))
