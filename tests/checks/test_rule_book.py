"""The rule book as a whole: what it covers, what a phase runs, and in which order it tells."""

from __future__ import annotations

import datetime as dt
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check, check_file_set, conclude, rule_book
from extractors.faults import READER_RULES
from schemas.base import Place
from schemas.college import LEVELS
from schemas.dossier import Conflict, Dossier, Duplicate, Replacement
from schemas.findings import SEVERITIES
from schemas.forms import (
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
    Step,
    StepRisks,
    SummaryRisk,
    Transition,
)
from schemas.schedule import PHASES
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    LATE,
    TEACHING,
    catalogue,
    college,
    dossier,
    flow,
    row,
    source,
    told,
)

CONTRACT = {
    "F": range(1, 15),
    "C": range(1, 8),
    "P": range(1, 8),
    "D": range(1, 9),
    "R": range(1, 14),
    "S": range(1, 2),
    "M": range(1, 4),
    "A": range(1, 3),
    "H": range(1, 2),
}
ADDED = {"LF-F15"}
"""Beyond the contract, which welcomes new codes that are a warning or information."""
ADVICE = {"LF-D09", *(f"LF-{family}{n}" for family in "RM" for n in range(20, 24))}


def test_every_code_of_the_contract_is_defined_exactly_once() -> None:
    wanted = {f"LF-{family}{n:02}" for family, numbers in CONTRACT.items() for n in numbers}
    defined = [rule.code for rule in (*rule_book(), *READER_RULES)]
    assert sorted(defined) == sorted(wanted | ADVICE | ADDED)


def test_codes_beyond_the_contract_hold_nothing_up() -> None:
    added = [r for r in (*rule_book(), *READER_RULES) if r.code in ADVICE | ADDED]
    assert [rule.code for rule in added if rule.severity == "error"] == []


@pytest.mark.parametrize("rule", rule_book(), ids=lambda rule: rule.code)
def test_every_rule_says_what_it_demands_and_on_what_ground(rule: object) -> None:
    texts = [getattr(rule, field) for field in ("title", "basis", "message", "hint")]
    assert all(any("一" <= sign <= "鿿" for sign in text) for text in texts)
    assert getattr(rule, "message").endswith("。")  # noqa: B009 - parametrised as object


def faulty(phase: str) -> Dossier:
    return dossier(
        catalogue(row("", seq=3), row("甲", line=3, seq=1, legal_basis="")),
        flow("受理 审核"),
        phase=phase,
        as_of=LATE,
        rosters=[],
        duplicates=(Duplicate(source=source("inbox/乙.docx"), first=source()),),
    )


def test_the_plan_phase_leaves_the_catalogue_alone() -> None:
    assert {f.code[3] for f in check(faulty("plan"))} == {"F", "D"}


@pytest.mark.parametrize("phase", ["catalogue", "summary", "handbook"])
def test_later_phases_check_what_the_earlier_ones_do(phase: str) -> None:
    of_its_own = {"H"} if phase == "handbook" else set()
    assert {f.code[3] for f in check(faulty(phase))} == {"F", "D", "C", "P", *of_its_own}


def test_findings_come_by_department_then_code_then_place() -> None:
    found = [(f.department, f.code, f.location and f.location.row) for f in check(faulty("plan"))]
    order = [None, AUDIT, TEACHING]
    assert found == sorted(found, key=lambda f: (order.index(f[0]), f[1], f[2] or 0))
    assert {department for department, _, _ in found} == set(order)


def test_an_id_stays_while_the_fault_stands() -> None:
    before = {f.id for f in check(faulty("catalogue")) if f.code == "LF-C04"}
    after = {f.id for f in check(faulty("handbook")) if f.code == "LF-C04"}
    assert before == after


def test_a_set_of_files_is_checked_without_deadlines_and_absences() -> None:
    alone = dossier(catalogue(row()), as_of=dt.date(2012, 12, 1), phase="plan", rosters=[])
    assert check_file_set(alone) == ()


def test_a_set_of_files_is_checked_by_catalogue_and_chart_whatever_the_phase() -> None:
    found = check_file_set(faulty("plan"))
    assert {f.code[3] for f in found} == {"F", "C", "P"}


def test_a_set_with_some_charts_lacks_the_others() -> None:
    some = dossier(catalogue(row(), row("甲", line=3, seq=2)), flow())
    assert told(check_file_set(some), "P01") == [(AUDIT, "甲", "表1第3行第3列")]


def test_a_chart_alone_is_not_called_unknown() -> None:
    assert check_file_set(dossier(flow(), rosters=[])) == ()


def test_files_outside_an_inbox_are_judged_only_by_the_department_they_name() -> None:
    found = check_file_set(dossier(("甲.docx", flow(department="后勤集团")), rosters=[]))
    assert [f.code for f in found] == ["LF-F13"]
    assert check_file_set(dossier(("甲.docx", flow()), rosters=[])) == ()


