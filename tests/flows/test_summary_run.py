"""The risk phase as the office runs it: drafts, corrections, approval, the official summary."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.support.risk_phase import CORRECTED, MAPS, RATED, RISKS, RatedCollege, annex4
from tests.support.workspace import AUDIT, ITEMS, lianfang, tree

NAME = ITEMS[AUDIT][0][0]
RAISED = (RISKS[0], RISKS[1], (*RISKS[2][:2], "中", RISKS[2][3]))


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The college on the evening before its ratings are looked at."""
    return RatedCollege(tmp_path_factory.mktemp("rated") / "w").root


def copy_of(rated: Path, root: Path) -> RatedCollege:
    shutil.copytree(rated, root)
    return RatedCollege.at(root)


@pytest.fixture
def college(rated: Path, tmp_path: Path) -> RatedCollege:
    return copy_of(rated, tmp_path / "w")


def words(path: Path, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(part).decode()


def states(college: RatedCollege, day: str) -> dict[str, str]:
    shown = lianfang("status", "-w", college.root, "--as-of", day, "--json").json
    own = {s["milestone"]: s["state"] for s in shown if s["department"] == AUDIT}
    return {code: own[code] for code in ("M03", "M05", "M06", "M07", "M08")}


def test_everything_in_order_gives_the_official_summary_and_its_list(college: RatedCollege) -> None:
    assert college.run(RATED, "summary").exit == 0

    names = {path.name for path in college.output.iterdir()}
    manifest = college.json("manifest.json")

    assert names == {
        "防灾科技学院2012年廉政风险点及等级汇总表.docx",
        "防灾科技学院2012年廉政风险点清单.xlsx",
        "data.json",
        "findings.json",
        "manifest.json",
        "report.html",
    }
    assert college.codes("error") == []
    assert set(college.codes("warning")) == {"LF-R10"}  # so small a college covers few key areas
    assert manifest["counts"]["points"] == 15
    assert [manifest["counts"][level] for level in ("high", "medium", "low")] == [5, 5, 5]
    assert lianfang("verify", college.output).exit == 0


def test_every_published_text_stands_in_the_summary(college: RatedCollege) -> None:
    college.run(RATED, "summary")

    [document] = college.output.glob("*.docx")
    said = words(document)

    for department in college.json("data.json")["departments"]:
        for item in department["items"]:
            assert item["name"] in said
            for risk in item["risks"]:
                assert risk["manifestation"] in said
                assert risk["point"] in said
                assert risk["responsible"] in said
            for step in item["flow"]["steps"]:
                assert step["text"] in said


def test_the_list_has_every_risk_in_a_row(college: RatedCollege) -> None:
    college.run(RATED, "summary")

    [path] = college.output.glob("*.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["清单"].values)

    assert len(rows) == 1 + 15
    assert rows[1][1:3] == (AUDIT, NAME)


def test_before_the_ratings_come_there_is_a_draft_of_what_is_there(college: RatedCollege) -> None:
    for path in college.inbox.rglob("附件4*"):
        path.unlink()

    assert college.run(MAPS, "summary").exit == 1
    assert states(college, MAPS) == {
        "M03": "accepted",
        "M05": "accepted",
        "M06": "accepted",
        "M07": "not_due",
        "M08": "not_due",
    }


def test_a_fault_in_a_rating_returns_the_departments_own_file_with_a_comment_in_the_cell(
    college: RatedCollege,
) -> None:
    faulty = ((*RISKS[0][:2], "", RISKS[0][3]), *RISKS[1:])
    college.rate({NAME: faulty})

    assert college.run(RATED, "summary").exit == 1

    returned = college.output / "returned" / AUDIT
    comments = words(returned / f"附件4 {NAME}.docx", "word/comments.xml")
    body = words(returned / f"附件4 {NAME}.docx")
    assert college.codes("error") == ["LF-R03"]
    assert "LF-R03" in comments
    row = body[body.index("不按规定登记") : body.index("经办人")]
    assert "w:commentRangeStart" in row
    assert states(college, RATED)["M07"] == "needs_correction"
    assert states(college, RATED)["M06"] == "accepted"


def test_a_fault_in_a_map_is_told_in_the_map(college: RatedCollege) -> None:
    college.rate({NAME: (*RISKS, ("审批", "不经集体研究决定。", "高", "处长"))})

    assert college.run(RATED, "summary").exit == 1

    assert college.codes("error") == ["LF-R08"]
    returned = college.output / "returned" / AUDIT
    commented = [
        p.name for p in returned.glob("附件*") if "LF-R08" in words(p, "word/comments.xml")
    ]
    assert commented == [f"附件3 {NAME}.docx"]


def test_what_the_group_approved_and_what_changed_afterwards_is_told(
    rated: Path, tmp_path: Path
) -> None:
    college = copy_of(rated, tmp_path / "w")
    configuration = college.root / "lianfang.toml"
    configuration.write_text(
        configuration.read_text("utf-8") + "\n[approval]\nrequired = true\n", "utf-8"
    )
    assert college.run(RATED, "summary").exit == 1
    assert college.codes("error") == ["LF-D08"]
    [draft] = (college.output / "draft").glob("*.docx")
    assert "送审稿" in words(draft, "word/header_odd.xml")

    approved = lianfang(
        "approve", "summary", "-w", college.root, "--by", "领导小组会议", "--date", "2012-06-15"
    )
    assert approved.exit == 0
    assert college.run("2012-06-16", "summary").exit == 0
    [official] = college.output.glob("*.docx")
    assert "领导小组会议" in words(official)

    college.rate({NAME: RAISED})
    assert college.run(CORRECTED, "summary").exit == 1
    [changed] = [f for f in college.json("findings.json") if f["code"] == "LF-D06"]
    assert "由“高”改为“中”" in changed["message"]
    assert NAME in changed["message"]
    kept = college.output / "published" / "2012-06-16"
    assert [p.name for p in kept.glob("*.docx")] == [official.name]


def test_the_page_on_approval_says_what_changed_since_the_first_versions(
    college: RatedCollege,
) -> None:
    college.run(RATED, "summary")
    college.rate({NAME: RAISED})
    assert college.run(CORRECTED, "summary").exit == 0

    [document] = college.output.glob("*.docx")
    assert f"“{NAME}”中“审批”环节的“违反规定审批”的风险等级由“高”改为“中”" in words(document)


def test_the_archive_keeps_every_level_and_where_it_was_published(college: RatedCollege) -> None:
    college.run(RATED, "summary")
    college.rate({NAME: RAISED})
    college.run(CORRECTED, "summary")

    [history] = lianfang("history", NAME, "-w", college.root, "--json").json
    [risk] = [r for r in history["risks"] if r["point"] == "审批"]

    assert [(p["level"], p["first"]) for p in risk["levels"]] == [
        ("高", RATED),
        ("中", CORRECTED),
    ]
    assert risk["first_seen"] == RATED
    assert [p["as_of"] for p in risk["published"]] == [RATED, CORRECTED]
    [change] = [e for e in history["events"] if "风险等级" in e["text"]]
    assert change["date"] == CORRECTED


def test_the_same_inputs_give_the_same_bytes(
    college: RatedCollege, rated: Path, tmp_path: Path
) -> None:
    other = copy_of(rated, tmp_path / "other")
    college.run(RATED, "summary")
    other.run(RATED, "summary")

    assert tree(college.output) == tree(other.output)


def test_a_single_rating_form_can_be_checked_before_it_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "附件4.docx"
    path.write_bytes(annex4(AUDIT, NAME, "内部职权"))

    assert lianfang("check", path, "--json").json == []
