"""What is wrong with a template, where, and what to do; the words stand in a data file."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schemas.findings import SEVERITIES, SEVERITY_NAMES, Severity


@dataclass(frozen=True, slots=True)
class Where:
    """A paragraph as a Word user finds it; numbers count from 1.

    Attributes:
        part: 正文, 页眉, 页脚, 脚注 …
        number: The how-many-th paragraph of its part, tables and text boxes included.
        heading: The heading above it; "" where there is none.
        table, row, column: The table of the body, and the cell in it.
        around: The words around the tag, shortened.
    """

    part: str
    number: int
    heading: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    around: str = ""

    def __str__(self) -> str:
        """Say the place in words."""
        pieces = [self.part]
        if self.heading:
            pieces.append(f"“{self.heading}”之下")
        if self.table is not None:
            pieces.append(f"第{self.table}个表格第{self.row}行第{self.column}格")
        if self.around:
            pieces.append(f"“{self.around}”处")
        return "，".join(pieces)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, not yet where."""

    kind: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template.

    Attributes:
        kind: Stable English word, see ``data/template_faults.toml``.
        message: What is wrong, in Chinese, without a full stop.
        where: None where the whole document is meant.
        tag: The tag as it is written; "" without one.
        main: The place is in the body, where a comment can stand.
    """

    kind: str
    severity: Severity
    message: str
    hint: str
    where: Where | None = None
    tag: str = ""
    main: bool = False

    def __str__(self) -> str:
        """Say all in one line."""
        place = f"{self.where}：" if self.where else ""
        tag = f"标签“{self.tag}”：" if self.tag and self.tag not in self.message else ""
        return f"{place}{tag}{self.message}。怎么改：{self.hint}。"

    def as_json(self) -> dict[str, object]:
        """Give the fault for programs."""
        where = self.where
        place = {key: getattr(where, key) for key in Where.__slots__} if where else None
        return {
            "kind": self.kind,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
            "place": place,
            "where": str(where) if where else None,
            "tag": self.tag or None,
        }


def problem(kind: str, **facts: object) -> Problem:
    """Name what is wrong."""
    return Problem(kind, tuple((name, str(value)) for name, value in facts.items()))


def fault(
    found: Problem, where: Where | None = None, tag: str = "", *, main: bool = False
) -> Fault:
    """Put a problem into words."""
    words, facts = _words()[found.kind], dict(found.facts)
    severity = next(one for one in SEVERITIES if one == words["severity"])
    return Fault(
        kind=found.kind,
        severity=severity,
        message=words["message"].format_map(facts),
        hint=words["hint"].format_map(facts),
        where=where,
        tag=tag,
        main=main,
    )


def near(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Ask whether the nearest known name was meant; the cutoff is that of difflib."""
    found = difflib.get_close_matches(name, list(dict.fromkeys(known)), n=1, cutoff=cutoff)
    return f"，是不是“{found[0]}”" if found else ""


def said(severity: Severity) -> str:
    """Name a severity."""
    return SEVERITY_NAMES[severity]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files("rendering").joinpath("data/template_faults.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
