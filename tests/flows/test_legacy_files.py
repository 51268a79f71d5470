"""A department's .doc files go through a run like any other, with and without LibreOffice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.support.fake_office import calls, installed, legacy
from tests.support.workspace import AUDIT, ITEMS, Workspace, annex1, lianfang

FAULTY = ((*ITEMS[AUDIT][0][:3], ""), *ITEMS[AUDIT][1:])
"""The first item states no legal basis."""

NAME = "附件1 目录"


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    """A college in which one department sends a catalogue with a fault as .doc."""
    workspace = Workspace(tmp_path / "w")
    (workspace.inbox / AUDIT / f"{NAME}.docx").unlink()
    workspace.put(f"{AUDIT}/{NAME}.doc", legacy(annex1(AUDIT, FAULTY)))
    return workspace


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice on PATH, and nothing else."""
    folder = tmp_path / "bin"
    installed(folder)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def test_a_legacy_file_counts_as_its_department_sent_it(college: Workspace, office: Path) -> None:
    assert college.run().exit == 1

    assert college.codes("error") == ["LF-C04"]
    (fault,) = [f for f in college.json("findings.json") if f["severity"] == "error"]
    assert fault["file"] == f"inbox/{AUDIT}/{NAME}.doc"
    (source,) = [
        source
        for source in college.json("manifest.json")["inputs"]
        if source["path"] in fault["file"]
    ]
    assert source["forms"] == ["catalogue"]
    assert calls(office)


def test_it_is_read_once(college: Workspace, office: Path) -> None:
    college.put(f"{AUDIT}/{NAME}.doc", legacy(annex1(AUDIT, ITEMS[AUDIT])))

    assert [college.run().exit, college.run().exit] == [0, 0]

    assert len(calls(office)) == 1


@pytest.mark.usefixtures("office")
def test_it_goes_back_as_a_commented_word_file(college: Workspace) -> None:
    college.run()

    returned = college.output / "returned" / AUDIT / f"{NAME}.docx"
    with zipfile.ZipFile(io.BytesIO(returned.read_bytes())) as package:
        assert "LF-C04" in package.read("word/comments.xml").decode()


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_it_is_refused_until_there_is_one(
    college: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    college.run()
    before = college.codes("error")
    monkeypatch.setenv("PATH", str(installed(tmp_path / "later").parent))
    college.run()

    assert "LF-F03" in before
    assert college.codes("error") == ["LF-C04"]


@pytest.mark.usefixtures("office")
def test_extract_reads_it_too(college: Workspace) -> None:
    path = college.inbox / AUDIT / f"{NAME}.doc"

    (read,) = lianfang("extract", path, "--json").json

    assert (read["media_type"], read["file"]) == ("doc", str(path))
    assert [form["form"] for form in read["forms"]] == ["catalogue"]


@pytest.mark.usefixtures("no_office")
def test_extract_says_how_to_install_what_is_missing(college: Workspace) -> None:
    ran = lianfang("extract", college.inbox / AUDIT / f"{NAME}.doc", "--json")

    assert ran.exit == 1
    assert [finding["code"] for finding in ran.json[0]["findings"]] == ["LF-F03"]
    assert "LibreOffice" in ran.json[0]["findings"][0]["hint"]
