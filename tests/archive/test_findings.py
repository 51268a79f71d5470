"""Findings of runs, and those that the office lifted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.store import Archive
from schemas.base import Place, PlaceInFile
from schemas.findings import Finding

Begin = Callable[..., int]
DAY = dt.date(2012, 6, 1)
FILE = "inbox/教务处/目录.docx"
FINDING = Finding(
    id="C04-0123456789",
    code="LF-C04",
    severity="error",
    message="教务处“招生录取”没有填法规依据。",
    department="教务处",
    item="招生录取",
    file=FILE,
    location=Place(page=1, table=2, row=3, column=4, paragraph=5, shape=6, text="字"),
    related=(
        PlaceInFile(file="inbox/教务处/乙.docx", row=1),
        PlaceInFile(file="inbox/教务处/甲.docx"),
    ),
    hint="请补填。",
)
WITHOUT_FILE = Finding(
    id="P01-1", code="LF-P01", severity="error", message="没有流程图。", hint="请补报。"
)

words = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
)
numbers = st.none() | st.integers(1, 10_000)
fields = dict.fromkeys(("page", "table", "row", "column", "paragraph", "shape"), numbers)
findings = st.builds(
    Finding,
    id=words,
    code=st.sampled_from(["LF-C04", "LF-P05"]),
    severity=st.sampled_from(["error", "warning", "info"]),
    message=words,
    department=st.none() | words,
    item=st.none() | words,
    file=st.none() | words,
    location=st.none() | st.builds(Place, **fields, text=st.none() | words),
    related=st.lists(
        st.builds(PlaceInFile, file=words, **fields, text=st.none() | words), max_size=3
    ).map(tuple),
    hint=words,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(findings, max_size=5))
def test_a_runs_findings_come_back_as_they_were(
    archive: Archive, begin: Begin, found: list[Finding]
) -> None:
    run = begin(6, 1)
    with archive.writing() as records:
        records.findings.keep(run, found)

    with archive.viewing() as records:
        assert records.findings.of_run(run) == tuple(found)


def test_what_no_database_can_hold_is_written_as_an_escape(archive: Archive, begin: Begin) -> None:
    run = begin(6, 1)
    with archive.writing() as records:
        records.findings.keep(run, [FINDING.model_copy(update={"message": "甲\0乙\udc80"})])

    with archive.viewing() as records:
        (found,) = records.findings.of_run(run)
    assert found.message == "甲\\x00乙\\udc80"


def test_the_findings_of_the_latest_run_of_a_phase_can_be_had(
    archive: Archive, begin: Begin
) -> None:
    moment = dt.datetime(2012, 6, 1, tzinfo=dt.UTC)
    for found in ([FINDING, WITHOUT_FILE], [WITHOUT_FILE], [FINDING]):
        run = begin(6, 1)
        with archive.writing() as records:
            records.findings.keep(run, found)
            if len(found) == 2 or found == [WITHOUT_FILE]:
                records.runs.finish(run, finished=moment, status="draft", exit_code=1)

    with archive.viewing() as records:
        latest = records.runs.latest(2012, "catalogue")
        assert latest
        assert records.findings.of_run(latest.ordinal) == (WITHOUT_FILE,)


def test_a_finding_is_found_by_its_id(archive: Archive, begin: Begin) -> None:
    run = begin(6, 1)
    with archive.writing() as records:
        records.findings.keep(run, [WITHOUT_FILE, FINDING])

    with archive.viewing() as records:
        assert records.findings.find(FINDING.id, 2012) == FINDING
        assert records.findings.find(FINDING.id, 2013) is None
        assert records.findings.find("C04-unknown", 2012) is None


def overrule(
    archive: Archive, finding: Finding, sha256: str | None, reason: str = "已核实"
) -> None:
    with archive.writing() as records:
        records.overrulings.overrule(
            finding, year=2012, sha256=sha256, by="张三", reason=reason, date=DAY
        )


def test_an_overruling_tells_who_lifted_what_and_why(archive: Archive) -> None:
    overrule(archive, FINDING, "a" * 64)

    with archive.viewing() as records:
        (held,) = records.overrulings.overruled(2012, {FILE: "a" * 64})
    assert (held.id, held.code, held.file) == (FINDING.id, "LF-C04", FILE)
    assert (held.by, held.reason, held.date) == ("张三", "已核实", DAY)


@pytest.mark.parametrize("current", [{FILE: "b" * 64}, {}], ids=["changed", "left"])
def test_an_overruling_is_void_when_its_file_changes(
    archive: Archive, current: dict[str, str]
) -> None:
    overrule(archive, FINDING, "a" * 64)

    with archive.viewing() as records:
        assert records.overrulings.overruled(2012, current) == ()


def test_an_overruling_holds_again_when_the_file_is_what_it_was(archive: Archive) -> None:
    overrule(archive, FINDING, "a" * 64, "第一次")
    overrule(archive, FINDING, "b" * 64, "第二次")

    with archive.viewing() as records:
        for digest, reason in (("a", "第一次"), ("b", "第二次")):
            (held,) = records.overrulings.overruled(2012, {FILE: digest * 64})
            assert held.reason == reason


def test_of_two_overrulings_of_one_finding_the_latest_counts(archive: Archive) -> None:
    overrule(archive, FINDING, "a" * 64, "第一次")
    overrule(archive, FINDING, "a" * 64, "第二次")

    with archive.viewing() as records:
        (held,) = records.overrulings.overruled(2012, {FILE: "a" * 64})
    assert held.reason == "第二次"


def test_an_overruling_without_a_file_holds_for_its_year(archive: Archive) -> None:
    overrule(archive, WITHOUT_FILE, None)

    with archive.viewing() as records:
        assert [held.id for held in records.overrulings.overruled(2012, {})] == ["P01-1"]
        assert records.overrulings.overruled(2013, {}) == ()
