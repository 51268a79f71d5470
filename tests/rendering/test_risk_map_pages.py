"""The pages of annex 3 in an official document, and the proof that they say what the data say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from extractors.annexes import read_forms
from extractors.docx.reader import read_docx
from rendering.gbt9704 import standard
from rendering.item_pages import NO_FLOW, NO_STEPS
from rendering.masters.build import section, template
from rendering.package import read_package, write_package
from rendering.proof import Block, read_back
from rendering.risk_map_pages import BESIDE, NO_RISKS, TITLE, RiskMapPages, map_anchor
from rendering.risk_map_proof import risk_map_problems
from rendering.template import Template
from schemas.consolidated import Consolidated, ConsolidatedItem
from schemas.forms import ProcessFlow, RiskMap
from tests.rendering.diagrams.decoded import flow
from tests.support.pages import needs_soffice, pages_of, words
from tests.support.rated_college import a_college, a_risk, an_item, one_department

LEAK = "向被举报人泄露信访举报内容或举报人信息。"
Render = Callable[[Consolidated], bytes]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template with nothing but the place for the maps."""
    path = tmp_path_factory.mktemp("template") / "maps.docx"
    tag = "<w:p><w:r><w:t>{{p risk_maps }}</w:t></w:r></w:p>"
    page = section(standard().page, footers="footer_chart")
    path.write_bytes(template(standard(), tag + page))
    return path


@pytest.fixture
def render(paper: Path) -> Render:
    """Write the pages into a document."""

    def rendered(data: Consolidated) -> bytes:
        opened = Template(paper)
        filled = opened.fill({"mark": "", "organisation": data.organisation}, ("risk_maps",))
        pages = RiskMapPages(standard(), opened.style, filled.next_id)
        return write_package(filled.insert({"risk_maps": pages.xml(data)}))

    return rendered


def chart(count: int = 4, **more: Any) -> ProcessFlow:  # noqa: ANN401 - any field
    made = flow(count, [(at, at + 1) for at in range(1, count)], item="信访举报受理")
    return made.model_copy(update=more)


def mapped(*risks: tuple[str, str, str | None], name: str = "信访举报受理", **more: Any) -> Any:  # noqa: ANN401 - a model
    """Make an item with a chart, and risks given by step, manifestation and level."""
    told = (
        a_risk(text, level, point=step, step=step if step.startswith("s") else None)
        for step, text, level in risks
    )
    return an_item(name, *told, **({"flow": chart(item=name)} | more))


def said(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks]


def shapes(document: bytes) -> list[str]:
    return [shape for block in read_back(document).blocks for shape in block.shapes]


def problems(document: bytes, data: Consolidated) -> list[str]:
    found = read_back(document)
    return [*found.problems, *risk_map_problems(found.blocks, data)]


# --- what stands on the pages ----------------------------------------------------------------


def test_a_page_names_annex_title_item_department_and_number(render: Render) -> None:
    texts = said(render(one_department(mapped(("s1", "不登记。", "中")))))

    assert texts[:5] == [
        "附件3",
        "",
        TITLE,
        "职权事项：信访举报受理",
        "责任处室：审计监察处\t目录序号：1",
    ]


def test_risks_stand_in_the_boxes_of_their_steps_with_their_levels(render: Render) -> None:
    data = one_department(
        mapped(("s1", "不登记。", "中"), ("s1", LEAK, "高"), ("s3", "拖延。", "低"))
    )
    found = shapes(render(data))

    assert f"1.【中】不登记。2.【高】{LEAK}" in found
    assert "1.【低】拖延。" in found


def test_the_legend_stands_below_the_map_and_is_no_shape(render: Render) -> None:
    document = render(one_department(mapped(("s1", "不登记。", "中"))))

    (legend,) = (text for text in said(document) if text.startswith("图例："))
    assert all(f"【{level}】{level}风险" in legend for level in "高中低")
    assert "未定" not in legend
    assert not [shape for shape in shapes(document) if "图例" in shape]


def test_the_legend_explains_risks_that_are_not_rated_where_there_are_any(render: Render) -> None:
    document = render(one_department(mapped(("s1", "不登记。", None), ("s2", "拖延。", "低"))))

    assert [text for text in said(document) if text.startswith("图例：") and "【未定】" in text]


