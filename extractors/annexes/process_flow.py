"""Annex 2, 职权和重要业务事项运行流程图: one item's chart, drawn, tabled or typed."""

from __future__ import annotations

import re
from functools import partial

from extractors.annexes.charts import (
    Chart,
    add_drawings,
    add_typed,
    chart_of_tables,
    note_unreadable,
    texts_beside,
    without_captions,
)
from extractors.annexes.furniture import is_department, title_text
from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import Particulars, line_place
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.sections import Section
from extractors.annexes.text import bare, is_placeholder, joined, without_number
from extractors.annexes.vocabulary import patterns
from extractors.faults import COLUMN_MISSING, DOUBTFUL_CHART, PICTURE_CHART
from extractors.grid import Line, shorten
from schemas.base import Place
from schemas.findings import Finding, Rule
from schemas.forms import ProcessFlow
from schemas.text import normalised

_GENERIC = re.compile(
    r"(?:的|之)?(?:(?:行政)?职权(?:事项)?(?:和|及|与|、)?(?:重要)?(?:业务)?(?:事项)?"
    r"|权力(?:事项)?|重要业务事项|业务事项|事项)?(?:的)?"
    r"(?:运行|办理|工作|业务|操作|审批)?(?:流程|运行|程序)(?:示意|框)?(?:图|表|说明)?$"
)
_QUOTED = re.compile(r"^(?P<before>[^“”\"《》「」]*)[“\"《「](?P<item>[^“”\"《》「」]+)[”\"》」]")
_LONGEST_UNDERSTOOD = 160
_LONGEST_ITEM = 30
_NO_CHART = (
    "文件“{file}”{place}的“{item}”没有可读取的流程图。"
    "请用 Word 的形状和连接线画出流程图，或改用环节表填写。"
)
_NO_ITEM = (
    "文件“{file}”{place}的流程图没有写明是哪一项职权事项。"
    "请在图上方写明“职权事项：…”和“责任处室：…”。"
)
_OBJECT_CHART = (
    "文件“{file}”{place}的流程图是{what}，无法读取。"
    "请用 Word 的形状和连接线重画，或改用环节表填写。"
)


def _read(section: Section, file: str) -> Reading:
    """Read a flowchart with its label lines from its section."""
    found = Particulars()
    drawings = [without_captions(drawing, found) for drawing in section.drawings]
    chart = chart_of_tables(section, found)
    rest = read_lines(section.lines, found)
    if chart.steps:
        chart.stray.extend(texts_beside(drawings, chart.steps))
    elif not add_drawings(chart, drawings, found):
        rest = add_typed(chart, rest, None)
        if not chart.steps:
            note_unreadable(chart, drawings, found)
    read_margins(section.margins, found)
    rest = _name_item(section, rest, found)
    form = ProcessFlow(
        item=found.values.get("item", ""),
        department=found.department,
        unit=found.unit,
        filled_on=found.filled_on,
        steps=tuple(chart.steps),
        transitions=tuple(chart.transitions),
        supervision="；".join(found.supervision) or None,
        places={**found.places, **({"": chart.place} if chart.place else {})},
    )
    stray = [*found.stray, *chart.stray, *stray_lines(rest)]
    names = {"department": form.department, "item": form.item or None}
    return (form,), (
        *_item_findings(form, chart, section, file),
        *_chart_findings(form, chart, section, file),
        *stray_findings(stray, file, **names),
    )


def _item_findings(
    form: ProcessFlow, chart: Chart, section: Section, file: str
) -> tuple[Finding, ...]:
    """Say that nothing tells which item the chart belongs to (LF-F10)."""
    if form.item:
        return ()
    place = chart.place or _first_place(section)
    return (
        COLUMN_MISSING.finding(
            department=form.department,
            file=file,
            place=place,
            message=_NO_ITEM,
            hint="在流程图上方写明“职权事项：…”",
        ),
    )


def _chart_findings(
    form: ProcessFlow, chart: Chart, section: Section, file: str
) -> tuple[Finding, ...]:
    """Say that a chart cannot be read (LF-P06) or is not certain (LF-P07)."""
    finding = partial(
        Rule.finding,
        department=form.department,
        item=form.item or None,
        file=file,
        place=chart.place or _first_place(section),
    )
    if chart.unreadable == "图片":
        return (finding(PICTURE_CHART),)
    if chart.unreadable:
        return (finding(PICTURE_CHART, message=_OBJECT_CHART, what=chart.unreadable),)
    if not form.steps:
        return (finding(PICTURE_CHART, message=_NO_CHART),)
    if chart.doubts:
        reasons = "；".join(dict.fromkeys(chart.doubts))
        return (finding(DOUBTFUL_CHART, reasons=reasons, understood=_told(form)),)
    return ()


def _told(form: ProcessFlow) -> str:
    """Say a chart in one line, as it was understood."""
    text = {step.id: step.text for step in form.steps}
    arrows = (
        f"{text[t.source]}→{text[t.target]}" + (f"（{t.label}）" if t.label else "")
        for t in form.transitions
    )
    return shorten("，".join(arrows) or "、".join(text.values()), _LONGEST_UNDERSTOOD)


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


ANNEX = Annex(kinds=("process_flow",), read=_read)
