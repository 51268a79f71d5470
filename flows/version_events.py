"""The versions of a form on record as events: what came, from whom, and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from archive.records import ItemVersion, RunFinding
from schemas.college import CORRECTIONS_FOLDER, OFFICE_FOLDER
from schemas.forms import form_name
from schemas.history import Change, Event
from schemas.text import one_line

Compare = Callable[[Sequence[ItemVersion], ItemVersion], Iterable[Change]]
"""Says what a version changed: the earlier ones of its form, oldest first, and the version."""

_CORRECTIONS = f"inbox/{OFFICE_FOLDER}/{CORRECTIONS_FOLDER}/"


def version_events(
    versions: Sequence[ItemVersion], compare: Compare, errors: Sequence[RunFinding] = ()
) -> Iterator[Event]:
    """Tell the receipt of the first version of each form, and the changes of every later one.

    Args:
        versions: Of one item or department, oldest first.
        compare: Says what changed.
        errors: What runs found there, for the reasons of changes.
    """
    for form in sorted({version.form for version in versions}):
        series = [version for version in versions if version.form == form]
        yield _received(series[0])
        for number, version in enumerate(series[1:], start=1):
            reason = _mended(errors, version)
            for change in compare(series[:number], version):
                yield _changed(version, change, reason)


def _received(version: ItemVersion) -> Event:
    return Event(
        date=version.received,
        kind="received",
        text=f"首次收到{form_name(version.form)}。",
        file=version.path,
        who=sender(version),
        form=version.form,
    )


def _changed(version: ItemVersion, change: Change, reason: str | None) -> Event:
    return Event(
        date=version.received,
        kind="changed",
        text=f"{one_line(change.text)}。",
        file=version.path,
        reason=reason,
        who=sender(version),
        form=version.form,
        subject=change.subject or None,
        field=change.field,
        before=change.before,
        after=change.after,
    )


def sender(version: ItemVersion) -> str:
    """Name who sent a version: the department, or the office where it read a form itself."""
    return OFFICE_FOLDER if version.path.startswith(_CORRECTIONS) else version.department


def _mended(errors: Sequence[RunFinding], version: ItemVersion) -> str | None:
    """Say which errors the run before had found and this version's run did not."""
    earlier = [error.run for error in errors if error.run < version.run]
    if not earlier:
        return None
    still = {error.finding for error in errors if error.run == version.run}
    mended = dict.fromkeys(
        error.code for error in errors if error.run == max(earlier) and error.finding not in still
    )
    return f"更正 {'、'.join(mended)}" if mended else None
