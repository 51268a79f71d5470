"""Charts as they were understood, redrawn for the department that has to confirm them (LF-P07)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rendering.diagrams import Frame, Risks, diagrams
from rendering.gbt9704 import Standard
from rendering.item_pages import visible
from rendering.textfit import lines
from rendering.wordml import XMLNS_W, clean, paragraph, run
from schemas.base import Model
from schemas.forms import ProcessFlow, RiskMap

TITLE = "附图：请核对的图形"
LEAD = (
    "下面是按收到的图形读出的环节、走向和风险，重新画出，请与原图核对。相符的，在上表该条的“部门说明”一栏写明“无误”；"
    "不符的，请改正原图（连接线两端接到形状上），或者改用环节表，重新报送。"
)
_FLOW, _MAP = "运行流程图", "廉政风险分布图"
_NAMELESS = "未写明事项"
_TITLE_POINTS, _LINE_POINTS, _SPARE_POINTS = 60.0, 30.0, 40.0


class UnderstoodChart(Model):
    """A chart that was read with doubt.

    Attributes:
        file: The file that it came in.
        chart: What was understood.
        reasons: Why it is doubtful, as the finding says it.
    """

    file: str
    chart: ProcessFlow | RiskMap
    reasons: str

    @property
    def name(self) -> str:
        """Name the chart by its item."""
        kind = _MAP if isinstance(self.chart, RiskMap) else _FLOW
        return f"“{self.chart.item or _NAMELESS}”{kind}"


class UnderstoodCharts:
    """Writes the pages with the redrawn charts, with the style ids of one template."""

    def __init__(self, standard: Standard, style: Callable[[str], str], first_id: int) -> None:
        """Prepare.

        Args:
            standard: For the type area of a page.
            style: Style name → id in the template.
            first_id: The first free ``wp:docPr`` id.
        """
        self._width, self._height = standard.page.text_width / 20, standard.page.text_height / 20
        self._body_ems = self._width / standard.sizes.body
        self._style, self._next_id = style, first_id

    def xml(self, charts: Sequence[UnderstoodChart]) -> Iterator[str]:
        """Write a page, or several, for each chart; nothing where there are none."""
        for number, understood in enumerate(charts, 1):
            above = [
                *((TITLE, LEAD) if number == 1 else ()),
                f"{number}．{understood.name}（文件“{understood.file}”）。{understood.reasons}",
            ]
            taken = sum(lines(text, self._body_ems) for text in above) * _LINE_POINTS
            for place, text in enumerate(above):
                heading = number == 1 and place == 0
                yield paragraph(
                    run(text),
                    style=self._style("heading 1" if heading else "公文正文"),
                    page_break_before=place == 0,
                    keep_next=True,
                    namespaces=XMLNS_W,
                )
            yield from self._drawings(understood, self._height - taken - _SPARE_POINTS)

    def _drawings(self, understood: UnderstoodChart, room: float) -> Iterator[str]:
        flow, risks = _drawn(understood.chart)
        drawn = diagrams(
            flow,
            Frame(self._width, room),
            first_id=self._next_id,
            title=understood.name,
            risks=risks,
        )
        for part in drawn:
            self._next_id = part.next_id
            yield paragraph(part.xml, style=self._style("流程图"), namespaces=XMLNS_W)


def _drawn(chart: ProcessFlow | RiskMap) -> tuple[ProcessFlow, Risks]:
    """Give a chart as a flow and the risks beside its steps."""
    flow = ProcessFlow.model_validate(
        chart.model_dump(include=set(ProcessFlow.model_fields) - {"form"})
    )
    if not isinstance(chart, RiskMap):
        return visible(flow), {}
    return visible(flow), {
        box.step: [(clean(text), None) for text in box.manifestations] for box in chart.risks
    }
