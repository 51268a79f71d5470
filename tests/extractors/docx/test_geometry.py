"""Paths of preset lines."""

from __future__ import annotations

import pytest

from extractors.docx.geometry import connector_path


@pytest.mark.parametrize("preset", ["", "line", "straightConnector1"])
def test_a_line_without_bends_is_straight(preset: str) -> None:
    assert connector_path(preset, ()) == ((0, 0), (1, 1))


def test_missing_bends_lie_in_the_middle() -> None:
    assert connector_path("bentConnector3", ()) == ((0, 0), (0.5, 0), (0.5, 1), (1, 1))
