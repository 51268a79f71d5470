"""All rules of the software, those of reading, of checking and of layout, by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from checks import rule_book
from extractors.faults import READER_RULES
from rendering.lint.book import lint_rules
from schemas.findings import Rule


@cache
def all_rules() -> Mapping[str, Rule]:
    """Give every rule by its code, in the order of the codes."""
    found = (*READER_RULES, *rule_book(), *lint_rules().values())
    return {rule.code: rule for rule in sorted(found, key=_code)}


def _code(rule: Rule) -> str:
    return rule.code
