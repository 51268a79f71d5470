"""The parts of a small catalogue document, compared with the kept ones.

After a wanted change: ``LIANFANG_REGENERATE=1 pytest tests/rendering/test_catalogue_golden.py``,
and look at the difference before committing it. Drawings have tests of their own and are cut out.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from rendering.package import read_package
from schemas.consolidated import Consolidated

GOLDEN = Path(__file__).parent / "golden" / "catalogue"
Make = Callable[..., Any]


def readable(part: bytes) -> str:
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    for drawing in list(root.iter("{*}inline")):
        drawing.clear()
    for fallback in list(root.iter("{*}Fallback")):
        fallback.clear()
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def test_the_parts_are_as_they_were(render: Make, data: Consolidated) -> None:
    document = render(data, "draft", changes=("办公室：“车辆管理”的职权内容有修改。",))
    found = {
        name.replace("/", "__"): readable(part) for name, part in read_package(document).items()
    }
    if os.environ.get("LIANFANG_REGENERATE"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in found.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.iterdir()}
    assert found == kept
