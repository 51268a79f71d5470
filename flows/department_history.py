"""What is on record of a department's own forms: roster, annex 7, and the list of its items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.records import ItemVersion
from archive.store import Records
from extractors.read import EXTRACTOR_VERSION
from flows.department_changes import assessment_changes, item_list_changes, roster_changes
from flows.item_history import in_order
from flows.version_events import version_events
from schemas.forms import Assessment, Catalogue, Form, Reading, Roster, form_name
from schemas.history import Change, ItemHistory

_FORMS = ("assessment", "catalogue", "roster")


def department_history(records: Records, department: str) -> ItemHistory | None:
    """Give the history of the forms that a department sends as a whole.

    Args:
        records: The archive.
        department: Its configured name.

    Returns:
        None where none of them was ever received.
    """
    versions = records.submissions.of_department(department, _FORMS)
    if not versions:
        return None
    readings = records.readings.best(EXTRACTOR_VERSION, [v.sha256 for v in versions])

    def compare(earlier: Sequence[ItemVersion], version: ItemVersion) -> tuple[Change, ...]:
        before = [form for one in earlier for form in _forms(one, readings)]
        return _changes(before, _forms(version, readings), form_name(version.form))

    return ItemHistory(
        department=department, item=None, events=in_order(version_events(versions, compare))
    )


def _forms(version: ItemVersion, readings: Mapping[str, Reading]) -> tuple[Form, ...]:
    """Give the forms of the version's kind in its content; () where they are no longer known."""
    reading = readings.get(version.sha256)
    return tuple(f for f in reading.forms if f.form == version.form) if reading else ()


def _changes(before: Sequence[Form], after: Sequence[Form], name: str) -> tuple[Change, ...]:
    """Compare each form with the last earlier one that it replaces; never nothing."""
    if not before or not after:
        return (Change(text=f"收到新版{name}"),)
    replaced = [(_replaced(before, form), form) for form in after]
    if not any(was for was, _ in replaced):
        return (Change(text=f"补充收到{name}"),)
    found = tuple(change for was, now in replaced if was for change in _between(was, now))
    return found or (Change(text=f"收到新版{name}，内容没有变化"),)


def _replaced(before: Sequence[Form], form: Form) -> Form | None:
    """Give what a form is the next version of; answers to annex 7 may have come in parts."""
    shared = [earlier for earlier in before if earlier.subjects & form.subjects]
    if not shared:
        return None
    if not isinstance(form, Assessment):
        return shared[-1]
    known = {c.number: c for f in shared if isinstance(f, Assessment) for c in f.criteria}
    return form.model_copy(update={"criteria": tuple(known.values())})


def _between(before: Form, after: Form) -> Iterator[Change]:
    if isinstance(before, Roster) and isinstance(after, Roster):
        yield from roster_changes(before, after)
    if isinstance(before, Assessment) and isinstance(after, Assessment):
        yield from assessment_changes(before, after)
    if isinstance(before, Catalogue) and isinstance(after, Catalogue):
        yield from item_list_changes(before, after)
