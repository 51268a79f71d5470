"""The texts inside boxes and beside lines."""

from __future__ import annotations

from examples.word.geometry import Box, Label
from examples.word.layout import LEADING
from examples.word.markup import Look, Paragraph, paragraph


def text_of_box(box: Box, size: float, font: str) -> str:
    """Write a box's lines, centred."""
    form = Paragraph(look=Look(size, font), align="center", line=size * LEADING)
    return "".join(paragraph(line, form) for line in box.lines)


def text_of_label(label: Label, size: float, font: str) -> str:
    """Write the word beside a line."""
    return paragraph(label.text, Paragraph(look=Look(size, font), line=size * LEADING))
