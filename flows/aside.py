"""Work done aside: in a process of its own, forked from this one, on another processor.

It begins with all that is known here, so that nothing has to be handed over, and what it comes to
comes back. Where that fails, for whatever reason, the work is done here instead.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Protocol, TypeVar

from flows.children import end_with_parent

T = TypeVar("T")


class Aside(Protocol):
    """Where work is done that something else need not wait for: :func:`aside` or :func:`here`."""

    def __call__(self, work: Callable[[], T], /) -> AbstractContextManager[Callable[[], T]]:
        """Begin the work, and give what waits for its result."""


@contextmanager
def here(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Do the work in this process, when its result is waited for."""
    yield work


@contextmanager
def aside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin the work, and give what waits for its result; leaving the block ends the process.

    Args:
        work: Changes nothing here; uses no file, socket or thread that it has not opened itself.
            If it raises, it is done again here, so that it raises here.
    """
    near, far = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_worked, args=(work, far), daemon=True
    )
    process.start()
    far.close()
    try:
        yield lambda: _result(near, work)
    finally:
        process.kill()
        process.join()
        near.close()


def _worked(work: Callable[[], T], far: Connection) -> None:
    """Be the process: send the result, or nothing."""
    try:
        end_with_parent()
        with suppress(Exception):
            far.send_bytes(pickle.dumps(work()))
    finally:
        os._exit(0)  # nothing that the parent has opened is flushed or closed here


def _result(near: Connection, work: Callable[[], T]) -> T:
    try:
        # from a process that is this one's own copy
        result: T = pickle.loads(near.recv_bytes())  # noqa: S301 - see above
    except (EOFError, OSError):
        return work()
    return result
