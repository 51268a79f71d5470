"""Parts beside a document's own are reached by relationships and have their types."""

from __future__ import annotations

import io

import docx
from lxml import etree

from rendering.package import read_package, write_package
from rendering.related import RelatedPart, with_related

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
INNER = RelatedPart("rId1", f"{KIND}Data", "word/embeddings/data.bin", "application/x-data", b"1")
CHART = RelatedPart("chart1", KIND, "word/charts/chart1.xml", TYPE, b"<c/>", (INNER,))


def parts() -> dict[str, bytes]:
    target = io.BytesIO()
    docx.Document().save(target)
    return read_package(target.getvalue())


def relations(found: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    return {
        str(e.get("Id")): (str(e.get("Type")), str(e.get("Target")))
        for e in etree.fromstring(found[name])
    }


def test_the_document_refers_to_the_part_and_the_part_to_its_own() -> None:
    found = with_related(parts(), "word/document.xml", [CHART])
    outer = relations(found, "word/_rels/document.xml.rels")
    assert outer["chart1"] == (KIND, "charts/chart1.xml")
    assert relations(found, "word/charts/_rels/chart1.xml.rels") == {
        "rId1": (INNER.kind, "../embeddings/data.bin")
    }
    assert (found[CHART.name], found[INNER.name]) == (b"<c/>", b"1")


def test_what_was_related_before_still_is() -> None:
    before = relations(parts(), "word/_rels/document.xml.rels")
    found = with_related(parts(), "word/document.xml", [CHART])
    after = relations(found, "word/_rels/document.xml.rels")
    assert after == {**before, "chart1": after["chart1"]}


def test_every_part_has_its_type() -> None:
    found = with_related(parts(), "word/document.xml", [CHART])
    types = {
        e.get("PartName"): e.get("ContentType")
        for e in etree.fromstring(found["[Content_Types].xml"])
    }
    assert types["/word/charts/chart1.xml"] == TYPE
    assert types["/word/embeddings/data.bin"] == "application/x-data"


def test_another_program_finds_the_parts() -> None:
    found = write_package(with_related(parts(), "word/document.xml", [CHART]))
    document = docx.Document(io.BytesIO(found))
    assert document.part.related_parts["chart1"].blob == b"<c/>"


def test_without_parts_nothing_changes() -> None:
    assert with_related(parts(), "word/document.xml", []) == parts()
