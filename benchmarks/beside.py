"""Time and correctness of reading whole forms, Word and PDF, beside other readers.

    python benchmarks/beside.py [--peers PYTHON]

The forms are annexes 1 and 6 of the example college, and the same as PDF files where LibreOffice
is installed; samples beside the checkout are read too. A fact is the value of one field of one
item or risk. It counts as right when the reader gives it in the row of its item or risk, and,
where the header is known, in the column below that header; labels that are merged over rows may
stand in the first of them. Each reader works through all files in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SAMPLES = ROOT.parent / "shared" / "samples" / "forms"
#: Where ``make bench`` installs the readers that the project itself does not need.
PEERS = ROOT / "benchmarks" / ".venv" / "bin" / "python"

Tables = list[list[list[str]]]
Reader = Callable[[Path], Tables]


class Fact(NamedTuple):
    """What stands in the row of ``key``, below ``title`` where that is known."""

    key: str
    value: str
    title: str = ""


def lianfang(file: Path) -> Tables:
    """Read with this project."""
    from extractors.docx.reader import read_docx  # noqa: PLC0415 - peers' Python lacks it
    from extractors.pdf.reader import read_pdf  # noqa: PLC0415 - as above

    data = file.read_bytes()
    document = read_pdf(data).document if file.suffix == ".pdf" else read_docx(data)
    return [
        [
            [cell.text if (cell := grid.at(row, n + 1)) else "" for n in range(grid.columns)]
            for row in range(1, grid.rows + 1)
        ]
        for grid in document.grids
    ]


def python_docx(file: Path) -> Tables:
    """Read with python-docx."""
    import docx  # noqa: PLC0415 - each reader is imported in its own process

    return [
        [[c.text for c in row.cells] for row in t.rows] for t in docx.Document(str(file)).tables
    ]


def docx2python(file: Path) -> Tables:
    """Read with docx2python; its tables of a single cell are paragraphs."""
    import docx2python as library  # noqa: PLC0415 - as above

    with library.docx2python(file) as found:
        tables = [[["\n".join(cell) for cell in row] for row in t] for t in found.body]
    return [table for table in tables if len(table) > 1]


def markitdown(file: Path) -> Tables:
    """Read with markitdown, whose tables are lines of Markdown."""
    from markitdown import MarkItDown  # noqa: PLC0415 - as above

    lines = MarkItDown().convert(file).text_content.splitlines()
    rows = [
        line.strip().strip("|").replace("**", "").split("|")
        for line in lines
        if line.strip().startswith("|")
    ]
    return [[[cell.strip() for cell in row] for row in rows]]


def pdfplumber(file: Path) -> Tables:
    """Read with pdfplumber."""
    import pdfplumber as library  # noqa: PLC0415 - as above

    with library.open(file) as document:
        found = [table for page in document.pages for table in page.extract_tables()]
    return [[[cell or "" for cell in row] for row in table] for table in found]


def camelot(file: Path) -> Tables:
    """Read with camelot's lattice."""
    import camelot as library  # noqa: PLC0415 - as above

    tables = library.read_pdf(str(file), pages="all", flavor="lattice")
    return [[[str(cell) for cell in row] for row in table.df.values] for table in tables]


def docling(file: Path) -> Tables:
    """Read with docling; its models for PDF come from a hub, which is asked for nothing here."""
    from docling.datamodel.base_models import InputFormat  # noqa: PLC0415 - as above
    from docling.document_converter import DocumentConverter  # noqa: PLC0415 - as above

    document = DocumentConverter(allowed_formats=[InputFormat.DOCX]).convert(file).document
    return [[[cell.text for cell in row] for row in t.data.grid] for t in document.tables]


READERS: dict[str, dict[str, Reader]] = {
    ".docx": {
        "lianfang": lianfang,
        "python-docx": python_docx,
        "docx2python": docx2python,
        "markitdown": markitdown,
        "docling": docling,
    },
    ".pdf": {
        "lianfang": lianfang,
        "pdfplumber": pdfplumber,
        "camelot": camelot,
        "markitdown": markitdown,
    },
}


def read_all(reader: Reader, files: list[Path]) -> dict[str, Any]:
    """Read files, the first of them once more beforehand, since imports are not counted."""
    reader(files[0])
    found: dict[str, Tables] = {}
    start = time.process_time()
    for file in files:
        try:
            found[file.name] = reader(file)
        except Exception as error:  # noqa: BLE001 - a reader that fails has read nothing
            print(f"{file.name}: {type(error).__name__}", file=sys.stderr)
    return {"seconds": time.process_time() - start, "tables": found}


