"""``lianfang forms``: the blank annexes of every department, prefilled with what is on record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.engine import URL

from archive.store import Records
from flows.archives import address, open_archive
from flows.console import Console
from flows.diff_command import last_publication
from flows.faults import reason_of
from flows.inbox import displayed
from flows.jsonfile import json_bytes
from flows.safe_names import safe_name
from flows.settings import Workspace
from rendering.blank_forms import Known, department_forms
from schemas.college import College
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem
from schemas.errors import MachineError, UsageError

FOLDER = "forms"
WRITTEN = ".lianfang-forms.json"
"""In the forms' folder: what was written there, path → SHA-256."""
EVERYBODY = "空白表"


def write_forms(root: Path, target: Path | None) -> int:
    """Write all departments' forms; a file that somebody has filled in meanwhile is kept.

    Args:
        root: The workspace.
        target: Where to; the workspace's folder ``forms`` without it.

    Raises:
        UsageError: The folder lies in the inbox or in the outputs, or is none.
        MachineError: It cannot be written, or the archive cannot be read.
    """
    workspace = Workspace.open(root)
    folder = target if target is not None else root / FOLDER
    _refuse(folder, workspace)
    console = Console()
    try:
        count, kept = _write(folder, workspace, console)
    except OSError as fault:
        raise MachineError(f"写不了 {displayed(folder)}：{reason_of(fault)}。") from None
    console.say(f"已写出空白表 {count} 份，见 {displayed(folder)}，每个部门一个文件夹。")
    for path in kept:
        console.say(f"已有人填写，没有覆盖：{path}")
    return 0


def known_of(college: College, data: Consolidated | None) -> list[Known]:
    """Give what is known of each department, from the configuration and from what was published.

    Of an earlier year the risks are left out: they are to be searched for anew.
    """
    of_year = data is not None and data.year == college.year
    items = {
        department.name: department.items if of_year else _without_risks(department)
        for department in (data.departments if data else ())
    }
    return [
        Known(
            organisation=college.organisation.name,
            department=department.name,
            head=department.head or "",
            leader=department.supervising_leader or "",
            items=items.get(department.name, ()),
        )
        for department in college.department
    ] or [Known(organisation=college.organisation.name)]


def _without_risks(department: ConsolidatedDepartment) -> tuple[ConsolidatedItem, ...]:
    changed = {"risks": (), "nothing_to_report": False}
    return tuple(item.model_copy(update=changed) for item in department.items)


def _refuse(folder: Path, workspace: Workspace) -> None:
    whole = folder.resolve()
    for used in (workspace.inbox, workspace.root / "output"):
        if whole.is_relative_to(used.resolve()) or used.resolve() == whole:
            raise UsageError(f"空白表不能写到 {displayed(used)} 里，请用 -o 指明另一个文件夹。")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{displayed(folder)} 不是文件夹，请用 -o 指明另一个文件夹。")


def _write(folder: Path, workspace: Workspace, console: Console) -> tuple[int, list[str]]:
    departments = known_of(workspace.college, _last_published(workspace))
    before = _written(folder)
    now: dict[str, str] = {}
    kept: list[str] = []
    folder.mkdir(parents=True, exist_ok=True)
    with console.progress() as progress:
        for done, known in enumerate(departments, 1):
            for name, content in _files(known, workspace.college):
                now[name] = hashlib.sha256(content).hexdigest()
                if not _put(folder / name, content, before.get(name)):
                    kept.append(name)
            progress("空白表", done, len(departments))
    _remove_stale(folder, before, now)
    (folder / WRITTEN).write_bytes(json_bytes(now))
    return len(now), kept


def _files(known: Known, college: College) -> Iterator[tuple[str, bytes]]:
    """Give a department's forms by their paths; equal data give equal bytes."""
    day = college.dates.due["M02"]
    own = safe_name(known.department or EVERYBODY)
    layout = college.layout
    for form in department_forms(known, layout=layout.edition, fonts=layout.fonts, day=day):
        yield f"{own}/{safe_name(form.name)}", form.content


def _put(path: Path, content: bytes, written: str | None) -> bool:
    """Write a form; False where the file there is not the one that was written before."""
    if path.exists():
        there = path.read_bytes()
        if there == content:
            return True
        if hashlib.sha256(there).hexdigest() != written:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.tmp")
    draft.write_bytes(content)
    draft.replace(path)
    return True


def _remove_stale(folder: Path, before: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Take away forms of items that are gone, unless somebody has filled them in."""
    for name in before.keys() - now.keys():
        path = folder / name
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == before[name]:
            path.unlink()


def _written(folder: Path) -> dict[str, str]:
    """Read what was written last time; nothing where that is not known."""
    try:
        told = json.loads((folder / WRITTEN).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    inside = folder.resolve()
    return {
        str(name): str(digest)
        for name, digest in told.items()
        if (inside / str(name)).resolve().is_relative_to(inside)
    }


def _last_published(workspace: Workspace) -> Consolidated | None:
    """Give what was last published of the year, else of the year before, if anything was."""
    url = address(workspace)
    if (
        isinstance(url, URL)
        and url.get_backend_name() == "sqlite"
        and not Path(url.database or "").is_file()
    ):
        return None  # nothing was run yet; no archive is made for this
    with open_archive(workspace, create=True) as archive, archive.viewing() as records:
        return _latest(records, workspace.college.year)


def _latest(records: Records, year: int) -> Consolidated | None:
    for one in (year, year - 1):
        try:
            data, _ = last_publication(records, one)
        except UsageError:  # nothing was published of that year
            continue
        if any(department.items for department in data.departments):
            return data
    return None
