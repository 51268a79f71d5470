"""The office's own templates: ``lianfang templates check``, ``list`` and ``copy``."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.console import Console
from flows.faults import reason_of
from flows.settings import SHIPPED_TEMPLATES, Workspace
from flows.user_files import write_for_user
from rendering.template_check.check import check_template
from rendering.template_check.comments import commented_template
from rendering.template_check.faults import Fault, said
from rendering.template_check.model import models
from schemas.errors import MachineError, UsageError

CHECKED = "检查"
"""Folder in the workspace's ``templates`` for the copies with comments."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A template with its faults and, where there are any, the copy with comments."""

    path: Path
    faults: tuple[Fault, ...]
    copy: Path | None

    @property
    def errors(self) -> int:
        """Count what keeps the template from being used."""
        return sum(fault.severity == "error" for fault in self.faults)

    def as_json(self) -> dict[str, object]:
        """Give the result for programs."""
        return {
            "template": str(self.path),
            "usable": not self.errors,
            "faults": [fault.as_json() for fault in self.faults],
            "commented_copy": str(self.copy) if self.copy else None,
        }


def check_templates(
    paths: Sequence[Path], root: Path | None, out: Path | None, today: dt.date, *, as_json: bool
) -> int:
    """Check templates, and write copies with comments; 1 where one cannot be used.

    Args:
        paths: The templates; none for all that the workspace has of its own.
        root: The workspace; None for the paths alone, or the shipped templates.
        out: Folder for the copies; without it ``templates/检查`` of the workspace, else none.
        today: Stands as the date of the comments.
        as_json: Print one JSON document.

    Raises:
        UsageError: A path that is no file, or not named like a template of the program.
        MachineError: A file cannot be read or written.
    """
    workspace = Workspace.open(root) if root else None
    chosen = list(paths) or _templates_of(workspace)
    folder = out or (workspace.root / "templates" / CHECKED if workspace else None)
    results = [_checked(path, folder, today) for path in chosen]
    console = Console()
    if as_json:
        console.json([result.as_json() for result in results])
    elif not results:
        console.say("工作目录里没有自己的模板，用的都是软件自带的；要改先运行 templates copy。")
    else:
        for result in results:
            _show(console, result)
    return int(any(result.errors for result in results))


def _templates_of(workspace: Workspace | None) -> list[Path]:
    """Give the workspace's own templates, without Word's lock files; or the shipped ones."""
    if workspace is None:
        return [SHIPPED_TEMPLATES / name for name in models()]
    folder = workspace.root / "templates"
    return [path for path in sorted(folder.glob("*.docx")) if not path.name.startswith("~$")]


def _checked(path: Path, folder: Path | None, today: dt.date) -> Checked:
    if not path.is_file():
        raise UsageError(f"没有文件“{path}”。")
    model = models()[template_name(path.name)]
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise MachineError(f"读不了 {path}：{reason_of(fault)}。") from None
    faults = check_template(content, model)
    commented = commented_template(content, faults, as_of=today) if folder else None
    if commented is None or folder is None:
        return Checked(path, faults, None)
    copy = folder / path.name
    if copy.resolve() == path.resolve():
        raise UsageError(f"批注副本不能写到模板自己所在的文件夹 {folder}，请换一个 --out。")
    make_folder(folder)
    write_for_user(copy, commented)
    return Checked(path, faults, copy)


def _show(console: Console, result: Checked) -> None:
    console.say(f"{result.path}（{models()[result.path.name].title}）")
    for fault in result.faults:
        console.say(f"  [{said(fault.severity)}] {' '.join(str(fault).split())}")
    ended = f"有错误 {result.errors} 处，不能使用。" if result.errors else "可以使用。"
    console.say(f"  {ended}")
    if result.copy:
        console.say(f"  加了批注的副本：{result.copy}")


def list_templates(root: Path | None, *, as_json: bool) -> int:
    """Print all templates, for which document each is, and whether the workspace has its own."""
    workspace = Workspace.open(root) if root else None
    own = {path.name for path in _templates_of(workspace)} if workspace else set()
    rows = [
        {"name": name, "document": model.title, "own": name in own}
        for name, model in models().items()
    ]
    console = Console()
    if as_json:
        console.json(rows)
    else:
        told = [
            (str(row["name"]), str(row["document"]), "工作目录的" if row["own"] else "自带的")
            for row in rows
        ]
        console.table(("模板", "用于", "现在用哪一份"), told)
    return 0


def copy_template(name: str, root: Path) -> int:
    """Put a shipped template into the workspace, never over an existing one.

    Raises:
        UsageError: No such template, or the workspace has its own.
        MachineError: It cannot be written.
    """
    file = template_name(name)
    target = Workspace.open(root).root / "templates" / file
    make_folder(target.parent)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(handle, "wb") as stream:
            stream.write((SHIPPED_TEMPLATES / file).read_bytes())
    except FileExistsError:
        raise UsageError(f"{target} 已经有了，没有改动它；要换回自带的，请先移走。") from None
    except OSError as fault:
        raise MachineError(f"写不了 {target}：{reason_of(fault)}。") from None
    console = Console()
    console.say(f"已复制：{target}")
    console.say(f"用 Word 改好后运行 lianfang templates check -w {root} 检查。")
    return 0


def template_name(name: str) -> str:
    """Give the file name of a template by its name, with or without ``.docx``.

    Raises:
        UsageError: The program has no such template.
    """
    file = name if name.endswith(".docx") else f"{name}.docx"
    if file not in models():
        known = "、".join(f"{model.title} {known}" for known, model in models().items())
        raise UsageError(f"没有叫“{name}”的模板。可用的有：{known}。")
    return file


def make_folder(folder: Path) -> None:
    """Make a folder where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise MachineError(f"建不了文件夹 {folder}：{reason_of(fault)}。") from None
