"""Captions that Word numbers (``SEQ``) and references to them (``REF``), results filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rendering.book.marks import field
from rendering.wordml import XMLNS_W, bookmark, paragraph, run

Kind = Literal["表", "图"]
_FIRST_BOOKMARK = {"表": 910_000, "图": 920_000}
"""Far from what a template may have; Word hides bookmarks whose names begin with a line."""


def caption(kind: Kind, number: int, text: str, *, style: str, keep_next: bool = False) -> str:
    """Write a caption: 表1　…, centred; its label and number can be referred to.

    Args:
        kind: What is counted.
        number: The how-many-th of its kind in the document, which is what ``SEQ`` gives.
        text: What the table or figure shows.
        style: Style id.
        keep_next: Stand on one page with what follows, as a table's caption does.
    """
    label = run(kind) + field(f"SEQ {kind} \\* ARABIC", run(str(number)))
    marked = bookmark(_anchor(kind, number), _FIRST_BOOKMARK[kind] + number, label)
    return paragraph(
        marked,
        run(f"　{text}"),
        style=style,
        align="center",
        keep_next=keep_next,
        namespaces=XMLNS_W,
    )


def reference(kind: Kind, number: int) -> str:
    """Write runs that name a caption: 表1."""
    return field(f"REF {_anchor(kind, number)} \\h", run(f"{kind}{number}"))


def references(kind: Kind, numbers: Sequence[int]) -> str:
    """Name several captions of a kind: 图1、图2."""
    return run("、").join(reference(kind, number) for number in numbers)


def _anchor(kind: Kind, number: int) -> str:
    return f"_Ref{_FIRST_BOOKMARK[kind] + number}"
