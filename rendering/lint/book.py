"""The rules as found in ``rendering/lint/rules``, and a document held against all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from rendering.gbt9704 import EditionName
from rendering.lint import rules
from rendering.lint.pages import PAGE_RULES
from rendering.lint.parts import Parts
from rendering.lint.profile import Profile
from rendering.lint.reading import read_sheet
from rendering.lint.view import View
from schemas.findings import Finding, Rule


class RuleModule(Protocol):
    """What a file in ``rendering/lint/rules`` has to offer: rules of a kind, and their check."""

    RULES: tuple[Rule, ...]

    def check(self, view: View) -> Iterator[Finding]:
        """Yield the rules' findings."""


@cache
def rule_modules() -> tuple[RuleModule, ...]:
    """Import every file of rules, in the order of the codes."""
    names = (module.name for module in iter_modules(rules.__path__))
    found = (cast("RuleModule", import_module(f"{rules.__name__}.{name}")) for name in names)
    return tuple(sorted(found, key=lambda module: module.RULES[0].code))


@cache
def lint_rules() -> Mapping[str, Rule]:
    """Give every rule of layout by its code."""
    found = [rule for module in rule_modules() for rule in module.RULES]
    return {rule.code: rule for rule in sorted((*found, *PAGE_RULES), key=lambda rule: rule.code)}


def lint(parts: Parts, *, file: str, edition: EditionName) -> tuple[Finding, ...]:
    """Hold a document against an edition of GB/T 9704.

    Args:
        parts: Its parsed parts.
        file: Its name for messages.
        edition: Which edition.

    Returns:
        All findings, in the order of the codes.
    """
    view = View.of(read_sheet(parts), Profile(edition), file)
    return tuple(finding for module in rule_modules() for finding in module.check(view))
