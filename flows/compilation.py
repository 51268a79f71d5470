"""Received files → dossier: which forms are in force, which were replaced, which disagree.

Pure: the same files on the same day give the same dossier (contract, section 2, "Versions").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.sameness import said, said_in_row, says_nothing
from schemas.college import OFFICE_FOLDER, College
from schemas.dossier import (
    Approved,
    Conflict,
    DepartmentDossier,
    Dossier,
    Duplicate,
    Receipt,
    ReceivedFile,
    Replacement,
    Source,
    Submitted,
)
from schemas.forms import (
    Assessment,
    Catalogue,
    Form,
    Measures,
    RiskSummary,
)
from schemas.schedule import Phase, milestones
from schemas.text import normalised

FirstReceived = Callable[[str, str, str], dt.date | None]
"""(department, kind of form, item or "") → first as-of day, versions that have left included."""

_WHERE_IN_FORCE: Mapping[str, str] = {
    "roster": "rosters",
    "catalogue": "catalogues",
    "process_flow": "flows",
    "risk_map": "risk_maps",
    "rating_form": "rating_forms",
    "risk_summary": "summaries",
    "measures": "measures",
    "assessment": "assessments",
}
"""Kind of form → where a department's dossier has those in force."""

_OFFICE_FORMS = ("plan", "work_report")
"""Kinds that count only in the office's own folder; a department may have a plan of its own."""


@dataclass(slots=True)
class _Sorting:
    """The forms of one department while they are being sorted."""

    in_force: dict[str, list[Submitted[Any]]] = field(
        default_factory=lambda: {kind: [] for kind in (*_WHERE_IN_FORCE, *_OFFICE_FORMS)}
    )
    replacements: list[Replacement] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def compile_dossier(
    college: College,
    phase: Phase,
    as_of: dt.date,
    files: Sequence[ReceivedFile],
    *,
    first_received: FirstReceived,
    approved: Sequence[Approved] = (),
) -> Dossier:
    """Sort the files' forms by department and version.

    Args:
        college: The configuration.
        phase: The phase that is run.
        as_of: Today, for every deadline.
        files: Files in the inbox that were received by that day, in any order.
        first_received: History of the archive.
        approved: Approvals on record.
    """
    ordered = sorted(files, key=lambda file: _age(file.source))
    duplicates = tuple(_duplicates(ordered))
    copies = {duplicate.source.path for duplicate in duplicates}
    # What was recognised in a scan comes last, and only where nothing typed was sent.
    readable = sorted(
        (file for file in ordered if file.source.path not in copies), key=_is_recognised
    )
    typed = {file.source.path for file in readable if not _is_recognised(file)}
    owners = _owners(readable, college)
    sorted_forms = {department.name: _Sorting() for department in college.department}
    of_college = _Sorting()
    for file in readable:
        for number, form in enumerate(file.forms):
            owner = owners.get((file.source.path, number))
            if _is_of_college(file.source, form, college):
                name, sorting = OFFICE_FOLDER, of_college
            elif owner is not None and form.form in _WHERE_IN_FORCE:
                name, sorting = owner, sorted_forms[owner]
            else:
                continue
            in_force = sorting.in_force[form.form]
            if _is_recognised(file) and any(sent.source.path in typed for sent in in_force):
                continue
            _add(sorting, in_force, name, form, file.source)
    sortings = (*sorted_forms.values(), of_college)
    return Dossier(
        college=college,
        phase=phase,
        as_of=as_of,
        files=tuple(ordered),
        departments=tuple(
            _department(name, forms, first_received) for name, forms in sorted_forms.items()
        ),
        office_summaries=tuple(of_college.in_force["risk_summary"]),
        plan=next(iter(of_college.in_force["plan"]), None),
        work_report=next(iter(of_college.in_force["work_report"]), None),
        duplicates=duplicates,
        replacements=tuple(r for forms in sortings for r in forms.replacements),
        conflicts=tuple(c for forms in sortings for c in forms.conflicts),
        approved=tuple(approved),
    )


def _age(source: Source) -> tuple[bool, int, str]:
    """Order files from old to new, the office's own readings last; files of one run by name."""
    return source.by_office, source.run, source.path


def _is_recognised(file: ReceivedFile) -> bool:
    """Tell whether a file is a scan: an error that stays even where its content was recognised."""
    return any(f.code == "LF-F06" and f.severity == "error" for f in file.findings)


def _duplicates(files: Iterable[ReceivedFile]) -> Iterable[Duplicate]:
    """Find files whose content the same department has sent under another name."""
    first: dict[tuple[str, str, bool], Source] = {}
    for file in files:
        source = file.source
        if source.evidence:
            continue
        key = (source.folder, source.sha256, source.by_office)
        if key in first:
            yield Duplicate(source=source, first=first[key])
        else:
            first[key] = source


def _owners(files: Sequence[ReceivedFile], college: College) -> Mapping[tuple[str, int], str]:
    """Tell for each form (path, number in the file) whose it is.

    A form that lies in another department's folder is LF-F13. So that this one fault does not
    drag others behind it, the form counts for that of the two departments whose catalogue has
    its item; a catalogue counts for the folder's unless that has sent another.
    """
    items: dict[str, set[str]] = {}
    settled: dict[tuple[str, int], str] = {}
    astray: list[tuple[tuple[str, int], Form, str, str]] = []
    for file in files:
        folder = file.source.department
        if file.source.evidence or folder is None:
            continue
        for number, form in enumerate(file.forms):
            named = _named_department(form, college)
            key = (file.source.path, number)
            if named is None or named == folder:
                settled[key] = folder
                if isinstance(form, Catalogue):
                    items.setdefault(folder, set()).update(form.subjects)
            else:
                astray.append((key, form, folder, named))
    for key, form, folder, named in astray:
        wanted = form.subjects
        there, here = (bool(wanted & items.get(name, set())) for name in (named, folder))
        elsewhere = there and not here
        if isinstance(form, Catalogue) and not here:
            elsewhere = folder in items
        settled[key] = named if elsewhere else folder
    return settled


