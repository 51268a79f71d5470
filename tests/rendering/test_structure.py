"""What the tests look for in finished files is really noticed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rendering.package import read_package, write_package
from schemas.consolidated import Consolidated
from tests.support.validity import property_problems, structure_problems

MAIN, CORE = "word/document.xml", "docProps/core.xml"
RELATIONS = "word/_rels/document.xml.rels"


@pytest.fixture
def parts(data: Consolidated, render: Callable[..., bytes]) -> dict[str, bytes]:
    return read_package(render(data))


def with_body(parts: dict[str, bytes], added: str) -> bytes:
    body = parts[MAIN].replace(b"</w:body>", f"{added}</w:body>".encode())
    return write_package({**parts, MAIN: body})


def test_a_finished_document_has_nothing_of_it(parts: dict[str, bytes], data: Consolidated) -> None:
    document = write_package(parts)

    assert structure_problems(document) == []
    assert property_problems(document, data.organisation) == []


def test_a_relationship_without_its_part_is_noticed(parts: dict[str, bytes]) -> None:
    del parts["word/footer_odd.xml"]

    assert structure_problems(write_package(parts)) == [f"{RELATIONS}: footer_odd.xml is missing"]


def test_a_reference_without_its_relationship_is_noticed(parts: dict[str, bytes]) -> None:
    document = with_body(parts, '<w:p><w:hyperlink r:id="rId77"/></w:p>')

    assert structure_problems(document) == [f"{MAIN}: rId77 is no relationship"]


def test_a_number_that_stands_twice_is_noticed(parts: dict[str, bytes]) -> None:
    drawing = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline>'
    document = with_body(parts, f"{drawing}</w:drawing></w:r></w:p>")

    assert structure_problems(document) == ["drawing 1 stands twice"]


def test_a_bookmark_that_does_not_end_is_noticed(parts: dict[str, bytes]) -> None:
    document = with_body(parts, '<w:bookmarkStart w:id="9" w:name="x"/>')

    assert structure_problems(document) == [f"{MAIN}: bookmarks are not balanced"]


@pytest.mark.parametrize(
    "pointer",
    [
        '<w:p><w:hyperlink w:anchor="elsewhere"/></w:p>',
        "<w:p><w:r><w:instrText> PAGEREF elsewhere \\h </w:instrText></w:r></w:p>",
    ],
)
def test_a_pointer_to_no_bookmark_is_noticed(parts: dict[str, bytes], pointer: str) -> None:
    assert structure_problems(with_body(parts, pointer)) == ["no bookmark elsewhere"]


def test_an_author_is_noticed(parts: dict[str, bytes], data: Consolidated) -> None:
    organisation = data.organisation.encode()
    parts[CORE] = parts[CORE].replace(
        b">" + organisation + b"</dc:creator", ">某人</dc:creator".encode()
    )

    assert property_problems(write_package(parts), data.organisation) == ["creator is 某人"]
