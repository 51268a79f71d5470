"""Whether scans can be read: character recognition is the optional extra ``ocr``."""

from __future__ import annotations

from importlib.util import find_spec


def is_installed() -> bool:
    """Tell whether the extra is there, without loading it: that takes longer than most files."""
    return find_spec("rapidocr_onnxruntime") is not None
