"""Documents of the example college, made with a template to show what it will look like."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from extractors.read import read_file
from flows.commands import EXAMPLES
from flows.compilation import compile_dossier
from flows.console import Console
from flows.consolidation import consolidate
from flows.documents import DOCUMENTS, Order
from flows.judgement import judge, of_department
from flows.returns import returned_files
from flows.settings import SHIPPED_TEMPLATES, Workspace
from flows.states import milestone_states
from flows.templates_command import template_name
from flows.user_files import refuse_used, write_for_user
from flows.years import year_changes
from rendering.approval import ApprovalPage
from rendering.briefing import render_briefing
from rendering.notice import NOTICE_TITLE
from rendering.reminder import reminder_letter
from rendering.warning_letter import warning_letter
from rendering.year_diff import render_year_diff
from schemas.consolidated import Consolidated
from schemas.dossier import Dossier, ReceivedFile, Source
from schemas.early_warning import Signal
from schemas.errors import MachineError, UsageError
from schemas.outcome import Approval
from schemas.reminder import OpenFaults, Owed, Reminder
from schemas.schedule import Phase, milestones
from schemas.year_diff import YearDiff, YearOfCollege

_FIRST, _FAULTY, _CATALOGUE, _RISKS, _LAST = (
    dt.date(2012, 4, 22),
    dt.date(2012, 5, 24),
    dt.date(2012, 5, 30),
    dt.date(2012, 6, 18),
    dt.date(2012, 10, 10),
)
_REMINDED = "基建处"
"""The department of the letter; what it is told is made up."""


def preview_template(name: str, root: Path | None, path: Path) -> int:
    """Fill a template with the example college's data.

    Raises:
        UsageError: No such template, or it has faults.
        MachineError: The document cannot be written.
    """
    file = template_name(name)
    workspace = Workspace.open(root) if root else None
    template = workspace.template(file) if workspace else SHIPPED_TEMPLATES / file
    if path.resolve() == template.resolve():
        raise UsageError("预览不能写到模板自己身上，请换一个文件名。")
    if workspace:
        refuse_used(path, workspace)
    write_for_user(path, sample_document(file, template))
    Console().say(f"已用示例学院的材料填好：{path}")
    return 0


def sample_document(name: str, template: Path) -> bytes:
    """Make the document of a template for the example college.

    Args:
        name: File name of the template, for example ``notice.docx``.
        template: The template to fill.

    Raises:
        UsageError: The template cannot be used.
        MachineError: The example college is not installed, or there is no room for a file.
    """
    if not (EXAMPLES / "college").is_dir():
        raise MachineError("没有找到随软件提供的示例学院（examples/college），不能预览。")
    with tempfile.TemporaryDirectory() as folder:
        college = Workspace.open(EXAMPLES / "college").college
        workspace = Workspace(Path(folder), college)
        own = workspace.root / "templates" / name
        own.parent.mkdir()
        own.write_bytes(template.read_bytes())
        return _SAMPLES[name](workspace)


def _dossier(workspace: Workspace, phase: Phase, day: dt.date) -> Dossier:
    files = [_received(*sent, workspace) for sent in _sent(day).items()]
    return compile_dossier(workspace.college, phase, day, files, first_received=lambda *_: None)


def _sent(day: dt.date) -> Mapping[str, tuple[Path, dt.date]]:
    """Give what lies in the example's inbox on a day: path in the workspace → file, its day."""
    root = EXAMPLES / "college"
    days = sorted(dt.date.fromisoformat(f.name) for f in (root / "later").iterdir() if f.is_dir())
    folders = [(root, _FIRST), *((root / "later" / d.isoformat(), d) for d in days)]
    return {
        path.relative_to(folder).as_posix(): (path, came)
        for folder, came in folders
        if came <= day
        for path in sorted((folder / "inbox").rglob("*.docx"))
    }


def _received(name: str, sent: tuple[Path, dt.date], workspace: Workspace) -> ReceivedFile:
    path, came = sent
    reading = read_file(path.read_bytes(), file=name)
    folder = name.split("/")[1]
    department = workspace.college.department_named(folder)
    source = Source(
        path=name,
        department=department,
        folder=folder,
        sha256=reading.sha256,
        received=came,
        office_folder=department is None,
    )
    return ReceivedFile(
        source=source,
        media_type=reading.media_type,
        forms=reading.forms,
        findings=tuple(f.told_of(file=name, department=department) for f in reading.findings),
    )


