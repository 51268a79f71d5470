"""Two versions of what a department sends as a whole: its roster, its annex 7, its list of items.

All pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.field_changes import added, changed, removed
from schemas.forms import Assessment, Catalogue, Roster, RosterMember
from schemas.history import Change
from schemas.text import normalised, one_line

_ANSWERS = {True: "达标", False: "未达标", None: None}


def roster_changes(before: Roster, after: Roster) -> Iterator[Change]:
    """Follow the members by name; who is named twice is followed in order."""
    left = list(before.members)
    for member in after.members:
        old = next((m for m in left if normalised(m.name) == normalised(member.name)), None)
        if old is None:
            yield added("成员", _introduced(member))
            continue
        left.remove(old)
        named = f"“{one_line(member.name)}”"
        yield from changed("职务分工", old.role, member.role, subject=named)
        yield from changed("职务", old.post, member.post, subject=named)
    yield from (removed("成员", _introduced(member)) for member in left)


def _introduced(member: RosterMember) -> str:
    told = "，".join(filter(None, (member.role, member.post)))
    return f"{member.name}（{told}）" if told else member.name


def assessment_changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    """Compare the answers to the criteria that both versions list."""
    was = {criterion.number: criterion for criterion in before.criteria}
    for new in after.criteria:
        if old := was.get(new.number):
            subject = f"第{new.number}条"
            yield from changed("考核结果", _ANSWERS[old.met], _ANSWERS[new.met], subject=subject)
            yield from changed("佐证", old.evidence, new.evidence, subject=subject)


def item_list_changes(before: Catalogue, after: Catalogue) -> Iterator[Change]:
    """Tell which authority items came and went."""
    was, now = _names(before.item_names), _names(after.item_names)
    yield from (added("职权事项", name) for key, name in now.items() if key not in was)
    yield from (removed("职权事项", name) for key, name in was.items() if key not in now)


def _names(names: Sequence[str]) -> dict[str, str]:
    return {normalised(name): one_line(name) for name in names if name}
