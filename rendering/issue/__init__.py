"""Issuing a finished document with a number: letter, 版头 and 版记 (GB/T 9704, 7.2 to 7.4)."""

from __future__ import annotations

from rendering.issue.bind import issued

__all__ = ["issued"]
