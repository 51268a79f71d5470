"""Word documents with one fault each: odd ones are read, bad ones refused, nothing is lost."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from extractors.read import read_file
from schemas.forms import Catalogue, ProcessFlow, Reading
from tests.support import hostile_documents as made
from tests.support.hostile import good_docx

GOOD = read_file(good_docx(), file="a.docx")


def read(data: bytes) -> Reading:
    return read_file(data, file="a.docx")


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


def names(reading: Reading) -> list[str]:
    (form,) = reading.forms
    assert isinstance(form, Catalogue)
    return [item.name for item in form.items]


ODD = {**made.PACKAGES, **made.MARKUP, **made.TABLES}


@pytest.mark.parametrize("fault", ODD)
def test_what_is_odd_and_legal_is_read(fault: str) -> None:
    reading = read(ODD[fault])

    assert names(reading) == names(GOOD)
    assert codes(reading) == set()


@pytest.mark.parametrize("fault", made.BROKEN_MARKUP)
def test_broken_markup_is_damage(fault: str) -> None:
    assert codes(read(made.BROKEN_MARKUP[fault])) == {"LF-F01"}


@pytest.mark.parametrize("fault", made.ACTIVE)
def test_active_content_is_told_and_the_form_read(fault: str) -> None:
    reading = read(made.ACTIVE[fault])

    assert names(reading) == names(GOOD)
    assert codes(reading) == {"LF-F07"}


@pytest.mark.parametrize("fault", made.SHAPES)
def test_absurd_shapes_do_not_hide_their_chart(fault: str) -> None:
    reading = read(made.SHAPES[fault])

    (form,) = reading.forms
    assert isinstance(form, ProcessFlow)
    assert tuple(step.text for step in form.steps) == made.STEPS
    assert len(form.transitions) == 2
    assert codes(reading) == set()


@pytest.mark.parametrize("fault", made.LOST_SHAPES)
def test_a_chart_that_nobody_can_follow_is_told(fault: str) -> None:
    reading = read(made.LOST_SHAPES[fault])

    (form,) = reading.forms
    assert isinstance(form, ProcessFlow)
    assert codes(reading) & {"LF-P06", "LF-P07"}
    told = " ".join([step.text for step in form.steps] + [f.message for f in reading.findings])
    assert all(text in told for text in made.STEPS) or fault in {"all joined", "no shapes"}


TEXTS = (
    "{{ 7*7 }}{% for x in y %}",
    "$(rm -rf /); `id`",
    "${jndi:ldap://127.0.0.1:9/a}",
    "'; DROP TABLE files; --",
    "<w:t>&amp;</w:t>",
    "digraph { a -> b }",
    '=HYPERLINK("http://127.0.0.1:9/")',
    "../../etc/passwd",
    "%s%n{0}{file}",
    "信\u202e访\u200b",
    "\U00020000\U00030000",
    "内" * 100_000,
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:12]))
def test_text_is_text(text: str) -> None:
    reading = read(made.changed("保管和使用印章。", escape(text)))

    (form,) = reading.forms
    assert isinstance(form, Catalogue)
    assert form.items[1].content == text
    assert codes(reading) == set()
