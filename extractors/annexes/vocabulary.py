"""The word lists that an office worker can read and extend: the TOML files in ``data``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> Mapping[str, Any]:
    """Load a word list by its file name without ``.toml``."""
    data = files("extractors.annexes").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(data)


@cache
def patterns(name: str, *keys: str) -> tuple[re.Pattern[str], ...]:
    """Compile a list of regular expressions that stands in a word list under the given keys."""
    node: Any = words(name)
    for key in keys:
        node = node[key]
    return tuple(re.compile(text) for text in node)
