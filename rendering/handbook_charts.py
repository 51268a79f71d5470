"""The charts of an item in the handbook: its flowchart, and its distribution map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rendering.book.marks import Heading
from rendering.book.press import Press, Setting
from rendering.book.sheets import Desk, Flow, Piece
from rendering.diagrams import Diagram, Frame, Risks, diagram, diagrams, too_long
from rendering.item_pages import NO_FLOW, NO_STEPS, SUPERVISION, visible
from rendering.risk_legend import legend_runs, legend_words
from rendering.risk_map_pages import drawn_risks
from schemas.consolidated import ConsolidatedItem
from schemas.forms import ProcessFlow

FLOW, MAP = "运行流程图", "廉政风险分布图及等级"
NO_RISKS, NOT_RATED = "该事项经排查，无廉政风险。", "该事项的廉政风险尚未评定。"
CONTINUED = "（第{part}幅，共{parts}幅。五边形内的数字是续接标记，同一数字处前后相接。）"
NOT_DRAWN = "注：防控措施表中第{numbers}条表现形式不在图中环节上，或者文字较多，未画入图中。"

_CHART, _NOTE, _SMALL, _BODY = "流程图", "流程图说明", "表后说明", "公文正文"
_GAP = Setting(before=6.0, after=6.0)
_AROUND_POINTS = 14.0  # a paragraph that holds a drawing is a little higher than both
_LEAST_CHART_POINTS = 300.0
_MOST_NOTE_POINTS = 120.0


class _Map(NamedTuple):
    """The parts of a distribution map, and the steps whose risks are left out of it."""

    parts: Sequence[Diagram]
    drawn: Risks


class Charts:
    """Puts charts on a desk.

    Attributes:
        next_id: The first ``wp:docPr`` id that is free.
    """

    def __init__(self, press: Press, next_id: int) -> None:
        """Prepare."""
        self.next_id = next_id
        self._press = press

    def flow(self, desk: Desk, heading: Heading, item: ConsolidatedItem) -> None:
        """Put the flowchart under its heading, and below it how the item is supervised."""
        head = self._press.heading(heading, desk.width())
        if item.flow is None or not item.flow.steps:
            desk.flow(head)
            desk.flow(self._words(NO_STEPS if item.flow else NO_FLOW, _BODY, desk))
        else:
            self._chart(desk, head, item, item.flow)
        if item.flow and item.flow.supervision:
            desk.flow(self._supervision(item.flow, desk))

    def _chart(self, desk: Desk, head: Flow, item: ConsolidatedItem, flow: ProcessFlow) -> None:
        """Leave the chart what the words above and below it do not need."""
        note = self._supervision(flow, desk).height if flow.supervision else 0.0
        # words that would leave no room for the chart go on to a page of their own
        taken = _AROUND_POINTS + (note if note <= _MOST_NOTE_POINTS else 0.0)
        if desk.left - head.height - taken < _LEAST_CHART_POINTS:
            desk.new_page()
        desk.flow(head)
        frame = Frame(desk.width(), desk.left - taken)
        title = f"{FLOW}，{item.name}"
        drawn = diagram(visible(flow), frame, first_id=self.next_id, title=title)
        self.next_id = drawn.next_id
        desk.put(self._drawing(drawn))

    def map(self, desk: Desk, heading: Heading, item: ConsolidatedItem) -> None:
        """Put the distribution map under its heading, on as many pages as it takes."""
        head = self._press.heading(heading, desk.width())
        legend = self._legend(item, desk)
        found = self._map(desk, item, desk.height() - head.height - legend.height)
        for number, part in enumerate(found.parts, 1):
            lines = [] if number > 1 else [head]
            if len(found.parts) > 1:
                words = CONTINUED.format(part=number, parts=len(found.parts))
                lines.append(self._words(words, _SMALL, desk))
            chart = self._drawing(part)
            if sum(line.height for line in (*lines, legend)) + chart.height > desk.left:
                desk.new_page()
            for line in lines:
                desk.flow(line)
            desk.put(chart)
            desk.flow(legend)
        if not found.parts:
            desk.flow(head)
        for text in self._beside(item, found):
            desk.flow(self._words(text, _SMALL if found.parts else _BODY, desk))

    def _map(self, desk: Desk, item: ConsolidatedItem, height: float) -> _Map:
        """Draw what can be drawn: the risks at steps of the chart that fit on a page."""
        risks = drawn_risks(item)
        if not risks or item.flow is None:
            return _Map((), {})
        note = self._words(CONTINUED.format(part=10, parts=10), _SMALL, desk).height
        frame = Frame(desk.width(), height - note - _AROUND_POINTS)
        outside = too_long(risks, frame)
        drawn = {step: told for step, told in risks.items() if step not in outside}
        title = f"{MAP}，{item.name}"
        parts = diagrams(visible(item.flow), frame, first_id=self.next_id, title=title, risks=drawn)
        self.next_id = parts[-1].next_id
        return _Map(parts, drawn)

    def _beside(self, item: ConsolidatedItem, found: _Map) -> Sequence[str]:
        """Say which risks no chart shows, or why there is none."""
        if not item.risks:
            return (NO_RISKS if item.nothing_to_report else NOT_RATED,)
        left = [str(n) for n, risk in enumerate(item.risks, 1) if risk.step not in found.drawn]
        return (NOT_DRAWN.format(numbers="、".join(left)),) if left else ()

    def _drawing(self, drawn: Diagram) -> Piece:
        xml = self._press.paragraph(drawn.xml, _CHART, _GAP)
        return Piece(xml, drawn.height + _AROUND_POINTS, drawn.height)

    def _supervision(self, flow: ProcessFlow, desk: Desk) -> Flow:
        return self._words(f"{SUPERVISION}{flow.supervision}", _NOTE, desk)

    def _legend(self, item: ConsolidatedItem, desk: Desk) -> Flow:
        levels = [risk.level for risk in item.risks]
        words = legend_words(levels)
        return self._press.flowing(legend_runs(levels), words, _SMALL, desk.width())

    def _words(self, text: str, style: str, desk: Desk) -> Flow:
        return self._press.words(text, style, desk.width())


def not_drawn(text: str) -> frozenset[int]:
    """Read back which manifestations the note :data:`NOT_DRAWN` names; none from other words."""
    before, after = NOT_DRAWN.split("{numbers}")
    if not (text.startswith(before) and text.endswith(after)):
        return frozenset()
    numbers = text[len(before) : len(text) - len(after)].split("、")
    return frozenset(int(number) for number in numbers if number.isdecimal())
