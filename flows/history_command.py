"""``lianfang history``: what became of an authority item and its risks over time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from flows.archives import open_archive
from flows.console import Console
from flows.item_history import item_histories
from flows.settings import Workspace
from schemas.errors import UsageError
from schemas.history import EVENT_NAMES, ItemHistory, RiskHistory
from schemas.schedule import PHASE_NAMES
from schemas.text import normalised

_ALIKE = 50.0
_MOST_ALIKE = 3


def show_history(item: str, root: Path, *, as_json: bool) -> int:
    """Print the history of an item, in every department that has one of that name.

    Raises:
        UsageError: Nothing is on record of such an item; the nearest names are told.
    """
    workspace = Workspace.open(root)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        histories = item_histories(records, item)
        if not histories:
            raise UsageError(_unknown(item, records.submissions.items()))
    console = Console()
    if as_json:
        console.json([history.model_dump(mode="json") for history in histories])
        return 0
    for history in histories:
        _show(console, history)
    return 0


def _unknown(item: str, known: Iterable[str]) -> str:
    near = process.extract(
        normalised(item), sorted(known), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_ALIKE
    )
    names = "".join(f"“{name}”" for name, _, _ in near)
    hint = f"相近的有{names}。" if names else "名称见目录。"
    return f"档案库中没有职权事项“{item}”；{hint}"


def _show(console: Console, history: ItemHistory) -> None:
    console.say(f"{history.department}：{history.item}")
    console.table(
        ("日期", "事由", "内容", "原因", "文件"),
        [
            (
                event.date.isoformat(),
                EVENT_NAMES[event.kind],
                event.text,
                event.reason or "",
                event.file or "",
            )
            for event in history.events
        ],
    )
    if history.risks:
        console.table(
            ("风险点", "表现形式", "责任主体", "首次列入", "等级变化", "正式发布"),
            [
                (
                    risk.point,
                    risk.manifestation,
                    risk.responsible,
                    risk.first_seen.isoformat(),
                    _levels(risk),
                    "，".join(f"{PHASE_NAMES[p.phase]} {p.as_of}" for p in risk.published),
                )
                for risk in history.risks
            ],
        )


def _levels(risk: RiskHistory) -> str:
    """Write levels with their days, for example 低（2012-06-15）→高（2012-06-18）."""
    written = "→".join(f"{period.level or '未定'}（{period.first}）" for period in risk.levels)
    return written if risk.standing else f"{written}，{risk.levels[-1].last} 后不再列入"