def test_supervision_stands_below_the_map(render: Render) -> None:
    item = mapped(("s1", "不登记。", "中"), flow=chart(supervision="电话：61590000"))

    assert said(render(one_department(item)))[-2] == "监督方式：电话：61590000"


def test_risks_that_are_at_no_step_stand_in_a_table_below(render: Render) -> None:
    data = one_department(
        mapped(("s1", "不登记。", "中"), ("归档", "未归档。", "低"), ("归档", "丢失。", None))
    )
    blocks = read_back(render(data)).blocks

    assert BESIDE in [block.text for block in blocks]
    (rows,) = (block.rows for block in blocks if block.rows)
    assert rows[1:] == (("归档", "未归档。", "低"), ("归档", "丢失。", "未定"))


def test_a_step_that_the_chart_does_not_have_is_no_step(render: Render) -> None:
    data = one_department(mapped(("s77", "不登记。", "中")))
    (rows,) = (block.rows for block in read_back(render(data)).blocks if block.rows)

    assert rows[1:] == (("s77", "不登记。", "中"),)


@pytest.mark.parametrize(("own", "note"), [(None, NO_FLOW), (chart(0), NO_STEPS)])
def test_without_a_chart_the_risks_stand_in_a_table(
    own: ProcessFlow | None, note: str, render: Render
) -> None:
    data = one_department(mapped(("受理", "不登记。", "中"), flow=own))
    blocks = read_back(render(data)).blocks

    assert note in [block.text for block in blocks]
    assert [block.rows[1:] for block in blocks if block.rows] == [(("受理", "不登记。", "中"),)]


def test_items_without_risks_have_no_page_and_keep_their_numbers(render: Render) -> None:
    data = one_department(
        an_item("公文起草", flow=chart()), mapped(("s1", "不登记。", "中"), name="车辆管理")
    )
    texts = said(render(data))

    assert texts.count(TITLE) == 1
    assert "责任处室：审计监察处\t目录序号：2" in texts


def test_a_college_without_risks_has_one_page_that_says_so(render: Render) -> None:
    data = a_college()

    assert said(render(data))[-2] == NO_RISKS
    assert problems(render(data), data) == []


def test_a_long_map_goes_on_with_the_items_name_and_its_place(render: Render) -> None:
    own = chart(40)
    risks = [(f"s{at}", LEAK * 2, "高") for at in range(1, 41, 2)]
    document = render(one_department(mapped(*risks, flow=own)))

    (first,) = (text for text in said(document) if text.startswith("（共"))
    later = [text for text in said(document) if text.startswith("续图：信访举报受理（第")]
    assert f"共{len(later) + 1}幅" in first
    assert len([text for text in said(document) if text.startswith("图例：")]) == len(later) + 1


def test_a_box_that_no_page_holds_becomes_a_table(render: Render) -> None:
    data = one_department(
        mapped(("s1", "长" * 1900, "高"), ("s1", "多" * 1900, "高"), ("s2", "不登记。", "中"))
    )
    document = render(data)

    assert "1.【中】不登记。" in shapes(document)
    assert not [shape for shape in shapes(document) if "长长" in shape]
    assert problems(document, data) == []


def test_bookmarks_and_ids_are_unique(render: Render) -> None:
    data = one_department(*(mapped(("s1", "不登记。", "中"), name=f"事项{n}") for n in range(9)))
    document = render(data)

    assert read_back(document).problems == []
    body = read_package(document)["word/document.xml"].decode()
    assert all(f'w:name="{map_anchor(number)}"' in body for number in range(1, 10))


def test_the_next_free_id_is_told(paper: Path) -> None:
    opened = Template(paper)
    pages = RiskMapPages(standard(), opened.style, 7, first_mark=30)
    xml = "".join(pages.xml(one_department(mapped(("s1", "不登记。", "中")))))

    assert f'id="{pages.next_id - 1}"' in xml
    assert f'id="{pages.next_id}"' not in xml
    assert '<w:bookmarkStart w:id="30"' in xml


# --- as other programs see it ----------------------------------------------------------------


