"""Models and migrations say the same."""

from __future__ import annotations

import fcntl
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from archive import schema, sqlite_file
from archive.store import Archive, sqlite_url
from archive.tables import Base


def test_migrations_make_exactly_the_tables_of_the_models(archive: Archive, path: Path) -> None:
    archive.close()
    engine = create_engine(sqlite_url(path))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()

    assert differences == []


def test_the_program_knows_all_revisions_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", "archive:migrations")
    steps = ScriptDirectory.from_config(config).walk_revisions()

    assert tuple(reversed([step.revision for step in steps])) == schema.REVISIONS


def test_the_archive_is_kept_in_wal_mode(archive: Archive, path: Path) -> None:
    engine = create_engine(sqlite_url(path))
    with archive.viewing(), engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    engine.dispose()

    assert mode == "wal"


def test_every_foreign_key_that_is_searched_has_an_index(archive: Archive, path: Path) -> None:
    archive.close()
    engine = create_engine(sqlite_url(path))
    indexed = {
        table: {index["column_names"][0] for index in inspect(engine).get_indexes(table)}
        for table in Base.metadata.tables
    }
    engine.dispose()

    for name in ("sighting", "submission"):
        assert "content_id" in indexed[name]
        assert Base.metadata.tables[name].c.content_id.foreign_keys


def test_an_archive_in_a_folder_with_signs_of_addresses_is_found(tmp_path: Path) -> None:
    path = tmp_path / "廉防 100%?#x" / "archive.db"
    path.parent.mkdir()

    Archive.open(sqlite_url(path), create=True).close()

    assert [p.name for p in path.parent.iterdir()] == ["archive.db"]


def test_programs_that_begin_at_once_make_one_archive(path: Path) -> None:
    opened: list[Archive] = []

    def begin() -> None:
        opened.append(Archive.open(sqlite_url(path), create=True))

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in opened:
        one.close()

    assert len(opened) == 6
    assert [p.name for p in path.parent.iterdir()] == ["archive.db"]


def test_a_draft_that_is_being_removed_cannot_become_anothers(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = path.with_name(f".{path.name}.1.new")
    draft.touch()  # what a killed program left
    companions = sqlite_file._with_companions
    refused: list[bool] = []

    def watched(of: Path) -> list[Path]:
        if of == draft:
            with of.open("rb") as maker:
                try:
                    fcntl.flock(maker, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    refused.append(True)
                else:
                    refused.append(False)
        return companions(of)

    monkeypatch.setattr(sqlite_file, "_with_companions", watched)
    Archive.open(sqlite_url(path), create=True).close()

    assert refused == [True]
    assert not draft.exists()
