"""JSON as lianfang writes it: sorted and stable, so that equal data are equal bytes."""

from __future__ import annotations

import json
from typing import Any

import orjson
from pydantic import BaseModel

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def json_bytes(value: object) -> bytes:
    """Write a model, or lists and mappings of models and plain values, as UTF-8 JSON.

    Keys are sorted, Chinese is written as it is, the last line is ended. Half a surrogate pair,
    which UTF-8 cannot hold, is written as JSON's own escape.
    """
    try:
        return orjson.dumps(value, default=_plain, option=_OPTIONS)
    except orjson.JSONEncodeError:  # text that UTF-8 cannot hold
        text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2, sort_keys=True)
        return f"{text}\n".encode("utf-8", "backslashreplace")


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
