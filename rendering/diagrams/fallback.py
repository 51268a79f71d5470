"""A chart as a VML group, for programs that do not know DrawingML groups: vectors and text."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from rendering.diagrams.chart import Box, Chart, Label, Line

_INSIDE = (
    '<v:textbox inset="{0}pt,0,{0}pt,0" style="v-text-anchor:middle">'
    "<w:txbxContent>{1}</w:txbxContent></v:textbox>"
)


def picture(chart: Chart, paragraph: Callable[[str], str], alt: str) -> str:
    """Write a ``w:pict`` with the chart's outlines, lines and words.

    Args:
        chart: What is drawn, in points.
        paragraph: Writes a text as a paragraph.
        alt: Alternative text.
    """
    wide, high = _unit(chart.width), _unit(chart.height)
    parts = [
        *(_box(box, paragraph) for box in chart.boxes),
        *(_line(line, wide, high) for line in chart.lines),
        *(_label(label, paragraph) for label in chart.labels),
    ]
    return (
        f"<w:pict><v:group alt={quoteattr(alt)}"
        f' style="width:{chart.width:.2f}pt;height:{chart.height:.2f}pt"'
        f' coordorigin="0,0" coordsize="{wide},{high}">{"".join(parts)}</v:group></w:pict>'
    )


def _unit(points: float) -> int:
    """Count in twentieths of a point, as the group's coordinates do."""
    return round(points * 20)


def _style(part: Box | Label) -> str:
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
    if box.kind == "terminator":
        return f'<v:roundrect {style} arcsize=".5">{words}</v:roundrect>'
    return f"<v:rect {style}>{words}</v:rect>"


def _label(label: Label, paragraph: Callable[[str], str]) -> str:
    words = _INSIDE.format("0", paragraph(label.text))
    return f'<v:rect style="{_style(label)}" filled="f" stroked="f">{words}</v:rect>'


def _line(line: Line, wide: int, high: int) -> str:
    """Write an arrow as a shape over the whole group: some programs misplace lines in groups."""
    (x, y), *rest = [(_unit(x), _unit(y)) for x, y in line.path]
    corners = ",".join(f"{x},{y}" for x, y in rest)
    return (
        f'<v:shape style="position:absolute;left:0;top:0;width:{wide};height:{high}"'
        f' coordsize="{wide},{high}" path="m{x},{y}l{corners}e" filled="f" strokeweight=".75pt">'
        '<v:stroke endarrow="block"/></v:shape>'
    )
