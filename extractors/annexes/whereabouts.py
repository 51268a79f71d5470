"""Where a form's department and item stand, if its reader took them from a title or its rows."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.annexes.particulars import line_place
from extractors.annexes.sections import Section
from extractors.grid import Grid, Line
from schemas.base import Place
from schemas.forms import Form
from schemas.text import normalised

_NAMES = ("department", "item")


def located(form: Form, section: Section) -> Form:
    """Give the form with a place for each of these names that it has and tells no place of.

    That is the first text that says it; a name in the margins of the pages has the form's first.
    """
    names = {
        name: text
        for name in _NAMES
        if name not in form.places and (text := getattr(form, name, None))
    }
    if not names:
        return form
    found = {name: _place(text, section) for name, text in names.items()}
    told = {name: place for name, place in found.items() if place is not None}
    return form.model_copy(update={"places": {**form.places, **told}})


def _place(name: str, section: Section) -> Place | None:
    wanted = normalised(name)
    first: Place | None = None
    for text, place in _texts(section):
        if wanted in normalised(text):
            return place
        first = first or (place if text.strip() else None)
    return first


def _texts(section: Section) -> Iterator[tuple[str, Place]]:
    for block in section.blocks:
        if isinstance(block, Line):
            yield block.text, line_place(block)
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield cell.text, block.place(cell)
        else:
            for box in block.boxes:
                yield box.text, block.place.model_copy(update={"shape": box.shape})
