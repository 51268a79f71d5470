"""Readings by content and version, and the history of submissions."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.records import Incoming, SubmissionHistory
from archive.store import Archive
from schemas.base import Place
from schemas.findings import Rule
from schemas.forms import Catalogue, CatalogueItem, ProcessFlow, Reading, Step, Transition

AFile = Callable[..., Incoming]
Begin = Callable[..., int]

RULE = Rule(
    code="LF-C04",
    title="无法规依据",
    severity="error",
    basis="附件1",
    message="{department}没有填法规依据。",
    hint="请补填。",
)


def reading_of(file: Incoming, name: str = "招生录取") -> Reading:
    item = CatalogueItem(
        seq=1,
        department="教务处",
        name=name,
        category="行政职权",
        category_raw="行政职权",
        content="内容\n第二行",
        legal_basis="",
        places={"name": Place(table=1, row=2, column=3, text=name)},
    )
    flow = ProcessFlow(
        item=name,
        steps=(Step(id="1", text="受理", time_limit="当日"), Step(id="2", text="办结")),
        transitions=(Transition(source="1", target="2", label="是"),),
        filled_on=dt.date(2012, 5, 1),
    )
    return Reading(
        file=file.path,
        sha256=file.sha256,
        media_type="docx",
        forms=(Catalogue(items=(item,)), flow),
        findings=(RULE.finding(department="教务处", file=file.path, place=Place(table=1, row=2)),),
    )


def test_a_reading_comes_back_as_it_was(archive: Archive, begin: Begin, a_file: AFile) -> None:
    file = a_file("目录.docx", b"content")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.readings.keep("1", [reading_of(file)])

    with archive.viewing() as records:
        assert records.readings.reading_of(file.sha256, "1") == reading_of(file)


@pytest.mark.parametrize("text", ["NUL \0", "half a pair \udc80", "{{ 7 * 7 }} ' \" < & \\ %s"])
def test_any_text_of_a_file_comes_back_as_it_was(
    archive: Archive, begin: Begin, a_file: AFile, text: str
) -> None:
    file = a_file("目录.pdf", b"content")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.readings.keep("1", [reading_of(file, text)])

    with archive.viewing() as records:
        assert records.readings.reading_of(file.sha256, "1") == reading_of(file, text)


def test_another_version_of_the_reader_reads_again(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    file = a_file("目录.docx", b"content")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.readings.keep("1", [reading_of(file)])

    with archive.writing() as records:
        assert records.readings.reading_of(file.sha256, "2") is None
        records.readings.keep("2", [reading_of(file, "招生")])
        records.readings.keep("2", [reading_of(file, "招生录取工作")])

    with archive.viewing() as records:
        assert records.readings.reading_of(file.sha256, "1") == reading_of(file)
        assert records.readings.reading_of(file.sha256, "2") == reading_of(file, "招生录取工作")


def test_a_reading_that_no_longer_fits_the_models_is_read_again(
    archive: Archive, begin: Begin, a_file: AFile, path: Path
) -> None:
    file = a_file("目录.docx", b"content")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.readings.keep("1", [reading_of(file)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE reading SET reading = '{\"file\": 1}'")

    with archive.viewing() as records:
        assert records.readings.reading_of(file.sha256, "1") is None


def test_history_counts_versions_that_have_left_the_inbox(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    for day, content in ((20, b"first"), (28, b"second")):
        file = a_file("目录.docx", content)
        run = begin(5, day)
        with archive.writing() as records:
            records.files.receive(run, [file])
            key = (file.sha256, "教务处")
            records.submissions.keep(2012, {key: [("catalogue", ""), ("process_flow", "招生录取")]})

    with archive.viewing() as records:
        history = records.submissions.history(2012, dt.date(2012, 6, 1))
        earlier = records.submissions.history(2012, dt.date(2012, 5, 20))

    came = dt.date(2012, 5, 20)
    assert history == (
        SubmissionHistory(department="教务处", form="catalogue", item="", first=came, versions=2),
        SubmissionHistory(
            department="教务处", form="process_flow", item="招生录取", first=came, versions=2
        ),
    )
    assert [entry.versions for entry in earlier] == [1, 1]


def test_a_form_that_comes_again_in_a_later_run_is_a_correction(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    came = {
        20: (("报销", b"old"), ("报销", b"copy")),
        28: (("报销", b"new"),),
        29: (("采购", b"x"),),
    }
    for day, contents in came.items():
        run = begin(5, day)
        for item, content in contents:
            file = a_file(f"{content.decode()}.docx", content)
            with archive.writing() as records:
                records.files.receive(run, [file])
                forms = {(file.sha256, "财务处"): [("process_flow", item), ("rating_form", item)]}
                records.submissions.keep(2012, forms)

    with archive.viewing() as records:
        corrected = [
            records.submissions.corrections(2012, dt.date(2012, 5, day)) for day in (20, 28, 31)
        ]

    assert corrected == [0, 1, 1]


def test_history_of_one_year_leaves_the_other_out(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    file = a_file("目录.docx", b"content")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.submissions.keep(2012, {(file.sha256, "教务处"): [("catalogue", "")]})

    with archive.viewing() as records:
        assert records.submissions.history(2013, dt.date(2014, 1, 1)) == ()


def test_what_a_content_carries_is_replaced_when_it_is_read_anew(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    file = a_file("目录.docx", b"content")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.submissions.keep(
            2012,
            {
                (file.sha256, "教务处"): [("process_flow", "招生录区")],
                (file.sha256, "学生处"): [("roster", "")],
            },
        )

    with archive.writing() as records:
        key = (file.sha256, "教务处")
        records.submissions.keep(2012, {key: [("process_flow", "招生录取")] * 2})

    with archive.viewing() as records:
        history = records.submissions.history(2012, dt.date(2012, 6, 1))
    assert {(h.department, h.item) for h in history} == {("学生处", ""), ("教务处", "招生录取")}
