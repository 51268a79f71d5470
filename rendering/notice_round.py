"""What became of a department's last notice: a sentence and a short table for the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from rendering.gbt9704 import date_words
from rendering.wordml import XMLNS_W, Face, cell, paragraph, row, run, table
from schemas.cycle import BECAME_NAMES, NEW, Became, Earlier, Round

OUTCOME_HEADERS = ("材料", "问题", "处数", "处理情况")
_WIDTHS = (1900, 4744, 800, 1400)
_FACE = Face(size=10.5)
_FILL = "F2F2F2"
_NO_FILE = "—"
_TITLE = "上次通知的处理情况"
_NOW = "现在仍要改正和核对的问题："


def last_notice(last: Round, style: Callable[[str], str]) -> Iterator[str]:
    """Write the sentence, the table, and what leads over to the findings of this notice."""
    look = style("公文正文")
    yield paragraph(run(outcome_words(last)), style=look, keep_next=True, namespaces=XMLNS_W)
    yield table(_WIDTHS, _rows(last, style), style=style("公文表格"), title=_TITLE)
    yield paragraph(run(_NOW), style=look, keep_next=True, namespaces=XMLNS_W)


def outcome_words(last: Round) -> str:
    """Say in a sentence how many findings became what."""
    counts = Counter(earlier.became for earlier in last.earlier)
    said = [f"{name}{counts[key]}处" for key, name in BECAME_NAMES.items() if counts[key]]
    new = [f"本次{NEW}{len(last.new)}处"] if last.new else []
    day = date_words(last.last, "arabic")
    return f"上次通知（{day}）的问题共{len(last.earlier)}处：{'，'.join((*said, *new))}。"


def _rows(last: Round, style: Callable[[str], str]) -> Iterator[str]:
    def written(texts: tuple[str, ...], look: str, fill: str | None = None) -> Iterator[str]:
        for width, text in zip(_WIDTHS, texts, strict=True):
            yield cell(width, paragraph(run(text, _FACE), style=look), fill=fill)

    yield row(written(OUTCOME_HEADERS, style("表格栏目"), _FILL), header=True)
    for (_, file, became), group in _folded(last).items():
        message = group[0].finding.message
        told = f"{message}（等同类问题）" if len(group) > 1 else message
        texts = (file, told, str(len(group)), BECAME_NAMES[became])
        yield row(written(texts, style("表格文字")), splittable=True)


def _folded(last: Round) -> dict[tuple[str, str, Became], list[Earlier]]:
    groups: dict[tuple[str, str, Became], list[Earlier]] = {}
    for earlier in last.earlier:
        file = earlier.finding.file
        name = PurePosixPath(file).name if file else _NO_FILE
        groups.setdefault((earlier.finding.code, name, earlier.became), []).append(earlier)
    return groups
