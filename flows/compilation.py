"""Received files → dossier: which forms are in force, which were replaced, which disagree.

Pure: the same files on the same day give the same dossier (contract, section 2, "Versions").
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from schemas.college import College
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
    Catalogue,
    CatalogueItem,
    Form,
    ProcessFlow,
    Roster,
    UnreadForm,
    content_of,
)
from schemas.schedule import Phase, milestones
from schemas.text import normalised

FirstReceived = Callable[[str, str, str], dt.date | None]
"""(department, kind of form, item or "") → first as-of day, versions that have left included."""

T = TypeVar("T", Catalogue, ProcessFlow, Roster)


@dataclass(slots=True)
class _Sorting:
    """The forms of one department while they are being sorted."""

    rosters: list[Submitted[Roster]] = field(default_factory=list)
    catalogues: list[Submitted[Catalogue]] = field(default_factory=list)
    flows: list[Submitted[ProcessFlow]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
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
    readable = [file for file in ordered if file.source.path not in copies]
    owners = _owners(readable, college)
    sorted_forms = {department.name: _Sorting() for department in college.department}
    for file in readable:
        for number, form in enumerate(file.forms):
            owner = owners.get((file.source.path, number))
            if owner is not None:
                _file_away(sorted_forms[owner], owner, form, file.source)
    return Dossier(
        college=college,
        phase=phase,
        as_of=as_of,
        files=tuple(ordered),
        departments=tuple(
            _department(name, forms, first_received) for name, forms in sorted_forms.items()
        ),
        duplicates=duplicates,
        replacements=tuple(r for forms in sorted_forms.values() for r in forms.replacements),
        conflicts=tuple(c for forms in sorted_forms.values() for c in forms.conflicts),
        approved=tuple(approved),
    )


def _age(source: Source) -> tuple[bool, int, str]:
    """Order files from old to new, the office's own readings last; files of one run by name."""
    return source.by_office, source.run, source.path


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
            named = college.department_named(form.department)
            key = (file.source.path, number)
            if named is None or named == folder:
                settled[key] = folder
                if isinstance(form, Catalogue):
                    items.setdefault(folder, set()).update(form_items(form))
            else:
                astray.append((key, form, folder, named))
    for key, form, folder, named in astray:
        wanted = form_items(form)
        there, here = (bool(wanted & items.get(name, set())) for name in (named, folder))
        elsewhere = there and not here
        if isinstance(form, Catalogue) and not here:
            elsewhere = folder in items
        settled[key] = named if elsewhere else folder
    return settled


def form_items(form: Form) -> frozenset[str]:
    """Give the normalised names of the items that a form speaks of; a roster has one, itself."""
    match form:
        case Catalogue():
            return frozenset(normalised(item.name) for item in form.items if item.name)
        case ProcessFlow():
            return frozenset({normalised(form.item)})
        case Roster():
            return frozenset({"roster"})
        case UnreadForm():
            return frozenset()


def _file_away(forms: _Sorting, department: str, form: Form, source: Source) -> None:
    match form:
        case Catalogue():
            _add(forms, forms.catalogues, department, form, source)
        case ProcessFlow():
            _add(forms, forms.flows, department, form, source)
        case Roster():
            _add(forms, forms.rosters, department, form, source)
        case UnreadForm():
            forms.others.append(form.form)


def _add(
    forms: _Sorting, in_force: list[Submitted[T]], department: str, form: T, source: Source
) -> None:
    """Add a form: it replaces older ones that share an item, and may disagree with equally old."""
    addition: T | None = form
    for earlier in tuple(in_force):
        shared = form_items(form) & form_items(earlier.form)
        if not shared or earlier.source.path == source.path:
            continue
        if _age(earlier.source)[:2] < _age(source)[:2]:
            in_force.remove(earlier)
            forms.replacements.append(
                Replacement(
                    kind=form.form,
                    items=_item_names(earlier.form),
                    old=earlier.source,
                    new=source,
                )
            )
        else:
            addition = _beside(forms, earlier, department, addition, source)
    if addition is not None:
        in_force.append(Submitted(form=addition, source=source))


def _beside(
    forms: _Sorting, earlier: Submitted[T], department: str, form: T | None, source: Source
) -> T | None:
    """Keep of a form what an equally old one does not say already; note where they disagree."""
    if form is None:
        return None
    if isinstance(form, Catalogue) and isinstance(earlier.form, Catalogue):
        said = {_row(item) for item in earlier.form.items}
        rest = tuple(item for item in form.items if _row(item) not in said)
        return form.model_copy(update={"items": rest}) if rest else None
    if _said(form) != _said(earlier.form):
        forms.conflicts.append(
            Conflict(
                kind=form.form,
                item=next(iter(_item_names(form)), ""),
                department=department,
                one=earlier.source,
                other=source,
            )
        )
    return None


def _item_names(form: Form) -> tuple[str, ...]:
    match form:
        case Catalogue():
            return tuple(item.name for item in form.items)
        case ProcessFlow():
            return (form.item,)
        case _:
            return ()


def _row(item: CatalogueItem) -> str:
    """Write a catalogue row's values comparably, without its number and places."""
    return normalised(item.model_dump_json(exclude={"places", "seq"}))


def _said(form: Form) -> str:
    """Write what a form says comparably, without where and when it was filled in."""
    about = ("department", "unit", "filled_on")
    content = {key: value for key, value in content_of(form).items() if key not in about}
    return normalised(json.dumps(content, ensure_ascii=False))


def _department(name: str, forms: _Sorting, first_received: FirstReceived) -> DepartmentDossier:
    return DepartmentDossier(
        name=name,
        rosters=tuple(forms.rosters),
        catalogues=tuple(forms.catalogues),
        flows=tuple(forms.flows),
        other_forms=tuple(dict.fromkeys(forms.others)),
        receipts=tuple(_receipts(name, forms, first_received)),
    )


def _receipts(name: str, forms: _Sorting, first_received: FirstReceived) -> Iterable[Receipt]:
    """Tell when the first version of the last form of each milestone came."""
    submitted: list[tuple[Form, Source]] = [
        *((sent.form, sent.source) for sent in forms.rosters),
        *((sent.form, sent.source) for sent in forms.catalogues),
        *((sent.form, sent.source) for sent in forms.flows),
    ]
    for milestone in milestones():
        days: list[dt.date] = []
        for form, source in submitted:
            if form.form in milestone.forms:
                firsts = [first_received(name, form.form, item) for item in form_items(form)]
                days.append(min(day for day in (*firsts, source.received) if day is not None))
        if days:
            yield Receipt(milestone=milestone.code, first=max(days))
