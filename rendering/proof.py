"""Reading a finished document again, to see that nothing was lost on the way into it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from rendering.wordml import W
from schemas.errors import MachineError

_P, _T, _BR, _TAB = (f"{{{W}}}{name}" for name in ("p", "t", "br", "tab"))
_TBL, _TR, _TC = (f"{{{W}}}{name}" for name in ("tbl", "tr", "tc"))
_VAL, _ID = f"{{{W}}}val", f"{{{W}}}id"
_BODY, _PPR = f"{{{W}}}body", f"{{{W}}}pPr"
_SPAN, _MERGE = f"{{{W}}}gridSpan", f"{{{W}}}vMerge"
_MARK_START, _MARK_END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"
_DRAWING = f"{{{W}}}drawing"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {_BR: "\n", _TAB: "\t"}
_SHOWN = 5


class DocumentNotProven(MachineError):  # noqa: N818 - reads as the sentence that it is
    """A finished document lacks something of the data; it is not handed out."""

    @classmethod
    def because(cls, title: str, problems: list[str]) -> DocumentNotProven:
        """Say the first few problems in one sentence."""
        more = f"等{len(problems)}处" if len(problems) > _SHOWN else ""
        return cls(
            f"《{title}》成品核对未通过，没有写出：{'；'.join(problems[:_SHOWN])}{more}。"
            "请检查 templates 里的模板是否删改过内容，否则请联系软件维护人员。"
        )


@dataclass(frozen=True, slots=True)
class Block:
    r"""A paragraph or table of the body as a reader sees it.

    Attributes:
        text: The paragraph's own words; "\n" for a line break, "\t" for a tabulator.
        shapes: Words in the drawings that it carries, one entry a text box, line ends left out.
        rows: A table's rows, every cell of the grid filled in, merged ones included.
    """

    text: str = ""
    shapes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class ReadBack:
    """What a document says, and what is wrong with its structure."""

    blocks: list[Block] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_back(document: bytes) -> ReadBack:
    """Read a docx file that this software wrote: strictly, in one pass, in little memory."""
    result, ids, marks = ReadBack(), Counter[str](), Counter[str]()
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in package.namelist():
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                root = etree.fromstring(package.read(name))
                ids.update(str(e.get("id")) for e in root.iter(_DOC_PR))
                result.headers[name] = "".join(str(t.text or "") for t in root.iter(_T))
        with package.open("word/document.xml") as source:
            for element in _body_children(source):
                ids.update(str(e.get("id")) for e in element.iter(_DOC_PR))
                marks.update(f"+{e.get(_ID)}" for e in element.iter(_MARK_START))
                marks.update(f"-{e.get(_ID)}" for e in element.iter(_MARK_END))
                result.blocks.append(_block(element))
    result.problems = [f"图形编号重复（{n}）" for n, times in ids.items() if times > 1]
    opened = Counter({key[1:]: n for key, n in marks.items() if key[0] == "+"})
    closed = Counter({key[1:]: n for key, n in marks.items() if key[0] == "-"})
    if opened != closed or any(n > 1 for n in opened.values()):
        result.problems.append("书签不成对")
    return result


def _body_children(source: IO[bytes]) -> Iterator[etree._Element]:
    """Give each child of the body when it is complete, and forget it afterwards."""
    body: etree._Element | None = None
    for event, element in etree.iterparse(source, events=("start", "end")):
        if event == "start" and element.tag == _BODY:
            body = element
        elif event == "end" and body is not None and element.getparent() is body:
            yield element
            element.clear()
            body.remove(element)


def _block(element: etree._Element) -> Block:
    if element.tag == _TBL:
        return Block(rows=tuple(_rows(element)))
    own, shapes = [], []
    for inner in element:
        if inner.tag != _PPR:
            words, boxes = _words(inner)
            own.append(words)
            shapes += boxes
    return Block(text="".join(own), shapes=tuple(shapes))


def _words(element: etree._Element) -> tuple[str, list[str]]:
    """Give the words of a run and of the text boxes in it; fallbacks would say them again."""
    for fallback in list(element.iter(_FALLBACK)):
        parent = fallback.getparent()
        if parent is not None:
            parent.remove(fallback)
    if next(element.iter(_DRAWING), None) is None:
        return _text(element), []
    boxes = (_text(box) for box in element.iter(f"{{{W}}}txbxContent"))
    return "", [box.replace("\n", "") for box in boxes]


def _text(element: etree._Element) -> str:
    return "".join(
        str(leaf.text or "") if leaf.tag == _T else _SIGNS[str(leaf.tag)]
        for leaf in element.iter(_T, _BR, _TAB)
    )


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    above: dict[int, str] = {}
    for line in table.iter(_TR):
        cells: list[str] = []
        for cell in line.iter(_TC):
            merge = next(cell.iter(_MERGE), None)
            span = next(cell.iter(_SPAN), None)
            words = "\n".join(_text(p) for p in cell.iter(_P))
            if merge is not None and merge.get(_VAL) != "restart":
                words = above.get(len(cells), "")
            above[len(cells)] = words
            cells += [words] * (int(str(span.get(_VAL))) if span is not None else 1)
        yield tuple(cells)
