"""What all tests share: the samples beside the checkout, and how random inputs are drawn."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgresql import PostgreSQL, programs, running_postgresql

SHARED = Path(__file__).parents[1].parent / "shared"

_LONGEST = {
    f"test_{name}.py": place
    for place, name in enumerate(
        ("pool", "run_machine", "demo", "serve_faults", "cockpit", "serve", "handbook_pages",
         "run_kills", "summary_pages", "cli_terminal", "prefect", "scenarios", "story")
    )
}  # fmt: skip

# Never a timed test: machines differ. The same inputs are drawn every time, so that a result can be
# repeated; with LIANFANG_EXPLORE=1 new ones are, to look for what nobody has thought of.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeat", parent=settings.get_profile("explore"), derandomize=True)
settings.load_profile("explore" if os.environ.get("LIANFANG_EXPLORE") else "repeat")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no processor waits for one at the end."""
    items.sort(key=lambda item: _LONGEST.get(item.path.name, len(_LONGEST)))


def pytest_collection_finish() -> None:
    """Look for garbage more rarely, and never among what was imported: a twentieth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample submissions beside the checkout; tests that need them are skipped elsewhere."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("shared/samples is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server of the tests' own; tests that need it are skipped where it is missing."""
    if programs() is None or find_spec("psycopg") is None:
        pytest.skip("PostgreSQL or the extra postgresql is not installed")
    with running_postgresql() as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In CI, where everything is installed, a skipped test is a failure."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("LIANFANG_CI") and skipped:
        terminalreporter.write_line(f"nothing may be skipped here, but {len(skipped)} were")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a skipped test fail the run in CI."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("LIANFANG_CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
