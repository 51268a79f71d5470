"""Reading a finished document again, to see that nothing was lost on the way into it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import IO

from lxml import etree
from pydantic import TypeAdapter

from rendering.memory import NO_MEMORY, Memory, remembered
from rendering.table_scan import Cell, cut_out, scanned
from rendering.wordml import W
from schemas.errors import MachineError

_P, _T, _BR, _TAB = (f"{{{W}}}{name}" for name in ("p", "t", "br", "tab"))
_TBL, _TR, _TC = (f"{{{W}}}{name}" for name in ("tbl", "tr", "tc"))
_VAL, _ID = f"{{{W}}}val", f"{{{W}}}id"
_BODY, _PPR = f"{{{W}}}body", f"{{{W}}}pPr"
_STYLE = f"{_PPR}/{{{W}}}pStyle"
_SPAN, _MERGE = f"{{{W}}}gridSpan", f"{{{W}}}vMerge"
_MARK_START, _MARK_END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"
_CHILDREN = (_P, _TBL, _MARK_START, _MARK_END, *(f"{{{W}}}{n}" for n in ("sdt", "sectPr")))
"""What stands in the body of a document."""
_DRAWING = f"{{{W}}}drawing"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {_BR: "\n", _TAB: "\t"}
_BODY_BEGINS, _BODY_ENDS = b"<w:body>", b"</w:body>"
_SECTION_ENDS = b"</w:sectPr></w:pPr></w:p>"
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
        continued: For each row the columns in which it continues the cell above.
        style: Id of the paragraph's style.
    """

    text: str = ""
    shapes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    continued: tuple[frozenset[int], ...] = ()
    style: str = ""


@dataclass(slots=True)
class ReadBack:
    """What a document says, and what is wrong with its structure.

    Attributes:
        main: The part with the body, as it stands in the file.
    """

    main: bytes
    blocks: list[Block] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Section:
    """What a section of the body says, and the numbers of what stands in it; None if no XML."""

    blocks: tuple[Block, ...] = ()
    drawings: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


_SECTION: TypeAdapter[_Section | None] = TypeAdapter(_Section | None)


def read_back(document: bytes, memory: Memory = NO_MEMORY) -> ReadBack:
    """Read a docx file that this software wrote: strictly, section by section, in little memory.

    Args:
        document: The docx file.
        memory: Keeps what sections say, so that one is read again only when its bytes differ.
    """
    ids = Counter[str]()
    opened, closed = Counter[str](), Counter[str]()
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        main = package.read("word/document.xml")
        result = ReadBack(main)
        for name in package.namelist():
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                root = etree.fromstring(package.read(name))
                ids.update(str(e.get("id")) for e in root.iter(_DOC_PR))
                result.headers[name] = "".join(str(t.text or "") for t in root.iter(_T))
    for part in _sections(main):
        kept = remembered(memory, partial(_read, part), "read back", part)
        section = _SECTION.validate_json(kept)
        if section is None:
            result.problems.append("正文不成文档")
            return result
        result.blocks += section.blocks
        ids.update(section.drawings)
        opened.update(section.opened)
        closed.update(section.closed)
    result.problems = [f"图形编号重复（{n}）" for n, times in ids.items() if times > 1]
    if opened != closed or any(n > 1 for n in opened.values()):
        result.problems.append("书签不成对")
    return result


def _sections(main: bytes) -> Iterator[bytes]:
    """Cut a document where its sections end, each a document of its own.

    If an element reached over a cut, neither side would be well-formed.
    """
    head, tail = main.find(_BODY_BEGINS) + len(_BODY_BEGINS), main.rfind(_BODY_ENDS)
    start = head
    while (end := main.find(_SECTION_ENDS, start, tail)) >= 0:
        end += len(_SECTION_ENDS)
        yield b"".join((main[:head], main[start:end], main[tail:]))
        start = end
    yield b"".join((main[:head], main[start:]))


