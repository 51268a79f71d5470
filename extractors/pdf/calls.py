"""Calls into PDFium that are made for every character or path, without what makes them slow."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any


def quick(function: Any) -> Callable[..., Any]:  # noqa: ANN401 - a function of PDFium's has no type
    """Give a function of PDFium's whose arguments ctypes does not check: twice as fast or more.

    Args:
        function: One of ``pypdfium2.raw``. What it is given then must be of the right kind:
            handles and ``byref(...)`` as they are, numbers only for parameters of type ``int``.
    """
    unchecked = ctypes.PYFUNCTYPE(function.restype)
    called: Callable[..., Any] = ctypes.cast(function, unchecked)
    return called
