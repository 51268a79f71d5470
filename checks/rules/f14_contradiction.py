"""LF-F14: two files of one run say different things of the same item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View, in_file
from schemas.base import Place
from schemas.dossier import Conflict, Source
from schemas.findings import Finding, Rule
from schemas.forms import Measures, RiskSummary, form_name
from schemas.text import normalised, one_line

RULE: Final = Rule(
    code="LF-F14",
    title="两份文件互相矛盾",
    severity="error",
    basis="同时报送的同一张表只能有一份",
    message=(
        "“{department}”同时报送的两份{form}{about}内容不一致：“{other}”和“{file}”。"
        "请核对，只保留正确的一份。"
    ),
    hint="核对两份文件，只保留正确的一份",
)


def check(view: View) -> Iterator[Finding]:
    """Report disagreements in any form but the catalogue, where they are LF-C03."""
    for conflict in view.dossier.conflicts:
        if conflict.kind != "catalogue":
            yield _finding(view, conflict)


def _finding(view: View, conflict: Conflict) -> Finding:
    row = view.items.get(conflict.department, {}).get(normalised(conflict.item))
    item = row.name if row else one_line(conflict.item)
    return RULE.finding(
        department=conflict.department,
        item=item or None,
        file=conflict.other.path,
        place=_place(view, conflict, conflict.other),
        related=(in_file(conflict.one, _place(view, conflict, conflict.one)),),
        form=form_name(conflict.kind),
        about=f"（职权事项“{item}”）" if item else "",
        other=conflict.one.path,
    )


def _place(view: View, conflict: Conflict, source: Source) -> Place | None:
    """Find where a file's form speaks of the item."""
    file = view.files.get(source.path)
    wanted = normalised(conflict.item)
    for form in file.forms if file else ():
        if form.form == conflict.kind and wanted in map(normalised, form.item_names):
            rows = form.risks if isinstance(form, RiskSummary | Measures) else ()
            own = (row.place("item") for row in rows if normalised(row.item) == wanted)
            return next(own, form.place("item"))
    return None