def _read(part: bytes) -> bytes:
    if not _well_formed(part):
        return _SECTION.dump_json(None)
    blocks, drawings, opened, closed = list[Block](), list[str](), list[str](), list[str]()
    for element in _body(part):
        if isinstance(element, Block):
            blocks.append(element)
            continue
        drawings += [str(e.get("id")) for e in element.iter(_DOC_PR)]
        opened += [str(e.get(_ID)) for e in element.iter(_MARK_START)]
        closed += [str(e.get(_ID)) for e in element.iter(_MARK_END)]
        blocks.append(_block(element))
    section = _Section(tuple(blocks), tuple(drawings), tuple(opened), tuple(closed))
    return _SECTION.dump_json(section)


def _well_formed(part: bytes) -> bool:
    """Parse the whole part strictly, without building a tree of it."""
    try:
        etree.fromstring(part, etree.XMLParser(target=_Nothing()))  # type: ignore[arg-type] # a close() suffices
    except etree.XMLSyntaxError:
        return False
    return True


class _Nothing:
    """A parser's target that keeps nothing."""

    def close(self) -> None:
        """End without a result."""


def _body(main: bytes) -> Iterator[etree._Element | Block]:
    """Give the body's children; long tables come as the blocks that they are."""
    rest, tables = cut_out(main)
    prepared = iter(tables)
    for element in _body_children(io.BytesIO(rest)):
        if element.tag == _TBL and not len(element):
            yield _table(scanned(next(prepared)))
        else:
            yield element


def _body_children(source: IO[bytes]) -> Iterator[etree._Element]:
    """Give each child of the body when it is complete, and forget it afterwards.

    Raises:
        DocumentNotProven: The body holds something that no document of ours does.
    """
    body: etree._Element | None = None
    # other elements are left to the parser: a chart has a thousand of them
    for _, element in etree.iterparse(source, events=("end",), tag=_CHILDREN):
        if (parent := element.getparent()) is not None and parent.tag == _BODY:
            body = parent
            yield element
            element.clear()
            body.remove(element)
    if body is not None and len(body):
        raise DocumentNotProven(f"成品的正文里有意料之外的内容（{body[0].tag}），没有写出。")


def _block(element: etree._Element) -> Block:
    if element.tag == _TBL:
        return _table(_rows(element))
    own, shapes = [], []
    for inner in element:
        if inner.tag != _PPR:
            words, boxes = _words(inner)
            own.append(words)
            shapes += boxes
    style = element.find(_STYLE)
    name = "" if style is None else str(style.get(_VAL))
    return Block(text="".join(own), shapes=tuple(shapes), style=name)


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


def _rows(table: etree._Element) -> Iterator[list[Cell]]:
    for line in table.iter(_TR):
        cells: list[Cell] = []
        for cell in line.iter(_TC):
            merge, span = next(cell.iter(_MERGE), None), next(cell.iter(_SPAN), None)
            continues = merge is not None and merge.get(_VAL) != "restart"
            words = None if continues else "\n".join(_text(p) for p in cell.iter(_P))
            cells.append((words, int(str(span.get(_VAL))) if span is not None else 1))
        yield cells


def _table(lines: Iterable[list[Cell]]) -> Block:
    """Fill in the grid: a merged cell's words stand in every row and column that it covers."""
    above: dict[int, str] = {}
    rows, continued, alike = [], [], dict[tuple[int, ...], frozenset[int]]()
    for line in lines:
        cells, columns = list[str](), list[int]()
        for words, span in line:
            column = len(cells)
            if words is None:
                columns.append(column)
            else:
                above[column] = words
            cells.extend(repeat(above.get(column, ""), span))
        rows.append(tuple(cells))
        key = tuple(columns)
        if key not in alike:
            alike[key] = frozenset(key)
        continued.append(alike[key])
    return Block(rows=tuple(rows), continued=tuple(continued))
