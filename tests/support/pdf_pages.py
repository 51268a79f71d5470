"""PDF files made by code: pages with text, lines and tables, as small as they can be.

All positions are in points, x to the right and y downwards from the page's upper left corner.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Sheet:
    """A page to draw on.

    Attributes:
        size: Width and height.
        rotate: ``/Rotate``.
        box: The media box, where it is not ``0 0 width height``.
        content: Operators drawn so far.
        annotations: What lies on the page besides, as PDF dictionaries.
    """

    size: tuple[float, float] = A4
    rotate: int = 0
    box: tuple[float, float, float, float] | None = None
    content: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)

    def annotation(
        self, left: float, top: float, right: float, bottom: float, **entries: str
    ) -> None:
        """Lay an annotation on the page; an entry is written as PDF writes it."""
        corners = f"{left} {self.size[1] - bottom} {right} {self.size[1] - top}"
        told = "".join(f"/{key} {value}" for key, value in entries.items())
        self.annotations.append(f"<</Type/Annot/Rect[{corners}]{told}>>")

    def text(self, x: float, y: float, words: str, size: float = 10, *, mode: int = 0) -> None:
        """Write words whose em box begins at (x, y)."""
        codes = words.encode("utf-16-be").hex()
        base = self.size[1] - y - 0.86 * size
        self.content.append(f"BT /F {size} Tf {mode} Tr {x} {base} Td <{codes}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """Draw a line."""
        height = self.size[1]
        self.content.append(f"{width} w {x0} {height - y0} m {x1} {height - y1} l S")

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, how: str = "f"
    ) -> None:
        """Draw a rectangle: ``f`` filled, ``S`` only its edge."""
        low = self.size[1] - bottom
        self.content.append(f"{left} {low} {right - left} {bottom - top} re {how}")

    def words(self, x: float, y: float, words: str, width: float, size: float = 10) -> int:
        """Write words broken into lines that are as wide as ``width``; give how many lines."""
        each = max(1, int(width // size))
        lines = [
            paragraph[at : at + each]
            for paragraph in words.split("\n")
            for at in range(0, max(len(paragraph), 1), each)
        ]
        for number, line in enumerate(lines):
            self.text(x, y + 1.2 * size * number, line, size)
        return len(lines)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        left: float = 50,
        top: float = 80,
        ruled: bool = True,
    ) -> float:
        """Draw a table, and give where it ends; ``None`` merges a cell with the one above it."""
        heights = [self._height(row, widths) for row in rows]
        edges = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
        y = top
        for row, height in zip(rows, heights, strict=True):
            for x, width, words in zip(edges, widths, row, strict=False):
                self.words(x + 3, y + 3, words, width - 6)
            if ruled:
                self.line(edges[0], y, edges[-1], y)
            y += height
        if ruled:
            self.line(edges[0], y, edges[-1], y)
            for x in edges:
                self.line(x, top, x, y)
        return y

    @staticmethod
    def _height(row: Sequence[str], widths: Sequence[float]) -> float:
        def lines(words: str, width: float) -> int:
            each = max(1, int((width - 6) // 10))
            return sum(max(1, -(-len(part) // each)) for part in words.split("\n"))

        return 6 + 12 * max(lines(words, width) for words, width in zip(row, widths, strict=False))


def pdf_text(words: str) -> str:
    """Write a text as a string of a PDF dictionary."""
    return f"<feff{words.encode('utf-16-be').hex()}>"


def pdf_of(*sheets: Sheet, unicode: bool = True, forms: Mapping[str, str] | None = None) -> bytes:
    """Make a file of pages.

    Args:
        sheets: The pages.
        unicode: Say what the characters mean (``/ToUnicode``).
        forms: Form objects that pages can draw by name; each may draw all of them.
    """
    names = dict(forms or {})
    drawn = [*("\n".join(sheet.content) for sheet in sheets), *names.values()]
    font = _font(drawn, unicode=unicode)
    first = 10 + len(names)
    xobjects = "".join(f"/{name} {10 + n} 0 R" for n, name in enumerate(names))
    resources = f"<</Font<</F 3 0 R>>/XObject<<{xobjects}>>>>"
    objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>", **font}
    for number, content in enumerate(names.values()):
        head = f"/Type/XObject/Subtype/Form/BBox[-999 -999 9999 9999]/Resources{resources}"
        objects[10 + number] = _stream(content, head)
    kids = [first + 2 * n for n in range(len(sheets))]
    for kid, sheet in zip(kids, sheets, strict=True):
        box = sheet.box or (0, 0, *sheet.size)
        corners = " ".join(f"{value:g}" for value in box)
        objects[kid] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[{corners}]/Rotate {sheet.rotate}"
            f"/Contents {kid + 1} 0 R/Resources{resources}"
            f"/Annots[{''.join(sheet.annotations)}]>>"
        ).encode()
        objects[kid + 1] = _stream("\n".join(sheet.content))
    tree = " ".join(f"{kid} 0 R" for kid in kids)
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{tree}]>>".encode()
    return _assembled(objects)


def _font(drawn: Iterable[str], *, unicode: bool) -> dict[int, bytes]:
    """Make a font whose codes are UTF-16, half as wide for Latin letters; nothing is embedded."""
    used = sorted({code for content in drawn for code in _codes(content)})
    table = "".join(
        f"{len(part)} beginbfchar\n{''.join(f'<{c}> <{c}>' for c in part)}\nendbfchar\n"
        for part in (used[at : at + 100] for at in range(0, len(used), 100))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{table}endcmap end end"
    )
    meaning = "/ToUnicode 6 0 R" if unicode else ""
    return {
        3: f"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H{meaning}"
        "/DescendantFonts[4 0 R]>>".encode(),
        4: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/W[32 126 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 5 0 R/CIDToGIDMap 7 0 R>>",
        5: b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -140 1000 860]/Ascent 860"
        b"/Descent -140/CapHeight 700/ItalicAngle 0/StemV 80/FontFile2 8 0 R>>",
        6: _stream(cmap),
        7: _stream(b"\0\1" * 0x10000),
        8: _stream(_square_font()),
    }


def _codes(content: str) -> Iterable[str]:
    for piece in content.split("<")[1:]:
        codes = piece.partition(">")[0]
        yield from (codes[at : at + 4] for at in range(0, len(codes), 4))


def _square_font() -> bytes:
    """Make a TrueType font whose only glyph is a square: PDFium leaves out text without ink."""
    corners = struct.pack(">8h", 50, 0, 0, 400, 800, 0, 0, -800)
    square = struct.pack(">5h2H", 1, 50, 0, 450, 800, 3, 0) + b"\1" * 4 + corners
    tables = {
        b"glyf": square,
        b"head": struct.pack(
            ">4I2H2Q4h2H3h",
            0x10000,
            0,
            0,
            0x5F0F3CF5,
            0,
            1000,
            0,
            0,
            0,
            0,
            1000,
            860,
            0,
            8,
            2,
            0,
            0,
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 860, -140, 0, 1000, *[0] * 11, 2),
        b"hmtx": struct.pack(">4H", 1000, 0, 1000, 0),
        b"loca": struct.pack(">3H", 0, 0, len(square) // 2),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 32), b""
    for tag, table in tables.items():
        start = 12 + 16 * len(tables) + len(body)
        directory += tag + struct.pack(">3I", 0, start, len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body


def _stream(content: str | bytes, head: str = "") -> bytes:
    packed = zlib.compress(content.encode() if isinstance(content, str) else content)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        head.encode(),
        len(packed),
        packed,
    )


def _assembled(objects: Mapping[int, bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
