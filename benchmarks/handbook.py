"""Measure the handbook beside python-docx, and docxtpl with docxcompose.

``python -m benchmarks.handbook`` prints a Markdown table. Each measurement runs in a fresh
process, so that the peak memory is its own; the ways take turns, and of several runs the fastest
counts. ``--quick`` runs each once. Ours lays out two charts an item as native shapes, computes
all page numbers and proves the finished file; the others write headings, tables and two pictures
an item that were drawn before the clock starts, and no page numbers. docxcompose is used where
``make bench`` has installed it (``benchmarks/requirements.txt``).
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import importlib.util
import io
import random
import site
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from benchmarks.harness import ROOT, Comparison, Ways, run, saved
from rendering.approval import ApprovalPage
from rendering.handbook import render_handbook
from schemas.college import LEVELS, College, Organisation
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.forms import ProcessFlow

for packages in (ROOT / "benchmarks" / ".venv").glob("lib/*/site-packages"):
    site.addsitedir(str(packages))

TEMPLATE = ROOT / "templates" / "docx" / "handbook.docx"
COLLEGE = College(
    organisation=Organisation(name="学院", superior="上级", year=2012),
    responsibility={"高": "学院领导班子", "中": "部门主要负责人", "低": "科室负责人"},
)
HEADERS = ("关键环节", "所涉人员", "廉政风险表现形式", "风险等级", "防控措施", "制度名称")
FIELDS = ("point", "personnel", "manifestation", "level", "measures", "regulations")
ITEMS_PER_DEPARTMENT = 15
_SHAPES = (
    ("承办人受理 提出意见 处领导审核 分管领导审批 转办 暂存 退回", "12 23 34 45 46 47"),
    ("提交申请 材料是否齐全 一次性告知 受理 审批 归档", "12 23 24 31 45 56"),
    ("编制预算 审核 审批是否通过 下达执行 决算", "12 23 34 31 45"),
    ("申报 论证 审定 招标 签订合同 验收", "12 23 34 45 56"),
)
_FAULTS = ("不按规定登记", "拖延办理时间", "泄露工作秘密", "收受礼品礼金", "优亲厚友", "弄虚作假")
_MEASURES = (
    "严格执行登记制度，实行双人办理、相互监督，办理情况随时可查。",
    "重要事项提交领导班子集体讨论决定，决定过程记录在案。",
    "定期检查、抽查办理情况，结果在校园网公示，接受师生监督。",
    "开展岗位廉政教育和警示教育，签订廉政承诺书。",
)


def college(count: int) -> Consolidated:
    """Make so many items with between four and nine risks, about 6.7 on average."""
    chance = random.Random(count)  # noqa: S311 - made-up contents
    items = [item(number, chance) for number in range(1, count + 1)]
    parts = [items[n : n + ITEMS_PER_DEPARTMENT] for n in range(0, count, ITEMS_PER_DEPARTMENT)]
    return Consolidated(
        organisation="学院", year=2012, phase="handbook", as_of=dt.date(2012, 10, 10),
        counts=Counts(departments=len(parts), items=count),
        departments=tuple(
            ConsolidatedDepartment(name=f"第{number}部门", items=tuple(part))
            for number, part in enumerate(parts, 1)
        ),
    )  # fmt: skip


def item(number: int, chance: random.Random) -> ConsolidatedItem:
    """Make an item with a flowchart, and risks with measures at some of its steps."""
    name = f"职权和重要业务事项第{number}项"
    steps, ways = _SHAPES[number % len(_SHAPES)]
    flow = ProcessFlow.model_validate(
        {
            "item": name,
            "steps": [
                {"id": str(at), "text": f"{text}{number}号", "time_limit": f"{at}日"}
                for at, text in enumerate(steps.split(), 1)
            ],
            "transitions": [{"from": way[0], "to": way[1]} for way in ways.split()],
        }
    )
    return ConsolidatedItem(
        name=name, category="内部职权", content=f"负责{name}的办理、审核和监督检查。" * 2,
        legal_basis="《中华人民共和国高等教育法》、“三定”方案", flow=flow,
        risks=tuple(risks(name, flow, chance)),
    )  # fmt: skip


def risks(item: str, flow: ProcessFlow, chance: random.Random) -> Iterator[ConsolidatedRisk]:
    """Make the risks of an item, step by step."""
    for at in sorted(chance.sample(range(len(flow.steps)), chance.randint(2, 4))):
        step = flow.steps[at]
        measures = tuple(chance.sample(_MEASURES, chance.randint(1, 3)))
        for _ in range(chance.randint(1, 3 if at else 6)):
            faults = "、".join(chance.sample(_FAULTS, chance.randint(1, 3)))
            yield ConsolidatedRisk(
                item=item, point=step.text, step=step.id,
                manifestation=f"在办理{item}时{faults}。", level=chance.choice(LEVELS),
                responsible="承办人", personnel="承办人", measures=measures,
                regulations=(f"《{item}管理办法》",),
            )  # fmt: skip


def whole_document(count: int) -> Callable[[], bytes]:
    """Lianfang: charts, tables, table of contents, indexes, and the proof against the data."""
    data = college(count)

    def make() -> bytes:
        page = ApprovalPage()
        return render_handbook(data, COLLEGE, status="draft", template=TEMPLATE, approval=page)

    return make


def rows_of(found: ConsolidatedItem) -> list[dict[str, str]]:
    return [
        {
            "point": risk.point, "personnel": risk.personnel,
            "manifestation": risk.manifestation, "level": risk.level or "",
            "measures": "".join(risk.measures), "regulations": "".join(risk.regulations),
        }
        for risk in found.risks
    ]  # fmt: skip


def picture(number: int) -> io.BytesIO:
    """Draw a picture as large as one of a flowchart at 200 dpi, unlike all others."""
    wide, high = 900, 1100
    line = b"\0" + bytes(wide)
    noise = random.Random(number).randbytes(20_000)  # noqa: S311 - stands for lines and words
    pixels = zlib.compress(line * high)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)),
        (b"tEXt", b"drawing\0" + noise.hex().encode()),
        (b"IDAT", pixels),
        (b"IEND", b""),
    )
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def python_docx_document(count: int) -> Callable[[], bytes]:
    """python-docx: headings, pictures and tables item by item, in one document."""
    data = college(count)
    pictures = [picture(number) for number in range(2 * count)]

    def make() -> bytes:
        document = docx.Document()
        drawn = iter(pictures)
        for department in data.departments:
            document.add_heading(department.name, 1)
            for found in department.items:
                document.add_heading(found.name, 2)
                for _ in range(2):
                    document.add_picture(next(drawn), width=Cm(12))
                add_table(document, rows_of(found))
                document.add_paragraph().paragraph_format.page_break_before = True
        return saved(document.save)

    return make


def add_table(document: Any, rows: list[dict[str, str]]) -> None:  # noqa: ANN401 - python-docx's own
    table = document.add_table(rows=1, cols=len(HEADERS))
    for cell, text in zip(table.rows[0].cells, HEADERS, strict=True):
        cell.text = text
    above: dict[str, str] = {}
    for row in rows:
        for cell, field in zip(table.add_row().cells, FIELDS, strict=True):
            grouped = field in {"point", "measures", "regulations"}
            if grouped and above.get(field) == row[field]:
                cell._tc.vMerge = "continue"  # noqa: SLF001
            else:
                cell._tc.vMerge = "restart" if grouped else None  # noqa: SLF001
                cell.text = row[field]
        above = row


def composed_document(count: int) -> Callable[[], bytes]:
    """Docxtpl fills a template for each item, docxcompose puts the results together."""
    composer = importlib.import_module("docxcompose.composer")
    template = item_template()
    data = college(count)
    pictures = [picture(number) for number in range(2 * count)]

    def make() -> bytes:
        whole = composer.Composer(docx.Document())
        items = [found for department in data.departments for found in department.items]
        for number, found in enumerate(items):
            filled = DocxTemplate(io.BytesIO(template))
            drawn = [InlineImage(filled, pictures[2 * number + n], width=Cm(12)) for n in (0, 1)]
            words = {"name": found.name, "flow": drawn[0], "map": drawn[1]}
            filled.render({**words, "rows": rows_of(found)}, autoescape=True)
            whole.append(filled.docx)
        return saved(whole.save)

    return make


def item_template() -> bytes:
    document = docx.Document()
    document.add_heading("{{ name }}", 2)
    document.add_paragraph("{{ flow }}")
    document.add_paragraph("{{ map }}")
    table = document.add_table(rows=4, cols=len(HEADERS))
    for column, (text, name) in enumerate(zip(HEADERS, FIELDS, strict=True)):
        table.cell(0, column).text = text
        table.cell(2, column).text = f"{{{{ row.{name} }}}}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    document.add_paragraph().paragraph_format.page_break_before = True
    return saved(document.save)


WAYS: Ways = {
    "lianfang": whole_document,
    "python-docx": python_docx_document,
    "docxcompose": composed_document,
}


def main() -> None:
    version = importlib.metadata.version
    labels = {
        "lianfang": "lianfang: charts, page numbers, indexes, proof",
        "python-docx": f"python-docx {version('python-docx')}, pictures given",
    }
    if importlib.util.find_spec("docxcompose"):
        both = f"docxtpl {version('docxtpl')} + docxcompose {version('docxcompose')}"
        labels["docxcompose"] = f"{both}, pictures given"
    else:
        print("docxcompose is not installed: see benchmarks/requirements.txt")
    ours = {"lianfang": labels["lianfang"]}
    comparisons = (
        Comparison("The handbook", labels, (30, 120), unit="items"),
        Comparison("The handbook, large", ours, (60, 600), unit="items"),
    )
    run("benchmarks.handbook", str(__doc__), WAYS, comparisons)


if __name__ == "__main__":
    main()
