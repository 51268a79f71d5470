"""LF-F08: a file with the content of one that was received already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View, in_file
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-F08",
    title="内容已收到",
    severity="warning",
    basis="同一内容只登记一次",
    message="文件“{file}”与已收到的“{first}”内容完全相同，不再重复计入。如属误放，请移出。",
    hint="如属误放，请移出多余的一份",
)


def check(view: View) -> Iterator[Finding]:
    """Report every further copy of a received content."""
    for duplicate in view.dossier.duplicates:
        yield RULE.finding(
            department=duplicate.source.department,
            file=duplicate.source.path,
            related=(in_file(duplicate.first),),
            first=duplicate.first.path,
        )
