"""Time, memory and correctness of reading a long ruled PDF table, beside other readers.

Run ``python benchmarks/read_pdf.py`` from the checkout; every measurement is a process of its
own. Readers that are not installed are named and left out. What counts is the table: every row
once and whole, although pages repeat its header and cut rows in two.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.pdf_pages import Sheet, pdf_of  # noqa: E402 - the checkout is not installed

PAGES = (3, 30, 300)
TITLES = ["序号", "职权事项", "风险表现形式", "等级", "防控措施", "责任人"]
WIDTHS = [40, 90, 130, 40, 130, 70]
ROWS_A_PAGE = 18
CUT_EVERY = 3
"""On every so-many-th page the last row goes on at the top of the next one."""
#: A measurement is repeated this often, or until its time is up; the best run counts.
RUNS, SECONDS = 5, 5.0

Rows = list[list[str]]


def expected(pages: int) -> Rows:
    """Give what stands in each row of the whole table."""
    return [row for page in range(pages) for row in rows_of(page)]


def rows_of(page: int) -> Rows:
    """Give the rows that begin on a page."""
    numbers = range(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE)
    return [
        [
            str(n + 1),
            f"信访举报受理第{n}项",
            f"泄露举报人信息{n}不按规定程序办理",
            "高中低"[n % 3],
            f"严格执行保密规定实行分级审批制度{n}定期检查",
            "承办人",
        ]
        for n in numbers
    ]


def make(pages: int) -> bytes:
    """Make a file with one table over so many pages."""
    sheets: list[Sheet] = []
    rest: list[str] | None = None
    for page in range(pages):
        rows = rows_of(page)
        head = [rest] if rest else []
        rest = None
        if page % CUT_EVERY == 0 and page + 1 < pages:
            rows[-1], rest = cut(rows[-1])
        sheet = Sheet()
        sheet.table([TITLES, *head, *rows], WIDTHS, top=60)
        sheets.append(sheet)
    return pdf_of(*sheets)


def cut(row: list[str]) -> tuple[list[str], list[str]]:
    """Part a row where its first line ends, as a page break does."""
    each = [(width - 6) // 10 for width in WIDTHS]
    upper = [text[:n] for text, n in zip(row, each, strict=True)]
    return upper, [text[n:] for text, n in zip(row, each, strict=True)]


def floor(data: bytes) -> Rows:
    """Open the pages and their text, nothing more: no reader on PDFium can be faster."""
    import pypdfium2  # noqa: PLC0415 - each reader is imported in its own process

    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().count_chars()
    return []


def lianfang(data: bytes) -> Rows:
    """Read with this project."""
    from extractors.pdf.reader import read_pdf  # noqa: PLC0415 - as above

    return [
        [cell.text for cell in grid.row_cells(row)]
        for grid in read_pdf(data).document.grids
        for row in range(2, grid.rows + 1)
    ]


def pdfplumber(data: bytes) -> Rows:
    """Read with pdfplumber; repeated headers are taken away for it."""
    import pdfplumber as library  # noqa: PLC0415 - as above

    with library.open(BytesIO(data)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return [[text or "" for text in row] for table in tables for row in table[1:]]


def camelot(data: bytes) -> Rows:
    """Read with camelot's lattice; repeated headers are taken away for it."""
    import camelot as library  # noqa: PLC0415 - as above

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        tables = library.read_pdf(file.name, pages="all", flavor="lattice")
    return [[str(text) for text in row] for table in tables for row in table.df.values[1:]]


READERS: dict[str, tuple[str, Callable[[bytes], Rows], int]] = {
    "floor": ("pypdfium2", floor, 300),
    "lianfang": ("extractors", lianfang, 300),
    "pdfplumber": ("pdfplumber", pdfplumber, 30),
    "camelot": ("camelot", camelot, 3),
}
"""Name → module, reader, and the most pages that it is given, for patience."""


def measure(name: str, file: Path, pages: int) -> dict[str, float]:
    """Measure one reader on one file in this process."""
    read = READERS[name][1]
    data = file.read_bytes()
    read(make(1))  # imports and first calls are not counted
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best, begin = float("inf"), time.perf_counter()
    rows: Rows = []
    for _ in range(RUNS):
        start = time.perf_counter()
        rows = read(data)
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() - begin > SECONDS:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"seconds": best, "mib": peak / 1024, "right": share_right(rows, pages)}


def share_right(found: Rows, pages: int) -> float:
    """Give the share of rows that are there wholly right; white space does not matter."""
    wanted = expected(pages)
    there = {tuple("".join(text.split()) for text in row) for row in found}
    return sum(tuple(row) in there for row in wanted) / len(wanted)


def measured(name: str, file: Path, pages: int) -> dict[str, float] | None:
    """Measure in a process of its own; None where the reader fails."""
    command = [sys.executable, __file__, "--one", name, str(file), str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        print(f"{name}, {pages} pages: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    result: dict[str, float] = json.loads(done.stdout)
    return result


def lines(sizes: tuple[int, ...]) -> Iterator[str]:
    """Measure everything, the readers taking turns at each size, as lines of a Markdown table."""
    yield "| pages | reader | seconds | ms a page | × floor | growth | peak MiB | rows right |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    last: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for pages in sizes:
            file = Path(folder) / f"{pages}.pdf"
            file.write_bytes(make(pages))
            floor_seconds = 0.0
            for name, (module, _, most) in READERS.items():
                able = pages <= most and importlib.util.find_spec(module) is not None
                result = measured(name, file, pages) if able else None
                if result is None:
                    continue
                each = result["seconds"] / pages
                floor_seconds = floor_seconds or result["seconds"]
                growth = f"{each / last[name]:.2f}" if name in last else "–"
                right = "–" if name == "floor" else f"{result['right']:.2%}"
                yield (
                    f"| {pages} | {name} | {result['seconds']:.3f} | {each * 1000:.1f} |"
                    f" {result['seconds'] / floor_seconds:.1f} | {growth} |"
                    f" {result['mib']:.0f} | {right} |"
                )
                last[name] = each


def main() -> None:
    """Print the report, or with ``--one`` a single measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("READER", "FILE", "PAGES"))
    parser.add_argument("--pages", nargs="+", type=int, default=PAGES, choices=PAGES)
    given = parser.parse_args()
    if given.one:
        name, file, pages = given.one
        print(json.dumps(measure(name, Path(file), int(pages))))
        return
    for line in lines(tuple(given.pages)):
        print(line, flush=True)
    print("\ngrowth: time per page against the size before; 1.00 is linear.")
    missing = [n for n, (module, *_) in READERS.items() if not importlib.util.find_spec(module)]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}")


if __name__ == "__main__":
    main()
