"""Two notices to one department: what is corrected, explained, lifted, still open, new. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Sequence

from schemas.cycle import Became, Earlier, Round
from schemas.findings import Finding
from schemas.text import normalised

_NUMBER = re.compile(r"\d+")


def correction_round(
    last: dt.date,
    told: Sequence[Finding],
    now: Sequence[Finding],
    *,
    lifted: Collection[str] = (),
) -> Round:
    """Say what became of a department's last notice.

    A fault whose row has moved has another id (docs/design.md); it counts as the same one here when
    it says the same apart from numbers and the file's name.

    Args:
        last: Day of the last notice.
        told: What it told, explained findings marked as they are now known to be.
        now: Errors and warnings that stand.
        lifted: Ids that the office has lifted.
    """
    current = {finding.id: finding for finding in now}
    known = {finding.id for finding in told}
    moved = Counter(said(f) for f in now if f.id not in known)
    earlier: list[Earlier] = []
    taken: Counter[str] = Counter()
    for finding in told:
        became = _became(finding, current, lifted)
        if became == "corrected" and moved[said(finding)] > taken[said(finding)]:
            taken[said(finding)] += 1
            became = "open"
        earlier.append(Earlier(finding=finding, became=became))
    new = set()
    for finding in now:
        if finding.id in known:
            continue
        if taken[said(finding)]:
            taken[said(finding)] -= 1
        else:
            new.add(finding.id)
    return Round(last=last, earlier=tuple(earlier), new=frozenset(new))


def digest_of(findings: Sequence[Finding]) -> str:
    """Sum up what a notice tells, so that the same notice is known again."""
    lines = sorted(f"{finding.id}\x1f{finding.explained or ''}" for finding in findings)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _became(finding: Finding, current: dict[str, Finding], lifted: Collection[str]) -> Became:
    if finding.id in lifted:
        return "lifted"
    standing = current.get(finding.id)
    if standing is None:
        return "corrected"
    return "explained" if standing.explained else "open"


def said(finding: Finding) -> str:
    """Write what a finding says without file name and numbers, by which it is known again."""
    message = finding.message.replace(finding.file, "") if finding.file else finding.message
    plain = _NUMBER.sub("", normalised(message))
    return "\x1f".join((finding.code, normalised(finding.item or ""), plain))
