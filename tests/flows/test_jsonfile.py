"""JSON files: stable bytes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from flows.jsonfile import json_bytes
from schemas.base import Place
from schemas.forms import Transition


def test_chinese_is_written_as_it_is_with_sorted_keys_and_a_last_line_end() -> None:
    written = json_bytes({"b": "目录", "a": [1]})

    assert written == '{\n  "a": [\n    1\n  ],\n  "b": "目录"\n}\n'.encode()


def test_half_a_surrogate_pair_changes_nothing_else_in_the_file() -> None:
    damaged = json_bytes({"b": "目录", "a": [1, "\ud800"], "c": Place(table=1)})
    whole = json_bytes({"b": "目录", "a": [1, "x"], "c": Place(table=1)})

    assert damaged == whole.replace(b'"x"', b'"\\ud800"')


def test_models_are_written_with_the_names_of_the_contract() -> None:
    arrow = Transition(source="1", target="2")

    assert json.loads(json_bytes([arrow])) == [{"from": "1", "to": "2", "label": None}]


def test_models_are_found_inside_other_values() -> None:
    assert json.loads(json_bytes({"place": (Place(table=1),)}))["place"][0]["table"] == 1


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    written = json_bytes([text]).decode("utf-8")

    assert json.loads(written) == [text]
