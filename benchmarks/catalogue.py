"""Measure the catalogue: its table beside python-docx and docxtpl, and the whole document.

``python -m benchmarks.catalogue`` prints a Markdown table. Each measurement runs in a fresh
process, so that the peak memory is its own; the three ways take turns, and of several runs the
fastest counts. ``--quick`` runs each once.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import io
import random
from collections.abc import Callable

import docx
from docxtpl import DocxTemplate

from benchmarks.harness import ROOT, Comparison, Ways, run, saved
from rendering.approval import ApprovalPage
from rendering.catalogue import render_catalogue
from rendering.catalogue_table import CatalogueTable
from rendering.gbt9704 import standard
from rendering.package import write_package
from rendering.template import Template
from schemas.college import College, Organisation
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem, Counts
from schemas.forms import ProcessFlow, Step, Transition

TEMPLATE = ROOT / "templates" / "docx" / "catalogue.docx"
HEADERS = ("序号", "部门（责任主体）", "职权事项名称", "职权类别", "职权内容", "法规依据")
PHRASES = (
    "受理申请材料",
    "组织集体研究",
    "办理审批手续",
    "公开办理结果",
    "接受群众监督",
    "整理归档备查",
)
PER_DEPARTMENT = 15
_LONG = 12
Row = tuple[str, ...]


def rows(count: int) -> list[Row]:
    """Make the table's rows, 15 a department, contents of 6 to 90 characters."""
    chance = random.Random(count)  # noqa: S311 - made-up contents

    def words(most: int) -> str:
        return "、".join(chance.choice(PHRASES) for _ in range(chance.randint(1, most))) + "。"

    return [
        (
            str(n + 1),
            f"第{n // PER_DEPARTMENT + 1}部门",
            f"职权事项{n + 1}",
            "内部职权",
            words(13),
            words(5),
        )
        for n in range(count)
    ]


def our_table(count: int) -> Callable[[], bytes]:
    """Lianfang: prepared XML in the shipped template, drawings left out."""
    data = college(count, drawn=False)
    places = ("catalogue_table", "flowcharts")
    values = dict.fromkeys(
        (
            "organisation", "superior", "year", "date", "mark", "approved_by", "approved_on",
            "not_approved", "changes", "departments", "items", "administrative", "internal",
            "important", "undecided", "flows", "without_flow",
        ),
        "",
    )  # fmt: skip

    def make() -> bytes:
        template = Template(TEMPLATE)
        table = CatalogueTable(standard(), template.style).xml(data)
        filled = template.fill(values, places)
        return write_package(filled.insert({"catalogue_table": [table], "flowcharts": []}))

    return make


def python_docx_table(count: int) -> Callable[[], bytes]:
    """python-docx: add_row, then merge the department's cells by their XML."""
    made = rows(count)

    def make() -> bytes:
        document = docx.Document()
        table = document.add_table(rows=1, cols=len(HEADERS))
        for cell, text in zip(table.rows[0].cells, HEADERS, strict=True):
            cell.text = text
        for n, row in enumerate(made):
            cells = table.add_row().cells
            for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
                if column == 1:
                    cell._tc.vMerge = "continue" if n % PER_DEPARTMENT else "restart"  # noqa: SLF001
                if column != 1 or n % PER_DEPARTMENT == 0:
                    cell.text = text
        return saved(document.save)

    return make


def docxtpl_table(count: int) -> Callable[[], bytes]:
    """Docxtpl: a loop over rows; the merge is left out, since its own is wrong for groups."""
    document = docx.Document()
    table = document.add_table(rows=4, cols=len(HEADERS))
    names = ("seq", "department", "name", "category", "content", "basis")
    for column, (text, name) in enumerate(zip(HEADERS, names, strict=True)):
        table.cell(0, column).text = text
        table.cell(2, column).text = f"{{{{ row.{name} }}}}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    template = saved(document.save)
    records = [dict(zip(names, row, strict=True)) for row in rows(count)]

    def make() -> bytes:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render({"rows": records}, autoescape=True)
        return saved(filled.save)

    return make


def whole_document(count: int) -> Callable[[], bytes]:
    """Lianfang: table, a flowchart an item, and the proof against the data."""
    data = college(count, drawn=True)
    settings = College(organisation=Organisation(name="学院", superior="上级", year=2012))

    def make() -> bytes:
        page = ApprovalPage()
        return render_catalogue(data, settings, status="draft", template=TEMPLATE, approval=page)

    return make


def college(count: int, *, drawn: bool) -> Consolidated:
    """Make the data of the phase out of the same rows."""
    made = rows(count)
    departments = tuple(
        ConsolidatedDepartment(
            name=made[start][1],
            items=tuple(
                ConsolidatedItem(
                    name=name, category="内部职权", content=content, legal_basis=basis,
                    flow=chart(name, int(number)) if drawn else None,
                )
                for number, _, name, _, content, basis in made[start : start + PER_DEPARTMENT]
            ),
        )
        for start in range(0, count, PER_DEPARTMENT)
    )  # fmt: skip
    return Consolidated(
        organisation="学院", year=2012, phase="catalogue", as_of=dt.date(2012, 6, 12),
        counts=Counts(departments=len(departments), items=count), departments=departments,
    )  # fmt: skip


def chart(name: str, number: int) -> ProcessFlow:
    """Make a flowchart of 4 to 12 steps; every ninth has 23, every seventh branches widely."""
    size = 23 if number % 9 == 0 else 4 + number % 9
    steps = tuple(Step(id=f"s{n}", text=f"{PHRASES[n % 6]}（{n}）") for n in range(1, size + 1))
    if number % 7 == 0 and size < _LONG:
        pairs = [(1, n) for n in range(2, size)] + [(n, size) for n in range(2, size)]
    else:
        pairs = [(n, n + 1) for n in range(1, size)] + [(3, 1)]
    ways = tuple(Transition(source=f"s{a}", target=f"s{b}") for a, b in pairs)
    return ProcessFlow(item=name, steps=steps, transitions=ways)


WAYS: Ways = {
    "lianfang": our_table,
    "python-docx": python_docx_table,
    "docxtpl": docxtpl_table,
    "document": whole_document,
}


def main() -> None:
    version = importlib.metadata.version
    table = {
        "lianfang": "lianfang",
        "python-docx": f"python-docx {version('python-docx')}, add_row",
        "docxtpl": f"docxtpl {version('docxtpl')}, row loop, not merged",
    }
    whole = {"document": "lianfang: table, a page with a flowchart an item, proof"}
    run(
        "benchmarks.catalogue",
        str(__doc__),
        WAYS,
        (
            Comparison("Table of the catalogue", table, (600, 2400)),
            Comparison("Whole document", whole, (150, 600)),
        ),
    )


if __name__ == "__main__":
    main()
