"""Writes the Word files of the example college: ``python -m examples.build``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from examples.catalogue import catalogue_body
from examples.flowcharts import flowchart_body
from examples.model import Department, departments
from examples.rosters import roster_body
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.package import Page, docx
from examples.word.shapes_wps import numbers

COLLEGE = Path(__file__).resolve().parent / "college"
FIRST_DAY = "inbox"
CATALOGUE_DAY = "later/2012-05-24/inbox"
CORRECTION_DAY = "later/2012-05-30/inbox"


def college_files() -> Mapping[str, bytes]:
    """Make all Word files, by their path in the workspace."""
    made: dict[str, bytes] = {}
    for department in departments():
        folder = department.folder
        made[f"{FIRST_DAY}/{folder}/{department.roster.file}"] = _roster_file(department)
        first = dict(phase_files(department.as_first_sent()))
        made.update({f"{CATALOGUE_DAY}/{folder}/{name}": data for name, data in first.items()})
        for name, data in phase_files(department):
            if first.get(name) != data:
                made[f"{CORRECTION_DAY}/{folder}/{name}"] = data
    return made


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


def _roster_file(department: Department) -> bytes:
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
