"""What all tests share: the samples beside the checkout, and a marker for what needs them."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample submissions beside the checkout; tests that need them are skipped elsewhere."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("shared/samples is not beside the checkout")
    return folder
