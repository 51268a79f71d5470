"""``lianfang diff``: two years of one workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from rendering.proof import read_back
from tests.support.workspace import AUDIT, ITEMS, Workspace, annex1, annex2, lianfang


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A college that took on an item and gave one up between 2012 and 2013."""
    college = Workspace(tmp_path_factory.mktemp("diff") / "w")
    assert college.run().exit == 0
    configuration = college.root / "lianfang.toml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("year = 2012", "year = 2013"), encoding="utf-8")
    new = ("内部审计", "内部职权", "审计经济责任。", "《内部审计工作规定》")
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, [ITEMS[AUDIT][0], new]))
    (college.inbox / AUDIT / f"附件2 {ITEMS[AUDIT][1][0]}.docx").unlink()
    college.put(f"{AUDIT}/附件2 内部审计.docx", annex2(AUDIT, "内部审计"))
    assert college.run("2013-05-20").exit == 0
    return college


def test_what_came_and_went_is_told_as_json(two_years: Workspace) -> None:
    compared = lianfang("diff", "2012", "2013", "-w", two_years.root, "--json").json

    assert (compared["earlier"]["year"], compared["later"]["year"]) == (2012, 2013)
    assert [(c["kind"], c["department"], c["item"]) for c in compared["changes"]] == [
        ("item_added", AUDIT, "内部审计"),
        ("item_gone", AUDIT, "案件查办"),
    ]


def test_people_see_counts_and_a_table(two_years: Workspace) -> None:
    shown = lianfang("diff", "2012", "2013", "-w", two_years.root)

    assert shown.exit == 0
    assert "2013年（职权目录，正式）：部门 3 个，职权事项 5 项" in shown.out
    assert "新增事项 1 处，取消事项 1 处" in shown.out


def test_a_year_compared_with_itself_has_no_differences(two_years: Workspace) -> None:
    assert "两年没有不同" in lianfang("diff", "2012", "2012", "-w", two_years.root).out


def test_a_year_without_material_is_told_in_a_line(two_years: Workspace) -> None:
    shown = lianfang("diff", "2011", "2012", "-w", two_years.root)

    assert shown.exit == 2
    assert "2011年" in shown.line


def test_a_year_that_is_no_number_is_wrong_usage(tmp_path: Path) -> None:
    assert lianfang("diff", "去年", "2012", "-w", Workspace(tmp_path / "w").root).exit == 2


def test_the_office_gets_the_comparison_as_a_word_document(
    two_years: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "对照表.docx"
    assert lianfang("diff", "2012", "2013", "-w", two_years.root, "--docx", path).exit == 0

    figures, changes = (b.rows for b in read_back(path.read_bytes()).blocks if b.rows)

    assert [row[:3] for row in figures[1:]] == [("2012年", "3", "5"), ("2013年", "3", "5")]
    assert [row[:3] for row in changes[1:]] == [
        (AUDIT, "内部审计", "新增事项"),
        (AUDIT, "案件查办", "取消事项"),
    ]
    assert OpenXmlValidator().validate(path).errors == []


def test_years_without_differences_are_said_to_have_none_on_paper(
    two_years: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "对照表.docx"
    lianfang("diff", "2012", "2012", "-w", two_years.root, "--docx", path)

    blocks = read_back(path.read_bytes()).blocks

    assert len([b for b in blocks if b.rows]) == 1
    assert "两年没有不同。" in [b.text for b in blocks]
