"""What LibreOffice itself makes of legacy files is read like the document that was saved."""

from __future__ import annotations

import json
import re
import shutil
import socket
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from examples.build import COLLEGE
from extractors.guard import Guard, GuardedFile
from extractors.legacy import Converter, read_all
from extractors.office import Office
from extractors.read import read_file
from schemas.college import Limits
from schemas.forms import Reading, as_contract
from tests.support.hostile import DOCUMENT, doc, parts_of
from tests.support.legacy_files import as_doc
from tests.support.pages import needs_soffice

pytestmark = [pytest.mark.soffice, needs_soffice]

LIMITS = Limits()
SAVED = ("办公室", "学生处")
"""Folders of the example college whose files are saved as .doc."""


def read_legacy(files: Mapping[str, bytes]) -> list[Reading]:
    given = [GuardedFile(name, data=data) for name, data in files.items()]
    with Guard(LIMITS) as guard, Office(Path(shutil.which("soffice") or "")) as office:
        return read_all(guard, Converter(office), given, LIMITS)


def folded(value: Any) -> Any:  # noqa: ANN401 - a JSON value has any type
    if isinstance(value, str):
        return re.sub(r"[\s\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", value))
    return value


def fields(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Take a form apart into values with their paths; ids of steps and numbers of rows count."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from fields(inner, (*path, number))
    else:
        yield (*path, folded(value))


def told(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a form says outside of its chart, whose steps are numbered as they were drawn."""
    drawn = {"steps", "transitions", "risks"} if "steps" in form else set()
    return {key: value for key, value in form.items() if key not in drawn}


def arrows(form: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    text = {step["id"]: folded(step["text"]) for step in form["steps"]}
    return Counter((text[a["from"]], text[a["to"]]) for a in form["transitions"])


def has_controls(data: bytes) -> bool:
    """Tell of a document whether LibreOffice repeats texts of it when it writes it as .doc."""
    return b"<w:sdt>" in parts_of(data)[DOCUMENT]


@pytest.fixture(scope="module")
def saved() -> list[tuple[Reading, Reading]]:
    """Files read as .docx, and read after they were saved as .doc."""
    paths = [p for p in sorted(COLLEGE.rglob("*.docx")) if p.parent.name in SAVED]
    files = {p.relative_to(COLLEGE).as_posix(): p.read_bytes() for p in paths}
    kept = {name: data for name, data in files.items() if not has_controls(data)}
    documents = dict(zip(kept, as_doc(list(kept.values())), strict=True))
    *after, broken = read_legacy({**documents, "broken": doc()})
    assert [finding.code for finding in broken.findings] == ["LF-F03"]
    before = [read_file(data, file=name) for name, data in kept.items()]
    return list(zip(before, after, strict=True))


def both(saved: Sequence[tuple[Reading, Reading]]) -> Iterator[tuple[dict[str, Any], ...]]:
    for before, after in saved:
        yield from zip(as_contract(before)["forms"], as_contract(after)["forms"], strict=True)


def test_the_same_forms_are_found(saved: list[tuple[Reading, Reading]]) -> None:
    assert len(saved) > 15
    for before, after in saved:
        assert [form.form for form in after.forms] == [form.form for form in before.forms]
        assert after.media_type == "doc"


def test_values_are_the_same(saved: list[tuple[Reading, Reading]]) -> None:
    wanted, found = Counter[Any](), Counter[Any]()
    for number, (before, after) in enumerate(both(saved)):
        wanted.update((number, *field) for field in fields(told(before)))
        found.update((number, *field) for field in fields(told(after)))

    assert wanted.total() > 500
    assert (wanted & found).total() >= 0.99 * wanted.total()


def test_a_chart_that_lost_arrows_is_never_sure(saved: list[tuple[Reading, Reading]]) -> None:
    sure = 0
    for before, after in saved:
        doubted = {"LF-P06", "LF-P07", "LF-F12"} & {finding.code for finding in after.findings}
        for one, other in both([(before, after)]):
            if "steps" in one and not doubted:
                assert arrows(other) == arrows(one), after.file
                sure += 1

    assert sure


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, Office(Path("soffice")) as office:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        page = f'<html><body><p>x</p><img src="{address}"></body></html>'
        documents = office.convert([page.encode()], suffix=".html").documents
        server.setblocking(False)

        with pytest.raises(BlockingIOError):
            server.accept()

    assert documents[0] is not None


FORMS = Path(__file__).parents[2].parent / "shared" / "samples" / "forms"


@pytest.mark.shared
@pytest.mark.skipif(not FORMS.is_dir(), reason="shared/samples is not beside the checkout")
def test_sample_submissions_are_read_as_their_truth_says() -> None:
    files = {path.name: path.read_bytes() for path in sorted(FORMS.glob("*.doc"))}
    wanted, found = Counter[Any](), Counter[Any]()
    for reading in read_legacy(files):
        truth = json.loads((FORMS / f"{reading.file}.truth.json").read_text("utf-8"))
        forms = as_contract(reading)["forms"]
        assert [form["form"] for form in forms] == [form["form"] for form in truth["forms"]]
        for number, (form, expected) in enumerate(zip(forms, truth["forms"], strict=True)):
            wanted.update((reading.file, number, *field) for field in fields(expected))
            found.update((reading.file, number, *field) for field in fields(form))
        allowed = {*truth["findings"]["must"], *truth["findings"]["may"]}
        assert {finding.code for finding in reading.findings} <= allowed

    assert (wanted & found).total() >= 0.98 * wanted.total()
