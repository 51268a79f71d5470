"""The sample submissions that are PDF files are read as their truth files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.annexes import read_forms
from extractors.pdf.reader import read_pdf
from schemas.forms import Reading, as_contract
from tests.extractors.test_samples import as_told, facts, truth_of

pytestmark = pytest.mark.shared

CHARTS = frozenset({"process_flow", "risk_map"})  # tested with the drawings


def test_the_tables_of_the_samples_are_read_as_their_truth_says(samples: Path) -> None:
    paths = sorted((samples / "forms").glob("*.pdf"))
    assert paths
    for path in paths:
        forms, findings = read_forms(read_pdf(path.read_bytes()).document, file=path.name)
        reading = Reading(
            file=path.name, sha256="", media_type="pdf", forms=forms, findings=findings
        )
        wanted = [form for form in truth_of(path)["forms"] if form["form"] not in CHARTS]
        found = [form for form in as_contract(reading)["forms"] if form["form"] not in CHARTS]

        for form, expected in zip(found, wanted, strict=True):
            assert facts(as_told(form, expected)) == facts(expected)
