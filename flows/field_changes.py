"""What a field says in two versions of a form, as one phrase and as from and to; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.history import Change
from schemas.pairing import pair
from schemas.text import normalised

BLANK = "空白"


def changed(
    field: str, before: str | None, after: str | None, *, subject: str = ""
) -> Iterator[Change]:
    """Tell that a field says something else; widths and white space change nothing.

    Args:
        field: The field's name on the form.
        before: Its words in the earlier version; None or "" where it is blank.
        after: Its words in the later one.
        subject: Of what it is a field; "" for the form's own.
    """
    if normalised(before or "") != normalised(after or ""):
        words = f"{field}由“{before or BLANK}”改为“{after or BLANK}”"
        yield Change(
            text=f"{subject}的{words}" if subject else words,
            subject=subject,
            field=field,
            before=before,
            after=after,
        )


def added(field: str, after: str, *, subject: str = "") -> Change:
    """Tell that there is one more of a kind."""
    return Change(text=f"{subject}新增{field}“{after}”", subject=subject, field=field, after=after)


def removed(field: str, before: str, *, subject: str = "") -> Change:
    """Tell that one of a kind is gone."""
    text = f"{subject}删去{field}“{before}”"
    return Change(text=text, subject=subject, field=field, before=before)


def listed(
    field: str, before: Sequence[str], after: Sequence[str], *, subject: str = ""
) -> Iterator[Change]:
    """Compare two lists of texts one to one; their order changes nothing."""
    found = pair(before, after)
    for i, j in found.similar:
        yield from changed(field, before[i], after[j], subject=subject)
    for j in found.right:
        yield added(field, after[j], subject=subject)
    for i in found.left:
        yield removed(field, before[i], subject=subject)
