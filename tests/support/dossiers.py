"""Small builders of dossiers: a college of two departments, its forms, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.base import Place
from schemas.college import LEVELS, College
from schemas.dossier import (
    DepartmentDossier,
    Dossier,
    Receipt,
    ReceivedFile,
    Source,
    Submitted,
)
from schemas.findings import Finding
from schemas.forms import (
    CATEGORIES,
    Assessment,
    Catalogue,
    CatalogueItem,
    Criterion,
    Declared,
    Form,
    MeasuredRisk,
    Measures,
    ProcessFlow,
    RatedRisk,
    RatingForm,
    RiskMap,
    RiskSummary,
    Roster,
    RosterMember,
    SignOff,
    Step,
    StepRisks,
    SummaryRisk,
    Transition,
)

AUDIT, TEACHING = "审计监察处", "教务处"
ITEM = "信访举报受理"
DUE_M01, DUE_M03 = dt.date(2012, 4, 23), dt.date(2012, 5, 25)
IN_TIME, LATE = dt.date(2012, 5, 24), dt.date(2012, 5, 26)

_MILESTONES: dict[str, tuple[type[Form], ...]] = {
    "M01": (Roster,),
    "M03": (Catalogue, ProcessFlow),
    "M06": (RiskMap,),
    "M07": (RatingForm,),
    "M09": (Measures,),
    "M10": (Assessment,),
}

# The columns of annex 1, for the places of the rows below.
_COLUMNS = {"seq": 1, "department": 2, "name": 3, "category": 4, "content": 5, "legal_basis": 6}


def college(**more: Any) -> College:  # noqa: ANN401 - any part of lianfang.toml
    """Make a college of two departments, the first one with an alias."""
    table: dict[str, Any] = {
        "organisation": {"name": "防灾科技学院", "year": 2012},
        "schedule": {"mobilisation": dt.date(2012, 4, 20)},
        "department": [{"name": AUDIT, "aliases": ["纪委办公室"]}, {"name": TEACHING}],
    }
    return College.model_validate(table | more)


def source(
    path: str = f"inbox/{AUDIT}/目录.docx",
    *,
    received: dt.date = IN_TIME,
    run: int = 1,
    **more: Any,  # noqa: ANN401 - any field of a source
) -> Source:
    """Make a file's description from its path: the folder below ``inbox/`` is its department's."""
    parts = path.split("/")
    folder = parts[1] if len(parts) > 2 else ""
    fields: dict[str, Any] = {
        "path": path,
        "folder": folder,
        "department": college().department_named(folder),
        "sha256": path.encode().hex().ljust(64, "0")[:64],
        "received": received,
        "run": run,
    }
    return Source.model_validate(fields | more)


def row(
    name: str = ITEM,
    *,
    line: int = 2,
    seq: int | None = 1,
    department: str | None = AUDIT,
    category: str = "内部职权",
    content: str = "受理信访举报件。",
    legal_basis: str = "《信访条例》",
) -> CatalogueItem:
    """Make a catalogue row that stands in table 1; ``line`` is the row of the table."""
    return CatalogueItem(
        seq=seq,
        department=department,
        name=name,
        category=next((c for c in CATEGORIES if c == category), None),
        category_raw=category,
        content=content,
        legal_basis=legal_basis,
        places={
            field: Place(table=1, row=line, column=column) for field, column in _COLUMNS.items()
        },
    )


def catalogue(*rows: CatalogueItem, department: str | None = AUDIT) -> Catalogue:
    """Make annex 1; without rows it says 无."""
    return Catalogue(
        department=department,
        items=rows,
        nothing_to_report=not rows,
        places={"department": Place(paragraph=2)},
    )


def flow(
    arrows: str = "受理>审核 审核>审批",
    *,
    item: str = ITEM,
    department: str | None = AUDIT,
    time_limit: str | None = "当日",
    supervision: str | None = None,
) -> ProcessFlow:
    """Make annex 2 from arrows such as ``受理>审核``; a step without arrows stands alone.

    Only the first step has the time limit.
    """
    return ProcessFlow(
        item=item,
        department=department,
        supervision=supervision,
        **_chart(arrows, time_limit),
        places={"item": Place(paragraph=3), "department": Place(paragraph=4)},
    )


def risk_map(
    risks: dict[str, Sequence[str]],
    *,
    arrows: str = "受理>审核 审核>审批",
    item: str = ITEM,
    department: str | None = AUDIT,
) -> RiskMap:
    """Make annex 3: the chart of :func:`flow`, and step text → manifestations in its box."""
    chart = _chart(arrows, "当日")
    ids = {step.text: step.id for step in chart["steps"]}
    boxes = tuple(
        StepRisks(
            step=ids[text],
            manifestations=tuple(listed),
            places={"": Place(shape=100 + n)},
        )
        for n, (text, listed) in enumerate(risks.items(), 1)
    )
    return RiskMap(
        item=item,
        department=department,
        risks=boxes,
        **chart,
        places={"item": Place(paragraph=3), "department": Place(paragraph=4)},
    )


def rated(
    manifestation: str = "不按规定登记。",
    level: str = "中",
    *,
    point: str = "受理",
    responsible: str = "承办人",
    line: int = 5,
    number: int | None = 1,
) -> RatedRisk:
    """Make a row of annex 4 in table 1; ``level`` as written, in ``line`` of the table."""
    return RatedRisk(
        point=point,
        number=number,
        manifestation=manifestation,
        level=next((known for known in LEVELS if known == level), None),
        level_raw=level,
        responsible=responsible,
        places=_places(line, {"point": 1, "manifestation": 2, "level": 3, "responsible": 4}),
    )


def sign_offs(
    department: dt.date | None = dt.date(2012, 6, 4),
    leader: dt.date | None = dt.date(2012, 6, 7),
    group: dt.date | None = None,
) -> tuple[SignOff, ...]:
    """Make the three blocks of annex 4, signed where they are dated."""
    days = {"department": department, "supervising_leader": leader, "leading_group": group}
    return tuple(
        SignOff.model_validate(
            {
                "role": role,
                "opinion": "同意。" if day else None,
                "signed_by": "甲" if day else None,
                "date": day,
                "places": {"": Place(table=1, row=20 + n, column=2)},
            }
        )
        for n, (role, day) in enumerate(days.items())
    )


def rating_form(
    *risks: RatedRisk,
    item: str = ITEM,
    department: str | None = AUDIT,
    category: str = "内部职权",
    signed: tuple[SignOff, ...] | None = None,
) -> RatingForm:
    """Make annex 4; without rows it says 无."""
    return RatingForm(
        item=item,
        department=department,
        category=next((known for known in CATEGORIES if known == category), None),
        category_raw=category,
        risks=risks,
        sign_offs=sign_offs() if signed is None else signed,
        nothing_to_report=not risks,
        places={
            "item": Place(table=1, row=2, column=2),
            "category": Place(table=1, row=2, column=4),
            "department": Place(table=1, row=1, column=4),
        },
    )


def summed(
    manifestation: str = "不按规定登记。",
    level: str = "中",
    *,
    point: str = "受理",
    item: str = ITEM,
    department: str | None = AUDIT,
    responsible: str = "承办人",
    line: int = 3,
) -> SummaryRisk:
    """Make a row of annex 5 in table 1."""
    columns = ("department", "item", "point", "manifestation", "level", "responsible")
    return SummaryRisk(
        department=department,
        item=item,
        point=point,
        manifestation=manifestation,
        level=next((known for known in LEVELS if known == level), None),
        level_raw=level,
        responsible=responsible,
        places=_places(line, {name: n for n, name in enumerate(columns, 1)}),
    )


def risk_summary(*risks: SummaryRisk, **declared: int | None) -> RiskSummary:
    """Make annex 5 with the totals that its sentence declares (``items``, ``high`` …)."""
    return RiskSummary(
        risks=risks,
        declared=Declared(**declared, places={"": Place(table=1, row=1, column=2)}),
    )


def measured(
    manifestation: str = "不按规定登记。",
    level: str = "中",
    *,
    point: str = "受理",
    item: str = ITEM,
    personnel: str = "承办人",
    measures: Sequence[str] = ("处领导定期抽查登记情况。",),
    regulations: Sequence[str] = ("《信访举报登记管理办法》",),
    line: int = 2,
    number: int | None = 1,
    spans: dict[str, int] | None = None,
) -> MeasuredRisk:
    """Make a row of annex 6 in table 1; ``spans``: field → line where its merged cell begins."""
    columns = ("item", "point", "personnel", "manifestation", "level", "measures", "regulations")
    return MeasuredRisk(
        item=item,
        point=point,
        personnel=personnel,
        number=number,
        manifestation=manifestation,
        level=next((known for known in LEVELS if known == level), None),
        level_raw=level,
        measures=tuple(measures),
        regulations=tuple(regulations),
        planned=(None,) * len(regulations),
        places={
            name: Place(table=1, row=(spans or {}).get(name, line), column=n)
            for n, name in enumerate(columns, 1)
        },
    )


def measures(*risks: MeasuredRisk, department: str | None = AUDIT) -> Measures:
    """Make annex 6; without rows it says 无."""
    return Measures(
        department=department,
        risks=risks,
        nothing_to_report=not risks,
        places={"": Place(table=1), "department": Place(paragraph=2)},
    )


def assessment(
    answers: Mapping[int, bool | None] | None = None, *, department: str | None = AUDIT
) -> Assessment:
    """Make annex 7 with all criteria met but for these; each stands in the row after its number."""
    return Assessment(
        department=department,
        criteria=tuple(
            Criterion(
                number=n,
                met=(answers or {}).get(n, True),
                places={"met": Place(table=1, row=n + 1, column=3)},
            )
            for n in range(1, 21)
        ),
        places={"": Place(table=1), "department": Place(paragraph=2)},
    )


def _places(line: int, columns: dict[str, int]) -> dict[str, Place]:
    return {name: Place(table=1, row=line, column=column) for name, column in columns.items()}


def _chart(arrows: str, time_limit: str | None) -> dict[str, Any]:
    words = arrows.replace(">", " ").split()
    ids = {text: f"s{n}" for n, text in enumerate(dict.fromkeys(words), 1)}
    pairs = [arrow.split(">") for arrow in arrows.split() if ">" in arrow]
    return {
        "steps": tuple(
            Step(
                id=identity,
                text=text,
                time_limit=time_limit if identity == "s1" else None,
                places={"": Place(shape=int(identity[1:]))},
            )
            for text, identity in ids.items()
        ),
        "transitions": tuple(
            Transition.model_validate({"from": ids[a], "to": ids[b]}) for a, b in pairs
        ),
    }


def roster(department: str = AUDIT) -> Roster:
    """Make a roster of one person."""
    return Roster(department=department, members=(RosterMember(role="组长", name="甲"),))


def dossier(
    *forms: Form | tuple[str, Form],
    phase: str = "catalogue",
    as_of: dt.date = IN_TIME,
    received: dt.date = IN_TIME,
    rosters: Sequence[str] = (AUDIT, TEACHING),
    of: College | None = None,
    **more: Any,  # noqa: ANN401 - any field of a dossier
) -> Dossier:
    """Make a dossier in which every form is in force for the department whose folder it lies in.

    Args:
        forms: Forms, each with its path or in a file of its own in the folder of 审计监察处.
        phase: The phase that is run.
        as_of: Today.
        received: The day on which everything came.
        rosters: Departments whose rosters are there.
        of: The college, if not the usual one.
        more: Further fields of the dossier.
    """
    paths = _with_paths((*forms, *((f"inbox/{name}/名单.docx", roster(name)) for name in rosters)))
    sources = {path: source(path, received=received) for path in paths}
    fields: dict[str, Any] = {
        "college": of or college(),
        "phase": phase,
        "as_of": as_of,
        "files": tuple(
            ReceivedFile(source=sources[path], media_type="docx", forms=tuple(found))
            for path, found in paths.items()
        ),
        "departments": tuple(
            _department(department.name, paths, sources, received)
            for department in (of or college()).department
        ),
    }
    return Dossier.model_validate(fields | more)


def _with_paths(forms: Sequence[Form | tuple[str, Form]]) -> dict[str, list[Form]]:
    paths: dict[str, list[Form]] = {}
    for number, given in enumerate(forms, 1):
        path, form = (
            given if isinstance(given, tuple) else (f"inbox/{AUDIT}/文件{number}.docx", given)
        )
        paths.setdefault(path, []).append(form)
    return paths


def _department(
    name: str, paths: dict[str, list[Form]], sources: dict[str, Source], received: dt.date
) -> DepartmentDossier:
    own = [
        (form, sources[path])
        for path, forms in paths.items()
        for form in forms
        if sources[path].department == name
    ]
    return DepartmentDossier(
        name=name,
        rosters=_sent(own, Roster),
        catalogues=_sent(own, Catalogue),
        flows=_sent(own, ProcessFlow),
        risk_maps=_sent(own, RiskMap),
        rating_forms=_sent(own, RatingForm),
        summaries=_sent(own, RiskSummary),
        measures=_sent(own, Measures),
        assessments=_sent(own, Assessment),
        receipts=tuple(
            Receipt(milestone=code, first=received)
            for code, kinds in _MILESTONES.items()
            if any(isinstance(form, kinds) for form, _ in own)
        ),
    )


def _sent(own: Sequence[tuple[Form, Source]], kind: type[Form]) -> tuple[Submitted[Any], ...]:
    return tuple(Submitted(form=f, source=s) for f, s in own if isinstance(f, kind))


def told(findings: Sequence[Finding], code: str) -> list[tuple[str | None, str | None, str]]:
    """Give department, item and place of the findings with a code such as ``C04``."""
    return [
        (f.department, f.item, str(f.location) if f.location else "")
        for f in findings
        if f.code == f"LF-{code}"
    ]
