"""The base of all models, and the place where a value stands."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An immutable value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Place(Model):
    """Where something stands in a file; every number counts from 1 (contract, section 6).

    Attributes:
        page: Page of a PDF file.
        table: Number of the table in the document; nested tables count where they begin.
        row: The how-many-th row of the table, header included.
        column: The grid column where the cell starts.
        paragraph: Number of the paragraph in the body, paragraphs inside tables and text boxes
            not counted; for a drawing, of the paragraph that carries it.
        shape: Number of the shape in document order.
        text: The words found there, shortened.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    shape: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        """Say the place as an office worker would, for example 表1第3行第2列."""
        words = [
            template.format(value)
            for template, value in (
                ("第{}页", self.page),
                ("表{}", self.table),
                ("第{}行", self.row),
                ("第{}列", self.column),
                ("第{}段", self.paragraph if self.table is None else None),
                ("图形{}", self.shape),
            )
            if value is not None
        ]
        return "".join(words)


class PlaceInFile(Place):
    """A place in another file, named by its path relative to the workspace."""

    file: str
