"""Annexes 2 and 3: an item's flowchart as native shapes to go on from, boxes for its risks."""

from __future__ import annotations

from rendering.blank_forms.known import Known, starting_flow
from rendering.blank_forms.paper import BlankAnnex, Paper
from rendering.blank_forms.words import words
from rendering.diagrams import Frame, diagram
from rendering.item_pages import DEPARTMENT, ITEM, SUPERVISION, visible
from rendering.textfit import lines
from schemas.consolidated import ConsolidatedItem
from schemas.forms import ProcessFlow, Step

_AROUND_POINTS = 345.0
"""What stands above and below the chart on its page: title, label lines, notes, review."""
_LINE_POINTS = 29.0
_RISK_LINES = 3


def annex_2(paper: Paper, known: Known, item: ConsolidatedItem | None) -> BlankAnnex:
    """Write one item's flowchart; without an item, or one whose flow is not known, a start."""
    flow = starting_flow(item, words().prompts.step)
    drawn = diagram(
        _readable(flow),
        _frame(paper, item),
        first_id=paper.next_id,
        title=_title(2, item),
    )
    paper.next_id = drawn.next_id
    return _annex(2, paper, known, item, flow, paper.drawing(drawn.xml))


def annex_3(paper: Paper, known: Known, item: ConsolidatedItem | None) -> BlankAnnex:
    """Write one item's flowchart with a box for risks beside each step."""
    prompts = words().prompts
    flow = starting_flow(item, prompts.step)
    box = ((prompts.manifestation, None), *((prompts.more, None),) * (_RISK_LINES - 1))
    # in one piece, however small: a chart that goes on elsewhere cannot be read back
    drawn = diagram(
        _readable(flow),
        _frame(paper, item),
        first_id=paper.next_id,
        title=_title(3, item),
        risks={step.id: box for step in flow.steps},
    )
    paper.next_id = drawn.next_id
    return _annex(3, paper, known, item, flow, paper.drawing(drawn.xml))


def _annex(
    number: int,
    paper: Paper,
    known: Known,
    item: ConsolidatedItem | None,
    flow: ProcessFlow,
    drawing: str,
) -> BlankAnnex:
    blocks = (
        *paper.heading(number),
        paper.named(ITEM, item.name if item else ""),
        paper.named(DEPARTMENT, known.department),
        drawing,
        paper.named(SUPERVISION, flow.supervision or ""),
        *paper.notes(number, known),
        paper.review(),
    )
    return BlankAnnex(number, words().annex[number].title, sideways=False, blocks=blocks)


def _readable(flow: ProcessFlow) -> ProcessFlow:
    """Give each step's post a line of its own (岗位：…), which is read back as its post."""
    steps = visible(flow).steps
    told = tuple(step.model_copy(update=_lines_of(step)) if step.actor else step for step in steps)
    return visible(flow).model_copy(update={"steps": told})


def _lines_of(step: Step) -> dict[str, str | None]:
    limit = f"（{step.time_limit}）" if step.time_limit else ""
    return {"text": f"{step.text}{limit}\n岗位：{step.actor}", "time_limit": None, "actor": None}


def _title(number: int, item: ConsolidatedItem | None) -> str:
    title = words().annex[number].title
    return f"{title}，{ITEM}{item.name}" if item else title


def _frame(paper: Paper, item: ConsolidatedItem | None) -> Frame:
    page, sizes = paper.standard.page, paper.standard.sizes
    width = page.text_width / 20
    supervision = (item.flow.supervision if item and item.flow else None) or ""
    taken = sum(
        lines(text, width / sizes.body) - 1
        for text in (ITEM + (item.name if item else ""), SUPERVISION + supervision)
    )
    return Frame(width, max(page.text_height / 20 - _AROUND_POINTS - taken * _LINE_POINTS, 200.0))
