"""Findings for people: repeats folded, counts in words (``findings.json`` folds nothing)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.findings import SEVERITIES, SEVERITY_NAMES, Finding


@dataclass(frozen=True, slots=True)
class Folded:
    """Findings of one code, department and file.

    Attributes:
        first: The first of them, for telling all in one line.
        count: How many they are.
        members: All of them, the first one included, in given order.
    """

    first: Finding
    count: int
    members: tuple[Finding, ...] = ()


def fold(findings: Sequence[Finding]) -> list[Folded]:
    """Fold findings of the same code, department and file; errors first, then in given order."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.severity, finding.code, finding.department or "", finding.file or "")
        groups.setdefault(key, []).append(finding)
    folded = [
        Folded(first=group[0], count=len(group), members=tuple(group)) for group in groups.values()
    ]
    return sorted(folded, key=lambda fold: SEVERITIES.index(fold.first.severity))


def summary(findings: Sequence[Finding]) -> str:
    """Count findings in words, for example 错误 2 个，警告 1 个."""
    counts = [
        f"{name} {number} 个"
        for severity, name in SEVERITY_NAMES.items()
        if (number := sum(finding.severity == severity for finding in findings))
    ]
    return "，".join(counts) or "没有发现问题"
