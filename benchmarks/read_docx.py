"""Time, memory and correctness of reading a long Word table, beside other readers.

Run ``python benchmarks/read_docx.py`` from the checkout; every measurement is a process of its
own. Readers that are not installed are named and left out (``benchmarks/requirements.txt``).
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
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZES = (20, 200, 2_000, 10_000)
COLUMNS = 7
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CATEGORIES = ("行政职权", "内部职权", "重要业务事项")
#: A measurement is repeated this often, or until its time is up; the best run counts.
RUNS, SECONDS = 9, 3.0
#: Where ``make bench`` installs the readers that the project itself does not need.
PEERS = ROOT / "benchmarks" / ".venv" / "bin" / "python"

Rows = list[list[str]]


def expected(count: int) -> Rows:
    """Give what stands in each place of the table, merged cells repeated."""
    rows = []
    for number, group in zip(range(count), groups(), strict=False):
        rows.append(
            [
                f"{CATEGORIES[group % 3]}（{group}）",
                str(number + 1),
                f"信访举报受理第{number}项",
                f"1.泄露举报人信息{number}\n2.不按规定程序办理{number}",
                "高中低"[number % 3],
                f"严格执行保密规定，分级审批（{number}）",
                "承办人、处领导",
            ]
        )
    return rows


def groups() -> Iterator[int]:
    """Give the number of the merged group of each row: groups of 1 to 6 rows."""
    group = 0
    while True:
        for _ in range(group % 6 + 1):
            yield group
        group += 1


def make(count: int) -> bytes:
    """Make a document with one table of so many rows under a header."""
    lines = ["".join(cell([name]) for name in "类序名险级措人")]
    above = -1
    for row, group in zip(expected(count), groups(), strict=False):
        merge = "<w:vMerge/>" if group == above else '<w:vMerge w:val="restart"/>'
        first = cell([""] if group == above else [row[0]], merge)
        lines.append(first + "".join(cell(text.split("\n")) for text in row[1:]))
        above = group
    table = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    grid = '<w:gridCol w:w="1300"/>' * COLUMNS
    body = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{table}</w:tbl><w:p/><w:sectPr/>"
    override = f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        f'ContentType="{rels}"/>{override}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}'
        "</w:body></w:document>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def cell(paragraphs: list[str], merge: str = "") -> str:
    """Write a cell as Word does: width, alignment, font and size with every paragraph."""
    look = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="21"/></w:rPr>'
    inner = "".join(
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{look}<w:t>{text}</w:t></w:r></w:p>'
        for text in paragraphs
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="1300" w:type="dxa"/>{merge}</w:tcPr>{inner}</w:tc>'


def floor(data: bytes) -> Callable[[], Rows]:
    """Unzip and parse, nothing more: no reader can be faster."""
    from lxml import etree  # noqa: PLC0415 - each reader is imported in its own process

    with zipfile.ZipFile(BytesIO(data)) as package:
        etree.fromstring(package.read("word/document.xml"))
    return list


def lianfang(data: bytes) -> Callable[[], Rows]:
    """Read with this project."""
    from extractors.docx.reader import read_docx  # noqa: PLC0415 - as above

    [grid] = read_docx(data).grids

    def rows() -> Rows:
        places = [[grid.at(r, c) for c in range(1, COLUMNS + 1)] for r in range(2, grid.rows + 1)]
        return [[found.text if found else "" for found in row] for row in places]

    return rows


def python_docx(data: bytes) -> Callable[[], Rows]:
    """Read with python-docx, row by row, its quickest documented way."""
    import docx  # noqa: PLC0415 - as above

    [table] = docx.Document(BytesIO(data)).tables
    found = [[each.text for each in row.cells] for row in table.rows]
    return lambda: found[1:]


def docx2python(data: bytes) -> Callable[[], Rows]:
    """Read with docx2python."""
    from docx2python import docx2python as read  # noqa: PLC0415 - as above

    with read(BytesIO(data)) as content:
        tables: list[Any] = list(content.body)
    table = max(tables, key=len)
    return lambda: [["\n".join(each) for each in row] for row in table[1:]]


READERS: dict[str, tuple[str, Callable[[bytes], Callable[[], Rows]]]] = {
    "floor": ("lxml", floor),
    "lianfang": ("extractors", lianfang),
    "python-docx": ("docx", python_docx),
    "docx2python": ("docx2python", docx2python),
}


def measure(name: str, file: Path, count: int) -> dict[str, float]:
    """Measure one reader on one file in this process."""
    read = READERS[name][1]
    data = file.read_bytes()
    read(make(1))  # imports and first calls are not counted
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best, begin = float("inf"), time.perf_counter()
    rows: Callable[[], Rows] = list
    for _ in range(RUNS):
        rows = list  # so that two results are never in memory together
        start = time.perf_counter()
        rows = read(data)
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() - begin > SECONDS:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"seconds": best, "mib": peak / 1024, "right": share_right(rows(), count)}


def share_right(found: Rows, count: int) -> float:
    """Give the share of the table's places whose text is right."""
    right = sum(
        text == wanted
        for row, row_wanted in zip(found, expected(count), strict=False)
        for text, wanted in zip(row, row_wanted, strict=False)
    )
    return right / (count * COLUMNS)


def measured(python: str, name: str, file: Path, count: int) -> dict[str, float] | None:
    """Measure in a process of its own; None where the reader fails."""
    command = [python, __file__, "--one", name, str(file), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        print(f"{name}, {count} rows: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    result: dict[str, float] = json.loads(done.stdout)
    return result


def report(sizes: tuple[int, ...], peers: Path) -> None:
    """Measure everything, the readers taking turns at each size, and print a Markdown table."""
    pythons = {name: interpreter(module, peers) for name, (module, _) in READERS.items()}
    print("| rows | reader | seconds | × floor | growth | peak MiB | cells right |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    last: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            file = Path(folder) / f"{count}.docx"
            file.write_bytes(make(count))
            floor_seconds = 0.0
            for name, python in pythons.items():
                result = measured(python, name, file, count) if python else None
                if result is None:
                    continue
                seconds = result["seconds"]
                floor_seconds = floor_seconds or seconds
                growth = f"{seconds / count / last[name]:.2f}" if name in last else "–"
                right = "–" if name == "floor" else f"{result['right']:.2%}"
                print(
                    f"| {count:,} | {name} | {seconds:.4f} | {seconds / floor_seconds:.1f} |"
                    f" {growth} | {result['mib']:.0f} | {right} |",
                    flush=True,
                )
                last[name] = seconds / count
    print("\ngrowth: time per row against the size before; 1.00 is linear.")
    missing = [name for name, python in pythons.items() if not python]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}")


def interpreter(module: str, peers: Path) -> str:
    """Give the Python that can import a reader's module, or ""."""
    if importlib.util.find_spec(module) is not None:
        return sys.executable
    ask = f"import importlib.util as u, sys; sys.exit(u.find_spec({module!r}) is None)"
    if peers.is_file() and not subprocess.run([peers, "-c", ask], check=False).returncode:
        return str(peers)
    return ""


def main() -> None:
    """Print the report, or with ``--one`` a single measurement as JSON."""
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("READER", "FILE", "ROWS"))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, choices=SIZES)
    parser.add_argument("--peers", type=Path, default=PEERS, help="Python with the other readers")
    given = parser.parse_args()
    if given.one:
        name, file, count = given.one
        print(json.dumps(measure(name, Path(file), int(count))))
    else:
        report(tuple(given.sizes), given.peers)


if __name__ == "__main__":
    main()
