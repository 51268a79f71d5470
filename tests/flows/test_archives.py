"""Where the archive lies (contract, section 3: relative to the workspace)."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.archives import address, open_archive
from flows.settings import Workspace, parse_college
from schemas.errors import UsageError
from tests.support.workspace import configuration


def workspace(root: Path, url: str = "sqlite:///archive.db") -> Workspace:
    root.mkdir(exist_ok=True)
    return Workspace(root, parse_college(configuration(more=f'[archive]\nurl = "{url}"')))


@pytest.mark.parametrize("name", ["W", "a?b", "a#b", "100%25", "审计 处", "a@b:c"])
def test_a_relative_archive_lies_in_the_workspace_whatever_that_is_called(
    name: str, tmp_path: Path
) -> None:
    with open_archive(workspace(tmp_path / name), create=True):
        pass

    assert [path.name for path in (tmp_path / name).iterdir()] == ["archive.db"]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_absolute_archive_stays_where_it_is(tmp_path: Path) -> None:
    own = workspace(tmp_path / "W", f"sqlite:///{tmp_path}/elsewhere.db")

    assert str(address(own)) == f"sqlite:///{tmp_path}/elsewhere.db"


def test_a_server_is_taken_as_written(tmp_path: Path) -> None:
    own = workspace(tmp_path / "W", "postgresql+psycopg://office@host/lianfang")

    assert str(address(own)) == "postgresql+psycopg://office@host/lianfang"


def test_an_address_that_is_none_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="url"):
        open_archive(workspace(tmp_path / "W", "archive.db"), create=True)
