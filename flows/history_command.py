"""``lianfang history``: what became of an authority item, or of a department's own forms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from flows.archives import open_archive
from flows.console import Console
from flows.department_history import department_history
from flows.item_history import ITEM_FORMS, item_histories
from flows.settings import Workspace
from schemas.errors import UsageError
from schemas.history import EVENT_NAMES, ItemHistory, RiskHistory
from schemas.schedule import PHASE_NAMES
from schemas.text import normalised

_ALIKE = 50.0
_MOST_ALIKE = 3


def show_history(item: str, root: Path, *, as_json: bool) -> int:
    """Print the history of an item, in every department that has one of that name.

    The name of a department gives the history of what it sends as a whole: its roster, annex 7,
    and which items annex 1 lists.

    Raises:
        UsageError: Nothing is on record of such an item; the nearest names are told.
    """
    workspace = Workspace.open(root)
    department = workspace.college.department_named(item.strip())
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        histories = item_histories(records, item)
        if department and (own := department_history(records, department)):
            histories = (*histories, own)
        if not histories:
            raise UsageError(_unknown(item, records.submissions.items(ITEM_FORMS)))
    console = Console()
    if as_json:
        console.json([history.model_dump(mode="json", by_alias=True) for history in histories])
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
    console.say(f"{history.department}：{history.item or '名单、目录所列事项和检查考核'}")
    for event in history.events:
        console.say(f"{event.date}  {EVENT_NAMES[event.kind]}  {event.text}")
        if about := "；".join(filter(None, (event.who, event.file, event.reason))):
            console.say(f"    {about}")
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
