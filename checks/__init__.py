"""The rule book: a dossier goes in, findings come out; the files' own findings are not among them.

A rule is a file in ``checks/rules`` with ``RULE`` (what it demands, and what it says) and
``check`` (where a dossier breaks it), or ``conclude`` where it is about what has been found.
Nothing here reads files, settings or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.book import (
    checking_modules,
    concluding_modules,
    families_of,
    family,
    rule_modules,
)
from checks.view import View
from schemas.base import Place
from schemas.dossier import Dossier
from schemas.findings import Finding, Rule

__all__ = ["check", "check_file_set", "conclude", "rule_book"]


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """Run the rules of the dossier's phase and the earlier ones.

    What reading the files has found already stands in ``dossier.files[*].findings`` and is not
    repeated here.

    Returns:
        Findings in the order of the departments (the college as a whole first), then of codes,
        files and places, else as the rules give them; every ``id`` once.
    """
    view, wanted = View(dossier), families_of(dossier.phase)
    modules = [module for module in checking_modules() if family(module.RULE.code) in wanted]
    return _in_order(view, (finding for module in modules for finding in module.check(view)))


def check_file_set(dossier: Dossier) -> tuple[Finding, ...]:
    """Run what a department can check before it sends its files (``lianfang check``).

    All rules but those of time (family D), whatever the dossier's phase. What is not among the
    files is not missing: LF-P01 comes only with at least one flowchart, LF-P02 only with a
    catalogue. LF-F13 comes only when the college's departments are configured, and does not mind
    files that lie outside an inbox.

    Args:
        dossier: The files, sorted by department; without a workspace its departments are those
            that the forms name, and ``college.department`` is empty.

    Returns:
        As of :func:`check`.
    """
    view = View(dossier, complete=False)
    modules = [module for module in checking_modules() if family(module.RULE.code) != "D"]
    return _in_order(view, (finding for module in modules for finding in module.check(view)))


def conclude(
    dossier: Dossier, findings: Sequence[Finding], *, complete: bool = True
) -> tuple[Finding, ...]:
    """Run the rules that are about findings: answers that the submissions contradict (LF-A02).

    Args:
        dossier: As of :func:`check`, or of :func:`check_file_set`.
        findings: All that stand: what reading found in the files that count, and what the rules
            found; without those that the office has lifted.
        complete: False for a set of files, where every phase's rules are run.

    Returns:
        What is found besides, as of :func:`check`.
    """
    view, wanted = View(dossier, complete=complete), families_of(dossier.phase)
    modules = [m for m in concluding_modules() if not complete or family(m.RULE.code) in wanted]
    found = (finding for module in modules for finding in module.conclude(view, findings))
    return _in_order(view, found)


def rule_book() -> tuple[Rule, ...]:
    """Give all rules of this package in the order of their codes, for documents and lists."""
    return tuple(module.RULE for module in rule_modules())


def _in_order(view: View, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Order findings, every id once."""
    found: dict[str, Finding] = {}
    for finding in findings:
        found.setdefault(finding.id, finding)
    order = {department.name: n for n, department in enumerate(view.departments)}

    def key(finding: Finding) -> tuple[int, str, str, tuple[int, ...]]:
        name = finding.department
        number = -1 if name is None else order.get(name, len(order))
        return number, finding.code, finding.file or "", _position(finding.location)

    return tuple(sorted(found.values(), key=key))


def _position(place: Place | None) -> tuple[int, ...]:
    if place is None:
        return ()
    numbers = (place.page, place.table, place.row, place.column, place.paragraph, place.shape)
    return tuple(number or 0 for number in numbers)
