"""Every document validates against the Office Open XML schemas, by an independent validator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rendering.approval import DocumentStatus
from rendering.package import read_package, write_package
from schemas.consolidated import Consolidated
from tests.support import handbook_college as handbook
from tests.support.rated_college import rendered, small_college
from tests.support.validity import schema_problems as problems

TEMPLATES = sorted((Path(__file__).parents[2] / "templates" / "docx").glob("*.docx"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_shipped_template_is_valid(template: Path) -> None:
    assert problems(template) == []


@pytest.mark.parametrize("status", ["official", "draft", "for_approval"])
def test_the_catalogue_is_valid_in_every_status(
    status: str, data: Consolidated, render: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "catalogue.docx"
    path.write_bytes(render(data, status))

    assert problems(path) == []


@pytest.mark.parametrize("status", ["official", "draft", "for_approval"])
def test_the_summary_is_valid_in_every_status(status: DocumentStatus, tmp_path: Path) -> None:
    path = tmp_path / "summary.docx"
    path.write_bytes(rendered(small_college(), status, changes=("办公室：改动。",)))

    assert problems(path) == []


@pytest.mark.parametrize("status", ["official", "draft", "for_approval"])
def test_the_handbook_is_valid_in_every_status(status: DocumentStatus, tmp_path: Path) -> None:
    path = tmp_path / "handbook.docx"
    path.write_bytes(handbook.rendered(handbook.small_handbook(), status, changes=("改动。",)))

    assert problems(path) == []


def test_the_validator_notices_elements_out_of_order(
    data: Consolidated, render: Callable[..., bytes], tmp_path: Path
) -> None:
    parts = read_package(render(data))
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(b"<w:cantSplit/>", b"<w:cantSplit/><w:tblPr/>", 1)
    path = tmp_path / "broken.docx"
    path.write_bytes(write_package(parts))

    assert problems(path) != []
