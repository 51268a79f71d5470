"""A blank form as a person fills it in: types into cells, chooses from lists, sets days."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.oxml.ns import qn

from rendering.blank_forms import FormFile, Known, department_forms
from schemas.consolidated import ConsolidatedItem
from schemas.forms import ProcessFlow, Step, Transition
from tests.support.rated_college import an_item

DAY = dt.date(2012, 4, 25)
STEPS = ("受理", "审核", "审批")
FLOW = ProcessFlow(
    item="信访举报受理",
    department="审计监察处",
    steps=(
        Step(id="s1", text=STEPS[0], time_limit="当日"),
        Step(id="s2", text=STEPS[1]),
        Step(id="s3", text=STEPS[2]),
    ),
    transitions=(Transition(source="s1", target="s2"), Transition(source="s2", target="s3")),
    supervision="纪委办公室监督",
)
ITEM: ConsolidatedItem = an_item("信访举报受理", flow=FLOW)


def known(*items: ConsolidatedItem, department: str = "审计监察处") -> Known:
    """What is known of a department."""
    return Known(
        organisation="防灾科技学院", department=department, head="张三", leader="李四", items=items
    )


def forms_of(what: Known) -> list[FormFile]:
    """Write all its forms."""
    return list(department_forms(what, layout="2012", day=DAY))


def form_of(what: Known, number: int) -> bytes:
    """Write one of its forms, the first of that annex."""
    return next(f.content for f in forms_of(what) if f.name.startswith(f"附件{number}"))


class Filling:
    """A form that is open in a program."""

    def __init__(self, content: bytes) -> None:
        self._document = docx.Document(io.BytesIO(content))

    def save(self) -> bytes:
        """Give the file."""
        target = io.BytesIO()
        self._document.save(target)
        return target.getvalue()

    @property
    def rows(self) -> list[list[Any]]:
        """The cells of the form's table, merged ones in each of their rows."""
        return [list(row._tr.tc_lst) for row in self._document.tables[0].rows]

    def type(self, row: int, column: int, text: str) -> None:
        """Type into a cell, counted from 0; a new line begins a paragraph."""
        first = self.rows[row][column].p_lst[0]
        for line in reversed(text.split("\n")[1:]):
            further = deepcopy(first)
            _write(further, line)
            first.addnext(further)
        _write(first, text.split("\n", maxsplit=1)[0])

    def name(self, label: str, value: str) -> None:
        """Type behind a label above the form."""
        (line,) = (p for p in self._document.paragraphs if p.text.startswith(label))
        line.add_run(value)

    def choose(self, row: int, column: int, value: str) -> None:
        """Choose from the drop-down list of a cell."""
        (control,) = self.rows[row][column].iter(qn("w:sdt"))
        entries = [entry.get(qn("w:value")) for entry in control.iter(qn("w:listItem"))]
        assert value in entries
        _fill(control, value)

    def date(self, name: str, day: dt.date, index: int = 0) -> None:
        """Set a date control; several of a name are counted from 0."""
        named = [c for c in self._controls() if _alias(c) == name]
        _fill(named[index], f"{day.year}年{day.month}月{day.day}日")

    def sign(self, row: int, name: str, opinion: str) -> None:
        """Write an opinion, and a name in the room for it."""
        cell = self.rows[row][1]
        _write(cell.p_lst[0], opinion)
        (text,) = (t for t in cell.iter(qn("w:t")) if t.text and "签字" in t.text)
        text.text = text.text.rstrip() + name

    def draw(self, *texts: str, at: str) -> None:
        """Write into the boxes whose first line is ``at``, one after the other."""
        for old in (
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        ):
            branches = list(self._document.element.body.iter(old))
            boxes = [b for branch in branches for b in branch.iter(qn("w:txbxContent"))]
            own = [b for b in boxes if _lines(b)[:1] == [at]]
            for box, text in zip(own, texts, strict=False):
                _rewrite(box, text)

    def _controls(self) -> Iterator[Any]:
        return iter(self._document.element.body.iter(qn("w:sdt")))


def _alias(control: Any) -> str:  # noqa: ANN401 - an element
    return str(next(control.iter(qn("w:alias"))).get(qn("w:val")))


def _fill(control: Any, value: str) -> None:  # noqa: ANN401 - an element
    for flag in list(control.iter(qn("w:showingPlcHdr"))):
        flag.getparent().remove(flag)
    (content,) = control.iter(qn("w:sdtContent"))
    texts = list(content.iter(qn("w:t")))
    texts[0].text = value
    for run in content.iter(qn("w:r")):
        for look in list(run.iter(qn("w:rPr"))):
            run.remove(look)


def _write(paragraph: Any, text: str) -> None:  # noqa: ANN401 - an element
    for run in list(paragraph.iter(qn("w:r"))):
        run.getparent().remove(run)
    run = paragraph.add_r()
    run.text = text


def _lines(box: Any) -> list[str]:  # noqa: ANN401 - an element
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in box.iter(qn("w:p"))]


def _rewrite(box: Any, text: str) -> None:  # noqa: ANN401 - an element
    first, *others = list(box.iter(qn("w:p")))
    for other in others:
        box.remove(other)
    for line in reversed(text.split("\n")[1:]):
        further = deepcopy(first)
        _write(further, line)
        first.addnext(further)
    _write(first, text.split("\n", maxsplit=1)[0])
