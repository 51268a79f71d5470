"""Measure the summary: annex 5 beside python-docx and docxtpl, and with its proof.

``python -m benchmarks.summary`` prints Markdown tables. Each measurement runs in a fresh
process, so that the peak memory is its own; the ways take turns, and of several runs the fastest
counts. ``--quick`` runs each once.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import io
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import docx
from docxtpl import DocxTemplate

from benchmarks.harness import ROOT, Comparison, Ways, run, saved
from rendering.approval import ApprovalPage
from rendering.frame import front_words, opened
from rendering.gbt9704 import standard
from rendering.package import write_package
from rendering.proof import read_back
from rendering.summary import figure_words, render_summary
from rendering.summary_proof import table_problems
from rendering.summary_table import SummaryTable
from schemas.college import LEVELS, College, Level, Organisation
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.forms import ProcessFlow, Step, Transition
from schemas.statistics import statistics

TEMPLATE = ROOT / "templates" / "docx" / "summary.docx"
COLLEGE = College(organisation=Organisation(name="学院", superior="上级", year=2012))
PLACES = ("summary_table", "statistics", "risk_maps")
HEADERS = ("部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险等级", "责任主体")
WHO = ("承办人", "处领导", "分管学院领导", "领导班子集体")
ACTS = ("受理", "初审", "集体研究", "审批", "公示", "签订合同", "验收", "归档")
FAULTS = (
    "不按规定登记",
    "拖延办理时间",
    "泄露工作秘密",
    "收受礼品礼金",
    "化整为零规避招标",
    "优亲厚友",
    "违反回避规定",
    "弄虚作假",
)
ITEMS_PER_DEPARTMENT = 15


class Row(NamedTuple):
    """A row of annex 5, every column filled in."""

    department: str
    item: str
    point: str
    manifestation: str
    level: Level
    responsible: str


def rows(count: int) -> Iterator[Row]:
    """Make rows: one to six points an item, one to four risks a point, texts of 5 to 45 signs."""
    chance = random.Random(count)  # noqa: S311 - made-up contents
    item = written = 0
    while written < count:
        item += 1
        department = f"第{item // ITEMS_PER_DEPARTMENT + 1}部门"
        for act in chance.sample(ACTS, chance.randint(1, 6)):
            who = chance.choice(WHO)
            for _ in range(min(chance.randint(1, 4), count - written)):
                faults = chance.sample(FAULTS, chance.randint(1, 5))
                text = f"在第{item}项工作中{'、'.join(faults)}（{written}）。"
                yield Row(department, f"职权事项{item}", act, text, chance.choice(LEVELS), who)
                written += 1


def college(count: int, *, drawn: bool = False) -> Consolidated:
    """Make the data of the phase out of the same rows, with or without flowcharts."""
    departments: dict[str, dict[str, list[Row]]] = {}
    for row in rows(count):
        departments.setdefault(row.department, {}).setdefault(row.item, []).append(row)
    return Consolidated(
        organisation="学院", year=2012, phase="summary", as_of=dt.date(2012, 6, 20),
        counts=Counts(departments=len(departments)),
        departments=tuple(
            ConsolidatedDepartment(
                name=name,
                items=tuple(item(title, own, drawn=drawn) for title, own in items.items()),
            )
            for name, items in departments.items()
        ),
    )  # fmt: skip


def item(name: str, own: list[Row], *, drawn: bool) -> ConsolidatedItem:
    """Make an authority item with its risks."""
    return ConsolidatedItem(
        name=name, category="内部职权", content="", legal_basis="",
        flow=chart(name, list(dict.fromkeys(row.point for row in own))) if drawn else None,
        risks=tuple(
            ConsolidatedRisk(
                item=name, point=row.point, step=row.point, manifestation=row.manifestation,
                level=row.level, responsible=row.responsible,
            )
            for row in own
        ),
    )  # fmt: skip


def chart(name: str, points: list[str]) -> ProcessFlow:
    """Make a flowchart whose steps are the points, one after the other."""
    return ProcessFlow(
        item=name,
        steps=tuple(Step(id=point, text=point) for point in points),
        transitions=tuple(Transition(source=a, target=b) for a, b in pairwise(points)),
    )


def our_table(count: int) -> Callable[[], bytes]:
    """Lianfang: prepared XML in the shipped template, merged, cut into pages; nothing else."""
    data = college(count)
    words = front(data)

    def make() -> bytes:
        paper = opened(TEMPLATE, COLLEGE)
        filled = paper.fill(words, PLACES)
        table = SummaryTable(standard(), paper).xml(data)
        return write_package(filled.insert({**dict.fromkeys(PLACES, ()), PLACES[0]: table}))

    return make


def proven_table(count: int) -> Callable[[], bytes]:
    """Lianfang: the same, read back and compared with the data row by row."""
    data = college(count)
    made = our_table(count)

    def make() -> bytes:
        document = made()
        problems = [*table_problems(read_back(document).blocks, data)]
        assert not problems, problems  # noqa: S101 - what is measured has to be right
        return document

    return make


def front(data: Consolidated) -> dict[str, object]:
    """Give the words of everything around the table."""
    return {
        **figure_words(data, statistics(data, "manifestation"), COLLEGE),
        **front_words(data, COLLEGE, "draft", ApprovalPage()),
    }


def whole_document(count: int) -> Callable[[], bytes]:
    """Lianfang: annex 5, statistics with charts, a map an item, and the proof of all of it."""
    data = college(count, drawn=True)

    def make() -> bytes:
        page = ApprovalPage()
        return render_summary(data, COLLEGE, status="draft", template=TEMPLATE, approval=page)

    return make


def python_docx_table(count: int) -> Callable[[], bytes]:
    """python-docx: add_row, then merge the cells of equal neighbours by their XML."""
    made = list(rows(count))

    def make() -> bytes:
        document = docx.Document()
        table = document.add_table(rows=1, cols=len(HEADERS))
        for cell, text in zip(table.rows[0].cells, HEADERS, strict=True):
            cell.text = text
        above: tuple[str, ...] = ()
        for row in made:
            cells = table.add_row().cells
            for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
                grouped = column in {0, 1, 2}
                if grouped and above[: column + 1] == row[: column + 1]:
                    cell._tc.vMerge = "continue"  # noqa: SLF001
                else:
                    cell._tc.vMerge = "restart" if grouped else None  # noqa: SLF001
                    cell.text = text
            above = row
        return saved(document.save)

    return make


def docxtpl_table(count: int) -> Callable[[], bytes]:
    """Docxtpl: a loop over rows; the merge is left out, since its own is wrong for groups."""
    document = docx.Document()
    table = document.add_table(rows=4, cols=len(HEADERS))
    for column, (text, name) in enumerate(zip(HEADERS, Row._fields, strict=True)):
        table.cell(0, column).text = text
        table.cell(2, column).text = f"{{{{ row.{name} }}}}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    template = saved(document.save)
    made = list(rows(count))

    def make() -> bytes:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render({"rows": made}, autoescape=True)
        return saved(filled.save)

    return make


WAYS: Ways = {
    "lianfang": our_table,
    "proven": proven_table,
    "python-docx": python_docx_table,
    "docxtpl": docxtpl_table,
    "document": whole_document,
}


def main() -> None:
    version = importlib.metadata.version
    ours = {"lianfang": "lianfang", "proven": "lianfang, with its proof"}
    docxtpl = {"docxtpl": f"docxtpl {version('docxtpl')}, row loop, not merged"}
    python_docx = {"python-docx": f"python-docx {version('python-docx')}, add_row"}
    whole = {"document": "lianfang: annex 5, statistics, a map an item, proof"}
    run(
        "benchmarks.summary",
        str(__doc__),
        WAYS,
        (
            Comparison("Annex 5", {**ours, **python_docx, **docxtpl}, (500, 2000)),
            Comparison("Annex 5, large", {**ours, **docxtpl}, (5000, 20_000)),
            Comparison("Whole document", whole, (500, 2000)),
        ),
    )


if __name__ == "__main__":
    main()
