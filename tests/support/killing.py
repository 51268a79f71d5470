"""A program for tests: runs a script's ``work`` in a child, and kills -9 the child when told.

    killing.py SCRIPT ARGUMENT…

A line on standard input is the number of seconds that the next child may live; "killed" or
"ended" is the answer. Python and the libraries are loaded once, so that a kill costs little.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import time


def _child_lives(seconds: float, work: object, arguments: list[str]) -> str:
    assert callable(work)
    child = os.fork()
    if child == 0:
        try:
            work(*arguments)
        finally:  # whatever happens, the child must not go on as its parent
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else "ended"


def main() -> None:
    """Kill one child a line."""
    script, *arguments = sys.argv[1:]
    work = runpy.run_path(script)["work"]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(_child_lives(float(line), work, arguments) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
