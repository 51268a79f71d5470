"""``lianfang diff``: two years of a college side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from archive.store import Records
from flows.archives import open_archive
from flows.console import Console
from flows.settings import Workspace
from flows.user_files import refuse_used, write_for_user
from flows.years import year_changes
from rendering.year_diff import render_year_diff
from schemas.consolidated import Consolidated
from schemas.days import FIRST_DAY, LAST_DAY
from schemas.errors import MachineError, UsageError
from schemas.schedule import PHASE_NAMES, PHASES
from schemas.year_diff import CHANGE_NAMES, YearChange, YearDiff, YearOfCollege

_YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)


def show_diff(
    earlier: int, later: int, root: Path, *, as_json: bool, docx: Path | None = None
) -> int:
    """Print what is different between two years; also as a Word document.

    Raises:
        UsageError: No such year, nothing was ever published of it, or the document cannot stand
            where it is to go.
        MachineError: What was published can no longer be read, or the document not be written.
    """
    if earlier not in _YEARS or later not in _YEARS:
        raise UsageError(f"年度须在 {FIRST_DAY.year} 至 {LAST_DAY.year} 之间，例如 2012。")
    workspace = Workspace.open(root)
    if docx is not None:
        refuse_used(docx, workspace)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        compared = year_diff(records, earlier, later)
    if docx is not None:
        template = workspace.template("year_diff.docx")
        content = render_year_diff(compared, workspace.college, template=template)
        write_for_user(docx, content)
    console = Console()
    if as_json:
        console.json(compared.model_dump(mode="json"))
        return 0
    _show(console, compared)
    return 0


def year_diff(records: Records, earlier: int, later: int) -> YearDiff:
    """Compare the last publications of two years' furthest phases."""
    (before, one), (after, other) = (last_publication(records, year) for year in (earlier, later))
    return YearDiff(
        organisation=after.organisation,
        earlier=one,
        later=other,
        changes=year_changes(before, after),
    )


def last_publication(records: Records, year: int) -> tuple[Consolidated, YearOfCollege]:
    """Give what the furthest phase of a year last published.

    Raises:
        UsageError: Nothing was ever published of the year.
        MachineError: What was published can no longer be read.
    """
    for phase in reversed(PHASES):
        publication = records.publications.latest(year, phase)
        if publication is None or publication.data is None:
            continue
        try:
            data = Consolidated.model_validate_json(publication.data)
        except ValidationError:
            raise MachineError(
                f"档案库中{year}年{PHASE_NAMES[phase]}阶段的数据不能读取，可能由旧版本写成；"
                f"请对该年度重新运行 lianfang run {phase}。"
            ) from None
        return data, YearOfCollege(
            year=year,
            phase=phase,
            as_of=data.as_of,
            official=publication.status == "official",
            **data.counts.model_dump(exclude={"findings"}),
        )
    raise UsageError(f"档案库中没有{year}年的材料；先用该年度的配置运行 lianfang run。")


def _show(console: Console, compared: YearDiff) -> None:
    for year in (compared.earlier, compared.later):
        status = "正式" if year.official else "草稿"
        console.say(
            f"{year.year}年（{PHASE_NAMES[year.phase]}，{status}）：部门 {year.departments} 个，"
            f"职权事项 {year.items} 项，风险点 {year.points} 个"
            f"（高 {year.high}，中 {year.medium}，低 {year.low}）"
        )
    counts = Counter(change.kind for change in compared.changes)
    console.say(
        "，".join(
            f"{name} {counts[kind]} 处" for kind, name in CHANGE_NAMES.items() if counts[kind]
        )
        or "两年没有不同。"
    )
    if compared.changes:
        console.table(("部门", "职权事项", "变化", "内容"), _rows(compared.changes))


def _rows(changes: Sequence[YearChange]) -> list[tuple[str, str, str, str]]:
    return [
        (change.department, change.item or "", CHANGE_NAMES[change.kind], change.in_words())
        for change in changes
    ]