def _official(phase: Phase, day: dt.date, index: int) -> Callable[[Workspace], bytes]:
    """Make one of the Word documents of a phase, as approved on a day."""

    def made(workspace: Workspace) -> bytes:
        dossier = _dossier(workspace, phase, day)
        findings = judge(dossier)
        order = Order(
            workspace=workspace,
            dossier=dossier,
            findings=findings,
            lifted=(),
            data=consolidate(dossier, findings),
            status="official",
            approval=ApprovalPage(approved=Approval(by="领导小组会议", date=day), changes=()),
        )
        return DOCUMENTS[phase](order)[index].content

    return made


def _notice(workspace: Workspace) -> bytes:
    dossier = _dossier(workspace, "catalogue", _FAULTY)
    findings = judge(dossier)
    sources = {sha: path for path, sha in _digests(dossier)}

    def original(sha256: str) -> bytes | None:
        return _sent(_FAULTY)[sources[sha256]][0].read_bytes()

    for department in dossier.departments:
        own = of_department(findings, department.name)
        returned = returned_files(workspace, dossier, department.name, own, original)
        letter = next((c for n, c in returned.items() if NOTICE_TITLE in n), None)
        if letter is not None:
            return letter
    raise MachineError("示例学院没有需要整改的部门，不能预览整改通知书。")


def _digests(dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield from ((file.source.path, file.source.sha256) for file in dossier.files)


def _briefing(workspace: Workspace) -> bytes:
    dossier = _dossier(workspace, "catalogue", _FAULTY)
    return render_briefing(
        workspace.college,
        milestone_states(dossier, judge(dossier)),
        None,
        day=_FAULTY,
        template=workspace.template("briefing.docx"),
    )


def _letter(workspace: Workspace) -> bytes:
    signal = Signal(
        number=1,
        year=workspace.college.year,
        source="审计",
        date=_RISKS,
        department=_REMINDED,
        item="工程招标",
        point="资格审查",
        text="审计发现资格审查只有一人签字，没有复核记录。",
        by="张三",
    )
    template = workspace.template("warning_letter.docx")
    return warning_letter(workspace.college, signal, day=_RISKS, template=template)


def _reminder(workspace: Workspace) -> bytes:
    """Remind of a catalogue that has not come, and of a chart that was returned."""
    milestone = next(m for m in milestones() if m.code == "M03")
    faults = OpenFaults(file="运行流程图.docx", errors=(("流程图缺少结束环节", 2),), warnings=1)
    owed = Owed(
        milestone=milestone,
        due=workspace.college.dates.due[milestone.code],
        days_late=5,
        missing=("职权和重要业务事项目录（附件1）",),
        returned=(faults,),
        returned_on=_FAULTY,
    )
    told = Reminder(department=_REMINDED, day=_CATALOGUE, owed=(owed,))
    template = workspace.template("reminder.docx")
    return reminder_letter(workspace.college, told, template=template)


def _years(workspace: Workspace) -> bytes:
    """Compare the example's catalogues with those of a made-up next year, one item less."""
    before = consolidate(_dossier(workspace, "catalogue", _CATALOGUE), ())
    first, *others = before.departments
    shorter = first.model_copy(update={"items": first.items[:-1]})
    after = before.model_copy(update={"year": before.year + 1, "departments": (shorter, *others)})
    compared = YearDiff(
        organisation=before.organisation,
        earlier=_year(before, before.counts.items),
        later=_year(after, before.counts.items - 1),
        changes=year_changes(before, after),
    )
    template = workspace.template("year_diff.docx")
    return render_year_diff(compared, workspace.college, template=template)


def _year(data: Consolidated, items: int) -> YearOfCollege:
    counts = {**data.counts.model_dump(exclude={"findings"}), "items": items}
    return YearOfCollege(
        year=data.year, phase="catalogue", as_of=data.as_of, official=True, **counts
    )


_SAMPLES: Mapping[str, Callable[[Workspace], bytes]] = {
    "assessment.docx": _official("handbook", _LAST, 2),
    "briefing.docx": _briefing,
    "catalogue.docx": _official("catalogue", _CATALOGUE, 0),
    "handbook.docx": _official("handbook", _LAST, 0),
    "notice.docx": _notice,
    "plan.docx": _official("plan", _FIRST, 0),
    "reminder.docx": _reminder,
    "summary.docx": _official("summary", _RISKS, 0),
    "warning_letter.docx": _letter,
    "work_report.docx": _official("handbook", _LAST, 1),
    "year_diff.docx": _years,
}
