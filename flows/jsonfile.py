"""JSON as lianfang writes it: sorted and stable, so that equal data are equal bytes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel


def json_bytes(value: object) -> bytes:
    """Write a model, or lists and mappings of models and plain values, as UTF-8 JSON.

    Keys are sorted, Chinese is written as it is, the last line is ended. Half a surrogate pair,
    which UTF-8 cannot hold, is written as JSON's own escape.
    """
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
