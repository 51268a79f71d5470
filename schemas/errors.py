"""What stops the program, each class with its exit code.

    LianfangError
    ├── RefusedError    exit 1: the rules of the work do not allow it
    ├── UsageError      exit 2: wrong usage or configuration
    └── MachineError    exit 3: the machine's fault, or another run under way

A fault in a submission is never an exception: it is a finding (``schemas.findings``).
"""

from __future__ import annotations

from typing import ClassVar


class LianfangError(Exception):
    """Something that stops the program; its text is one Chinese sentence for the user."""

    exit_code: ClassVar[int]


class RefusedError(LianfangError):
    """What is asked for is against the rules of the work; the text says who or what is missing."""

    exit_code = 1


class UsageError(LianfangError):
    """Wrong usage or configuration; the text says what to write instead."""

    exit_code = 2


class MachineError(LianfangError):
    """Disk full, no rights, archive locked or damaged, another run of the phase under way."""

    exit_code = 3
