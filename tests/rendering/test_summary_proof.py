"""A summary document from which something is missing is not handed out."""

from __future__ import annotations

import pytest

from rendering.approval import ApprovalPage
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven
from rendering.summary_proof import prove_summary
from schemas.consolidated import Consolidated
from schemas.statistics import statistics
from tests.support.rated_college import a_risk, an_item, one_department, rendered, small_college

MAIN = "word/document.xml"


def proved(document: bytes, data: Consolidated) -> None:
    figures = statistics(data, "manifestation")
    prove_summary(document, data, figures, "official", ApprovalPage())


def changed(document: bytes, old: str, new: str, *, times: int = 1) -> bytes:
    parts = read_package(document)
    assert old.encode() in parts[MAIN]
    parts[MAIN] = parts[MAIN].replace(old.encode(), new.encode(), times)
    return write_package(parts)


def test_a_complete_document_is_proven() -> None:
    data = small_college()
    document = rendered(data)

    proved(document, data)

    assert document


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("压件不办，拖延信访件审核时间。", "压件不办。", "汇总表第4行与数据不符"),
        (">承办人<", "><", "汇总表第2行与数据不符"),
        (">2.<", ">3.<", "汇总表第3行与数据不符"),
        (">高</w:t>", ">低</w:t>", "汇总表第3行与数据不符"),
        ('<w:vMerge w:val="continue"/>', "", "汇总表第3行与数据不符"),
        ('<w:vMerge w:val="continue"/>', '<w:vMerge w:val="restart"/>', "汇总表第3行与数据不符"),
        ("高等级风险3个、中等级风险2个、低等级风险5个（按表现形式计）。风险点", "", "没有汇总统计"),
        ("廉政风险表现形式", "表现形式", "汇总表应有12行，实有0行"),
        ("防灾科技学院", "学院", "防灾科技学院"),
        ("计数：按表现形式计", "计数：", "统计页"),
        ("职权事项：车辆管理", "事项：车辆管理", "廉政风险分布图应有3项，实有2项"),
    ],
)
def test_a_text_that_is_missing_or_wrong_is_named(old: str, new: str, said: str) -> None:
    data = small_college()
    times = -1 if old == "防灾科技学院" else 1

    with pytest.raises(DocumentNotProven, match=said):
        proved(changed(rendered(data), old, new, times=times), data)


def test_a_label_that_runs_on_over_another_group_of_the_same_name_is_noticed() -> None:
    data = one_department(an_item("公文", a_risk()), an_item("公文", a_risk()))
    document = rendered(data)
    cell = '<w:tc><w:tcPr><w:tcW w:w="1900" w:type="dxa"/>'
    second = read_package(document)[MAIN].decode().split(cell)[-1].partition("</w:tc>")[0]
    merged = f'<w:vMerge w:val="continue"/>{second}'

    with pytest.raises(DocumentNotProven, match="汇总表第3行的合并单元格与数据不符"):
        proved(changed(document, second, merged, times=-1), data)


def test_rows_too_few_are_noticed() -> None:
    data = small_college()
    more = data.model_copy(update={"departments": (*data.departments, data.departments[0])})

    with pytest.raises(DocumentNotProven, match="应有21行，实有12行"):
        proved(rendered(data), more)


def test_rows_too_many_are_noticed() -> None:
    data = small_college()
    fewer = data.model_copy(update={"departments": data.departments[:2]})

    with pytest.raises(DocumentNotProven, match="应有11行，实有12行"):
        proved(rendered(data), fewer)


def test_a_draft_without_its_mark_is_noticed() -> None:
    data = small_college()

    with pytest.raises(DocumentNotProven, match="草稿"):
        prove_summary(
            rendered(data), data, statistics(data, "manifestation"), "draft", ApprovalPage()
        )


def test_a_part_that_is_not_well_formed_is_noticed() -> None:
    document = rendered(small_college())

    with pytest.raises(DocumentNotProven, match="不成文档"):
        proved(changed(document, "</w:t></w:r></w:p></w:tc></w:tr>", ""), small_college())
