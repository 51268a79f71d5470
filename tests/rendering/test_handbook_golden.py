"""The parts of a small handbook, compared with the kept ones.

After a wanted change: ``LIANFANG_REGENERATE=1 pytest tests/rendering/test_handbook_golden.py``,
and look at the difference before committing it. Drawings have tests of their own and are cut out;
so are style sheets and themes, which are the template's.
"""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from rendering.package import read_package
from tests.support.handbook_college import rendered, small_handbook

GOLDEN = Path(__file__).parent / "golden" / "handbook"
KEPT = ("word/document.xml", "word/header_chapterHeader1.xml", "word/_rels/document.xml.rels")


def readable(part: bytes) -> str:
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    for drawing in list(root.iter("{*}inline")):
        drawing.clear()
    for fallback in list(root.iter("{*}Fallback")):
        fallback.clear()
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def test_the_parts_are_as_they_were() -> None:
    document = rendered(small_handbook(), "draft", changes=("办公室：“车辆管理”增加1条措施。",))
    parts = read_package(document)
    found = {name.replace("/", "__"): readable(parts[name]) for name in KEPT}
    if os.environ.get("LIANFANG_REGENERATE"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in found.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.iterdir()}
    assert found == kept
