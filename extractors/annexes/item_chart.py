"""What annexes 2 and 3 share: one item's chart with its label lines, and what is asked about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from extractors.annexes.chart import Chart
from extractors.annexes.chart_texts import texts_beside, without_captions
from extractors.annexes.charts import (
    add_drawings,
    add_typed,
    chart_of_tables,
    is_unfilled,
    note_unreadable,
)
from extractors.annexes.furniture import is_department, title_text
from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import Particulars, line_place
from extractors.annexes.reading import stray_findings, stray_lines
from extractors.annexes.sections import Section
from extractors.annexes.step_risks import add_risk_lists, risk_list
from extractors.annexes.tables import Header
from extractors.annexes.text import bare, is_placeholder, is_prompt, joined, without_number
from extractors.annexes.vocabulary import patterns
from extractors.faults import COLUMN_MISSING, DOUBTFUL_CHART, PICTURE_CHART
from extractors.grid import Grid, Line, shorten
from schemas.base import Place
from schemas.findings import Finding, Rule
from schemas.forms import ItemChart, RiskMap
from schemas.text import normalised

_GENERIC = re.compile(
    r"(?:的|之)?(?:(?:行政)?职权(?:事项)?(?:和|及|与|、)?(?:重要)?(?:业务)?(?:事项)?"
    r"|权力(?:事项)?|重要业务事项|业务事项|事项)?(?:的)?"
    r"(?:运行|办理|工作|业务|操作|审批)?(?:的)?"
    r"(?:(?:流程|运行|程序)(?:示意|框)?(?:图|表|说明)?"
    r"|(?:廉政|廉洁|岗位)?风险(?:点)?(?:分布|流程|防控|点位|分布流程|防控流程)?(?:示意|框)?[图表])$"
)
_QUOTED = re.compile(r"^(?P<before>[^“”\"《》「」]*)[“\"《「](?P<item>[^“”\"《》「」]+)[”\"》」]")
_LONGEST_UNDERSTOOD = 160
_LONGEST_RISKS = 80
_LONGEST_ITEM = 30
_NAMES = {"process_flow": "流程图", "risk_map": "风险分布图"}
_NO_CHART = (
    "文件“{file}”{place}的“{item}”没有可读取的{chart}。"
    "请用 Word 的形状和连接线画出{chart}，或改用环节表填写。"
)
_NO_ITEM = (
    "文件“{file}”{place}的{chart}没有写明是哪一项职权事项。"
    "请在图上方写明“职权事项：…”和“责任处室：…”。"
)
_PICTURE_CHART = (
    "文件“{file}”{place}的{chart}是{what}，无法读取。"
    "请用 Word 的形状和连接线重画，或改用环节表填写。"
)
_NO_ITEM_HINT = "在{chart}上方写明“职权事项：…”"
_DOUBTFUL_MAP = (
    "文件“{file}”{place}的风险分布图读取存疑（{reasons}），"
    "读作：{understood}。请核对；如有不符，请用连接线把风险框接到环节上，或改用环节表。"
)
_DOUBTFUL_MAP_HINT = "核对读出的环节、流转和风险框；不符时用连接线把风险框接到环节上，或改用环节表"


@dataclass(frozen=True, slots=True)
class ItemReading:
    """A section read as one item's chart.

    Attributes:
        section: What was read.
        chart: Its chart.
        found: What its label lines say.
        rest: Its lines that belong to no field.
        issued: Its chart is as the blank form was issued, nothing filled in.
    """

    section: Section
    chart: Chart
    found: Particulars
    rest: tuple[Line, ...]
    issued: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """The fields that both annexes have, by name."""
        chart, found = self.chart, self.found
        return {
            "item": found.values.get("item", ""),
            "department": found.department,
            "unit": found.unit,
            "filled_on": found.filled_on,
            "steps": tuple(chart.steps),
            "transitions": tuple(chart.transitions),
            "supervision": "；".join(found.supervision) or None,
            "places": {**found.places, **({"": chart.place} if chart.place else {})},
        }


def read_item_chart(section: Section, *, takes_risks: bool) -> ItemReading:
    """Read a section's chart, however it is given, with its label lines.

    Args:
        section: The blocks of one form.
        takes_risks: Texts beside the steps are their risks, as annex 3 has them.
    """
    found = Particulars()
    drawn = [drawing for drawing in section.drawings if not is_unfilled(drawing)]
    drawings = [without_captions(drawing, found) for drawing in drawn]
    chart = Chart(takes_risks=takes_risks)
    listed, others = _parted(section.grids, takes_risks=takes_risks)
    chart_of_tables(chart, others, found)
    rest = read_lines(section.lines, found)
    if chart.steps:
        loose = [drawing for drawing in drawings if drawing.place.table is None]
        chart.stray.extend(texts_beside(loose, chart.steps))  # in a cell it is the cell's text
    elif not add_drawings(chart, drawings, found):
        rest = add_typed(chart, rest, None)
    if chart.steps:
        add_risk_lists(chart, listed)
    else:
        chart_of_tables(chart, listed, found)
    if not chart.steps:
        note_unreadable(chart, drawings, found)
    chart.doubts.extend(f"“{step.text}”处没有填写" for step in chart.steps if is_prompt(step.text))
    read_margins(section.margins, found)
    rest = _name_item(section, rest, found)
    issued = not chart.steps and len(drawn) < len(section.drawings)
    return ItemReading(section, chart, found, tuple(rest), issued)


def _parted(
    grids: Sequence[Grid],
    *,
    takes_risks: bool,
) -> tuple[list[tuple[Grid, Header]], list[tuple[Grid, Header | None]]]:
    """Part tables that only list risks by step from all others."""
    listed: list[tuple[Grid, Header]] = []
    others: list[tuple[Grid, Header | None]] = []
    for grid in grids:
        header = risk_list(grid) if takes_risks else None
        if header is None:
            others.append((grid, None))
        else:
            listed.append((grid, header))
    return listed, others


def findings_of(form: ItemChart, reading: ItemReading, file: str) -> tuple[Finding, ...]:
    """Say what is missing, unreadable or doubtful in a chart, and which texts are left over.

    Args:
        form: What was made of the reading: annex 2 or 3.
        reading: The reading.
        file: The file's name for messages.
    """
    stray = [*reading.found.stray, *reading.chart.stray, *stray_lines(reading.rest)]
    finding = partial(
        Rule.finding,
        department=form.department,
        item=form.item or None,
        file=file,
        place=reading.chart.place or _first_place(reading.section),
        chart=_NAMES[reading.section.kind],
    )
    if reading.issued and not form.item:
        return stray_findings(stray, file, department=form.department)
    named = () if form.item else (finding(COLUMN_MISSING, message=_NO_ITEM, hint=_NO_ITEM_HINT),)
    names = {"department": form.department, "item": form.item or None}
    return (
        *named,
        *_chart_findings(form, reading.chart, finding),
        *stray_findings(stray, file, **names),
    )


def _chart_findings(
    form: ItemChart, chart: Chart, finding: Callable[..., Finding]
) -> tuple[Finding, ...]:
    """Say that a chart cannot be read (LF-P06) or is not certain (LF-P07)."""
    if chart.unreadable:
        return (finding(PICTURE_CHART, message=_PICTURE_CHART, what=chart.unreadable),)
    if not form.steps:
        return (finding(PICTURE_CHART, message=_NO_CHART),)
    if not chart.doubts:
        return ()
    reasons = "；".join(dict.fromkeys(chart.doubts))
    told = _told(form)
    if not isinstance(form, RiskMap):
        return (finding(DOUBTFUL_CHART, reasons=reasons, understood=told),)
    risks = _told_risks(form)
    return (
        finding(
            DOUBTFUL_CHART,
            message=_DOUBTFUL_MAP,
            hint=_DOUBTFUL_MAP_HINT,
            reasons=reasons,
            understood=f"{told}；{risks}" if risks else told,
        ),
    )


def _told(form: ItemChart) -> str:
    """Say a chart in one line, as it was understood."""
    text = {step.id: step.text for step in form.steps}
    arrows = (
        f"{text[t.source]}→{text[t.target]}" + (f"（{t.label}）" if t.label else "")
        for t in form.transitions
    )
    return shorten("，".join(arrows) or "、".join(text.values()), _LONGEST_UNDERSTOOD)


def _told_risks(form: RiskMap) -> str:
    """Say in one line which risks stand at which step."""
    text = {step.id: step.text for step in form.steps}
    boxes = (
        f"“{text[box.step]}”{len(box.manifestations)}条（{shorten(box.manifestations[0], 16)}）"
        for box in form.risks
    )
    return shorten("风险：" + "，".join(boxes), _LONGEST_RISKS) if form.risks else ""


def _first_place(section: Section) -> Place | None:
    line = next((b for b in section.lines if b.text.strip()), None)
    return line_place(line) if line else None


def _name_item(section: Section, rest: list[Line], found: Particulars) -> list[Line]:
    """Where no label names the item, take it from the title or a short line above the chart.

    Returns:
        The lines that are left.
    """
    if "item" in found.values:
        return rest
    for title in section.titles:
        name = _item_in_title(title, found.department)
        if name:
            found.values["item"] = name
            quoted = _QUOTED.search(joined(title_text(title)))
            if quoted and quoted["before"]:
                found.values.setdefault("department", quoted["before"])
            return rest
    above = {id(b) for b in section.blocks[: section.first_body]}
    single = [line for line in rest if id(line) in above]
    if len(single) != 1 or len(single[0].text.strip()) > _LONGEST_ITEM:
        return rest
    name = joined(single[0].text).strip('（）()“”"《》【】—－- ')
    if not name or re.search(r"[。；;，,:：]", name):
        return rest
    found.values["item"] = without_number(name)
    found.places["item"] = line_place(single[0])
    return [line for line in rest if line is not single[0]]


def _item_in_title(title: str, department: str | None) -> str:
    """Give what stands before 运行流程图 in a title, without quotation marks and department."""
    words = joined(title_text(title))
    quoted = _QUOTED.search(words)
    if quoted and (not quoted["before"] or is_department(quoted["before"])):
        return quoted["item"]
    name = _GENERIC.sub("", words).strip("“”\"'《》【】「」—－-·：: ")
    if department and name.startswith(department):
        name = name[len(department) :].strip('“”"《》—－-· ')
    known = any(p.fullmatch(normalised(name)) for p in patterns("phrases", "furniture"))
    return "" if not bare(name) or is_placeholder(name) or is_department(name) or known else name
