"""The parts of a small summary document, compared with the kept ones.

After a wanted change: ``LIANFANG_REGENERATE=1 pytest tests/rendering/test_summary_golden.py``,
and look at the difference before committing it. Drawings have tests of their own and are cut out.
"""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from rendering.package import read_package
from tests.support.rated_college import rendered, settings, small_college

GOLDEN = Path(__file__).parent / "golden" / "summary"
TIERS = {"高": "学院党委", "中": "分管院领导", "低": "部门主要负责人"}


def readable(part: bytes) -> str:
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    for drawing in list(root.iter("{*}inline")):
        drawing.clear()
    for fallback in list(root.iter("{*}Fallback")):
        fallback.clear()
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def test_the_parts_are_as_they_were() -> None:
    document = rendered(
        small_college(),
        "draft",
        college=settings(responsibility=TIERS),
        changes=("办公室：“车辆管理”的风险等级由“中”改为“低”。",),
    )
    found = {
        name.replace("/", "__"): readable(part)
        for name, part in read_package(document).items()
        if name.endswith((".xml", ".rels"))
    }
    if os.environ.get("LIANFANG_REGENERATE"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in found.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.iterdir()}
    assert found == kept
