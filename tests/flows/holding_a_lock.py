"""What the other program of ``test_lock`` does: holds a phase until it is killed or told to end."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.lock import phase_lock
from schemas.errors import MachineError
from schemas.schedule import PHASES


def hold(workspace: str, phase: str, wait_s: str) -> None:
    """Hold the phase, say so, and wait for a line; or say that it was refused."""
    chosen = next(known for known in PHASES if known == phase)
    try:
        with phase_lock(Path(workspace), chosen, wait_s=float(wait_s)):
            sys.stdout.write("held\n")
            sys.stdout.flush()
            sys.stdin.readline()
    except MachineError as fault:
        sys.stdout.write(f"{fault}\n")


if __name__ == "__main__":
    hold(*sys.argv[1:])
