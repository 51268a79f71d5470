"""What is drawn is read back by the reader of departments' drawings as the same chart."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.docx.reader import read_docx
from extractors.drawing import Drawing
from extractors.graph import understand
from rendering.diagrams import Frame, diagram
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.charts import CHARTS

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(*runs: str) -> bytes:
    """Pack runs into the smallest Word document."""
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )
    return file.getvalue()


def arrows(flow: ProcessFlow) -> list[tuple[str, str, str]]:
    text = {step.id: step.text for step in flow.steps}
    return sorted((text[w.source], text[w.target], w.label or "") for w in flow.transitions)


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawn_chart_is_read_back_identical_and_without_doubt(name: str) -> None:
    flow = CHARTS[name]
    run = diagram(flow, Frame(442, 620), first_id=1, title=flow.item).xml

    (drawing,) = (b for b in read_docx(document(run)).blocks if isinstance(b, Drawing))
    graph = understand(drawing)

    text = {node.id: node.text for node in graph.nodes}
    assert sorted(text.values()) == sorted(step.text for step in flow.steps)
    assert sorted((text[e.source], text[e.target], e.label or "") for e in graph.edges) == arrows(
        flow
    )
    assert graph.verdict == "sure"


def test_charts_of_one_document_stay_apart() -> None:
    first = diagram(CHARTS["plan"], Frame(442, 300), first_id=5, title="甲")
    second = diagram(CHARTS["chain"], Frame(442, 300), first_id=first.next_id, title="乙")

    drawings = [
        b for b in read_docx(document(first.xml, second.xml)).blocks if isinstance(b, Drawing)
    ]

    assert [len(drawing.boxes) for drawing in drawings] == [9, 6]
