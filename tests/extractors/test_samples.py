"""The sample submissions are read as their truth files say: all annexes, and rosters."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from extractors.annexes import read_forms
from extractors.docx.reader import read_docx
from extractors.read import read_file
from schemas.findings import Finding
from schemas.forms import Reading, as_contract

pytestmark = pytest.mark.shared

FOLDER = Path(__file__).parents[2].parent / "shared" / "samples"
READ_NOW = frozenset(
    {
        "catalogue",
        "process_flow",
        "risk_map",
        "rating_form",
        "risk_summary",
        "measures",
        "assessment",
        "roster",
    }
)
RATED = frozenset({"rating_form", "risk_summary", "measures"})
BUILT = frozenset({"LF-F10", "LF-F12", "LF-P06", "LF-P07"})


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(Path(f"{path}.truth.json").read_text("utf-8"))
    return truth


def read(path: Path) -> tuple[list[dict[str, Any]], tuple[Finding, ...]]:
    if path.suffix == ".pdf":
        whole = read_file(path.read_bytes(), file=path.name)
        return as_contract(whole)["forms"], whole.findings
    forms, findings = read_forms(read_docx(path.read_bytes()), file=path.name)
    reading = Reading(file=path.name, sha256="", media_type="docx", forms=forms, findings=findings)
    return as_contract(reading)["forms"], findings


def plain(value: Any) -> Any:  # noqa: ANN401 - a JSON value has any type
    """Fold a value as the samples' README says: widths folded, white space removed."""
    if isinstance(value, str):
        return re.sub(r"[\s\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", value))
    return value


def facts(form: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """Take a form apart into single facts that can be counted and compared."""
    found: list[tuple[Any, ...]] = [("department", plain(form.get("department")))]
    for index, item in enumerate(form.get("items", ())):
        found += [(index, key, plain(value)) for key, value in item.items()]
    for index, member in enumerate(form.get("members", ())):
        found += [(index, key, plain(member[key])) for key in ("role", "name", "post")]
    if form["form"] in {"process_flow", "risk_map"}:
        found += [(key, plain(form[key])) for key in ("item", "supervision")]
        found += steps(form)
        found += arrows(form)
        found += hung_risks(form)
    if form["form"] in RATED:
        found += rated_risks(form)
    for criterion in form.get("criteria", ()):
        number, *rest = criterion.values()
        found += [("criterion", number, index, plain(value)) for index, value in enumerate(rest)]
    return Counter(found)


def rated_risks(form: dict[str, Any]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    found += [(key, plain(form.get(key))) for key in ("item", "category", "remarks")]
    for key, value in form.get("declared", {}).items():
        found.append(("declared", key, value))
    for sign_off in form.get("sign_offs", ()):
        role, *rest = (plain(value) for value in sign_off.values())
        found += [("sign-off", role, index, value) for index, value in enumerate(rest)]
    for index, risk in enumerate(form["risks"]):
        found += [(index, key, listed(value)) for key, value in risk.items()]
    return found


def listed(value: Any) -> Any:  # noqa: ANN401 - a JSON value has any type
    """Fold a value; a closing mark of a measure or regulation does not matter."""
    if isinstance(value, list):
        return tuple(plain(text).rstrip("。；;") for text in value)
    return plain(value)


def as_told(form: dict[str, Any], truth: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a rating's truth does not tell, since no single value of it is right."""
    if form["form"] not in RATED:
        return form
    pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]
    pairs = zip_longest(form["risks"], truth["risks"], fillvalue={})
    risks = [{key: value for key, value in risk.items() if key in told} for risk, told in pairs]
    return {**{key: value for key, value in form.items() if key in truth}, "risks": risks}


def steps(form: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("text", "time_limit", "actor")
    return [("step", *(plain(step.get(key)) for key in keys)) for step in form["steps"]]


def arrows(form: dict[str, Any]) -> list[tuple[Any, ...]]:
    text = {step["id"]: plain(step["text"]) for step in form["steps"]}
    return [
        ("arrow", text[arrow["from"]], text[arrow["to"]], plain(arrow["label"]))
        for arrow in form["transitions"]
    ]


def hung_risks(form: dict[str, Any]) -> list[tuple[Any, ...]]:
    text = {step["id"]: plain(step["text"]) for step in form["steps"]}
    return [
        ("hung risk", text[box["step"]], index, plain(manifestation))
        for box in form.get("risks", ())
        for index, manifestation in enumerate(box["manifestations"])
    ]


def files() -> list[Path]:
    found = sorted(p for p in (FOLDER / "forms").glob("*.*") if p.suffix in {".docx", ".pdf"})
    return [p for p in found if READ_NOW & {form["form"] for form in truth_of(p)["forms"]}]


@pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/samples is not beside the checkout")
@pytest.mark.parametrize("path", files(), ids=lambda path: path.name[:3])
def test_a_sample_is_read_as_its_truth_says(path: Path) -> None:
    truth = truth_of(path)["forms"]

    forms, _ = read(path)

    assert [form["form"] for form in forms] == [form["form"] for form in truth]
    for form, expected in zip(forms, truth, strict=True):
        if expected["form"] in READ_NOW:
            assert facts(as_told(form, expected)) == facts(expected)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/samples is not beside the checkout")
@pytest.mark.parametrize("path", files(), ids=lambda path: path.name[:3])
def test_a_sample_raises_the_findings_that_its_truth_names(path: Path) -> None:
    expected = truth_of(path)["findings"]
    allowed = {*expected["must"], *expected["may"], *(c for few in expected["one_of"] for c in few)}

    raised = {finding.code for finding in read(path)[1]}

    assert set(expected["must"]) & BUILT <= raised
    assert raised <= allowed
    assert all(set(few) & raised for few in expected["one_of"] if set(few) <= BUILT)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/samples is not beside the checkout")
def test_nearly_all_facts_steps_and_arrows_of_the_samples_are_right(
    record_property: Callable[[str, object], None],
) -> None:
    right, known = Counter[str](), Counter[str]()
    for path in files():
        for form, expected in zip(read(path)[0], truth_of(path)["forms"], strict=True):
            if expected["form"] not in READ_NOW:
                continue
            wanted, found = facts(expected), facts(as_told(form, expected))
            for fact, count in wanted.items():
                kind = fact[0] if fact[0] in {"step", "arrow", "hung risk"} else "field"
                known[kind] += count
                right[kind] += min(count, found[fact])
    for kind, count in known.items():
        record_property(kind, f"{right[kind]} of {count}")

    assert right["field"] >= 0.995 * known["field"]
    assert right["step"] >= 0.98 * known["step"]
    assert right["arrow"] >= 0.98 * known["arrow"]
    assert right["hung risk"] >= 0.98 * known["hung risk"]


def clean_files() -> list[Path]:
    return sorted((FOLDER / "scenarios").glob("clean-*/**/*.docx"))


@pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/samples is not beside the checkout")
def test_files_of_clean_workspaces_are_read_without_a_finding() -> None:
    raised = {
        f"{path.parent.name}/{path.name}": [finding.message for finding in read(path)[1]]
        for path in clean_files()
    }

    assert len(raised) > 40
    assert {name: messages for name, messages in raised.items() if messages} == {}
