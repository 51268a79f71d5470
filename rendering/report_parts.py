"""What the report shows, in the order and the words in which it shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from rendering.gbt9704 import date_words
from schemas.base import Model
from schemas.dossier import Dossier, ReceivedFile
from schemas.findings import SEVERITIES, SEVERITY_NAMES, Finding, Rule
from schemas.folding import fold
from schemas.forms import FORM_NAMES
from schemas.outcome import STATE_NAMES, MilestoneState, State
from schemas.schedule import milestones

WHOLE_COLLEGE = "全校（不属于某一部门）"
_NO_FORM = "未识别出表格"
_EVIDENCE = "佐证材料"
_NO_FOLDER = "（未归入部门）"


class Again(Model):
    """A further finding of a kind, told by its place alone."""

    id: str
    words: str
    explained: str = ""


class FindingLine(Model):
    """A kind of finding in one file: the first in full, the others by their places."""

    id: str
    severity: str
    severity_name: str
    code: str
    message: str
    hint: str
    item: str
    place: str
    file: str
    count: int
    again: tuple[Again, ...]
    explained: str = ""


class Section(Model):
    """A department with its findings; ``anchor`` is its place in the page."""

    anchor: str
    name: str
    counts: Mapping[str, int]
    lines: tuple[FindingLine, ...]


class Cell(Model):
    """A state in the status table; None where the milestone does not concern a department."""

    state: State
    words: str


class StatusLine(Model):
    """A department's states, in the order of the table's milestones."""

    anchor: str
    name: str
    cells: tuple[Cell | None, ...]
    counts: Mapping[str, int]


class StatusTable(Model):
    """Departments and milestones; a milestone is told by name and due date."""

    milestones: tuple[tuple[str, str], ...]
    lines: tuple[StatusLine, ...]


class FileLine(Model):
    """A received file: what it was taken for, and what became of it."""

    department: str
    path: str
    received: str
    forms: str
    remark: str
    sha256: str


class LegendLine(Model):
    """What a code stands for."""

    code: str
    title: str
    basis: str
    severity_name: str


def sections(dossier: Dossier, findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Share the findings out: the departments that have any, and last the college as a whole."""
    of: dict[str | None, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.department, []).append(finding)
    anchors = _anchors(dossier)
    names = [*anchors, *(name for name in of if name and name not in anchors)]
    known = tuple(
        _section(anchors.get(name, f"other-{number}"), name, of[name])
        for number, name in enumerate(names, 1)
        if name in of
    )
    return (*known, _section("college", WHOLE_COLLEGE, of[None])) if None in of else known


def _anchors(dossier: Dossier) -> dict[str, str]:
    return {d.name: f"department-{number}" for number, d in enumerate(dossier.departments, 1)}


def _section(anchor: str, name: str, findings: Sequence[Finding]) -> Section:
    lines = tuple(
        FindingLine(
            id=group.first.id,
            severity=group.first.severity,
            severity_name=SEVERITY_NAMES[group.first.severity],
            code=group.first.code,
            message=group.first.message,
            hint=group.first.hint,
            item=group.first.item or "",
            place=_place(group.first),
            file=group.first.file or "",
            count=group.count,
            again=tuple(_again(finding, group.first) for finding in group.members[1:]),
            explained=group.first.explained or "",
        )
        for group in fold(findings)
    )
    return Section(anchor=anchor, name=name, counts=_counts(findings), lines=lines)


def _again(finding: Finding, first: Finding) -> Again:
    """Tell a repeat by item and place; by its message where that says more or there is neither."""
    words = "，".join(part for part in (finding.item, _place(finding)) if part)
    same = _without_place(finding) == _without_place(first)
    return Again(
        id=finding.id,
        words=words if words and same else finding.message,
        explained=finding.explained or "",
    )


def _without_place(finding: Finding) -> str:
    words = finding.message
    for part in (finding.file, finding.item, _place(finding)):
        words = words.replace(part, "") if part else words
    return words


def _place(finding: Finding) -> str:
    return str(finding.location) if finding.location else ""


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}


def status_table(
    dossier: Dossier, states: Sequence[MilestoneState], findings: Sequence[Finding]
) -> StatusTable:
    """Put the states into a table: a line a department, a column a milestone that occurs."""
    of = {(state.department, state.milestone): state.state for state in states}
    wanted = {milestone for _, milestone in of}
    shown = [m for m in milestones() if m.code in wanted]
    due = dossier.college.dates.due
    heads = tuple(
        (f"{m.code} {m.name}", date_words(due[m.code], "arabic") if m.code in due else "")
        for m in shown
    )
    own: dict[str | None, list[Finding]] = {}
    for finding in findings:
        own.setdefault(finding.department, []).append(finding)
    lines = tuple(
        StatusLine(
            anchor=anchor if name in own else "",
            name=name,
            cells=tuple(
                Cell(state=state, words=STATE_NAMES[state])
                if (state := of.get((name, m.code)))
                else None
                for m in shown
            ),
            counts=_counts(own.get(name, ())),
        )
        for name, anchor in _anchors(dossier).items()
    )
    return StatusTable(milestones=heads, lines=lines)


def file_lines(dossier: Dossier) -> tuple[FileLine, ...]:
    """List the received files in the order of departments and paths."""
    order = list(_anchors(dossier))
    remarks = _remarks(dossier)

    def rank(file: ReceivedFile) -> tuple[int, str]:
        name = file.source.department
        return (order.index(name) if name in order else len(order), file.source.path)

    return tuple(
        FileLine(
            department=file.source.department or file.source.folder or _NO_FOLDER,
            path=file.source.path,
            received=date_words(file.source.received, "arabic"),
            forms=_forms(file),
            remark=remarks.get(file.source.path, ""),
            sha256=file.source.sha256,
        )
        for file in sorted(dossier.files, key=rank)
    )


def _forms(file: ReceivedFile) -> str:
    if file.source.evidence:
        return _EVIDENCE
    counted = Counter(FORM_NAMES[form.form] for form in file.forms)
    named = (f"{name}×{number}" if number > 1 else name for name, number in counted.items())
    return "、".join(named) or _NO_FORM


def _remarks(dossier: Dossier) -> dict[str, str]:
    """Say of files that were not used why; paths to sentences."""
    remarks: dict[str, list[str]] = {}
    for duplicate in dossier.duplicates:
        first = PurePosixPath(duplicate.first.path).name
        remarks.setdefault(duplicate.source.path, []).append(f"与“{first}”内容相同")
    for replacement in dossier.replacements:
        new = PurePosixPath(replacement.new.path).name
        remarks.setdefault(replacement.old.path, []).append(f"已由“{new}”替代")
    for file in dossier.files:
        if file.source.by_office:
            remarks.setdefault(file.source.path, []).append("办公室更正")
    return {path: "；".join(dict.fromkeys(words)) for path, words in remarks.items()}


def legend(codes: Iterable[str], rules: Mapping[str, Rule]) -> tuple[LegendLine, ...]:
    """Explain the codes that occur, in their order; a code without a rule is left out."""
    return tuple(
        LegendLine(
            code=code,
            title=rules[code].title,
            basis=rules[code].basis,
            severity_name=SEVERITY_NAMES[rules[code].severity],
        )
        for code in sorted(codes)
        if code in rules
    )
