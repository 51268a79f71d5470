"""Annex 3, 权力运行廉政风险分布图: one item's chart with the risks at its steps."""

from __future__ import annotations

from extractors.annexes.item_chart import findings_of, read_item_chart
from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import RiskMap


def _read(section: Section, file: str) -> Reading:
    """Read a chart with its label lines and risk boxes from its section."""
    reading = read_item_chart(section, takes_risks=True)
    form = RiskMap(**reading.facts, risks=reading.chart.risks)
    return (form,), findings_of(form, reading, file)


ANNEX = Annex(kinds=("risk_map",), read=_read)