def bare(text: str) -> str:
    """Fold a text for comparing: widths, white space and list numbers do not matter."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^[((]?\d{1,2}[.、))]", "", folded)


def right(tables: Tables, facts: list[Fact]) -> int:
    """Count the facts that stand where they should."""
    filled = [list(_filled([[bare(cell) for cell in row] for row in t])) for t in tables]
    return sum(any(_holds(table, fact) for table in filled) for fact in facts)


def _filled(rows: list[list[str]]) -> Iterator[list[str]]:
    """Repeat a label over the blank cells below it."""
    above: list[str] = []
    for row in rows:
        same = len(above) == len(row)
        above = [cell or (above[n] if same else "") for n, cell in enumerate(row)]
        yield above


def _holds(rows: list[list[str]], fact: Fact) -> bool:
    key, value, title = map(bare, fact)
    columns = {n for row in rows for n, cell in enumerate(row) if cell == title}
    return any(
        any(key in cell for cell in row)
        and any(value in cell for n, cell in enumerate(row) if not title or n in columns)
        for row in rows
    )


def college(folder: Path) -> dict[str, list[Fact]]:
    """Write annexes 1 and 6 of the example college, and give the facts of each file."""
    from examples.build import measures_file, phase_files  # noqa: PLC0415 - peers lack it
    from examples.measures import numbered  # noqa: PLC0415 - as above
    from examples.model import departments  # noqa: PLC0415 - as above

    facts: dict[str, list[Fact]] = {}
    for number, department in enumerate(d.in_order() for d in departments()):
        titles = department.catalogue.columns
        if not department.pack:
            name = f"catalogue{number}.docx"
            (folder / name).write_bytes(dict(phase_files(department))[department.catalogue.file])
            facts[name] = [
                Fact(item.name, getattr(item, field), titles[field].replace("|", ""))
                for item in department.item
                for field in ("category", "content", "legal_basis")
            ]
        name, titles = f"measures{number}.docx", department.measures.columns
        (folder / name).write_bytes(measures_file(department))
        facts[name] = [
            Fact(found.text, value, titles[field].replace("|", ""))
            for item in department.item
            for _, (risks, _, found) in numbered(department, item)
            for field, value in (
                ("item", item.name),
                ("point", item.point_of(risks)),
                ("personnel", risks.responsible),
                ("level", found.level),
            )
        ]
    return facts


def samples() -> dict[Path, list[Fact]]:
    """Give the facts of samples with items or risks; the truth does not tell their headers."""
    found: dict[Path, list[Fact]] = {}
    for told in sorted(SAMPLES.glob("*.truth.json")):
        file = told.with_name(told.name.removesuffix(".truth.json"))
        facts = [
            Fact(record[key], record[field])
            for form in json.loads(told.read_text("utf-8"))["forms"]
            for records, key, fields in (
                ("items", "name", ("category_raw", "content")),
                ("risks", "manifestation", ("point", "level_raw", "responsible", "personnel")),
            )
            for record in form.get(records, ())
            for field in fields
            if record.get(key) and record.get(field)
        ]
        if facts and file.suffix in READERS:
            found[file] = facts
    return found


def as_pdf(folder: Path) -> None:
    """Convert the Word files of a folder, where LibreOffice is installed."""
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = ["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    try:
        subprocess.run([*call, *map(str, folder.glob("*.docx"))], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        print("LibreOffice is not installed: no PDF files of the example college\n")


def lines(peers: Path) -> Iterator[str]:
    """Measure everything, as lines of a Markdown table."""
    yield "| files | reader | facts right | ms a file, CPU |"
    yield "| --- | --- | ---: | ---: |"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = college(folder)
        as_pdf(folder)
        sets: dict[str, dict[Path, list[Fact]]] = {
            "example college": {
                file: facts
                for stem, facts in made.items()
                for file in (folder / stem, (folder / stem).with_suffix(".pdf"))
                if file.exists()
            },
            "samples": samples(),
        }
        for label, facts in sets.items():
            for suffix, readers in READERS.items():
                own = {file: known for file, known in facts.items() if file.suffix == suffix}
                for reader in readers if own else ():
                    said = _measured(reader, suffix, list(own), peers)
                    yield f"| {len(own)} {suffix} of the {label} | {reader} | {_told(said, own)} |"


def _measured(reader: str, suffix: str, files: list[Path], peers: Path) -> dict[str, Any] | None:
    """Let a process of its own read; None where the reader is missing or fails."""
    python = sys.executable if reader == "lianfang" else str(peers)
    command = [python, __file__, "--one", reader, suffix, *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    except (OSError, subprocess.CalledProcessError) as error:
        told = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
        print(f"{reader}, {suffix}: {told[-1]}", file=sys.stderr)
        return None
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


def _told(said: dict[str, Any] | None, facts: dict[Path, list[Fact]]) -> str:
    if said is None:
        return "does not run here | –"
    known = sum(map(len, facts.values()))
    found = sum(right(said["tables"].get(f.name, []), those) for f, those in facts.items())
    return f"{found / known:.1%} of {known} | {said['seconds'] / len(facts) * 1000:.0f}"


def main() -> None:
    """Print the report, or with ``--one`` what one reader finds, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--peers", type=Path, default=PEERS, help="Python with the other readers")
    given = parser.parse_args()
    if given.one:
        reader, suffix, *files = given.one
        print(json.dumps(read_all(READERS[suffix][reader], [Path(file) for file in files])))
        return
    for line in lines(given.peers):
        print(line, flush=True)


if __name__ == "__main__":
    main()
