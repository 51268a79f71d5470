"""A finished document from which something is missing is not handed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rendering.approval import ApprovalPage
from rendering.catalogue_proof import prove_catalogue
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven, read_back
from schemas.consolidated import Consolidated
from tests.support.shelf import Shelf

Make = Callable[..., Any]
MAIN = "word/document.xml"


def proved(document: bytes, data: Consolidated) -> None:
    prove_catalogue(document, data, "official", ApprovalPage())


def changed(document: bytes, old: str, new: str, *, times: int = 1) -> bytes:
    parts = read_package(document)
    assert old.encode() in parts[MAIN]
    parts[MAIN] = parts[MAIN].replace(old.encode(), new.encode(), times)
    return write_package(parts)


def test_a_complete_document_is_proven(render: Make, data: Consolidated) -> None:
    document = render(data)
    proved(document, data)
    assert document


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("负责车辆管理工作。", "负责车辆工作。", "目录表第3行"),
        ("监督方式：纪委", "监督：纪委", "“信访举报受理”流程图页"),
        (">领导审批4<", ">领导<", "“公文起草”流程图页"),
        ("职权事项：公文起草", "事项：公文起草", "应有3页"),
        ('<w:vMerge w:val="continue"/>', "", "目录表第3行"),
        ('<w:vMerge w:val="continue"/>', '<w:vMerge w:val="restart"/>', "目录表第3行"),
        ('<w:bookmarkEnd w:id="1"/>', "", "书签"),
        ("防灾科技学院", "学院", "防灾科技学院"),
    ],
)
def test_a_missing_text_is_named(
    render: Make, data: Consolidated, old: str, new: str, said: str
) -> None:
    times = -1 if old == "防灾科技学院" else 1
    with pytest.raises(DocumentNotProven, match=said):
        proved(changed(render(data), old, new, times=times), data)


def test_an_element_over_the_end_of_a_section_is_no_document(
    render: Make, data: Consolidated
) -> None:
    old, new = "</w:sectPr></w:pPr></w:p>", "</w:sectPr></w:pPr></w:p></w:tbl>"
    document = changed(render(data), old, new)
    document = changed(document, "<w:body>", "<w:body><w:tbl>")

    assert read_back(document).problems == ["正文不成文档"]


def test_what_was_remembered_of_other_bytes_is_not_recalled(
    render: Make, data: Consolidated
) -> None:
    shelf, document = Shelf(), render(data)
    first = read_back(document, shelf)
    other = changed(document, "负责车辆管理工作。", "负责车辆工作。")

    assert read_back(document, shelf) == first == read_back(document)
    assert read_back(other, shelf) == read_back(other) != first


def test_a_row_too_few_is_noticed(render: Make, item: Make, data: Consolidated) -> None:
    office = data.departments[0]
    longer = office.model_copy(update={"items": (*office.items, item("公章管理"))})
    more = data.model_copy(update={"departments": (longer, *data.departments[1:])})
    with pytest.raises(DocumentNotProven, match="应有6行，实有5行"):
        proved(render(data), more)


def test_a_draft_without_its_mark_is_noticed(render: Make, data: Consolidated) -> None:
    with pytest.raises(DocumentNotProven, match="草稿"):
        prove_catalogue(render(data), data, "draft", ApprovalPage())


def test_two_drawings_of_one_number_are_noticed(render: Make, data: Consolidated) -> None:
    document = render(data)
    number = read_package(document)[MAIN].split(b'<wp:docPr id="')[1].split(b'"')[0].decode()
    with pytest.raises(DocumentNotProven, match="图形编号重复"):
        proved(changed(document, f'<wp:docPr id="{number}"', '<wp:docPr id="1"'), data)
