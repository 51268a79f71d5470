"""What the killed child of ``test_run_kills`` does: runs the catalogue phase once."""

from __future__ import annotations

import sys

from flows import commands, steps
from flows.cli import execute

LOADED = (commands, steps)  # so that the child's time is the run's


def work(root: str, day: str) -> None:
    """Run the phase; what it says does not matter."""
    sys.stdout = sys.stderr
    execute(["run", "catalogue", "-w", root, "--as-of", day])
