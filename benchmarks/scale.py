"""Many colleges on two workers: archives and Prefect on PostgreSQL, a flow run a workspace.

    python -m benchmarks.scale [COLLEGES [DEPARTMENTS]]

Four colleges of forty departments (what each sends in a year) are run by two workers with homes
of their own, which share nothing but files, database and server. Needs Debian's ``postgresql`` and
the extra of that name. Then sizes: a database a college, the server's own, its memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from benchmarks.year import prepare
from tests.support.pool import Pool, running_pool
from tests.support.postgresql import PostgreSQL, programs, running_postgresql

_DAY = "2012-10-10"
_JOB = "职权目录"
_MB = 1 << 20
_WORKERS = ("worker 1", "worker 2")


def main(colleges: int = 4, departments: int = 40) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="lianfang-scale-") as place,
        running_postgresql() as postgresql,
    ):
        folder = Path(place)
        roots = {f"学院{n}": folder / f"W{n}" for n in range(1, colleges + 1)}
        databases = {name: _college(root, name, departments, postgresql)
                     for name, root in roots.items()}  # fmt: skip
        with running_pool(folder, postgresql) as pool:
            began = time.monotonic()
            added = pool.add(list(roots.values()))
            if added.returncode:
                raise SystemExit(added.stderr)
            print(f"{colleges} workspaces added in {time.monotonic() - began:.1f} s")
            _run(pool, list(roots))
        for name, database in databases.items():
            print(f"archive of {name}: {_size(postgresql, database) / _MB:.1f} MB")
        print(f"empty archive: {_size(postgresql, 'lianfang_template') / _MB:.1f} MB")


def _college(root: Path, name: str, departments: int, postgresql: PostgreSQL) -> str:
    """Lay out a college's workspace; give its database."""
    files, _ = prepare(root, departments)
    url = postgresql.database(archive=False)
    settings = root / "lianfang.toml"
    text = settings.read_text(encoding="utf-8").replace("防灾科技学院", name)
    address = url.render_as_string(hide_password=False)
    settings.write_text(f'{text}\n[archive]\nurl = "{address}"\n', encoding="utf-8")
    print(f"{name}: {departments} departments, {files} files")
    return str(url.database)


def _run(pool: Pool, names: list[str]) -> None:
    """Start every college's run at once, and say how long each took and where."""
    for name in _WORKERS:
        pool.worker(name)
    began = time.monotonic()
    runs = {name: pool.start(name, _JOB, as_of=_DAY) for name in names}
    ended = {name: pool.finished(run) for name, run in runs.items()}
    whole = time.monotonic() - began
    for name, run in ended.items():
        print(f"{name}: {run['state_name']}, {run['total_run_time']:.1f} s")
    print(f"{len(names)} runs on {len(_WORKERS)} workers: {whole:.1f} s")


def _size(postgresql: PostgreSQL, database: str) -> int:
    engine = create_engine(postgresql.url("postgres"), poolclass=NullPool)
    with engine.connect() as connection:
        query = f"SELECT pg_database_size('{database}')"
        return int(connection.exec_driver_sql(query).scalar_one())


if __name__ == "__main__":
    if programs() is None:
        print("left out: PostgreSQL is not installed")
    else:
        main(*map(int, sys.argv[1:3]))
