"""Captions are numbered by Word's own fields, and what refers to them says the same number."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from rendering.captions import caption, reference, references
from rendering.gbt9704 import standard
from rendering.masters.build import section, template
from rendering.package import read_package
from rendering.wordml import W, paragraph
from tests.support.validity import schema_problems, structure_problems


def document() -> bytes:
    body = (
        paragraph(reference("表", 2), references("图", (1,))),
        caption("表", 1, "甲", style="LFNote", keep_next=True),
        caption("表", 2, "乙", style="LFNote"),
        caption("图", 1, "丙<丁>", style="LFNote"),
        section(standard().page),
    )
    return template(standard(), "".join(body))


def fields(data: bytes) -> list[tuple[str, str]]:
    """Give instruction and result of each field of the body."""
    root = etree.fromstring(read_package(data)["word/document.xml"])
    found: list[tuple[str, str]] = []
    for run in root.iter(f"{{{W}}}r"):
        told = run.findtext(f"{{{W}}}instrText")
        mark = run.find(f"{{{W}}}fldChar")
        if told is not None:
            found.append((told.strip(), ""))
        elif mark is not None and mark.get(f"{{{W}}}fldCharType") == "end":
            found.append(("", ""))
        elif found and found[-1][0]:
            found[-1] = (found[-1][0], found[-1][1] + str(run.findtext(f"{{{W}}}t") or ""))
    return [entry for entry in found if entry[0]]


def test_numbers_are_what_word_would_count() -> None:
    counted = {"表": 0, "图": 0}
    for told, result in fields(document()):
        if kind := re.match("SEQ (.)", told):
            counted[kind[1]] += 1
            assert result == str(counted[kind[1]])
    assert counted == {"表": 2, "图": 1}


def test_references_say_what_stands_at_their_bookmark() -> None:
    told = dict(fields(document()))

    said = {result for instruction, result in told.items() if instruction.startswith("REF")}
    assert said == {"表2", "图1"}


def test_a_document_with_captions_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "captions.docx"
    path.write_bytes(document())

    assert schema_problems(path) == []
    assert structure_problems(path.read_bytes()) == []
