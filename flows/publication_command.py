"""``lianfang publish``: the public's site and Word documents of the year's official data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from archive.records import Publication
from archive.store import Records
from flows.archives import open_archive
from flows.console import Console
from flows.faults import reason_of, told_in_chinese
from flows.inbox import displayed
from flows.safe_names import safe_name
from flows.settings import Workspace
from flows.whole_folder import write_folder
from rendering.approval import ApprovalPage
from rendering.catalogue import TITLE as CATALOGUE_TITLE
from rendering.handbook_proof import TITLE as HANDBOOK_TITLE
from rendering.publication import Profile, public, site
from rendering.publication.profile import FILE
from rendering.publication.site import GENERATOR, START, Download
from rendering.publication.word import render_public, render_public_handbook
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.errors import MachineError, RefusedError, UsageError
from schemas.outcome import Approval, Manifest
from schemas.schedule import PHASE_NAMES, PHASES, Phase

PUBLISHED_PHASES = PHASES[1:]
"""The plan has no items."""
_OURS = re.compile(r"(index|search|d\d+(-\d+)?)\.html|.*公开版\.docx")
_APPROVER = "廉政风险防控机制建设工作领导小组"
_NO_CHANGES = "公开版不列各部门（单位）首次报送后的变更。"


def publish_for_all(root: Path, folder: Path, phase: str | None) -> int:
    """Write the site and the documents into a folder; an earlier publication there is replaced.

    Args:
        root: The workspace.
        folder: Where to: new, empty, or an earlier publication.
        phase: Of which phase; the furthest that has official data without it.

    Raises:
        RefusedError: Nothing official is on record.
        UsageError: Phase, profile or folder cannot be used.
        MachineError: The folder cannot be written, or the archive not be read.
    """
    workspace = Workspace.open(root)
    profile = _profile(workspace)
    phases = _phases(phase)
    _refuse(folder, workspace)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        publication = _latest(records, workspace.college.year, phases)
    data, approval = _read(publication)
    shown = public(data, profile, _people(workspace.college))
    documents = dict(_documents(shown.data, workspace, profile, approval))
    downloads = tuple(
        Download(path=path, title=path.removesuffix(".docx")) for path in sorted(documents)
    )
    write_folder(folder, {**documents, **site(shown.data, profile, downloads)})
    console = Console()
    console.say(
        f"已按{PHASE_NAMES[publication.phase]}阶段截至{data.as_of}的正式数据写出公开版，"
        f"双击打开 {displayed(folder / START)}。"
    )
    for name, count in sorted(shown.masked.items()):
        console.say(f"公开内容中有人员姓名，已隐去，请核对：{name}（{count}处）")
    return 0


def _profile(workspace: Workspace) -> Profile:
    file = workspace.root / FILE
    try:
        return Profile.read(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Profile.shipped()
    except UnicodeDecodeError:
        raise UsageError(f"{FILE} 不是 UTF-8 编码，请另存为 UTF-8 后重试。") from None
    except OSError as fault:
        raise MachineError(f"读不了 {displayed(file)}：{reason_of(fault)}。") from None


def _phases(name: str | None) -> tuple[Phase, ...]:
    """Give the phases that may be published, the furthest first."""
    if name is None:
        return PUBLISHED_PHASES[::-1]
    for phase in PUBLISHED_PHASES:
        if phase == name:
            return (phase,)
    raise UsageError(f"公开版不能按“{name}”写，可以是 {'、'.join(PUBLISHED_PHASES)}。")


def _refuse(folder: Path, workspace: Workspace) -> None:
    whole = folder.resolve()
    for used in (workspace.inbox, workspace.root / "output", workspace.root / "templates"):
        if whole.is_relative_to(used.resolve()):
            raise UsageError(f"公开版不能写到 {displayed(used)} 里，请用 -o 指明另一个文件夹。")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{displayed(folder)} 不是文件夹，请用 -o 指明另一个文件夹。")
    with told_in_chinese(f"文件夹“{displayed(folder)}”"):
        if folder.exists() and not _replaceable(folder):
            raise UsageError(
                f"{displayed(folder)} 里有别的文件，不能替换；请用 -o 指明新的或空的文件夹。"
            )


def _replaceable(folder: Path) -> bool:
    """Tell whether a folder is empty, or an earlier publication and nothing else."""
    names = [path.name for path in folder.iterdir()]
    if not names:
        return True
    start = folder / START
    ours = start.is_file() and GENERATOR.encode() in start.read_bytes()
    return ours and all(map(_OURS.fullmatch, names))


def _latest(records: Records, year: int, phases: tuple[Phase, ...]) -> Publication:
    for phase in phases:
        publication = records.publications.latest(year, phase, official=True)
        if publication is not None and publication.data is not None:
            return publication
    which = PHASE_NAMES[phases[0]] + "阶段" if len(phases) == 1 else ""
    raise RefusedError(
        f"{year}年{which}还没有正式数据，草稿不能公开；先把错误改正并运行到正式成文。"
    )


def _read(publication: Publication) -> tuple[Consolidated, ApprovalPage]:
    """Read the data; the leading group stands for whoever approved them."""
    try:
        data = Consolidated.model_validate_json(publication.data or b"")
        approved = Manifest.model_validate_json(publication.manifest).approved
    except ValidationError:
        raise MachineError(
            f"档案库中{PHASE_NAMES[publication.phase]}阶段的正式数据不能读取，可能由旧版本写成；"
            f"请重新运行 lianfang run {publication.phase}。"
        ) from None
    shown = Approval(by=_APPROVER, date=approved.date) if approved else None
    return data, ApprovalPage(approved=shown, changes=(_NO_CHANGES,))


def _people(college: College) -> set[str]:
    """Name the persons that the configuration knows; a department may be a member too."""
    group, office = college.leading_group, college.office
    heads = (name for one in college.department for name in (one.head, one.supervising_leader))
    people = {
        *filter(None, (*heads, office.director)),
        *office.deputies,
        *office.members,
        *(person.name for person in (*group.leaders, *group.deputies)),
    }
    return people - {name for one in college.department for name in (one.name, *one.aliases)}


def _documents(
    data: Consolidated, workspace: Workspace, profile: Profile, approval: ApprovalPage
) -> Iterator[tuple[str, bytes]]:
    """Make the Word documents whose fields are all public; equal data give equal bytes."""
    college, name = workspace.college, f"{data.organisation}{data.year}年"
    if profile.flowcharts and profile.legal_basis:
        template = workspace.template("catalogue.docx")
        yield (
            safe_name(f"{name}{CATALOGUE_TITLE}公开版.docx"),
            render_public(data, college, profile, template=template, approval=approval),
        )
    told = (profile.points, profile.manifestations, profile.levels, profile.measures)
    if data.phase == "handbook" and profile.flowcharts and profile.legal_basis and all(told):
        template = workspace.template("handbook.docx")
        yield (
            safe_name(f"{name}{HANDBOOK_TITLE}公开版.docx"),
            render_public_handbook(data, college, template=template, approval=approval),
        )