_texts = st.one_of(
    st.sampled_from(["", " ", "…", "XX（略）", "无", ITEM, "{item}", "甲", "行政职权", TEACHING]),
    st.text(alphabet=string.printable + "一二、（）《》…×\u200b", max_size=8),
)
_names = st.one_of(st.none(), st.sampled_from([AUDIT, TEACHING, "后勤集团"]), _texts)
_places: st.SearchStrategy[dict[str, Place]] = st.one_of(
    st.just({}), st.builds(lambda n: {"": Place(table=1, row=n)}, st.integers(1, 9))
)
_rows = st.builds(
    CatalogueItem,
    seq=st.one_of(st.none(), st.integers(-1, 5)),
    department=_names,
    name=_texts,
    category=st.sampled_from([None, "行政职权", "内部职权"]),
    category_raw=_texts,
    content=_texts,
    legal_basis=_texts,
    places=_places,
)
_ids = st.sampled_from(["s1", "s2", "s3", "s4", "s9"])
_flows = st.builds(
    ProcessFlow,
    item=_texts,
    department=_names,
    supervision=st.one_of(st.none(), _texts),
    nothing_to_report=st.booleans(),
    steps=st.lists(st.builds(Step, id=_ids, text=_texts, places=_places), max_size=5),
    transitions=st.lists(
        st.builds(lambda a, b: Transition.model_validate({"from": a, "to": b}), _ids, _ids),
        max_size=8,
    ),
    places=_places,
)
_catalogues = st.builds(
    Catalogue,
    department=_names,
    items=st.lists(_rows, max_size=5),
    nothing_to_report=st.booleans(),
    places=_places,
)
_boxes = st.builds(
    StepRisks, step=_ids, manifestations=st.lists(_texts, max_size=3), places=_places
)
_maps = st.builds(
    lambda chart, boxes: RiskMap(
        **{**dict(chart), "form": "risk_map", "risks": boxes},
    ),
    _flows,
    st.lists(_boxes, max_size=4),
)
_levels = st.sampled_from([None, *LEVELS])
_risk = {
    "point": _texts,
    "manifestation": _texts,
    "level": _levels,
    "level_raw": _texts,
    "responsible": _texts,
    "places": _places,
}
_ratings = st.builds(
    RatingForm,
    item=_texts,
    department=_names,
    category=st.sampled_from([None, "行政职权", "内部职权"]),
    category_raw=_texts,
    risks=st.lists(st.builds(RatedRisk, number=st.none(), **_risk), max_size=5),
    nothing_to_report=st.booleans(),
    places=_places,
)
_numbers = st.one_of(st.none(), st.integers(0, 3))
_summaries = st.builds(
    RiskSummary,
    declared=st.builds(
        Declared, items=_numbers, points=_numbers, high=_numbers, medium=_numbers, low=_numbers
    ),
    risks=st.lists(st.builds(SummaryRisk, department=_names, item=_texts, **_risk), max_size=5),
    places=_places,
)
_measured = {key: value for key, value in _risk.items() if key != "responsible"}
_measures = st.builds(
    Measures,
    department=_names,
    risks=st.lists(
        st.builds(
            MeasuredRisk,
            item=_texts,
            personnel=_texts,
            number=_numbers,
            measures=st.lists(_texts, max_size=2),
            regulations=st.lists(_texts, max_size=2),
            **_measured,
        ),
        max_size=5,
    ),
    nothing_to_report=st.booleans(),
    places=_places,
)
_assessments = st.builds(
    Assessment,
    department=_names,
    criteria=st.lists(
        st.builds(
            Criterion,
            number=st.integers(0, 21),
            met=st.sampled_from([None, True, False]),
            places=_places,
        ),
        max_size=21,
    ),
    places=_places,
)
_forms: st.SearchStrategy[Form] = st.one_of(
    _catalogues,
    _flows,
    _maps,
    _ratings,
    _summaries,
    _measures,
    _assessments,
)
_paths = st.sampled_from(
    [f"inbox/{AUDIT}/一.docx", f"inbox/{TEACHING}/二.docx", "inbox/三.docx", "inbox/甲/四.docx"]
)
_sources = st.builds(source, _paths)
_kinds = st.sampled_from(["catalogue", "process_flow", "roster", "不明"])
_days = st.dates(dt.date(2012, 1, 1), dt.date(2012, 12, 31))


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    milestones = st.sampled_from(["mobilisation", "M01", "M03", "M05", "M08", "M10"])
    return dossier(
        *draw(st.lists(st.tuples(_paths, _forms), max_size=5)),
        phase=draw(st.sampled_from(PHASES)),
        as_of=draw(_days),
        received=draw(_days),
        rosters=draw(st.lists(st.sampled_from([AUDIT, TEACHING]), unique=True)),
        of=college(
            schedule=draw(st.dictionaries(milestones, _days)),
            approval={"required": draw(st.booleans())},
        ),
        duplicates=draw(st.lists(st.builds(Duplicate, source=_sources, first=_sources))),
        replacements=draw(
            st.lists(
                st.builds(
                    Replacement,
                    kind=_kinds,
                    items=st.lists(_texts, max_size=2),
                    old=_sources,
                    new=_sources,
                )
            )
        ),
        conflicts=draw(
            st.lists(
                st.builds(
                    Conflict,
                    kind=_kinds,
                    item=_texts,
                    department=st.sampled_from([AUDIT, TEACHING]),
                    one=_sources,
                    other=_sources,
                )
            )
        ),
    )


@settings(deadline=None)
@given(dossiers())
def test_any_dossier_gives_findings_with_ids_of_their_own(of: Dossier) -> None:
    for found in (
        (*(first := check(of)), *conclude(of, first)),
        (*(first := check_file_set(of)), *conclude(of, first, complete=False)),
    ):
        assert len({f.id for f in found}) == len(found)
        assert all(f.message and f.hint and f.severity in SEVERITIES for f in found)


@settings(deadline=None)
@given(dossiers())
def test_the_same_dossier_gives_the_same_findings(of: Dossier) -> None:
    again = of.model_copy(deep=True)
    assert check(of) == check(again)
    assert conclude(of, check(of)) == conclude(again, check(again))
