"""A handbook from which something is missing, or that refers to a wrong page, is not handed out."""

from __future__ import annotations

import pytest

from rendering.approval import ApprovalPage
from rendering.handbook_proof import prove_handbook
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven
from schemas.consolidated import Consolidated
from schemas.statistics import statistics
from tests.support.handbook_college import (
    REGISTER,
    complaints,
    configured,
    dated,
    large_handbook,
    measured,
    rendered,
    small_handbook,
)
from tests.support.rated_college import a_risk, an_item, one_department

MAIN = "word/document.xml"
FIRST = "“审计监察处”的“信访举报受理”各页与数据不符"


def proved(document: bytes, data: Consolidated) -> None:
    college = configured()
    figures = statistics(data, "manifestation")
    prove_handbook(document, data, college, figures, "official", ApprovalPage())


def changed(document: bytes, old: str, new: str, *, nth: int = 1) -> bytes:
    """Replace the n-th occurrence of some words, or all of them (0)."""
    parts = read_package(document)
    pieces = parts[MAIN].decode().split(old)
    assert len(pieces) > nth
    joined = (
        new.join(pieces) if not nth else new.join((old.join(pieces[:nth]), old.join(pieces[nth:])))
    )
    parts[MAIN] = joined.encode()
    return write_package(parts)


@pytest.mark.parametrize("data", [small_handbook(), large_handbook(10)], ids=["small", "large"])
def test_a_complete_document_is_proven(data: Consolidated) -> None:
    document = rendered(data)

    proved(document, data)

    assert document


def test_a_document_with_divided_cells_and_long_texts_is_proven() -> None:
    long = "".join(f"第{n}款，不按规定办理有关手续；" for n in range(200))
    many = tuple(f"第{n}项措施，严格按照规定的权限和程序办理。" for n in range(60))
    item = an_item("公文", measured(a_risk(long), *many), measured(a_risk("短"), *many))
    data = dated(one_department(item, complaints()))
    document = rendered(data)

    proved(document, data)

    assert document


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("负责内部审计工作。", "负责审计。", "“审计监察处”的职能职责与数据不符"),
        ("邵明远", "某人", "“审计监察处”的职能职责与数据不符"),
        ("廉政风险点9个", "廉政风险点8个", "“审计监察处”的职能职责与数据不符"),
        ("“三定”方案", "", "“审计监察处”的目录与数据不符"),
        (">承办人受理", ">受理", FIRST),
        ("不采纳承办人提出的合理建议。", "", FIRST),
        ("监督方式：校内审计委员会监督。", "", "“审计监察处”的“内部审计”各页与数据不符"),
        (REGISTER, "严格登记。", FIRST),
        ("《信访举报登记管理办法》", "《办法》", FIRST),
        ("（2012年12月）", "", FIRST),
        ("高1、中1", "高1", FIRST),
        ("高：学院领导班子和分管院领导；", "", FIRST),
        ("（1）运行流程图", "（1）流程图", FIRST),
        ("受理1个（承办人）；", "", "分级管理责任清单（高）与数据不符"),
        ("低等级廉政风险共5个", "低等级廉政风险共6个", "分级管理责任清单（低）与数据不符"),
        ("车辆管理（办公室）", "车辆管理", "职权和重要业务事项索引与数据不符"),
        ("防灾科技学院", "学院", "防灾科技学院"),
        ("（一）职能职责", "（一）职责", "目录与各级标题不符；各级标题与数据不符"),
    ],
)
def test_a_text_that_is_missing_or_wrong_is_named(old: str, new: str, said: str) -> None:
    data = small_handbook()

    with pytest.raises(DocumentNotProven, match=said):
        proved(changed(rendered(data), old, new, nth=0), data)


def test_a_chapter_too_few_is_noticed() -> None:
    data = small_handbook()
    more = data.model_copy(update={"departments": (*data.departments, data.departments[0])})

    with pytest.raises(DocumentNotProven, match="各级标题与数据不符"):
        proved(rendered(data), more)


def test_a_page_break_too_many_makes_the_page_numbers_wrong() -> None:
    data = small_handbook()
    broken = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>"
    document = changed(rendered(data), "<w:p ", f"{broken}<w:p ", nth=60)

    with pytest.raises(DocumentNotProven, match="引用写的是第"):
        proved(document, data)


def test_a_wrong_number_in_the_table_of_contents_is_noticed() -> None:
    data = small_handbook()

    with pytest.raises(DocumentNotProven, match="书签“_chapter1”在第1页，引用写的是第7页"):
        proved(changed(rendered(data), '"preserve">1</w:t>', '"preserve">7</w:t>'), data)


def test_an_entry_of_an_index_without_a_page_is_noticed() -> None:
    data = small_handbook()
    document = rendered(data)
    parts = read_package(document)
    before, entry, after = parts[MAIN].decode().rpartition("《公务用车管理办法》")
    parts[MAIN] = (before + entry + after.replace("<w:tab/>", "", 1)).encode()

    with pytest.raises(DocumentNotProven, match="制度索引与数据不符"):
        proved(write_package(parts), data)


def test_a_draft_without_its_mark_is_noticed() -> None:
    data = small_handbook()
    figures = statistics(data, "manifestation")

    with pytest.raises(DocumentNotProven, match="草稿"):
        prove_handbook(rendered(data), data, configured(), figures, "draft", ApprovalPage())


def test_a_part_that_is_not_well_formed_is_noticed() -> None:
    document = rendered(small_handbook())

    with pytest.raises(DocumentNotProven, match="不成文档"):
        proved(changed(document, "</w:t></w:r></w:p></w:tc></w:tr>", ""), small_handbook())
