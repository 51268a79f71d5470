"""LF-F13: a form lies in a folder that is not its department's, or names an unknown department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.view import View
from checks.vocabulary import shortened
from schemas.base import Place
from schemas.college import CORRECTIONS_FOLDER, OFFICE_FOLDER
from schemas.dossier import ReceivedFile, Source
from schemas.findings import Finding, Rule
from schemas.forms import (
    Catalogue,
    CatalogueItem,
    Form,
    ItemChart,
    RatingForm,
    RiskSummary,
    SummaryRisk,
)
from schemas.text import one_line

RULE: Final = Rule(
    code="LF-F13",
    title="部门与文件夹不符",
    severity="error",
    basis="各部门（单位）报送本部门（单位）的附件（实施方案六）",
    message=(
        "文件“{file}”{place}写明的部门是“{written}”，文件却放在“{folder}”的文件夹中。"
        "请核对：放错的移到该部门的文件夹，写错的退回改正部门名称。"
    ),
    hint="移到“{written}”的文件夹，或改正表上的部门名称",
)

_UNKNOWN: Final = (
    "文件“{file}”{place}写明的部门“{written}”不在配置的部门之中。"
    "请改正表上的部门名称；如是该部门的简称或曾用名，请在 lianfang.toml 的 aliases 中补上。"
)
_UNKNOWN_HINT: Final = "改正表上的部门名称，或在 lianfang.toml 中补上这一别名"
_FOLDER: Final = (
    "文件“{file}”所在的文件夹“{folder}”不是已配置的部门。"
    "请把文件移到所属部门的文件夹；如是该部门的简称或曾用名，请在 lianfang.toml 的 aliases 中补上。"
)
_FOLDER_HINT: Final = "移到所属部门的文件夹，或在 lianfang.toml 中补上这一别名"
_LOOSE: Final = (
    "文件“{file}”没有放在任何部门的文件夹中，不知是哪个部门报送的。请移到所属部门的文件夹。"
)
_LOOSE_HINT: Final = "移到 inbox 下所属部门的文件夹"
_OFFICE: Final = (
    "文件“{file}”是部门报送的表，却放在“{office}”的文件夹中，没有计入。"
    "请移到所属部门的文件夹；如是办公室代为改正的，请放入“{office}/{corrections}/部门名称”。"
)
_OFFICE_HINT: Final = "移到所属部门的文件夹，代为改正的放入“{office}/{corrections}/部门名称”"

_OFFICE_FORMS: Final = frozenset({"plan", "work_report", "risk_summary"})


def check(view: View) -> Iterator[Finding]:
    """Compare what forms say with where they lie; evidence and the office's own forms are exempt.

    Without configured departments nothing can be compared. Where only some files are at hand,
    which may lie anywhere, their folders are judged only if they are departments'.
    """
    if not view.dossier.college.department:
        return
    for file in view.dossier.files:
        source = file.source
        if source.evidence:
            continue
        if source.office_folder:
            if any(form.form not in _OFFICE_FORMS for form in file.forms):
                yield _misplaced(view, file, _OFFICE, _OFFICE_HINT)
        elif source.department is None and view.complete:
            wrong, hint = (_FOLDER, _FOLDER_HINT) if source.folder else (_LOOSE, _LOOSE_HINT)
            yield _misplaced(view, file, wrong, hint)
        else:
            for form in file.forms:
                if not view.replaced(source, form) and not _of_college(view, form):
                    yield from _in_folder(view, source, form)


def _misplaced(view: View, file: ReceivedFile, message: str, hint: str) -> Finding:
    """Report a file by its place alone, under the department that its forms agree on."""
    named = {view.belonging.known(form.department) for form in file.forms} - {None}
    return RULE.finding(
        message=message,
        hint=hint,
        department=named.pop() if len(named) == 1 else None,
        file=file.source.path,
        folder=file.source.folder,
        office=OFFICE_FOLDER,
        corrections=CORRECTIONS_FOLDER,
    )


def _in_folder(view: View, source: Source, form: Form) -> Iterator[Finding]:
    """Compare the form's heading with the folder, then every row's department that differs.

    A merged department cell is one fault, however many rows it covers; rows that only repeat
    the heading's department add none.
    """
    written = form.department or ""
    if written and not view.belonging.fits(written, source.department):
        yield _foreign(view, source, form, written, form.place("department"))
    told: set[tuple[str, str]] = set()
    for row in _rows(form):
        name, place = row.department or "", row.place("department")
        cell = (str(place) if place else "", name)
        if name in {"", written} or cell in told:
            continue
        told.add(cell)
        if not view.belonging.fits(name, source.department):
            yield _foreign(view, source, form, name, place)


def _rows(form: Form) -> Sequence[CatalogueItem | SummaryRisk]:
    """Give the rows of a form that name a department each."""
    if isinstance(form, Catalogue):
        return form.items
    return form.risks if isinstance(form, RiskSummary) else ()


def _of_college(view: View, form: Form) -> bool:
    """Tell whether a form is an annex 5 of several departments: the office's, wherever it lies."""
    if not isinstance(form, RiskSummary):
        return False
    college = view.dossier.college
    return len({college.department_named(risk.department) for risk in form.risks} - {None}) > 1


def _foreign(view: View, source: Source, form: Form, written: str, place: Place | None) -> Finding:
    known = view.belonging.known(written)
    item = one_line(form.item) if isinstance(form, ItemChart | RatingForm) else ""
    return RULE.finding(
        message=None if known else _UNKNOWN,
        hint=None if known else _UNKNOWN_HINT,
        department=source.department,
        item=item or None,
        file=source.path,
        place=place,
        written=known or shortened(written),
        folder=source.department or "",
    )
