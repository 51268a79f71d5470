"""权力公开: what is internal stands nowhere, and what is public is sound HTML."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import docx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree, html
from openxml_audit import OpenXmlValidator

from rendering.approval import ApprovalPage
from rendering.package import read_package
from rendering.proof import read_back
from rendering.publication import Profile, public, site
from rendering.publication.site import Download
from rendering.publication.word import render_public, render_public_handbook
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem
from schemas.errors import UsageError
from schemas.forms import ProcessFlow, RosterMember, Step, Transition
from tests.support.handbook_college import configured, measured, rendered, small_handbook
from tests.support.rated_college import a_college, a_risk, an_item

CATALOGUE = Path(__file__).parents[2] / "templates" / "docx" / "catalogue.docx"
SHIPPED = Profile.shipped()
EVERYTHING = Profile(**dict.fromkeys(Profile.model_fields, True))
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ../../etc/passwd 𠮷 \u202eabc </title>'\"&"
SECRETS = {
    "actors": "机密岗位",
    "time_limits": "机密时限",
    "supervision": "机密监督",
    "legal_basis": "机密依据",
    "manifestations": "机密表现",
    "measures": "机密措施",
    "regulations": "机密制度",
    "planned": "机密日期",
    "responsible": "机密责任",
    "personnel": "机密人员",
    "points": "机密环节",
    "names": "张机密",
}


def secret_college() -> Consolidated:
    """Make a college each of whose fields holds a word of its own."""
    risk = a_risk(
        SECRETS["manifestations"], "高", point=SECRETS["points"], responsible=SECRETS["responsible"]
    )
    item = an_item("车辆管理").model_copy(
        update={
            "content": "由张 机密和张机密审批。",
            "legal_basis": SECRETS["legal_basis"],
            "flow": ProcessFlow(
                item="车辆管理",
                steps=(
                    Step(
                        id="s1",
                        text="派车",
                        time_limit=SECRETS["time_limits"],
                        actor=SECRETS["actors"],
                    ),
                ),
                transitions=(),
                supervision=SECRETS["supervision"],
            ),
            "risks": (
                measured(
                    risk,
                    SECRETS["measures"],
                    regulations=(SECRETS["regulations"],),
                    personnel=SECRETS["personnel"],
                    planned=(SECRETS["planned"],),
                ),
            ),
        }
    )
    roster = (RosterMember(role="组长", name=SECRETS["names"], post="机密职务"),)
    return a_college(ConsolidatedDepartment(name="办公室", roster=roster, items=(item,)))


def hostile_college(text: str = HOSTILE) -> Consolidated:
    """Make a college that puts the same text wherever departments can write one."""
    flow = ProcessFlow(
        item=text,
        steps=(Step(id="a", text=text, time_limit=text, actor=text), Step(id="b", text=text)),
        transitions=(Transition(source="a", target="b", label=text),),
        supervision=text,
    )
    risk = measured(a_risk(text, "高", point=text), text, regulations=(text,), personnel=text)
    item = ConsolidatedItem(
        name=text, category=None, content=text, legal_basis=text, flow=flow, risks=(risk,)
    )
    return a_college(ConsolidatedDepartment(name=text, items=(item,)))


def pages(
    data: Consolidated, profile: Profile = SHIPPED, *downloads: Download
) -> Mapping[str, bytes]:
    return site(public(data, profile).data, profile, downloads)


def parsed(page: bytes) -> Any:  # noqa: ANN401 - lxml.html has no useful type
    return html.document_fromstring(page.decode())


def words(page: bytes) -> str:
    return " ".join(parsed(page).find("body").itertext())


def with_(**changed: bool) -> Profile:
    return SHIPPED.model_copy(update=changed)


# --- what is public -------------------------------------------------------------------------


@pytest.mark.parametrize("field", [*SECRETS])
def test_what_a_profile_keeps_internal_stands_nowhere(field: str) -> None:
    profile = EVERYTHING.model_copy(update={field: False})

    written = b"".join(pages(secret_college(), profile).values()).decode()

    assert SECRETS[field] not in written
    assert "机密职务" not in written


@pytest.mark.parametrize("field", [field for field in SECRETS if field != "names"])
def test_what_a_profile_makes_public_stands_on_the_items_page(field: str) -> None:
    assert SECRETS[field] in words(pages(secret_college(), EVERYTHING)["d01-01.html"])


def test_the_shipped_profile_names_no_person_and_rates_no_risk() -> None:
    written = b"".join(pages(small_handbook()).values()).decode()

    for internal in ("邵明远", "公车私用", "车队负责人", "审计组长", "风险等级"):
        assert internal not in written


def test_names_are_masked_however_they_are_spaced_and_counted() -> None:
    shown = public(secret_college(), SHIPPED)

    assert shown.data.departments[0].items[0].content == "由某某和某某审批。"
    assert shown.masked == {"张机密": 1}


def test_names_of_others_are_masked_too() -> None:
    shown = public(a_college(_one("李四审批。")), SHIPPED, ["李四", "李"])

    assert shown.data.departments[0].items[0].content == "某某审批。"


def test_risks_without_manifestations_are_one_a_point_with_all_their_measures() -> None:
    risks = (
        measured(a_risk("甲。", "高", point="审核", step="s2"), "一", "二", regulations=("办法",)),
        measured(a_risk("乙。", "低", point="审核", step="s2"), "二", "三"),
    )
    data = a_college(ConsolidatedDepartment(name="办公室", items=(an_item("车辆管理", *risks),)))

    (shown,) = public(data, SHIPPED).data.departments[0].items[0].risks

    assert (shown.point, shown.measures, shown.regulations) == (
        "审核",
        ("一", "二", "三"),
        ("办法",),
    )
    assert shown.level is None


def test_the_counts_of_levels_are_internal_with_the_levels() -> None:
    assert public(small_handbook(), SHIPPED).data.counts.high == 0
    assert public(small_handbook(), EVERYTHING).data.counts == small_handbook().counts.model_copy(
        update={"findings": public(small_handbook(), EVERYTHING).data.counts.findings}
    )


def _one(content: str) -> ConsolidatedDepartment:
    item = an_item("车辆管理").model_copy(update={"content": content})
    return ConsolidatedDepartment(name="办公室", items=(item,))


def test_the_handbook_of_the_public_is_proven_and_holds_nothing_internal() -> None:
    shown = public(small_handbook(), with_(levels=True, manifestations=True)).data

    blocks = read_back(rendered(shown)).blocks
    cells = (cell for block in blocks for row in block.rows for cell in row)
    said = "\n".join((*(block.text for block in blocks), *cells))

    assert "公车私用。" in said
    for internal in ("邵明远", "成一", "车队负责人", "审计组长", "2012年12月"):
        assert internal not in said


@pytest.mark.parametrize("profile", [SHIPPED, EVERYTHING], ids=["shipped", "everything"])
def test_the_word_document_ends_with_the_risk_points_and_their_measures(
    profile: Profile, tmp_path: Path
) -> None:
    path = tmp_path / "公开版.docx"
    path.write_bytes(_word(small_handbook(), profile))

    last = [block.rows for block in read_back(path.read_bytes()).blocks if block.rows][-1]

    assert last[-1][:3] == ("办公室", "车辆管理", "派车")
    assert {"派车单公示。", "《公务用车管理办法》"} <= {*last[-1]}
    assert ("公车私用。" in last[-1]) == profile.manifestations
    assert OpenXmlValidator().validate(path).errors == []


def test_cover_and_properties_say_that_it_is_the_version_for_the_public() -> None:
    document = _word(small_handbook())

    words = [block.text for block in read_back(document).blocks]
    properties = docx.Document(io.BytesIO(document)).core_properties

    assert words[words.index("职权和重要业务事项目录") + 1] == "（公开版）"
    assert properties.title.endswith("职权和重要业务事项目录及运行流程图（公开版）")
    assert properties.author == small_handbook().organisation


def test_the_public_handbook_says_so_too(tmp_path: Path) -> None:
    path = tmp_path / "手册公开版.docx"
    shown = public(small_handbook(), EVERYTHING).data
    path.write_bytes(
        render_public_handbook(
            shown,
            configured(),
            template=CATALOGUE.parent / "handbook.docx",
            approval=ApprovalPage(),
        )
    )

    words = [block.text for block in read_back(path.read_bytes()).blocks]

    assert words[words.index("廉政风险防控手册") + 1] == "（公开版）"
    assert OpenXmlValidator().validate(path).errors == []


def test_only_a_row_that_fits_on_no_page_may_be_broken_over_two() -> None:
    def breakable(measure: str) -> list[bool]:
        risk = measured(a_risk("甲。", "高", point="审核", step="s2"), measure)
        part = ConsolidatedDepartment(name="办公室", items=(an_item("车辆管理", risk),))
        last = docx.Document(io.BytesIO(_word(a_college(part)))).tables[-1]
        return [row._tr.find(".//{*}cantSplit") is None for row in last.rows]

    assert breakable("派车单公示。" * 20) == [False, False]
    assert breakable("派车单公示。" * 200) == [False, True]


@pytest.mark.parametrize("field", [*SECRETS])
def test_what_is_internal_stands_nowhere_in_word_either(field: str) -> None:
    document = _word(secret_college(), EVERYTHING.model_copy(update={field: False}))

    parts = b"".join(read_package(document).values()).decode(errors="replace")

    assert SECRETS[field] not in parts


def test_hostile_texts_are_text_in_word() -> None:
    last = [block.rows for block in read_back(_word(hostile_college())).blocks if block.rows][-1]

    assert last[1][:3] == (HOSTILE, HOSTILE, HOSTILE)


def _word(data: Consolidated, profile: Profile = SHIPPED) -> bytes:
    shown = public(data, profile).data
    return render_public(shown, configured(), profile, template=CATALOGUE, approval=ApprovalPage())


# --- the office's own profile ---------------------------------------------------------------


def test_an_own_profile_changes_what_it_names_only() -> None:
    assert Profile.read("[publish]\nlevels = true\n") == with_(levels=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[publish]\nlevel = true\n", "publish.levels"),
        ("[public]\nlevels = true\n", "publish"),
        ("[publish]\nlevels = 1\n", "true 或 false"),
        ("publish = true\n", "[publish]"),
        ("[publish]\nlevels = \n", "第2行"),
    ],
)
def test_a_wrong_profile_is_told_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("[", r"\[")):
        Profile.read(text)


# --- the pages ------------------------------------------------------------------------------


def test_there_is_a_page_for_every_department_and_item() -> None:
    made = pages(small_handbook())

    assert {name: parsed(made[name]).findtext(".//h1") for name in sorted(made)} == {
        "d01-01.html": "信访举报受理",
        "d01-02.html": "内部审计",
        "d01.html": "审计监察处",
        "d02.html": "工会",
        "d03-01.html": "车辆管理",
        "d03.html": "办公室",
        "index.html": "2012年职权和重要业务事项",
        "search.html": "事项索引",
    }


def test_equal_data_give_equal_bytes() -> None:
    assert pages(small_handbook(), EVERYTHING) == pages(small_handbook(), EVERYTHING)


def test_every_link_leads_to_a_page_or_a_download() -> None:
    download = Download(path="目录 公开版#1?.docx", title="目录")
    made = pages(small_handbook(), SHIPPED, download)

    for page in made.values():
        for link in parsed(page).xpath("//a/@href"):
            goal = urlsplit(link)
            assert goal.scheme == goal.netloc == ""
            there = parsed(page).xpath("//*[@id=$id]", id=goal.fragment) if goal.fragment else None
            assert there or unquote(goal.path) in {*made, download.path}


def test_nothing_is_fetched_and_only_our_own_script_may_run() -> None:
    made = pages(hostile_college(), EVERYTHING)

    for name, page in made.items():
        tree = parsed(page)
        assert tree.xpath("//link | //img | //iframe | //@src | //@onload | //@onclick") == []
        assert len(tree.xpath("//script")) == (2 if name == "search.html" else 0)
        assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


def test_hostile_texts_are_text_on_every_page() -> None:
    for name, page in pages(hostile_college(), EVERYTHING).items():
        tree = parsed(page)
        assert HOSTILE in " ".join(tree.find("body").itertext()), name
        assert tree.xpath("//body//script[contains(text(), 'alert(1)') and not(@id)]") == []


def test_the_index_holds_hostile_texts_literally() -> None:
    source = parsed(pages(hostile_college())["search.html"]).get_element_by_id("entries").text

    assert "<" not in source
    assert HOSTILE in json.loads(source)["1"]


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
@hypothesis_settings(max_examples=15, deadline=None)
def test_no_text_breaks_a_page(text: str) -> None:
    for page in pages(hostile_college(text), EVERYTHING).values():
        parser = etree.HTMLParser(encoding="utf-8")
        tree = etree.fromstring(page, parser)
        assert tree.find(".//main") is not None
        for chart in _charts(page):
            etree.fromstring(chart)


def test_the_flowchart_is_a_drawing_with_title_and_description() -> None:
    chart = etree.fromstring(_charts(pages(small_handbook())["d01-01.html"])[0])
    said = [chart.findtext(f"{{*}}{name}") or "" for name in ("title", "desc")]

    assert said[0] == "信访举报受理"
    assert "1．承办人受理（当日）→2" in said[1]


def _charts(page: bytes) -> list[bytes]:
    parts = page.split(b"<svg ")[1:]
    return [b"<svg " + part.split(b"</svg>")[0] + b"</svg>" for part in parts]


def test_pages_can_be_read_by_ear_and_keyboard() -> None:
    for name, page in pages(small_handbook(), EVERYTHING).items():
        tree = parsed(page)
        assert tree.get("lang") == "zh-CN"
        assert tree.xpath("//a[1]/@href")[0] == "#main"
        assert [len(tree.xpath(f"//{mark}")) for mark in ("header", "main", "footer", "h1")] == [
            1
        ] * 4
        levels = [int(head.tag[1]) for head in tree.xpath("//h1 | //h2 | //h3")]
        assert levels[0] == 1, name
        assert all(b - a <= 1 for a, b in pairwise(levels))
        assert tree.xpath("//th[not(@scope)]") == []
        assert tree.xpath("//nav[not(@aria-label)]") == []
        assert all(tree.xpath("//label[@for=$id]", id=one) for one in tree.xpath("//input/@id"))


def test_without_a_script_the_index_is_a_plain_list_of_all_items() -> None:
    tree = parsed(pages(small_handbook())["search.html"])

    assert tree.xpath("//li/a/text()") == ["信访举报受理", "内部审计", "车辆管理"]
    assert tree.xpath("//form/@hidden")
