"""A laid out chart as one of the kinds of drawing that Word knows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from examples.habits import Drawing
from examples.word import shapes_vml, shapes_wps
from examples.word.geometry import Chart
from examples.word.markup import Paragraph, holding, paragraph
from examples.word.routes import Manner
from examples.word.shapes_wps import Ids

IN_LINE: frozenset[Drawing] = frozenset({"canvas", "group", "vml_group"})
"""The drawings that move with the text; the others lie over empty lines."""
MANNERS: Mapping[Drawing, Manner] = {
    "free": "bus",
    "canvas": "direct",
    "group": "connectors",
    "vml_group": "connectors",
    "vml_flat": "bus",
}
_EMPTY_LINE = 16.0


def drawing_of(chart: Chart, drawing: Drawing, ids: Ids) -> str:
    """Write the paragraphs of a drawing."""
    room = paragraph("", Paragraph(line=_EMPTY_LINE)) * math.ceil(chart.height / _EMPTY_LINE)
    inline: dict[str, Callable[[], str]] = {
        "canvas": lambda: shapes_wps.canvas(chart, ids),
        "group": lambda: shapes_wps.group(chart, ids),
        "vml_group": lambda: _picture(shapes_vml.group(chart, next(ids))),
        "vml_flat": lambda: holding(shapes_vml.flat(chart)) + room,
        "free": lambda: shapes_wps.free(chart, ids) + room,
    }
    return inline[drawing]()


def _picture(drawing: str) -> str:
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:pict>{drawing}</w:pict></w:r></w:p>'
