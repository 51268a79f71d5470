"""The register of risks: levels over time, what left, where it was published."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archive.records import RiskEntry, RiskState
from archive.store import Archive, sqlite_url
from schemas.college import Level
from schemas.consolidated import Counts
from schemas.outcome import Manifest

ITEM = "信访举报受理"


def entry(
    text: str = "不按规定登记。", level: Level | None = "中", risk: int | None = None
) -> RiskEntry:
    return RiskEntry(
        risk=risk,
        department="审计监察处",
        item=ITEM,
        point="受理",
        manifestation=text,
        level=level,
        responsible="承办人",
    )


def run_of(
    archive: Archive, day: int, *entries: RiskEntry, official: bool = False, year: int = 2012
) -> None:
    """Run the summary phase on a day of June, and publish."""
    as_of = dt.date(year, 6, day)
    manifest = Manifest(
        year=year,
        phase="summary",
        status="official" if official else "draft",
        as_of=as_of,
        approved=None,
        overruled=(),
        documents=(),
        inputs=(),
        counts=Counts(),
    )
    with archive.writing() as records:
        run = records.runs.start(
            year=as_of.year,
            phase="summary",
            as_of=as_of,
            started=dt.datetime.combine(as_of, dt.time(9), dt.UTC),
            reader_version="1",
        )
        records.publications.keep(run, manifest, written=b"{}")
        records.risks.keep(run, entries)


def standing(archive: Archive, year: int = 2012) -> tuple[RiskState, ...]:
    with archive.viewing() as records:
        return records.risks.standing(year)


def only_risk(archive: Archive) -> int:
    (state,) = standing(archive)
    return state.risk


def history(archive: Archive) -> list[tuple[str, str | None, int, int, bool]]:
    with archive.viewing() as records:
        return [
            (s.manifestation, s.level, s.first.day, s.last.day, s.standing)
            for s in records.risks.of_item(ITEM)
        ]


def test_a_risk_that_stays_the_same_has_one_state(archive: Archive) -> None:
    run_of(archive, 15, entry())
    run_of(archive, 18, entry(risk=only_risk(archive)))

    assert history(archive) == [("不按规定登记。", "中", 15, 18, True)]


def test_a_new_level_is_a_new_state_of_the_same_risk(archive: Archive) -> None:
    run_of(archive, 15, entry(level="低"))
    risk = only_risk(archive)
    run_of(archive, 18, entry(level="高", risk=risk))

    assert only_risk(archive) == risk
    assert history(archive) == [
        ("不按规定登记。", "低", 15, 15, False),
        ("不按规定登记。", "高", 18, 18, True),
    ]


def test_a_risk_that_is_not_kept_any_more_has_left(archive: Archive) -> None:
    run_of(archive, 15, entry())
    run_of(archive, 18)

    assert history(archive) == [("不按规定登记。", "中", 15, 15, False)]
    assert standing(archive) == ()


def test_a_risk_that_comes_back_begins_a_new_state(archive: Archive) -> None:
    run_of(archive, 15, entry())
    risk = only_risk(archive)
    run_of(archive, 18, entry("拖延办理。"))
    run_of(archive, 20, entry(risk=risk))

    assert history(archive) == [
        ("不按规定登记。", "中", 15, 15, False),
        ("不按规定登记。", "中", 20, 20, True),
        ("拖延办理。", "中", 18, 18, False),
    ]


def test_a_risk_is_published_in_the_official_sets_during_its_time(archive: Archive) -> None:
    run_of(archive, 15, entry())
    risk = only_risk(archive)
    run_of(archive, 18, entry(risk=risk), official=True)
    run_of(archive, 20, entry("拖延办理。"), official=True)

    with archive.viewing() as records:
        found = records.risks.publications(ITEM)

    assert [(p.as_of.day, p.phase) for p in found if p.risk == risk] == [(18, "summary")]


def test_years_are_kept_apart_and_risks_go_on(archive: Archive) -> None:
    run_of(archive, 15, entry())
    risk = only_risk(archive)
    run_of(archive, 15, entry(level="高", risk=risk), year=2013)

    with archive.viewing() as records:
        latest = records.risks.latest()

    assert [(s.risk, s.year, s.level) for s in latest] == [(risk, 2013, "高")]
    assert [(s.risk, s.level) for s in standing(archive, 2012)] == [(risk, "中")]


_levels: st.SearchStrategy[Level | None] = st.sampled_from(["高", "中", "低", None])
_runs = st.lists(st.dictionaries(st.sampled_from("甲乙丙丁"), _levels, max_size=4), max_size=5)


@given(runs=_runs)
def test_the_last_run_is_what_stands(runs: Sequence[dict[str, Level | None]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(sqlite_url(Path(folder) / "archive.db"), create=True) as archive,
    ):
        known: dict[str, int] = {}
        for day, risks in enumerate(runs, 1):
            entries = [entry(text, level, known.get(text)) for text, level in risks.items()]
            run_of(archive, day, *entries)
            known.update({s.manifestation: s.risk for s in standing(archive)})

            assert {s.manifestation: s.level for s in standing(archive)} == risks
