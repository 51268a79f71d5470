"""A chart as a VML group, for programs that do not know DrawingML groups: vectors and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import quoteattr

from rendering.diagrams.chart import Box, Chart, Label, Point, RiskBox, RiskText
from rendering.diagrams.looks import look
from rendering.diagrams.typesetting import Typesetter

_INSIDE = (
    '<v:textbox inset="{0}pt,0,{0}pt,0" style="v-text-anchor:middle">'
    "<w:txbxContent>{1}</w:txbxContent></v:textbox>"
)
_ARROW = '<v:stroke endarrow="block"/>'
_DASHES = '<v:stroke dashstyle="dash"/>'


def picture(chart: Chart, text: Typesetter, alt: str) -> str:
    """Write a ``w:pict`` with the chart's outlines, lines and words.

    Args:
        chart: What is drawn, in points.
        text: Writes words as paragraphs.
        alt: Alternative text.
    """
    wide, high = _unit(chart.width), _unit(chart.height)
    parts = [
        *(_box(box, text.paragraph) for box in chart.boxes),
        *(_line(line.path, wide, high, _ARROW) for line in chart.lines),
        *(_label(label, text.paragraph) for label in chart.labels),
        *(_risk(risk, chart.risk_text, text) for risk in chart.risks if chart.risk_text),
        *(_line(chart.leader(risk), wide, high, _DASHES) for risk in chart.risks),
    ]
    return (
        f"<w:pict><v:group alt={quoteattr(alt)}"
        f' style="width:{chart.width:.2f}pt;height:{chart.height:.2f}pt"'
        f' coordorigin="0,0" coordsize="{wide},{high}">{"".join(parts)}</v:group></w:pict>'
    )


def _unit(points: float) -> int:
    """Count in twentieths of a point, as the group's coordinates do."""
    return round(points * 20)


def _style(part: Box | Label | RiskBox) -> str:
    return (
        f"position:absolute;left:{_unit(part.left)};top:{_unit(part.top)};"
        f"width:{_unit(part.width)};height:{_unit(part.height)};v-text-anchor:middle"
    )


def _box(box: Box, paragraph: Callable[[str], str]) -> str:
    words = _INSIDE.format(f"{max(0.0, box.inset):.2f}", paragraph(box.text))
    style = f'style="{_style(box)}" strokeweight=".75pt"'
    if box.kind == "decision":  # its words in a box of their own: not every program wraps them
        middle = Label(box.text, box.left + box.width / 4, box.top, box.width / 2, box.height, 0)
        outline = f'<v:shape {style} coordsize="2,2" path="m1,0l2,1,1,2,0,1xe"/>'
        return outline + _label(middle, paragraph)
    if box.kind == "offpage":
        outline = f'<v:shape {style} coordsize="10,10" path="m0,0l10,0,10,8,5,10,0,8xe"/>'
        return outline + _label(
            Label(box.text, box.left, box.top, box.width, box.height, 0), paragraph
        )
    if box.kind == "terminator":
        return f'<v:roundrect {style} arcsize=".5">{words}</v:roundrect>'
    return f"<v:rect {style}>{words}</v:rect>"


def _label(label: Label, paragraph: Callable[[str], str]) -> str:
    words = _INSIDE.format("0", paragraph(label.text))
    return f'<v:rect style="{_style(label)}" filled="f" stroked="f">{words}</v:rect>'


def _risk(risk: RiskBox, text: RiskText, words: Typesetter) -> str:
    shown = look(risk.level)
    inside = _INSIDE.format(f"{text.inset:.2f}", words.listed(risk.manifestations, text))
    return (
        f'<v:rect style="{_style(risk)}" fillcolor="#{shown.fill}" strokeweight="{shown.line:g}pt">'
        f"{_DASHES if shown.dashed else ''}{inside}</v:rect>"
    )


def _line(path: Sequence[Point], wide: int, high: int, stroke: str) -> str:
    """Write a line as a shape over the whole group: some programs misplace lines in groups."""
    (x, y), *rest = [(_unit(x), _unit(y)) for x, y in path]
    corners = ",".join(f"{x},{y}" for x, y in rest)
    return (
        f'<v:shape style="position:absolute;left:0;top:0;width:{wide};height:{high}"'
        f' coordsize="{wide},{high}" path="m{x},{y}l{corners}e" filled="f" strokeweight=".75pt">'
        f"{stroke}</v:shape>"
    )
