"""The texts inside boxes and beside lines."""

from __future__ import annotations

from examples.word.geometry import Box, Label
from examples.word.layout import LEADING, NOTE_SIZE
from examples.word.markup import Look, Paragraph, paragraph


def text_of_box(box: Box, size: float) -> str:
    """Write a box's lines, centred; risks in smaller letters and from the left."""
    if box.aside:
        small = Paragraph(look=Look(NOTE_SIZE), line=NOTE_SIZE * LEADING)
        return "".join(paragraph(line, small) for line in box.lines)
    form = Paragraph(look=Look(size), align="center", line=size * LEADING)
    return "".join(paragraph(line, form) for line in box.lines)


def text_of_label(label: Label, size: float) -> str:
    """Write the word beside a line."""
    return paragraph(label.text, Paragraph(look=Look(size), line=size * LEADING))
