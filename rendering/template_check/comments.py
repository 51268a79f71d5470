"""A copy of a template with comments at its faults; the template itself stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rendering.returned import annotated_copy
from rendering.template_check.faults import Fault, said

AUTHOR = "廉防"


def commented_template(content: bytes, faults: Sequence[Fault], *, as_of: dt.date) -> bytes | None:
    """Put a comment at every fault.

    Args:
        content: The template.
        faults: What was found in it. Word takes no comments in headers, footers and footnotes:
            such faults, and those of the whole, are told at the first paragraph, with their place.
        as_of: Stands as the date of the comments.

    Returns:
        The copy; None where there is nothing to say or the file cannot be annotated.
    """
    told = [one for one in faults if one.severity != "info"]
    notes = [(_number(one), tuple(_lines(one))) for one in told]
    return annotated_copy(content, notes, as_of=as_of, author=AUTHOR)


def _number(fault: Fault) -> int:
    return fault.where.number if fault.where and fault.main else 1


def _lines(fault: Fault) -> Iterator[str]:
    yield f"{said(fault.severity)}：{fault.message}"
    if fault.where and not fault.main:
        yield f"在哪里：{fault.where}"
    if fault.tag:
        yield f"标签：{fault.tag}"
    yield f"怎么改：{fault.hint}"
