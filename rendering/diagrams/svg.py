"""A chart as SVG for a web page: the same geometry, words as text, nothing from outside."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from rendering.diagrams.chart import BOTTOM, Box, Chart, Label, Manifestation, RiskBox, RiskText
from rendering.diagrams.looks import look
from rendering.diagrams.measure import SLACK, wrapped

_STYLE = 'fill="#fff" stroke="#000" stroke-width="0.75"'


def svg(chart: Chart, *, title: str, alt: str, font: str) -> str:
    """Write an ``svg`` element that stands for itself.

    Args:
        chart: What is drawn, in points.
        title: What it shows: its accessible name.
        alt: What it says, for those who cannot see it.
        font: Typefaces of the words, as CSS names them.
    """
    lines = "".join(
        f'<path d="M{" ".join(f"{x:.2f},{y:.2f}" for x, y in line.path)}"/>{_head(line.path)}'
        for line in chart.lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' width="{chart.width:.2f}pt" height="{chart.height:.2f}pt"'
        f' viewBox="0 0 {chart.width:.2f} {chart.height:.2f}"'
        f' font-family={quoteattr(font)} font-size="{chart.size:g}" text-anchor="middle">'
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
        f'<g fill="none" stroke="#000" stroke-width="0.75">{lines}</g>'
        f"{''.join(_box(box, chart) for box in chart.boxes)}"
        f"{''.join(_words(label, chart, label.width) for label in chart.labels)}"
        f"{_risks(chart, chart.risk_text) if chart.risk_text else ''}</svg>"
    )


def _risks(chart: Chart, text: RiskText) -> str:
    lines = "".join(
        '<path d="M{:.2f},{:.2f} {:.2f},{:.2f}"/>'.format(*start, *end)
        for start, end in map(chart.leader, chart.risks)
    )
    return (
        f'<g fill="none" stroke="#000" stroke-width="0.75" stroke-dasharray="4 3">{lines}</g>'
        f'<g font-size="{text.size:g}" text-anchor="start">'
        f"{''.join(_risk(risk, text) for risk in chart.risks)}</g>"
    )


def _risk(risk: RiskBox, text: RiskText) -> str:
    shown = look(risk.level)
    dash = ' stroke-dasharray="4 3"' if shown.dashed else ""
    x, y = risk.left + text.inset, risk.top + text.inset
    told = []
    for one in risk.manifestations:
        spans, y = _listed(one, text, (x, y, risk.width - 2 * text.inset))
        told.append(spans)
    return (
        f'<rect x="{risk.left:.2f}" y="{risk.top:.2f}" width="{risk.width:.2f}"'
        f' height="{risk.height:.2f}" fill="#{shown.fill}" stroke="#000"'
        f' stroke-width="{shown.line:g}"{dash}/>{"".join(told)}'
    )


def _listed(
    one: Manifestation, text: RiskText, place: tuple[float, float, float]
) -> tuple[str, float]:
    """Write a manifestation's lines from a place downwards; give them and where they end."""
    x, y, room = place
    limit = (room - text.hanging) / text.size - SLACK / 2
    first = text.size * 0.36 + text.leading / 2
    spans = []
    for at, line in enumerate(wrapped(one.mark + one.text, limit)):
        head = one.mark if at == 0 and line.startswith(one.mark) else ""
        rest = line.removeprefix(head)
        bold = f'<tspan font-weight="bold">{escape(head)}</tspan>' if head else ""
        spans.append(
            f'<tspan x="{x + text.hanging:.2f}" y="{y + first + at * text.leading:.2f}">'
            f"{bold}{escape(rest)}</tspan>"
        )
    number = f'<tspan x="{x:.2f}" y="{y + first:.2f}">{one.number}</tspan>'
    return f"<text>{number}{''.join(spans)}</text>", y + len(spans) * text.leading + text.between


def _head(path: tuple[tuple[float, float], ...]) -> str:
    """Draw the arrowhead at the end of a path."""
    (ax, ay), (bx, by) = path[-2], path[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    cx, cy = bx - 5 * ux, by - 5 * uy
    return (
        f'<path fill="#000" stroke="none" d="M{bx:.2f},{by:.2f} {cx - 2 * uy:.2f},{cy + 2 * ux:.2f}'
        f' {cx + 2 * uy:.2f},{cy - 2 * ux:.2f}z"/>'
    )


def _box(box: Box, chart: Chart) -> str:
    middle, centre = box.left + box.width / 2, box.top + box.height / 2
    if box.kind in ("decision", "offpage"):
        corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in _corners(box))
        outline = f'<polygon points="{corners}" {_STYLE}/>'
        room = box.width / 2 if box.kind == "decision" else box.width
    else:
        radius = f' rx="{box.height / 2:.2f}"' if box.kind == "terminator" else ""
        outline = (
            f'<rect x="{middle - box.width / 2:.2f}" y="{centre - box.height / 2:.2f}"'
            f' width="{box.width:.2f}" height="{box.height:.2f}"{radius} {_STYLE}/>'
        )
        room = box.width - 2 * box.inset
    return outline + _words(box, chart, room)


def _corners(box: Box) -> list[tuple[float, float]]:
    if box.kind == "decision":
        return [box.site(index) for index in range(4)]
    right, low = box.left + box.width, box.top + box.height * 0.8
    return [(box.left, box.top), (right, box.top), (right, low), box.site(BOTTOM), (box.left, low)]


def _words(part: Box | Label, chart: Chart, room: float) -> str:
    """Write the lines of a text around the middle of its place."""
    limit = room / chart.size - SLACK / 2
    lines = wrapped(part.text, limit)
    x, y = part.left + part.width / 2, part.top + part.height / 2
    y += chart.size * 0.36 - (len(lines) - 1) * chart.leading / 2
    spans = "".join(
        f'<tspan x="{x:.2f}" y="{y + at * chart.leading:.2f}">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    return f"<text>{spans}</text>"
