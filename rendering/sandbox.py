"""Where templates are worked out: escaped values, immutable data, no way to a program."""

from __future__ import annotations

from functools import lru_cache

import jinja2
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rendering.wordml import with_breaks


def _escaped(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(with_breaks(value))  # noqa: S704 - just escaped
    return value


ENVIRONMENT = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, finalize=_escaped, keep_trailing_newline=True
)


@lru_cache(maxsize=128)  # a run fills the notice's template once for every department
def compiled(source: str) -> jinja2.Template:
    """Compile a part whose tags docxtpl has gathered."""
    return ENVIRONMENT.from_string(source)


def mark(name: str) -> str:
    """Give what stands for prepared XML until it is put in; no data can imitate it."""
    return f"<?lianfang {name}?>"
