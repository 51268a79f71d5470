"""Whether the statistics of a finished document say exactly what the data say."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from lxml import etree

from rendering.proof import Block
from rendering.statistics_charts import sections, shares
from rendering.statistics_pages import COUNTED, TITLE, UNRATED
from rendering.statistics_tables import overview_rows, table_rows
from rendering.wordml import clean
from schemas.college import LEVELS
from schemas.counting import UNIT_NAMES
from schemas.statistics import Statistics

Rows = tuple[tuple[str, ...], ...]
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_REFERENCE = re.compile(rb'<c:chart [^>]*r:id="(statistics\d+)"')


def statistics_problems(
    document: bytes, blocks: Sequence[Block], figures: Statistics
) -> Iterator[str]:
    """Tell what the tables, notes and charts lack, or say otherwise than the data.

    Args:
        document: The finished docx file.
        blocks: Its body, as :func:`rendering.proof.read_back` gives it.
        figures: What it has to say.
    """
    own = list(dropwhile(lambda block: block.text != TITLE, blocks))
    yield from _table_problems(own, figures)
    words = [block.text for block in own]
    if not any(text.endswith(f"{COUNTED}{UNIT_NAMES[figures.unit]}") for text in words):
        yield "统计页没有写明计数单位"
    yield from (f"统计页缺少“{note}”" for note in _notes(figures) if note not in words)
    yield from _chart_problems(document, figures)


def _notes(figures: Statistics) -> Iterator[str]:
    if figures.unrated:
        yield UNRATED.format(figures.unrated)
    for section in sections(figures):
        yield from section.notes


def _tables(figures: Statistics) -> Iterator[tuple[str, Rows]]:
    yield "总体情况", overview_rows(figures)
    for section in sections(figures):
        rows = table_rows(section.name, section.lines, figures.overall, figures.unit)
        yield section.name, tuple(tuple(map(clean, row)) for row in rows)


def _table_problems(blocks: Iterable[Block], figures: Statistics) -> Iterator[str]:
    found = [block.rows for block in blocks if block.rows]
    for number, (name, rows) in enumerate(_tables(figures)):
        if found[number : number + 1] != [rows]:
            yield f"统计表“{name}”与数据不符"


def _chart_problems(document: bytes, figures: Statistics) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        names = _REFERENCE.findall(package.read("word/document.xml"))
        charts = [package.read(f"word/charts/{name.decode()}.xml") for name in names]
    found = [bar for chart in charts for bar in _bars(chart)]
    wanted = [bar for section in sections(figures) for bar in section.bars]
    if figures.overall.risks.points:
        wanted = [*shares(figures, 0).bars, *wanted]
    if found != [(clean(bar.label), *bar.figures) for bar in wanted]:
        yield "统计图与统计表不符"


def _bars(part: bytes) -> Iterator[tuple[str | int, ...]]:
    """Read a chart's caches: each bar's label and its figures, which have the levels' names."""
    series = list(etree.fromstring(part).iter(f"{_C}ser"))
    if [_texts(each, "tx") for each in series] != [[level] for level in LEVELS]:
        return
    labels = [text.replace("\n", "") for text in _texts(series[0], "cat")]
    figures = ([int(text) for text in _texts(each, "val")] for each in series)
    yield from zip(labels, *figures, strict=True)


def _texts(series: etree._Element, name: str) -> list[str]:
    return [str(v.text or "") for part in series.iter(f"{_C}{name}") for v in part.iter(f"{_C}v")]
