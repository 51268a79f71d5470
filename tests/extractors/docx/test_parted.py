"""Shapes and words that a program wrote apart are one chart again, if they fit without a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.docx.parted import words_for
from extractors.drawing import Box, Drawing, Stroke
from schemas.base import Place

HERE = Place(paragraph=5)
STEPS = ("申请", "审批", "用印")

SHAPES = Drawing(
    place=HERE,
    boxes=tuple(Box(n + 1, "", 40, 60 * n, 100, 30) for n in range(3)),
    strokes=(
        Stroke(4, ((90, 30), (90, 60)), end_arrow=True),
        Stroke(5, ((90, 90), (90, 120)), end_arrow=True),
    ),
)
WORDS = Drawing(
    place=HERE,
    boxes=(
        Box(6, "同意", 0, 100, 20, 12, outlined=False),
        *(Box(9 - n, text, 2, 60 * n + 8, 96, 26) for n, text in reversed([*enumerate(STEPS)])),
    ),
)


def test_each_empty_shape_gets_the_words_that_stand_on_it() -> None:
    whole = words_for(SHAPES, WORDS)

    assert whole is not None
    assert [box.text for box in whole.boxes] == [*STEPS, "同意"]
    assert whole.boxes[0] == replace(SHAPES.boxes[0], text="申请")
    assert whole.strokes == SHAPES.strokes


def test_words_without_a_shape_are_moved_with_the_others() -> None:
    whole = words_for(SHAPES, WORDS)

    assert whole is not None
    assert whole.boxes[-1].left == pytest.approx(40, abs=2)


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        (SHAPES, replace(WORDS, boxes=WORDS.boxes[:2])),
        (SHAPES, replace(WORDS, strokes=SHAPES.strokes)),
        (replace(SHAPES, strokes=()), WORDS),
        (replace(SHAPES, boxes=(replace(SHAPES.boxes[0], text="字"), *SHAPES.boxes[1:])), WORDS),
        (replace(SHAPES, boxes=SHAPES.boxes[:1]), WORDS),
        (SHAPES, replace(WORDS, boxes=(*WORDS.boxes[:3], replace(WORDS.boxes[3], left=90)))),
        (SHAPES, replace(WORDS, boxes=())),
    ],
    ids=["too few", "lines too", "no lines", "words inside", "one shape", "elsewhere", "none"],
)
def test_what_does_not_fit_stays_as_it_is(shapes: Drawing, words: Drawing) -> None:
    assert words_for(shapes, words) is None
