"""Proving finished documents while others are still being made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from flows.aside import Aside

Proof = Callable[[], None]
"""Raises what a document is lacking."""

Prove = Callable[[Sequence[Proof], Callable[[], None]], None]
"""Sees to it that a document is proven, and does afterwards what may only be done then."""


def at_once(each: Sequence[Proof], afterwards: Callable[[], None]) -> None:
    """Prove a document here and now."""
    for proof in each:
        proof()
    afterwards()


@contextmanager
def proofs(aside: Aside) -> Iterator[Prove]:
    """Give what begins a document's proof aside; the end of the block waits for them all.

    Raises:
        DocumentNotProven: At the end of the block.
    """
    with ExitStack() as running:
        begun: list[tuple[Callable[[], None], Callable[[], None]]] = []

        def begin(each: Sequence[Proof], afterwards: Callable[[], None]) -> None:
            finished = running.enter_context(aside(lambda: at_once(each, lambda: None)))
            begun.append((finished, afterwards))

        yield begin
        for finished, afterwards in begun:
            finished()
            afterwards()
