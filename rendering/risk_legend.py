"""The legend of a distribution map: what the looks of its risk boxes mean, as a line of text."""

from __future__ import annotations

from collections.abc import Iterable

from rendering.diagrams.looks import Look, look
from rendering.wordml import escape, run
from schemas.college import LEVELS, Level

LEGEND = "图例："
_RATED, _UNRATED = "{}风险", "未评定"
_HINT = "（按框内最高等级）"


def legend_runs(levels: Iterable[Level | None]) -> str:
    """Write the legend as runs; a risk that is not rated is explained only where there is one."""
    samples = run("　").join(_sample(level) for level in _shown(levels))
    return f"{run(LEGEND)}{samples}{run(_HINT)}"


def legend_words(levels: Iterable[Level | None]) -> str:
    """Give the legend's words alone, to measure them."""
    return LEGEND + "　".join(f" {_words(level)} " for level in _shown(levels)) + _HINT


def _shown(levels: Iterable[Level | None]) -> tuple[Level | None, ...]:
    return (*LEVELS, None) if None in levels else LEVELS


def _words(level: Level | None) -> str:
    return look(level).bracketed + (_RATED.format(level) if level else _UNRATED)


def _sample(level: Level | None) -> str:
    """Write a level's words in a frame that looks as its risk boxes do."""
    frame = _frame(look(level))
    return (
        f"<w:r><w:rPr>{frame}</w:rPr>"
        f'<w:t xml:space="preserve"> {escape(_words(level))} </w:t></w:r>'
    )


def _frame(shown: Look) -> str:
    line = "dashed" if shown.dashed else "single"
    return (
        f'<w:bdr w:val="{line}" w:sz="{round(shown.line * 8)}" w:space="0" w:color="000000"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{shown.fill}"/>'
    )