def test_the_pages_are_valid(render: Render, tmp_path: Path) -> None:
    path = tmp_path / "maps.docx"
    loose = mapped(("s1", "不登记。", "中"), ("s2", LEAK, "高"), ("归档", "未归档。", None))
    path.write_bytes(render(one_department(loose)))

    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_data_give_the_same_bytes(render: Render) -> None:
    data = one_department(mapped(("s1", "不登记。", "中"), ("归档", "未归档。", None)))

    assert render(data) == render(data)


def test_a_page_is_read_back_as_annex_3(render: Render) -> None:
    data = one_department(
        mapped(("s1", "不登记。", "中"), ("s1", LEAK, "高"), ("s3", "拖延。", "低"))
    )
    forms, findings = read_forms(read_docx(render(data)), file="a.docx")

    (form,) = (form for form in forms if isinstance(form, RiskMap))
    assert form.item == "信访举报受理"
    assert [step.text for step in form.steps] == ["步骤1", "步骤2", "步骤3", "步骤4"]
    assert [(told.step, told.manifestations) for told in form.risks] == [
        ("s1", ("不登记。", LEAK)),
        ("s3", ("拖延。",)),
    ]
    assert not [one for one in findings if one.code in {"LF-P06", "LF-P07"}]


@needs_soffice
@pytest.mark.soffice
def test_every_map_has_a_page_of_its_own(render: Render, tmp_path: Path) -> None:
    long = "重大科研项目和工程建设项目招标投标全过程监督管理" * 2
    items: list[ConsolidatedItem] = [
        mapped(*((f"s{at}", LEAK, "高") for at in range(1, 15)), name=long, flow=chart(14)),
        mapped(("s1", "不登记。", "中"), flow=chart(supervision="接受师生员工监督。" * 20)),
        mapped(("s2", LEAK, "低"), flow=chart(9)),
    ]
    with pages_of(render(one_department(*items)), tmp_path) as pages:
        found = [(words(page).count(TITLE), words(page).count("图例：")) for page in pages]

    assert found == [(1, 1)] * 3


# --- the proof -------------------------------------------------------------------------------


def test_pages_that_say_what_the_data_say_are_proven(render: Render) -> None:
    data = one_department(
        mapped(("s1", "不登记。", "中"), ("s1", LEAK, "高"), ("归档", "未归档。", None)),
        mapped(("受理", "不登记。", "中"), name="无图", flow=None),
        mapped(*((f"s{at}", LEAK * 2, "高") for at in range(1, 41)), name="长图", flow=chart(40)),
        mapped(("s1", "甲\n乙\t丙\x00", "低"), name="怪字<&>"),
    )

    assert problems(render(data), data) == []


@pytest.mark.parametrize(
    "other",
    [
        mapped(("s1", "不登记。", "高"), ("s2", LEAK, "高")),
        mapped(("s2", "不登记。", "中"), ("s2", LEAK, "高")),
        mapped(("s1", "未登记。", "中"), ("s2", LEAK, "高")),
        mapped(("s1", "不登记。", "中"), ("s2", LEAK, "高"), ("s2", "拖延。", "低")),
        mapped(("s1", "不登记。", "中"), ("归档", LEAK, "高")),
        mapped(("s1", "不登记。", "中"), ("s2", LEAK, "高"), flow=chart(5)),
        mapped(("s1", "不登记。", "中"), ("s2", LEAK, "高"), name="别的事项"),
    ],
    ids=["level", "step", "words", "one more", "no step", "chart", "item"],
)
def test_what_differs_from_the_data_is_found(other: ConsolidatedItem, render: Render) -> None:
    document = render(one_department(mapped(("s1", "不登记。", "中"), ("s2", LEAK, "高"))))

    assert problems(document, one_department(other)) == [
        f"“审计监察处”的“{other.name}”廉政风险分布图与数据不符"
    ]


def test_a_missing_page_is_found(render: Render) -> None:
    one = mapped(("s1", "不登记。", "中"))
    document = render(one_department(one))

    assert "廉政风险分布图应有2项，实有1项" in problems(document, one_department(one, one))


def test_what_stands_elsewhere_in_the_document_does_not_matter(render: Render) -> None:
    data = one_department(mapped(("s1", "不登记。", "中")))
    blocks = [
        Block(text="职权事项：别的"),
        *read_back(render(data)).blocks,
        Block(text="廉政风险点及等级统计"),
    ]

    assert list(risk_map_problems(blocks, data)) == []
