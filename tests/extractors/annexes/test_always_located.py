"""Every value that is read knows where it stands: paragraph, shape, or row or column of a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.annexes import read_forms
from extractors.docx.reader import read_docx
from extractors.read import read_file
from schemas.base import Place
from schemas.form_base import Record
from schemas.forms import Form
from tests.support.typed_forms import any_habits, any_hand, file_of, sheet
from tests.support.typed_words import KINDS

TELL_NO_WORDS = frozenset(
    {"form", "id", "places", "nothing_to_report", "transitions", "category_raw", "level_raw"}
)
"""Fields that are no value of the file, or stand where another field does."""
WORDED = frozenset({"plan", "work_report", "correction_notice"})
EVERY = 5  # of the sample files: each of them has dozens of values


def records(record: Record) -> Iterator[Record]:
    yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record):
                yield from records(part)


def values(record: Record) -> Iterator[str]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        parts = value if isinstance(value, tuple) else (value,)
        if name not in TELL_NO_WORDS and not any(isinstance(part, Record) for part in parts):
            yield from [name] if value not in {None, "", ()} else []


def unplaced(form: Form) -> list[str]:
    return [
        f"{form.form}.{type(record).__name__}.{name}"
        for record in records(form)
        for name in values(record)
        if not is_exact(record.place(name))
    ]


def is_exact(place: Place | None) -> bool:
    if place is None:
        return False
    in_table = place.table is not None and (place.row is not None or place.column is not None)
    return bool(in_table or place.paragraph or place.shape or place.page)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_values_of_typed_forms_are_located(kind: str, rng: Random) -> None:
    data = file_of(sheet(rng, kind, any_habits(rng)), any_hand(rng))
    forms, _ = read_forms(read_docx(data), file="材料.docx")
    assert forms
    assert [name for form in forms for name in unplaced(form)] == []


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_values_of_the_sample_files_are_located(samples: Path, kind: str) -> None:
    for path in sorted(samples.rglob(f"*.{kind}"))[::EVERY]:
        reading = read_file(path.read_bytes(), file=path.name)
        forms = [form for form in reading.forms if form.form not in WORDED]
        assert [f"{path.name}: {name}" for form in forms for name in unplaced(form)] == []
