"""``lianfang publish``: the public's folder, made of official data only."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.support.workspace import (
    AUDIT,
    ITEMS,
    LATER,
    Ran,
    Workspace,
    annex1,
    digests,
    lianfang,
    tree,
)


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("publication") / "w")
    assert made.run().exit == 0
    return made


def published(college: Workspace, folder: Path, *more: str) -> Ran:
    return lianfang("publish", "-w", college.root, "-o", folder, *more)


def test_the_folder_holds_pages_and_a_word_document(college: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "公开"

    done = published(college, folder)

    assert (done.exit, done.err) == (0, "")
    assert sorted(tree(folder)) == [
        *("d01-01.html", "d01-02.html", "d01.html", "d02-01.html", "d02-02.html", "d02.html"),
        *("d03-01.html", "d03.html", "index.html", "search.html"),
        "防灾科技学院2012年职权和重要业务事项目录及运行流程图公开版.docx",
    ]


def test_internal_fields_stand_neither_in_pages_nor_in_word(
    college: Workspace, tmp_path: Path
) -> None:
    published(college, tmp_path / "公开")

    written = _texts(tmp_path / "公开")

    assert "审核报销凭证" in written
    for internal in ("甲一", "乙二", "经办人：", "科长", "处长"):
        assert internal not in written


def test_an_own_profile_is_followed(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    college.run()
    (college.root / "publication.toml").write_text("[publish]\nactors = true\n", encoding="utf-8")

    published(college, tmp_path / "公开")

    assert "科长" in _texts(tmp_path / "公开")


def test_an_unknown_key_in_the_profile_is_wrong_usage(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    (college.root / "publication.toml").write_text("[publish]\nactor = true\n", encoding="utf-8")

    done = published(college, tmp_path / "公开")

    assert done.exit == 2
    assert "publish.actors" in done.line
    assert not (tmp_path / "公开").exists()


def test_the_word_document_is_valid(college: Workspace, tmp_path: Path) -> None:
    published(college, tmp_path / "公开")

    (document,) = (tmp_path / "公开").glob("*.docx")

    assert OpenXmlValidator().validate(document).errors == []


def test_a_second_time_gives_the_same_bytes(college: Workspace, tmp_path: Path) -> None:
    published(college, tmp_path / "公开")
    first = digests(tmp_path / "公开")

    assert published(college, tmp_path / "公开").exit == 0
    assert digests(tmp_path / "公开") == first


def test_drafts_are_refused(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    (college.inbox / AUDIT / "附件2 案件查办.docx").unlink()
    college.run("2012-06-20")

    done = published(college, tmp_path / "公开")

    assert done.exit == 1
    assert "草稿不能公开" in done.line
    assert not (tmp_path / "公开").exists()


def test_the_last_official_data_hold_while_a_new_run_is_a_draft(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    college.run()
    published(college, tmp_path / "一")
    wrong = ("信访举报受理", "其他", "受理来信来访。", "《信访工作办法》")
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, [wrong, ITEMS[AUDIT][1]]))
    assert college.run(LATER).exit == 1

    assert published(college, tmp_path / "二").exit == 0
    assert digests(tmp_path / "二") == digests(tmp_path / "一")


@pytest.mark.parametrize("phase", ["plan", "all", "目录"])
def test_a_phase_without_items_is_wrong_usage(
    college: Workspace, tmp_path: Path, phase: str
) -> None:
    assert published(college, tmp_path / "公开", "--phase", phase).exit == 2


def test_a_phase_that_has_nothing_official_is_refused(college: Workspace, tmp_path: Path) -> None:
    assert published(college, tmp_path / "公开", "--phase", "handbook").exit == 1


def test_a_folder_with_other_files_is_left_alone(college: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    published(college, folder)
    (folder / "我的文件.txt").write_text("重要", encoding="utf-8")

    assert published(college, folder).exit == 2
    assert (folder / "我的文件.txt").read_text(encoding="utf-8") == "重要"


def test_the_inbox_is_no_place_for_it(college: Workspace) -> None:
    assert published(college, college.inbox / "公开").exit == 2


def _texts(folder: Path) -> str:
    """Give all words of a folder's files, those inside Word documents included."""
    found: list[str] = []
    for name, data in tree(folder).items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found.extend(
                    package.read(part).decode(errors="replace") for part in package.namelist()
                )
        else:
            found.append(data.decode())
    return "\n".join(found)
