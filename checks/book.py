"""The rules as found in ``checks/rules``, and which of them a phase runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, Protocol, cast

from checks import rules
from checks.view import View
from schemas.findings import Finding, Rule
from schemas.schedule import Phase, phases_until

FAMILIES: Final[Mapping[Phase, str]] = {
    "plan": "FD",
    "catalogue": "CP",
    "summary": "RS",
    "handbook": "MAH",
}
"""The families of codes (LF-**F**08) that each phase adds to those of the earlier ones."""


class RuleModule(Protocol):
    """What a file in ``checks/rules`` has to offer, besides one of the two functions below."""

    RULE: Rule


class CheckingModule(RuleModule, Protocol):
    """A rule about the dossier."""

    def check(self, view: View) -> Iterator[Finding]:
        """Yield the rule's findings."""


class ConcludingModule(RuleModule, Protocol):
    """A rule about what reading and the other rules have found."""

    def conclude(self, view: View, findings: Sequence[Finding]) -> Iterator[Finding]:
        """Yield the rule's findings."""


@cache
def rule_modules() -> tuple[RuleModule, ...]:
    """Import every rule, in the order of the codes."""
    names = sorted(module.name for module in iter_modules(rules.__path__))
    found = (cast("RuleModule", import_module(f"{rules.__name__}.{name}")) for name in names)
    return tuple(sorted(found, key=lambda module: module.RULE.code))


@cache
def checking_modules() -> tuple[CheckingModule, ...]:
    """Give the rules that look at a dossier."""
    return tuple(cast("CheckingModule", m) for m in rule_modules() if hasattr(m, "check"))


@cache
def concluding_modules() -> tuple[ConcludingModule, ...]:
    """Give the rules that look at findings."""
    return tuple(cast("ConcludingModule", m) for m in rule_modules() if hasattr(m, "conclude"))


def family(code: str) -> str:
    """Give the letter of a code's family, for example C of LF-C04."""
    return code[3]


def families_of(phase: Phase) -> frozenset[str]:
    """Give the families that a phase checks: its own and those of the earlier phases."""
    return frozenset("".join(FAMILIES[earlier] for earlier in phases_until(phase)))
