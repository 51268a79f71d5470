"""Annex 3, 权力运行廉政风险分布图: one item's chart with its risks."""

from __future__ import annotations

from extractors.annexes import process_flow
from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import RiskMap


def _read(section: Section, file: str) -> Reading:
    """Read a chart whose risks are not read yet."""
    (flow,), findings = process_flow.ANNEX.read(section, file)
    told = {name: getattr(flow, name) for name in type(flow).model_fields if name != "form"}
    return (RiskMap(**told, risks=()),), findings


ANNEX = Annex(kinds=("risk_map",), read=_read)
