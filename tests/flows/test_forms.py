"""``lianfang forms``: where the blank annexes go, and what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractors.read import read_file
from schemas.forms import as_contract
from tests.support.filling import Filling
from tests.support.workspace import AUDIT, ITEMS, Workspace, lianfang

WRITTEN = ".lianfang-forms.json"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A workspace in which nothing was run yet."""
    assert lianfang("init", tmp_path / "w").exit == 0
    return tmp_path / "w"


@pytest.fixture(scope="module")
def after_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A college whose catalogue was published."""
    college = Workspace(tmp_path_factory.mktemp("forms") / "w")
    assert college.run().exit == 0
    return college


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def form(path: Path) -> dict[str, Any]:
    reading = as_contract(read_file(path.read_bytes(), file=path.name))
    found: list[dict[str, Any]] = reading["forms"]
    (only,) = found
    return only


def test_a_fresh_workspace_gets_all_seven_annexes_for_every_department(fresh: Path) -> None:
    ran = lianfang("forms", "-w", fresh)

    assert ran.exit == 0
    folders = sorted(p.name for p in (fresh / "forms").iterdir() if p.is_dir())
    assert folders == ["办公室", "审计监察处"]
    for folder in folders:
        names = sorted(p.name.split()[0] for p in (fresh / "forms" / folder).iterdir())
        assert names == [f"附件{number}" for number in range(1, 8)]
    assert "14 份" in ran.out


def test_no_archive_is_made_for_it(fresh: Path) -> None:
    lianfang("forms", "-w", fresh)

    assert not (fresh / "archive.db").exists()


def test_they_can_go_elsewhere(fresh: Path, tmp_path: Path) -> None:
    assert lianfang("forms", "-w", fresh, "-o", tmp_path / "别处").exit == 0

    assert (tmp_path / "别处" / "办公室").is_dir()
    assert not (fresh / "forms").exists()


@pytest.mark.parametrize(
    "folder", ["inbox", "inbox/办公室", "output", "output/2012", "forms/../inbox"]
)
def test_they_never_go_into_inbox_or_output(fresh: Path, folder: str) -> None:
    ran = lianfang("forms", "-w", fresh, "-o", fresh / folder)

    assert ran.exit == 2
    assert "不能写到" in ran.line
    assert not list(fresh.rglob("附件*.docx"))


def test_a_file_in_the_folders_place_is_told(fresh: Path) -> None:
    (fresh / "forms").write_text("x", encoding="utf-8")

    ran = lianfang("forms", "-w", fresh)

    assert ran.exit == 2
    assert "不是文件夹" in ran.line


def test_a_folder_that_cannot_be_written_is_the_machines_fault(fresh: Path) -> None:
    (fresh / "forms").mkdir()
    (fresh / "forms" / "办公室").write_text("x", encoding="utf-8")

    ran = lianfang("forms", "-w", fresh)

    assert ran.exit == 3
    assert "写不了" in ran.line


def test_the_catalogue_on_record_fills_the_forms(after_catalogue: Workspace) -> None:
    assert lianfang("forms", "-w", after_catalogue.root).exit == 0

    own = after_catalogue.root / "forms" / AUDIT
    names = [row[0] for row in ITEMS[AUDIT]]
    (annex1,) = own.glob("附件1*")
    assert [item["name"] for item in form(annex1)["items"]] == names
    assert [form(path)["item"] for path in sorted(own.glob("附件2*"))] == names
    assert all(form(path)["steps"] for path in own.glob("附件3*"))
    assert [form(path)["item"] for path in sorted(own.glob("附件4*"))] == names


def test_nothing_is_found_in_forms_that_are_only_prefilled(after_catalogue: Workspace) -> None:
    lianfang("forms", "-w", after_catalogue.root)
    written = sorted((after_catalogue.root / "forms").rglob("*.docx"))

    read = lianfang("extract", *written, "-w", after_catalogue.root, "--json").json

    assert [f for one in read for f in one["findings"]] == []


def test_the_same_again_gives_the_same_bytes(after_catalogue: Workspace, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert lianfang("forms", "-w", after_catalogue.root, "-o", tmp_path / folder).exit == 0

    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_a_form_that_was_filled_in_is_not_overwritten(fresh: Path) -> None:
    lianfang("forms", "-w", fresh)
    (path,) = (fresh / "forms" / "办公室").glob("附件1*")
    filling = Filling(path.read_bytes())
    filling.type(1, 2, "公文起草")
    path.write_bytes(filling.save())
    before = path.read_bytes()

    ran = lianfang("forms", "-w", fresh)

    assert ran.exit == 0
    assert path.read_bytes() == before
    assert f"没有覆盖：办公室/{path.name}" in ran.out


def test_forms_of_items_that_are_known_now_take_the_blank_ones_place(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    lianfang("forms", "-w", college.root)
    own = college.root / "forms" / AUDIT
    assert len(list(own.glob("附件2*"))) == 1
    college.run()

    lianfang("forms", "-w", college.root)

    names = sorted(path.name for path in own.glob("附件2*"))
    assert [name.split()[2] for name in names] == [row[0] for row in ITEMS[AUDIT]]


def test_a_record_of_another_folder_removes_nothing_outside(fresh: Path, tmp_path: Path) -> None:
    victim = tmp_path / "别的.docx"
    victim.write_bytes(b"x")
    (fresh / "forms").mkdir()
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    (fresh / "forms" / WRITTEN).write_text(
        f'{{"../../{victim.name}": "{digest}"}}', encoding="utf-8"
    )

    lianfang("forms", "-w", fresh)

    assert victim.exists()


def test_a_year_without_a_record_begins_with_the_items_of_the_year_before(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    college.run()
    configuration = college.root / "lianfang.toml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("year = 2012", "year = 2013"), encoding="utf-8")

    lianfang("forms", "-w", college.root)

    (annex1,) = (college.root / "forms" / AUDIT).glob("附件1*")
    assert [item["name"] for item in form(annex1)["items"]] == [row[0] for row in ITEMS[AUDIT]]
