"""Which fields of the data the public may read."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.base import Model
from schemas.errors import UsageError

FILE = "publication.toml"


class Profile(Model):
    """What is public; the keys of ``rendering/data/publication.toml`` say what each one is."""

    legal_basis: bool
    flowcharts: bool
    actors: bool
    time_limits: bool
    supervision: bool
    points: bool
    manifestations: bool
    levels: bool
    measures: bool
    regulations: bool
    planned: bool
    responsible: bool
    personnel: bool
    names: bool

    @classmethod
    def shipped(cls) -> Profile:
        """Give the profile that holds where the office has none of its own."""
        return cls(**_shipped())

    @classmethod
    def read(cls, text: str) -> Profile:
        """Read an office's own ``publication.toml``; what it does not name is as shipped.

        Raises:
            UsageError: It is no TOML, or holds a key or a value that is not known.
        """
        try:
            whole = tomllib.loads(text)
        except (ValueError, RecursionError) as fault:  # a number of too many digits, or too deep
            line = re.search(r"line (\d+)", str(fault))
            where = f"第{line[1]}行" if line else "末尾"
            raise UsageError(f"{FILE} {where}的写法不对，请检查引号、等号和括号。") from None
        _refuse_unknown(whole, ("publish",), "")
        own = whole.get("publish", {})
        if not isinstance(own, dict):
            raise UsageError(f"{FILE} 中 publish 应是表，写作 [publish]。")
        _refuse_unknown(own, tuple(cls.model_fields), "publish.")
        for key, value in own.items():
            if not isinstance(value, bool):
                raise UsageError(f"{FILE} 中 publish.{key} 应是 true 或 false。")
        return cls(**{**_shipped(), **own})


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise UsageError(
                f"{FILE} 中有未知的项 {prefix}{key}，最接近的已知项是 {prefix}{near}。"
            )


@cache
def _shipped() -> Mapping[str, bool]:
    text = files("rendering").joinpath(f"data/{FILE}").read_text(encoding="utf-8")
    values: Mapping[str, bool] = tomllib.loads(text)["publish"]
    return values
