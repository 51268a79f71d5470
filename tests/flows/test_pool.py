"""Two colleges, two workers with homes of their own, archives and Prefect on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.archives import open_archive
from flows.outputs import verify
from flows.server import listing
from flows.settings import Workspace as Settings
from flows.timetable import jobs
from schemas.schedule import Schedule
from tests.support.pool import Pool, running_pool, wait_until
from tests.support.postgresql import PostgreSQL
from tests.support.workspace import IN_TIME, Workspace, digests, lianfang

pytestmark = pytest.mark.prefect

NAMES = ("甲学院", "乙学院")
JOBS = len(jobs(Schedule.of(2012, mobilisation=None, dates={})))


@dataclass(frozen=True)
class Shared:
    """What the machines share: a pool, and two workspaces that are in it."""

    pool: Pool
    colleges: dict[str, Workspace]


@pytest.fixture(scope="module")
def shared(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("pool")
    colleges = {name: made(folder / name, name, postgresql) for name in NAMES}
    with running_pool(folder, postgresql) as pool:
        added = pool.add([college.root for college in colleges.values()], "--dead-after-s", "60")
        assert added.returncode == 0, added.stderr
        yield Shared(pool, colleges)


def made(root: Path, name: str, postgresql: PostgreSQL) -> Workspace:
    """Make a college's workspace whose archive lies on the server."""
    url = postgresql.database(archive=False).render_as_string(hide_password=False)
    return named(Workspace(root, more=f'[archive]\nurl = "{url}"'), name)


def named(college: Workspace, name: str) -> Workspace:
    settings = college.root / "lianfang.toml"
    text = settings.read_text(encoding="utf-8").replace("防灾科技学院", name)
    settings.write_text(text, encoding="utf-8")
    return college


def test_each_workspace_has_its_deployments_and_a_queue_for_one_run_at_a_time(
    shared: Shared,
) -> None:
    deployments = listing(shared.pool.server, "deployments")
    queues = {q["name"]: q["concurrency_limit"] for q in listing(shared.pool.server, "work_queues")}

    assert sorted(d["name"] for d in deployments) == sorted(NAMES * JOBS)
    assert {d["work_queue_name"] for d in deployments} == set(NAMES)
    assert {queues[name] for name in NAMES} == {1}


def test_another_workspace_of_the_same_name_is_refused(
    shared: Shared, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    twin = made(tmp_path / "twin", NAMES[0], postgresql)

    refused = shared.pool.add([twin.root])

    assert refused.returncode == 2
    assert "同一个单位名称" in refused.stderr


def test_killing_a_worker_loses_nothing(shared: Shared, tmp_path: Path) -> None:
    pool, colleges = shared.pool, shared.colleges
    lost = pool.worker("电脑一")
    broken = pool.start(NAMES[0], "职权目录", as_of=IN_TIME)
    wait_until(lambda: pool.run(broken)["state_type"] == "RUNNING")
    lost.kill()
    lost.wait()
    waiting = pool.start(NAMES[0], "职权目录", as_of=IN_TIME)
    pool.worker("电脑二")
    other = pool.start(NAMES[1], "职权目录", as_of=IN_TIME)

    assert pool.finished(other)["state_name"] == "已通过"
    assert pool.finished(broken)["state_type"] == "CRASHED"
    assert pool.finished(waiting)["state_name"] == "已通过"
    for name, college in colleges.items():
        plain = named(Workspace(tmp_path / name), name)
        assert plain.run(IN_TIME).exit == 0
        assert digests(college.output) == digests(plain.output)
        assert verify(college.output) == []
        workspace = Settings.open(college.root)
        with open_archive(workspace, create=False) as archive, archive.viewing() as records:
            assert records.audit.verify().fault is None


def test_a_pool_without_postgresql_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", raising=False)

    told = lianfang("pool", "serve", tmp_path)

    assert told.exit == 2
    assert "postgresql+asyncpg://" in told.err


@pytest.mark.parametrize("command", [("pool", "work"), ("pool", "add", ".")])
def test_whoever_names_no_server_is_told_how(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.chdir(Workspace(tmp_path / "W").root)

    told = lianfang(*command)

    assert told.exit == 2
    assert "PREFECT_API_URL" in told.err
