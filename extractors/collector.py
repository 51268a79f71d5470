"""Python's garbage collector, kept from looking through documents while they are built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let Python not look for garbage while a document is built: hardly any arises.

    Each search would go through all cells made so far; with 10,000 rows that is a third of the
    time. Afterwards the cells count as old objects at once (freezing and thawing only relinks
    lists), or the first search of young ones would go through all of them after all. Where the
    caller has frozen objects itself, as the reader's template process does, they stay frozen.
    Overlapping calls in threads end with the collector running.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
