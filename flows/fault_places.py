"""Which of a file's forms a finding stands in, by the places of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.base import Place
from schemas.findings import Finding
from schemas.form_base import Record
from schemas.forms import Form

_At = tuple[int | None, int | None]


def forms_at(finding: Finding, forms: Sequence[Form]) -> tuple[Form, ...]:
    """Give the forms in whose table or paragraph a finding stands; all where its place tells none.

    Args:
        finding: A finding about the file.
        forms: The file's forms.
    """
    at = finding.location and _at(finding.location)
    if at is None or len(forms) == 1:
        return tuple(forms)
    found = tuple(form for form in forms if any(_at(place) == at for place in _places(form)))
    return found or tuple(forms)


def _at(place: Place) -> tuple[str, _At] | None:
    """Tell a place's table, on its page in a PDF file, or its paragraph; None where it has none."""
    if place.table is not None:
        return "table", (place.page, place.table)
    if place.paragraph is not None:
        return "paragraph", (place.page, place.paragraph)
    return None


def _places(record: Record) -> Iterator[Place]:
    """Give the places of all that a record and the records in it say."""
    yield from record.places.values()
    for _, value in record:
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if isinstance(part, Record):
                yield from _places(part)
