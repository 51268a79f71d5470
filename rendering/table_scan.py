"""Reading back a table of many thousand rows as fast as it was written, and in little memory.

It knows the XML that :mod:`rendering.wordml` writes and no other: a prepared table declares its
own namespace, its rows and cells have no attributes, and nothing but text stands in its cells.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from rendering.wordml import XMLNS_W

Cell = tuple[str | None, int]
"""A cell's words, None where it continues the cell above; and how many columns it covers."""

_OPENING, _CLOSING = f"<w:tbl {XMLNS_W}>".encode(), b"</w:tbl>"
_PLACE = f"<w:tbl {XMLNS_W}/>".encode()
_ROW, _ROW_END, _CELL = b"<w:tr>", b"</w:tr>", b"<w:tc>"
_CONTINUED = b'<w:vMerge w:val="continue"/>'
_SPAN = re.compile(rb'<w:gridSpan w:val="(\d+)"/>')
_TEXT = re.compile(rb'<w:t xml:space="preserve">([^<]*)|<(w:br/|w:tab/|/w:p|w:p/)>')
_SIGNS = {b"": b"", b"w:br/": b"\n", b"w:tab/": b"\t", b"/w:p": b"\n", b"w:p/": b"\n"}
_STRANGE = (b"<w:tbl>", b"<w:drawing>", b"<w:bookmark", b"<w:pict>", b"<w:sdt>")


def cut_out(document: bytes) -> tuple[bytes, list[bytes]]:
    """Take the prepared tables out of a body; an empty ``w:tbl`` stays at the place of each."""
    kept, tables, start = list[bytes](), list[bytes](), 0
    while (begin := document.find(_OPENING, start)) >= 0:
        end = document.index(_CLOSING, begin) + len(_CLOSING)
        table = document[begin:end]
        kept.append(document[start:begin])
        if any(sign in table for sign in _STRANGE):
            kept.append(table)
        else:
            kept.append(_PLACE)
            tables.append(table)
        start = end
    return b"".join((*kept, document[start:])), tables


def scanned(table: bytes) -> Iterator[list[Cell]]:
    """Give the rows of a prepared table."""
    begin = table.find(_ROW)
    while begin >= 0:
        end = table.index(_ROW_END, begin)
        row = table[begin:end]
        spans = b"<w:gridSpan" in row
        yield [
            (None if _CONTINUED in cell else _words(cell), _span(cell) if spans else 1)
            for cell in row.split(_CELL)[1:]
        ]
        begin = table.find(_ROW, end)


def _span(cell: bytes) -> int:
    found = _SPAN.search(cell)
    return int(found[1]) if found else 1


@lru_cache(maxsize=1024)
def _words(cell: bytes) -> str:
    pieces = [text or _SIGNS[sign] for text, sign in _TEXT.findall(cell)]
    words = b"".join(pieces[:-1]).decode()  # the last paragraph's end is the cell's
    return html.unescape(words) if "&" in words else words
