"""What the front door says of a file: let in, or refused with the rule that it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors import faults
from schemas.findings import Finding, Rule
from schemas.forms import MediaType

MEGABYTE = 1_000_000

SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后重新报送"


@dataclass(frozen=True, slots=True)
class Admission:
    """The file may be read.

    Attributes:
        media_type: What it is by content, whatever its name says.
    """

    media_type: MediaType


@dataclass(frozen=True, slots=True)
class Refusal:
    """The file is not read; :meth:`finding` says why.

    Attributes:
        rule: The rule that it breaks.
        facts: What the rule's message needs.
        media_type: What it is by content, as far as that can be told.
    """

    rule: Rule
    facts: Mapping[str, Any] = field(default_factory=dict)
    media_type: MediaType = "unknown"

    def finding(self, file: str) -> Finding:
        """Say it as a finding on the file as a whole."""
        return self.rule.finding(file=file, **self.facts)


def damaged(reason: str, media_type: MediaType = "unknown") -> Refusal:
    """Refuse as LF-F01; ``reason`` is a Chinese clause."""
    return Refusal(faults.DAMAGED, {"reason": reason}, media_type)


def encrypted(reason: str) -> Refusal:
    """Refuse as LF-F02; ``reason`` is a Chinese clause whose subject is the file."""
    return Refusal(faults.ENCRYPTED, {"reason": reason})


def wrong_type(kind: str, advice: str = SAVE_AS_DOCX, media_type: MediaType = "unknown") -> Refusal:
    """Refuse as LF-F03; ``kind`` is a Chinese clause whose subject is the file."""
    return Refusal(faults.WRONG_TYPE, {"kind": kind, "advice": advice}, media_type)


def beyond(what: str, actual: str, limit: str, media_type: MediaType = "unknown") -> Refusal:
    """Refuse as LF-F05: which ceiling, how large, and the ceiling itself, with units."""
    facts = {"what": what, "actual": actual, "limit": limit}
    return Refusal(faults.BEYOND_LIMIT, facts, media_type)


def in_megabytes(size: float) -> str:
    """Say a number of bytes in megabytes, rounded up so that it never equals its ceiling."""
    return f"{-(-size // 100_000) / 10:g} MB"
