"""Annex 4, 廉政风险点排查评定表: the risks of one authority item, rated and signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import Particulars, Stray, department_in_title, line_place
from extractors.annexes.rating_fields import item_in_titles
from extractors.annexes.rating_parts import RatingParts, names_item, parts_of
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.risk_columns import column_findings
from extractors.annexes.risk_rows import RiskRow
from extractors.annexes.risk_words import says_no_risk
from extractors.annexes.scales import Scale, declared_scale, notes_of, pairs_in
from extractors.annexes.sections import Section
from extractors.faults import COLUMN_MISSING
from extractors.grid import Line
from schemas.base import Place
from schemas.findings import Finding
from schemas.forms import RatedRisk, RatingForm, SignOff
from schemas.text import normalised

_FORM = "廉政风险点排查评定表"
_NEEDED = ("point", "manifestation", "level", "responsible")
_NO_ITEM = (
    "文件“{file}”{place}的廉政风险点排查评定表没有写明职权事项名称。"
    "请在表头上方填写“职权事项名称”。"
)
_NO_ITEM_HINT = "在表头上方填写“职权事项名称”"


def _read(section: Section, file: str) -> Reading:
    """Read the rating forms of a section; all but a few sections have one."""
    found = Particulars()
    scale = declared_scale(notes_of(section.lines, section.grids))
    parts = _parts(section, found, scale)
    above = [line for line in section.blocks[: section.first_body] if isinstance(line, Line)]
    below = [line for line in section.blocks[section.first_body :] if isinstance(line, Line)]
    rest = read_lines([*above, *parts[-1].signs.take_lines(below)], found)
    if "category" in found.values:  # 责任部门：图书馆　　职权类别：内部职权, above the table
        parts[0].fields.texts.setdefault("category", found.values["category"])
    if any(says_no_risk(line.text) for line in rest):
        parts[-1].risks.nothing = True
        rest = [line for line in rest if not says_no_risk(line.text)]
    read_margins(section.margins, found)
    stray = [*found.stray, *stray_lines(line for line in rest if not pairs_in(line.text))]
    forms: list[RatingForm] = []
    findings: list[Finding] = []
    for part in parts:
        read, faults = _forms(part, section, file)
        forms.extend(read)
        findings.extend(faults)
    names = {"department": forms[0].department, "item": forms[0].item or None}
    findings.extend(stray_findings(stray, file, **names))
    return tuple(forms), tuple(findings)


def _parts(section: Section, found: Particulars, scale: Scale) -> list[RatingParts]:
    """Read the tables; a further item's name begins a further form."""
    parts = [RatingParts.begin(found, scale)]
    for grid in section.grids:
        for rows in parts_of(grid):
            if parts[-1].begun() and names_item(rows):
                parts.append(RatingParts.begin(found, scale))
            parts[-1].read(grid, rows)
    return parts


def _forms(
    part: RatingParts, section: Section, file: str
) -> tuple[tuple[RatingForm, ...], tuple[Finding, ...]]:
    """Make the forms of one part: one, or one an item where the rows name several."""
    own, department = _names(part, section)
    sign_offs, unsigned = part.signs.sign_offs()
    forms = tuple(
        _form(part, item, risks, department, sign_offs)
        for item, risks in _by_item(part, own).items()
    )
    stray = [*part.fields.stray, *part.risks.leftovers(), *unsigned]
    stray += _other_departments(part, department)
    names = {"department": department, "item": forms[0].item or None}
    findings = [*stray_findings(stray, file, **names)]
    if not all(form.nothing_to_report for form in forms):
        findings = [*_missing(part, section, file, **names), *findings]
    return forms, tuple(findings)


def _names(part: RatingParts, section: Section) -> tuple[str, str | None]:
    """Give the item and the department: in fields, label lines, the title, one column."""
    named = part.fields.department() or part.risks.found.department
    item = part.fields.item() or part.risks.found.values.get("item", "")
    titled, department = item_in_titles(section.titles, named)
    column = dict.fromkeys(d for risk in part.risks.risks if (d := risk.groups["department"]))
    only = next(iter(column)) if len(column) == 1 else None
    return item or titled, department or only or department_in_title(section.titles)


def _by_item(part: RatingParts, own: str) -> Mapping[str, list[RiskRow]]:
    """Sort the risks by item: all of the form's own, unless a column names others."""
    found: dict[str, list[RiskRow]] = {}
    for risk in part.risks.risks:
        item = risk.groups["item"]
        same = not item or normalised(item) == normalised(own)
        found.setdefault(own if same else item, []).append(risk)
    return found or {own: []}


def _other_departments(part: RatingParts, department: str | None) -> Iterator[Stray]:
    """Give other departments than the form's that a column names."""
    told: set[str] = set()
    for risk in part.risks.risks:
        name = risk.groups["department"]
        if name and name not in told and normalised(name) != normalised(department or ""):
            told.add(name)
            yield Stray(name, risk.places["department"])


def _form(
    part: RatingParts,
    item: str,
    risks: Sequence[RiskRow],
    department: str | None,
    sign_offs: tuple[SignOff, ...],
) -> RatingForm:
    fields, found = part.fields, part.risks.found
    category, raw = fields.category()
    remarks, at = part.signs.remarks()
    places = {**found.places, **fields.places, **({"remarks": at} if at else {})}
    grid = part.grid
    if grid is not None:
        places[""] = grid.at_row(part.row)
    return RatingForm(
        department=department,
        unit=found.unit,
        filled_on=found.filled_on,
        nothing_to_report=part.risks.nothing and not part.risks.risks,
        number=fields.number(),
        item=item,
        category=category,
        category_raw=raw,
        flow_note=fields.flow_note(),
        risks=tuple(map(_rated, risks)),
        sign_offs=sign_offs,
        remarks=remarks,
        places=places,
    )


def _rated(risk: RiskRow) -> RatedRisk:
    kept = ("", "point", "manifestation", "level", "responsible")
    return RatedRisk(
        point=risk.groups["point"],
        number=risk.number,
        manifestation=risk.manifestation,
        level=risk.level,
        level_raw=risk.level_raw,
        responsible=risk.groups["responsible"],
        places={name: risk.places[name] for name in kept if name in risk.places},
    )


def _missing(
    part: RatingParts, section: Section, file: str, *, department: str | None, item: str | None
) -> Iterator[Finding]:
    """Report what the form needs and does not have: the item's name, columns (LF-F10)."""
    issued = part.risks.untouched and not part.risks.risks  # and not filled in since
    if item is None and not issued:
        yield COLUMN_MISSING.finding(
            department=department,
            file=file,
            place=part.fields.places.get("item") or _first_place(part, section),
            message=_NO_ITEM,
            hint=_NO_ITEM_HINT,
        )
    told = {name for risk in part.risks.risks for name, text in risk.groups.items() if text}
    needed = [name for name in _NEEDED if name not in told or name in part.risks.columns]
    yield from column_findings(
        part.grid, part.header, file, form=_FORM, needed=needed, department=department, item=item
    )


def _first_place(part: RatingParts, section: Section) -> Place | None:
    if part.grid is not None:
        return part.grid.at_row(part.row)
    line = next((line for line in section.lines if line.text.strip()), None)
    return line_place(line) if line else None


ANNEX = Annex(kinds=("rating_form",), read=_read)
