"""Compare the page numbers of a large handbook with the pages that LibreOffice makes of it.

    python benchmarks/handbook_pages.py [ITEMS …]

Every entry of the table of contents is looked up on the page with its number. LibreOffice needs
hours for a thousand drawings; so each drawing is replaced by an empty picture of its size, which
takes the same room on the page.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402 - the script runs from any folder

from benchmarks.handbook import whole_document  # noqa: E402
from rendering.package import CONTENT_TYPES, read_package, write_package  # noqa: E402

SIZES = (60, 600)
MAIN, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_DRAWING = re.compile(
    rb"<mc:AlternateContent>.*?<wp:extent ([^>]*)/>.*?<wp:docPr id=\"(\d+)\".*?"
    rb"</mc:AlternateContent>",
    re.DOTALL,
)
_FRAME = (
    rb'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent \1/>'
    rb'<wp:docPr id="\2" name="frame"/><a:graphic'
    rb' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
    rb' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic'
    rb' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    rb'<pic:cNvPr id="\2" name="frame"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    rb'<a:blip r:embed="frame"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    rb'<a:ext \1/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData>'
    rb"</a:graphic></wp:inline></w:drawing>"
)
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080400000"
    "0b51c0c020000000b4944415478da6364f80f00010501012718e36600"
    "00000049454e44ae426082"
)
_ENTRY = re.compile(rb'<w:p [^>]*><w:pPr><w:pStyle w:val="TOC\d"/>.*?</w:p>')
_WORDS = re.compile(rb'<w:t xml:space="preserve">([^<]*)</w:t>')
_NUMBER = re.compile(r"—(\d+)—")


def framed(document: bytes) -> bytes:
    """Put an empty picture of the same size in each drawing's place."""
    parts = read_package(document)
    parts[MAIN] = _DRAWING.sub(_FRAME, parts[MAIN])
    parts["word/media/frame.png"] = _PIXEL
    relation = (
        b'<Relationship Id="frame" Target="media/frame.png" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", relation)
    kind = b'<Default Extension="png" ContentType="image/png"/>'
    before, opening, rest = parts[CONTENT_TYPES].partition(b"<Default ")
    parts[CONTENT_TYPES] = before + kind + opening + rest
    return write_package(parts)


def entries(document: bytes) -> Iterator[tuple[str, int]]:
    """Give the lines of the table of contents: words without blanks, and page."""
    for entry in _ENTRY.findall(read_package(document)[MAIN]):
        words, number = (text.decode() for text in _WORDS.findall(entry))
        yield "".join(words.split()), int(number)


def printed_pages(pdf: Path) -> list[tuple[int | None, str]]:
    """Give each page's printed number and its words without blanks."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[tuple[int | None, str]] = []
    for page in document:
        words = "".join(page.get_textpage().get_text_range().split())
        numbers = _NUMBER.findall(words)
        found.append((int(numbers[-1]) if numbers else None, words))
    document.close()
    return found


def measure(items: int, folder: Path) -> str:
    document = whole_document(items)()
    (folder / "a.docx").write_bytes(framed(document))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    seconds = time.perf_counter() - began
    pages = printed_pages(folder / "a.pdf")
    by_number = {number: words for number, words in pages if number is not None}
    told = list(entries(document))
    wrong = sum(words not in by_number.get(number, "") for words, number in told)
    return f"| {items} | {len(pages)} | {len(told)} | {wrong} | {seconds:.0f} |"


def main() -> None:
    print("| items | pages | entries | on another page | LibreOffice, s |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for items in [int(size) for size in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(items, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
