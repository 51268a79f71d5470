"""The official plan: from the configuration, or the office's own wording typeset."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from rendering.approval import DocumentStatus
from rendering.plan import render_plan
from rendering.plan_proof import prove_plan
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.title_lines import title_lines
from schemas.college import College
from schemas.consolidated import Consolidated, ConsolidatedDepartment, Counts
from schemas.forms import RosterMember
from schemas.wording import Passage, Plan, PlanSection, WordedCell
from tests.support.pages import needs_soffice, pages_of, words

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "plan.docx"
MEMBERS = (
    RosterMember(role="组长", name="甲一", post="处长"),
    RosterMember(role="成员", name="乙二", post=None),
)


def a_college(**more: Any) -> College:  # noqa: ANN401 - any part of lianfang.toml
    table: dict[str, Any] = {
        "organisation": {
            "name": "防灾科技学院",
            "superior": "中国地震局廉政风险防控机制建设工作领导小组办公室",
            "year": 2012,
        },
        "schedule": {"mobilisation": dt.date(2012, 4, 20), "M03": dt.date(2012, 5, 28)},
        "department": [{"name": "审计监察处"}, {"name": "教务处"}],
        "leading_group": {
            "leaders": [{"name": "子某", "post": "党委书记"}],
            "deputies": [{"name": "丑某", "post": "纪委书记"}],
        },
        "office": {"director": "寅某", "deputies": ["卯某", "辰某"], "members": ["巳某"]},
        "responsibility": {"高": "领导小组组长", "低": "部门负责人"},
    }
    return College.model_validate(table | more)


DATA = Consolidated(
    organisation="防灾科技学院",
    year=2012,
    phase="plan",
    as_of=dt.date(2012, 4, 22),
    counts=Counts(),
    departments=(
        ConsolidatedDepartment(name="审计监察处", roster=MEMBERS),
        ConsolidatedDepartment(name="教务处"),
    ),
)
WORDING = Plan(
    title="防灾科技学院廉政风险防控机制建设实施方案",
    preamble=(Passage(text="为落实部署，制定本方案。"),),
    sections=(
        PlanSection(level=1, number="一、", heading="指导思想", text="", passages=()),
        PlanSection(
            level=2,
            number="（一）",
            heading="清理职权事项",
            closing="。",
            run_in=True,
            text="",
            passages=(Passage(text="对照法规清理。"), Passage(text="组  长：{{ 子某 }}  党委书记")),
        ),
        PlanSection(
            level=3,
            number="1．",
            heading="名单",
            text="",
            passages=(
                Passage.of_cells(
                    (
                        WordedCell(row=1, column=1, row_span=2, text="组长"),
                        WordedCell(row=1, column=2, text="子某"),
                        WordedCell(row=2, column=2, text="丑某"),
                        WordedCell(row=3, column=1, column_span=2, text="其余另行通知"),
                    )
                ),
            ),
        ),
    ),
    annexes=("职权和重要业务事项目录（样表）",),
    issued_by="防灾科技学院党委",
    issued_on=dt.date(2012, 4, 24),
)


def plan(
    wording: Plan | None = None,
    *,
    status: DocumentStatus = "official",
    of: College | None = None,
) -> bytes:
    return render_plan(DATA, of or a_college(), wording, status=status, template=TEMPLATE)


def lines(document: bytes) -> list[str]:
    return [block.text for block in read_back(document).blocks if block.text]


def blocks_with_rows(document: bytes) -> list[Block]:
    return [block for block in read_back(document).blocks if block.rows]


def test_without_wording_the_plan_has_the_seven_sections() -> None:
    said = lines(plan())

    headings = [line for line in said if line[:2] in {f"{n}、" for n in "一二三四五六七"}]
    assert [line[0] for line in headings] == list("一二三四五六七")


def test_people_days_and_tiers_come_from_the_configuration() -> None:
    said = "\n".join(lines(plan()))

    for line in (
        "组长：子某　党委书记",
        "副组长：丑某　纪委书记",
        "主任：寅某",
        "副主任：卯某、辰某",
        "于5月28日前报领导小组办公室",
        "高等级风险由领导小组组长负责",
        "按照中国地震局的统一部署",
        "（4月23日前）",
    ):
        assert line in said


def test_a_day_in_another_year_says_which() -> None:
    said = "\n".join(lines(plan(of=a_college(schedule={"M11": dt.date(2013, 1, 10)}))))

    assert "于2013年1月10日前报送" in said


def test_the_rosters_as_received_are_annexed() -> None:
    [roster] = [b for b in blocks_with_rows(plan()) if b.rows[0][0] == "部门（单位）"]

    assert roster.rows[1:] == (
        ("审计监察处", "组长", "甲一", "处长"),
        ("审计监察处", "成员", "乙二", ""),
        ("教务处", "尚未报送", "", ""),
    )


def test_the_seven_blank_annexes_follow() -> None:
    said = lines(plan())

    assert [line for line in said if line.startswith("附件") and len(line) == 3] == [
        f"附件{n}" for n in range(1, 8)
    ]


def test_the_offices_wording_takes_the_place_of_the_templates_in_order() -> None:
    said = lines(plan(WORDING))

    at = [
        said.index(text)
        for text in (
            "为落实部署，制定本方案。",
            "一、指导思想",
            "（一）清理职权事项。对照法规清理。",
            "组  长：{{ 子某 }}  党委书记",
            "1．名单",
        )
    ]
    assert at == sorted(at)
    assert not any("服务大局" in line for line in said)


def test_a_table_in_the_wording_keeps_its_cells() -> None:
    tables = [b.rows for b in blocks_with_rows(plan(WORDING))]

    assert (("组长", "子某"), ("组长", "丑某"), ("其余另行通知", "其余另行通知")) in tables


def test_the_wordings_own_annexes_and_signature_are_kept() -> None:
    said = lines(plan(WORDING))

    assert "附件：1．职权和重要业务事项目录（样表）" in said
    assert said[said.index("防灾科技学院党委") + 1] == "2012年4月24日"


def test_a_draft_is_marked_on_every_page() -> None:
    headers = read_back(plan(status="draft")).headers

    assert all("草稿" in words for name, words in headers.items() if "header" in name)


def test_the_same_plan_has_the_same_bytes() -> None:
    assert plan(WORDING) == plan(WORDING)


@pytest.mark.parametrize("wording", [None, WORDING])
def test_the_plan_is_valid(wording: Plan | None, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(plan(wording))

    assert OpenXmlValidator().validate(path).errors == []


def test_a_plan_that_lacks_a_sentence_is_not_handed_out() -> None:
    more = WORDING.model_copy(update={"preamble": (*WORDING.preamble, Passage(text="另有一段。"))})

    with pytest.raises(DocumentNotProven, match="另有一段"):
        prove_plan(plan(WORDING), DATA, a_college(), more, "official")


_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    str.strip
)


@settings(max_examples=20)
@given(texts=st.lists(_texts, min_size=1, max_size=5))
def test_any_sentence_comes_through_unchanged(texts: list[str]) -> None:
    section = PlanSection(
        level=1,
        number="一、",
        heading="总则",
        text="",
        passages=tuple(Passage(text=text) for text in texts),
    )

    plan(Plan(title="方案", sections=(section,)))  # the proof compares every one of them


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("防灾科技学院廉政风险防控机制建设实施方案", ["防灾科技学院廉政风险防控机制建设实施方案"]),
        (
            "中国某某大学地球科学学院廉政风险防控机制建设实施方案",
            ["中国某某大学地球科学学院", "廉政风险防控机制建设实施方案"],
        ),
    ],
)
def test_a_long_title_breaks_between_units_of_sense(title: str, broken: list[str]) -> None:
    assert title_lines(title) == broken


@given(title=st.text("防灾科技学院廉政风险机制建设实施方案的", min_size=1, max_size=60))
def test_the_lines_of_a_title_are_the_title(title: str) -> None:
    assert "".join(title_lines(title)) == title
    assert all(len(line) <= 20 for line in title_lines(title))


def many_rosters() -> Consolidated:
    sizes = [3 + number % 6 for number in range(1, 31)] + [30]
    departments = (
        ConsolidatedDepartment(
            name=f"第{number:02}部门",
            roster=tuple(
                RosterMember(role="成员", name=f"{number:02}组{n}", post="干部")
                for n in range(size)
            ),
        )
        for number, size in enumerate(sizes, 1)
    )
    return DATA.model_copy(update={"departments": tuple(departments)})


@needs_soffice
def test_no_member_stands_on_a_page_without_the_departments_name(tmp_path: Path) -> None:
    document = render_plan(many_rosters(), a_college(), None, status="official", template=TEMPLATE)

    with pages_of(document, tmp_path) as pages:
        told = [words(page) for page in pages]

    named = [
        (number, f"第{number}部门" in page)
        for page in told
        for number in re.findall(r"(\d\d)组", page)
    ]
    assert len({number for number, _ in named}) == 31
    assert all(stands_there for _, stands_there in named)
