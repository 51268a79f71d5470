"""Writes the Word files of the example college: ``python -m examples.build``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from examples.assessments import assessment_body
from examples.catalogue import catalogue_body
from examples.flowcharts import flowchart_body
from examples.measures import measures_body
from examples.model import Department, departments
from examples.rating_forms import rating_form_body
from examples.risk_maps import risk_map_body
from examples.risk_summaries import risk_summary_body
from examples.rosters import roster_body
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.package import Page, docx
from examples.word.shapes_wps import numbers
from examples.work_report import OFFICE, REPORT_FILE, work_report_file

COLLEGE = Path(__file__).resolve().parent / "college"
FIRST_DAY = "inbox"
CATALOGUE_DAY = "later/2012-05-24/inbox"
CORRECTION_DAY = "later/2012-05-30/inbox"
MAP_DAY = "later/2012-06-07/inbox"
RATING_DAY = "later/2012-06-14/inbox"
RATING_CORRECTION_DAY = "later/2012-06-18/inbox"
MEASURE_DAY = "later/2012-09-28/inbox"
ASSESSMENT_DAY = "later/2012-10-10/inbox"
_MAP_MARGIN = 50.0
Files = Iterator[tuple[str, bytes]]


def college_files() -> Mapping[str, bytes]:
    """Make all Word files, by their path in the workspace."""
    made: dict[str, bytes] = {}
    for department in departments():
        made.update(_catalogue_days(department))
        made.update(_risk_days(department))
        made.update(_autumn_days(department))
    made[f"{ASSESSMENT_DAY}/{OFFICE}/{REPORT_FILE}"] = work_report_file()
    return made


def _catalogue_days(department: Department) -> Files:
    """Make what a department sends until its catalogue is in order."""
    folder = department.folder
    yield f"{FIRST_DAY}/{folder}/{department.roster.file}", roster_file(department)
    first = dict(phase_files(department.as_first_sent()))
    for name, data in first.items():
        yield f"{CATALOGUE_DAY}/{folder}/{name}", data
    for name, data in phase_files(department):
        if first.get(name) != data:
            yield f"{CORRECTION_DAY}/{folder}/{name}", data


def _risk_days(department: Department) -> Files:
    """Make what a department sends until its risks are in order."""
    folder = department.folder
    first, again = department.as_first_rated(), department.as_rated_again()
    for day, make in ((MAP_DAY, risk_map_files), (RATING_DAY, rating_files)):
        sent = dict(make(first))
        for name, data in sent.items():
            yield f"{day}/{folder}/{name}", data
        for name, data in make(again):
            if sent.get(name) != data:
                yield f"{RATING_CORRECTION_DAY}/{folder}/{name}", data


def _autumn_days(department: Department) -> Files:
    """Make what a department sends until its measures are in order, and its assessment."""
    folder, habits = department.folder, department.measures
    first, again = measures_file(department.as_first_measured()), measures_file(department)
    yield f"{MEASURE_DAY}/{folder}/{habits.file}", first
    if again != first:
        yield f"{ASSESSMENT_DAY}/{folder}/{habits.file}", again
    answered = assessment_file(department)
    yield f"{ASSESSMENT_DAY}/{folder}/{department.assessment.file}", answered


def measures_file(department: Department) -> bytes:
    """Make a department's annex 6, which lies on its side."""
    page = _page(department, landscape=True)
    return docx(measures_body(department, page.text_width), page)


def assessment_file(department: Department) -> bytes:
    """Make a department's annex 7."""
    page = _page(department)
    return docx(assessment_body(department, page.text_width), page)


def risk_map_files(department: Department) -> Files:
    """Make a department's annex 3, in one file or one an item."""
    page = replace(_page(department), margin=_MAP_MARGIN)
    made: dict[str, str] = {}
    ids = numbers()
    for item in department.item:
        name = department.maps.file.format(item=item.name)
        before = made.get(name, "")
        chart = risk_map_body(department, item, page.text_width, ids, page_break=bool(before))
        made[name] = before + chart
    for name, body in made.items():
        yield name, docx(body, page)


def rating_files(department: Department) -> Files:
    """Make a department's annex 4, in one file or one an item, and annex 5 if it sends one."""
    page = _page(department)
    width, summary = page.text_width, department.summary
    made: dict[str, str] = {}
    for item in department.item:
        name = department.ratings.file.format(item=item.name)
        before = made.get(name, "")
        form = rating_form_body(department, item, width, page_break=bool(before))
        made[name] = before + form
    if summary:
        before = made.get(summary.file, "")
        listed = risk_summary_body(department, width, page_break=bool(before))
        made[summary.file] = before + listed
    for name, body in made.items():
        yield name, docx(body, page)


def phase_files(department: Department) -> Iterator[tuple[str, bytes]]:
    """Make the files of the catalogue phase: annex 1 and the charts, apart or together."""
    page = _page(department, landscape=department.catalogue.landscape)
    charted = [item for item in department.item if item.flowchart]
    upright = _page(department)
    if department.pack:
        cover = paragraph(department.cover or "", Paragraph(look=Look(22, "黑体"), align="center"))
        body = catalogue_body(department, upright.text_width)
        yield department.pack, docx(cover + body + _charts(department, upright), upright)
        return
    yield department.catalogue.file, docx(catalogue_body(department, page.text_width), page)
    if department.flows.together:
        charts = _charts(department, upright, first_break=False)
        yield department.flows.file, docx(charts, upright)
        return
    for item in charted:
        chart = flowchart_body(department, item, upright.text_width, numbers())
        yield department.flows.file.format(item=item.name), docx(chart, upright)


def _charts(department: Department, page: Page, *, first_break: bool = True) -> str:
    ids = numbers()
    return "".join(
        flowchart_body(department, item, page.text_width, ids, page_break=first_break or index > 0)
        for index, item in enumerate(department.item)
        if item.flowchart
    )


def roster_file(department: Department) -> bytes:
    """Make a department's roster."""
    page = _page(department)
    return docx(roster_body(department, page.text_width), page)


def _page(department: Department, *, landscape: bool = False) -> Page:
    return Page(
        landscape=landscape,
        font=department.body_font,
        header=department.header,
        footer=department.footer,
        program=department.program,
    )


def main() -> None:
    """Write the files into the college's folder; files that are no longer made are removed."""
    made = college_files()
    for old in sorted(COLLEGE.rglob("*.docx")):
        if old.relative_to(COLLEGE).as_posix() not in made:
            old.unlink()
    for name, data in made.items():
        target = COLLEGE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    print(f"{len(made)} files in {COLLEGE}")


if __name__ == "__main__":
    main()
