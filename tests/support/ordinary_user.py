"""Runs a piece of Python that file permissions bind, also where the tests run as the superuser."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_ROOT = Path(__file__).parents[2]


def said_by(script: str, *arguments: str) -> str:
    """Give what a script prints in a process that may not write against permissions."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=_ROOT,
        capture_output=True,
        check=True,
        preexec_fn=_give_up_override,
    )
    return done.stdout.decode()


def _give_up_override() -> None:
    libc = ctypes.CDLL(None)
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
