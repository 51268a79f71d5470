"""Millimetres of the standard in Word's units."""

from __future__ import annotations

_INCH = 25.4  # mm


def twips(millimetres: float) -> int:
    """Give a length in twentieths of a point."""
    return round(millimetres * 1440 / _INCH)


def eighths(millimetres: float) -> int:
    """Give the thickness of a rule in eighths of a point, as borders have it."""
    return round(millimetres * 576 / _INCH)
