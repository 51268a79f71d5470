"""All Word files among the samples are read, and what their truth says stands in them."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from extractors.docx.reader import read_docx
from extractors.drawing import Drawing
from extractors.grid import Document

FORMS = Path(__file__).parents[3].parent / "shared" / "samples" / "forms"
FILES = sorted(FORMS.glob("*.docx")) if FORMS.is_dir() else []

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="shared/samples is not beside the checkout"),
]


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def all_text(document: Document) -> str:
    pieces = [line.text for line in document.lines]
    pieces += [cell.text for grid in document.grids for cell in grid.cells]
    for block in document.blocks:
        if isinstance(block, Drawing):
            pieces += [box.text for box in block.boxes]
    return folded("\n".join(pieces))


def strings(value: Any) -> list[str]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in strings(part)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:3])
def test_a_sample_is_read_with_nothing_doubtful(file: Path) -> None:
    document = read_docx(file.read_bytes())
    assert document.blocks
    assert all(grid.doubtful_rows == () for grid in document.grids)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:3])
def test_the_tables_are_those_of_the_truth(file: Path) -> None:
    truth = json.loads(file.with_name(file.name + ".truth.json").read_text("utf-8"))
    document = read_docx(file.read_bytes())
    places = [place for place in truth.get("where") or () if place and place.get("table")]
    grids = {grid.table: grid for grid in document.grids}
    for place in places:
        grid = grids[place.get("inner") or place["table"]]
        assert all(grid.at(row, 1) is not None or list(grid.row_cells(row)) for row in rows(place))
    assert len(places) <= len(grids)


def rows(place: dict[str, Any]) -> list[int]:
    return [row for row in place.get("rows") or () if isinstance(row, int)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:3])
def test_risks_and_items_of_the_truth_stand_in_the_text(file: Path) -> None:
    truth = json.loads(file.with_name(file.name + ".truth.json").read_text("utf-8"))
    text = all_text(read_docx(file.read_bytes()))
    wanted = {"manifestation", "name", "content", "legal_basis", "measures", "regulations"}
    missing = [
        value
        for form in truth["forms"]
        for record in (*form.get("items", ()), *form.get("risks", ()))
        for key, part in record.items()
        if key in wanted
        for value in strings(part)
        if folded(value) not in text
    ]
    assert not missing
