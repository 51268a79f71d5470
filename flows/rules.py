"""All rules of the software, those of reading and those of checking, by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from checks import rule_book
from extractors.faults import READER_RULES
from schemas.findings import Rule


@cache
def all_rules() -> Mapping[str, Rule]:
    """Give every rule by its code, in the order of the codes."""
    return {rule.code: rule for rule in sorted((*READER_RULES, *rule_book()), key=_code)}


def _code(rule: Rule) -> str:
    return rule.code
