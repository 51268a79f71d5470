"""A chart as SVG for a web page: the same geometry, words as text, nothing from outside."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from rendering.diagrams.chart import Box, Chart, Label
from rendering.diagrams.measure import SLACK, wrapped

_STYLE = 'fill="#fff" stroke="#000" stroke-width="0.75"'


def svg(chart: Chart, *, alt: str, font: str) -> str:
    """Write an ``svg`` element that stands for itself.

    Args:
        chart: What is drawn, in points.
        alt: What it says, for those who cannot see it.
        font: Typefaces of the words, as CSS names them.
    """
    lines = "".join(
        f'<path d="M{" ".join(f"{x:.2f},{y:.2f}" for x, y in line.path)}"/>{_head(line.path)}'
        for line in chart.lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(alt)}'
        f' width="{chart.width:.2f}pt" height="{chart.height:.2f}pt"'
        f' viewBox="0 0 {chart.width:.2f} {chart.height:.2f}"'
        f' font-family={quoteattr(font)} font-size="{chart.size:g}" text-anchor="middle">'
        f'<g fill="none" stroke="#000" stroke-width="0.75">{lines}</g>'
        f"{''.join(_box(box, chart) for box in chart.boxes)}"
        f"{''.join(_words(label, chart, label.width) for label in chart.labels)}</svg>"
    )


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
    if box.kind == "decision":
        corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in map(box.site, range(4)))
        outline = f'<polygon points="{corners}" {_STYLE}/>'
        room = box.width / 2
    else:
        radius = f' rx="{box.height / 2:.2f}"' if box.kind == "terminator" else ""
        outline = (
            f'<rect x="{middle - box.width / 2:.2f}" y="{centre - box.height / 2:.2f}"'
            f' width="{box.width:.2f}" height="{box.height:.2f}"{radius} {_STYLE}/>'
        )
        room = box.width - 2 * box.inset
    return outline + _words(box, chart, room)


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
