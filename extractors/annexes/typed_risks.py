"""Risks in charts that are typed as text: 风险：… under a step or behind it, or in its brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.annexes.chart import Chart
from extractors.annexes.furniture import is_arrow
from extractors.annexes.particulars import Stray, line_place
from extractors.annexes.risk_boxes import opens_risks, read_risk_lines
from extractors.annexes.text import joined, list_number, number_of, without_number
from extractors.annexes.time_limits import split_time_limit
from extractors.grid import Line, shorten
from schemas.base import Place
from schemas.forms import Step
from schemas.matching import step_of
from schemas.text import normalised

_ARROW = re.compile(r"[-—–─=]*[>＞→⇒➔➜]+")  # noqa: RUF001 - what people type
_BRACKETED = re.compile(
    r"[(（【\[]\s*((?:廉政|廉洁)?风险[^:：()（）]{0,6}[:：][^()（）【】\[\]]+)[)）】\]]"
)


@dataclass(slots=True)
class TypedRisks:
    """The lines about the risks of one step of a typed chart.

    Attributes:
        step: The line before them, as typed; "" where none is.
        lines: What they say.
    """

    step: str
    lines: list[Line] = field(default_factory=list)


def part_risk_lines(lines: Sequence[Line]) -> tuple[list[Line], list[TypedRisks]]:
    """Part the lines about risks from the lines of the chart."""
    kept: list[Line] = []
    found: list[TypedRisks] = []
    going_on = False
    for line in lines:
        opens = opens_risks(line.text)
        if opens and not going_on:
            found.append(TypedRisks(_last_step(kept)))
        if opens or (going_on and _is_next(line, found[-1].lines)):
            found[-1].lines.append(line)
            going_on = True
            continue
        rest, behind = _behind(line)
        found.extend(behind)
        going_on = bool(behind) and behind[-1].lines[0].text[-1:] not in ")）】]"
        if rest.text.strip():
            kept.append(rest)
    return kept, found


def _is_next(line: Line, before: Sequence[Line]) -> bool:
    """Tell whether a line's number follows on from the risks before it, and from no step's."""
    number = list_number(line.text) or number_of(line.label)
    said = read_risk_lines(before).manifestations
    last = said[-1].number if said else 0
    return number is not None and last is not None and number == last + 1


def _last_step(kept: Sequence[Line]) -> str:
    """Give the last line that is not only an arrow."""
    return next((line.text for line in reversed(kept) if not is_arrow(line.text)), "")


def _behind(line: Line) -> tuple[Line, list[TypedRisks]]:
    """Take risks out of a line of the chart: in brackets behind a step, or behind a blank."""
    found: list[TypedRisks] = []
    text = line.text
    while match := _BRACKETED.search(text):
        step = _ARROW.split(text[: match.start()])[-1]
        found.append(TypedRisks(step, [replace(line, text=match[1], label="")]))
        text = text[: match.start()] + text[match.end() :]
    for gap in re.finditer(r"\s+", text.strip()):
        rest = text.strip()[gap.end() :]
        if opens_risks(rest):
            text = text.strip()[: gap.start()]
            found.append(TypedRisks(text, [replace(line, text=rest, label="")]))
            break
    return replace(line, text=text), found


def add_typed_risks(chart: Chart, found: Sequence[TypedRisks], place: Place | None) -> None:
    """Hang risks that were typed below or behind steps on the chart's steps.

    Args:
        chart: Has the steps.
        found: The risks with the words of their steps.
        place: The table in which they stand; None for paragraphs, which have places of their own.
    """
    for one in found:
        step = _step_in(one.step, chart)
        said = read_risk_lines(one.lines)
        beside = [(text, one.lines[0]) for text in said.others]
        if step is None:
            beside = [(line.text, line) for line in one.lines]
        else:
            for told in said.manifestations:
                where = place or line_place(one.lines[told.line])
                chart.add_risks([step.id], [told.text], where)
        chart.stray.extend(Stray(text, place or line_place(line)) for text, line in beside)


def _step_in(words: str, chart: Chart) -> Step | None:
    """Find the step that a line's words mean; of several steps side by side the last, in doubt."""
    name = split_time_limit(without_number(words))[0]
    told = step_of(joined(name), chart.steps) if name else None
    same = [step for step in chart.steps if step.id == told]
    inside = [step for step in chart.steps if normalised(step.text) in normalised(words)]
    if not same and inside:
        chart.doubts.append(f"“{shorten(words, 12)}”后面的风险属于哪个环节不能确定")
    return next(iter(same or inside[-1:]), None)
