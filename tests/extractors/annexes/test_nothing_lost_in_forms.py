"""Whatever departments type, and wherever: each text of a form is in a field, known, or told."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from extractors.annexes import read_forms
from extractors.docx.reader import read_docx
from schemas.findings import Finding
from schemas.forms import content_of
from tests.support.left_words import (
    BODY_PLACES,
    PLACES,
    folded,
    leave,
    quoted,
    unaccounted,
    values,
    written,
)
from tests.support.typed_forms import (
    Sheet,
    any_habits,
    any_hand,
    differences,
    file_of,
    sheet,
)
from tests.support.typed_words import KINDS

COMMON = (
    *("高风险", "中风险", "低风险", "高级", "中级", "低级", "达标", "未达标"),
    *("单位：防灾科技学院", "填表时间：", "部门：", "职权事项：", "责任处室："),
    *("结束", "办结"),
)
EVERYWHERE = (*PLACES, *BODY_PLACES)


def understood(data: bytes) -> tuple[list[dict[str, Any]], tuple[Finding, ...]]:
    forms, findings = read_forms(read_docx(data), file="x.docx")
    return [content_of(form) for form in forms], findings


def typed(seed: int, kind: str) -> tuple[Random, Sheet]:
    rng = Random(seed)  # noqa: S311 - habits, no secrets
    return rng, sheet(rng, kind, any_habits(rng))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**9),
    kind=st.sampled_from(KINDS),
    places=st.lists(st.sampled_from(EVERYWHERE), min_size=1, max_size=3, unique=True),
)
@example(seed=6, kind="assessment", places=["before in cell"])
@example(seed=7, kind="catalogue", places=["beyond"])
def test_every_character_of_a_form_is_accounted_for(
    seed: int, kind: str, places: list[str]
) -> None:
    rng, out = typed(seed, kind)
    hand = any_hand(rng)
    body_place = next((place for place in places if place in BODY_PLACES), "")
    for place in places:
        if place in PLACES:
            leave(rng, out, place)
    data = written(rng, out, hand, body_place)

    forms, findings = understood(data)

    assume(forms)  # a file in which no form is recognised is LF-F04
    said = folded(" ".join(values(forms))) + quoted(findings)
    assert [word for word in out.strays if folded(word) not in said] == []
    assert unaccounted(data, forms, findings, (*out.known, *COMMON)) == []


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), kind=st.sampled_from(KINDS))
def test_a_form_typed_in_any_mixture_of_habits_is_read_whole_and_without_a_finding(
    seed: int, kind: str
) -> None:
    rng, out = typed(seed, kind)

    forms, findings = understood(file_of(out, any_hand(rng)))

    assert [form["form"] for form in forms] == [kind]
    assert list(differences(out.form, forms[0])) == []
    assert [finding.message for finding in findings] == []


@pytest.mark.parametrize("kind", KINDS)
def test_words_in_the_margins_are_no_values(kind: str) -> None:
    rng, out = typed(1, kind)

    plain, _ = understood(file_of(out, any_hand(rng)))
    with_margins, findings = understood(
        file_of(out, any_hand(rng), header="内部资料", footer="第1页", footnote="见去年的台账")
    )

    assert with_margins == plain
    assert findings == ()
