from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.docx.reader import read_docx
from extractors.drawing import Drawing
from extractors.graph import understand
from extractors.grid import Document, Line

DATA = Path(__file__).parent / "data"
EXPECTED: list[dict[str, Any]] = json.loads((DATA / "probe.expected.json").read_text("utf-8"))
MARKERS = [e for e in EXPECTED if e["expect"] in {"once", "absent"} and "column" in e] + [
    e for e in EXPECTED if e["expect"] == "absent"
]
ANYWHERE = [e["marker"] for e in EXPECTED if e["expect"] == "once, outside tables or anywhere"]


@pytest.fixture(scope="module")
def probe() -> Document:
    return read_docx((DATA / "probe.docx").read_bytes())


def main_words(document: Document) -> list[str]:
    """All lines of body and outer tables, and all texts of body drawings, each once."""
    words = [line.text for line in document.lines]
    for grid in document.grids:
        if grid.nested_in is None:
            words += [line.text for cell in grid.cells for line in cell.lines]
    for block in document.blocks:
        if isinstance(block, Drawing) and block.place.table is None:
            words += [box.text for box in block.boxes]
    return words


def test_all_43_expectations_are_tested_here() -> None:
    tested = {e["marker"] for e in MARKERS} | set(ANYWHERE)
    others = {"HMERGE", "BODYNUMA", "row CK1", "NODEA, NODEB"}
    assert {e["marker"] for e in EXPECTED} == tested | others
    assert len(EXPECTED) == len(tested) + len(others)
    assert len(EXPECTED) + 2 == 43  # row CK1 stands for three kinds of check box


@pytest.mark.parametrize("expected", MARKERS, ids=lambda e: e["marker"])
def test_the_marker_stands_where_it_belongs(probe: Document, expected: dict[str, Any]) -> None:
    marker = expected["marker"]
    found = [
        (cell.column, line.label)
        for cell in probe.grids[0].cells
        for line in cell.lines
        if marker in line.text
    ]
    if expected["expect"] == "absent":
        assert not any(marker in text for text in main_words(probe))
    else:
        assert found == [(expected["column"], expected.get("number", ""))]
        assert sum(text.count(marker) for text in main_words(probe)) == 1


@pytest.mark.parametrize("marker", ANYWHERE)
def test_the_marker_is_found_once(probe: Document, marker: str) -> None:
    texts = main_words(probe) + [side.text for side in probe.side]
    assert sum(text.count(marker) for text in texts) == 1


def test_what_is_absent_is_not_lost(probe: Document) -> None:
    side = " ".join(f"{text.kind}:{text.text}" for text in probe.side)
    for marker in ("deleted:DELETED", "deleted:MOVEFROM", "deleted:DELROW", "hidden:HIDDEN"):
        assert marker in side


def test_horizontal_merges_of_old_files_span(probe: Document) -> None:
    grid = probe.grids[0]
    [cell] = [cell for cell in grid.cells if cell.text == "HMERGE"]
    assert grid.at(cell.row, 1) is grid.at(cell.row, 2) is cell
    assert (cell.column, cell.column_span) == (1, 2)


def test_automatic_numbers_run_on_from_a_cell_into_the_body(probe: Document) -> None:
    [line] = [line for line in probe.lines if line.text == "BODYNUMA"]
    assert line.label == "（五）"


def test_three_kinds_of_check_boxes_tell_their_state(probe: Document) -> None:
    grid = probe.grids[0]
    [row] = [cell.row for cell in grid.cells if cell.text == "CK1"]
    assert [cell.text for cell in grid.row_cells(row)][1:] == ["☑高☐低"] * 3


def test_the_connector_is_an_arrow(probe: Document) -> None:
    charts = [understand(block) for block in probe.blocks if isinstance(block, Drawing)]
    arrows = []
    for chart in charts:
        texts = {node.id: node.text for node in chart.nodes}
        arrows += [(texts[edge.source], texts[edge.target]) for edge in chart.edges]
    assert arrows == [("NODEA", "NODEB")]


def test_the_nested_table_is_a_grid_of_its_own(probe: Document) -> None:
    [nested] = probe.nested
    [host] = [cell for cell in probe.grids[0].cells if cell.tables]
    assert [cell.text for cell in nested.cells] == ["NESTA", "NESTB"]
    assert (host.tables, nested.nested_in) == ((nested.table,), 1)
    assert [line.text for line in host.lines if line.text] == ["嵌套前", "NESTA", "NESTB"]


def test_body_lines_are_lines(probe: Document) -> None:
    assert [line.text for line in probe.blocks if isinstance(line, Line) and line.text] == [
        "正文COMMENTED", "表后", "BODYNUMA", "BODYNUMB", "流程", "SDTPARA"
    ]  # fmt: skip