def _named_department(form: Form, college: College) -> str | None:
    """Tell whose a form says it is; an annex 5 by the one department that its rows name."""
    if isinstance(form, RiskSummary):
        rows = {college.department_named(risk.department) for risk in form.risks} - {None}
        if len(rows) == 1:
            return rows.pop()
    return college.department_named(form.department)


def _is_of_college(source: Source, form: Form, college: College) -> bool:
    """Tell whether a form is the office's own: plan, report, annex 5 of several departments."""
    if source.evidence:
        return False
    if not isinstance(form, RiskSummary):
        return source.office_folder and form.form in _OFFICE_FORMS
    named = {college.department_named(risk.department) for risk in form.risks}
    return source.office_folder or len(named - {None}) > 1


def _add(
    forms: _Sorting, in_force: list[Submitted[Any]], department: str, form: Form, source: Source
) -> None:
    """Add a form: it replaces older ones that share an item, and may disagree with equally old."""
    addition: Form | None = form
    for earlier in tuple(in_force):
        shared = form.subjects & earlier.form.subjects
        if not shared or earlier.source.path == source.path:
            continue
        if _age(earlier.source)[:2] < _age(source)[:2]:
            in_force.remove(earlier)
            forms.replacements.append(
                Replacement(
                    kind=form.form,
                    items=earlier.form.item_names,
                    old=earlier.source,
                    new=source,
                )
            )
        elif says_nothing(form):
            addition = None
        elif says_nothing(earlier.form):
            in_force.remove(earlier)
        else:
            addition = _beside(forms, earlier, department, addition, source)
    if addition is not None:
        in_force.append(Submitted(form=addition, source=source))


def _beside(
    forms: _Sorting, earlier: Submitted[Any], department: str, form: Form | None, source: Source
) -> Form | None:
    """Keep of a form what an equally old one does not say already; note where they disagree."""
    if form is None:
        return None
    if isinstance(form, Catalogue) and isinstance(earlier.form, Catalogue):
        known = {said_in_row(item, earlier.form) for item in earlier.form.items}
        rest = tuple(item for item in form.items if said_in_row(item, form) not in known)
        return form.model_copy(update={"items": rest}) if rest else None
    if isinstance(form, Measures) and isinstance(earlier.form, Measures):
        return _rows_beside(forms, earlier, department, form, source)
    if isinstance(form, Assessment) and isinstance(earlier.form, Assessment):
        return _answers_beside(forms, earlier, department, form, source)
    shared = form.subjects & earlier.form.subjects
    if said(form, shared) != said(earlier.form, shared):
        names = (name for name in form.item_names if normalised(name) in shared)
        forms.conflicts.append(
            Conflict(
                kind=form.form,
                item=next(names, ""),
                department=department,
                one=earlier.source,
                other=source,
            )
        )
    return form if isinstance(form, RiskSummary) else None


def _rows_beside(
    forms: _Sorting,
    earlier: Submitted[Measures],
    department: str,
    form: Measures,
    source: Source,
) -> Measures | None:
    """Keep of an annex 6 the items that the other does not have; note those that differ."""
    shared = form.subjects & earlier.form.subjects
    for key, name in {normalised(name): name for name in form.item_names}.items():
        if key in shared and said(form, {key}) != said(earlier.form, {key}):
            forms.conflicts.append(
                Conflict(
                    kind=form.form,
                    item=name,
                    department=department,
                    one=earlier.source,
                    other=source,
                )
            )
    rest = tuple(risk for risk in form.risks if normalised(risk.item) not in shared)
    return form.model_copy(update={"risks": rest}) if rest else None


def _answers_beside(
    forms: _Sorting,
    earlier: Submitted[Assessment],
    department: str,
    form: Assessment,
    source: Source,
) -> Assessment | None:
    """Keep of an annex 7 the criteria that the other does not answer; note if answers differ."""
    shared = form.subjects & earlier.form.subjects
    if said(form, shared) != said(earlier.form, shared):
        forms.conflicts.append(
            Conflict(
                kind=form.form,
                item="",
                department=department,
                one=earlier.source,
                other=source,
            )
        )
    rest = tuple(c for c in form.criteria if str(c.number) in form.subjects - shared)
    return form.model_copy(update={"criteria": rest}) if rest else None


def _department(name: str, forms: _Sorting, first_received: FirstReceived) -> DepartmentDossier:
    in_force = {
        where: tuple(
            form.model_copy(update={"first": _first_day(name, form, first_received)})
            for form in forms.in_force[kind]
        )
        for kind, where in _WHERE_IN_FORCE.items()
    }
    return DepartmentDossier(
        name=name,
        **in_force,
        receipts=tuple(_receipts(name, forms, first_received)),
    )


def _receipts(name: str, forms: _Sorting, first_received: FirstReceived) -> Iterable[Receipt]:
    """Tell when the first version of the last form of each milestone came."""
    for milestone in milestones():
        days = [
            _first_day(name, sent, first_received)
            for kind in milestone.forms
            for sent in forms.in_force.get(kind, ())
        ]
        if days:
            yield Receipt(milestone=milestone.code, first=max(days))


def _first_day(name: str, sent: Submitted[Any], first_received: FirstReceived) -> dt.date:
    """Tell when a form's first version came; the file itself counts too."""
    firsts = (first_received(name, sent.form.form, item) for item in sent.form.subjects)
    return min(day for day in (*firsts, sent.source.received) if day is not None)
