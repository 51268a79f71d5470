"""Annex 3 as Word files: a drawing below its title and label lines, read back as a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.findings import Finding
from schemas.forms import ItemChart, RiskMap
from tests.support.drawings import Arrow, Mark
from tests.support.drawings_xml import NAMESPACES, write
from tests.support.forms import paragraph, read

TITLE = paragraph("权力运行廉政风险分布图")
ITEM = paragraph("职权事项：物资采购")
DEPARTMENT = paragraph("责任处室：资产管理处")
_SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "w")


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
