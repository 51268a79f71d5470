"""What a document hands in to its template: names, lists, records and places, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["text", "list", "record", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a template may use.

    Attributes:
        kind: ``text`` also stands for numbers; a ``list`` is one of texts.
        meaning: What it is, in Chinese, for people.
        fields: Of a record: the names below it.
    """

    name: str
    kind: Kind
    meaning: str = ""
    fields: tuple[Name, ...] = ()

    def field(self, name: str) -> Name | None:
        """Give the name below this one."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class TemplateModel:
    """All that a document's template may and must use.

    Attributes:
        title: The document's name.
        sections: Places whose paragraph has to end a section.
        required: Names that the body has to use, as the proof of the document looks for them.
        headers: Names that every header has to use.
        styles: Styles in which prepared tables and drawings are set.
    """

    title: str
    names: tuple[Name, ...]
    sections: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()

    def find(self, name: str) -> Name | None:
        """Give what a name stands for."""
        return next((known for known in self.names if known.name == name), None)

    @property
    def places(self) -> tuple[Name, ...]:
        """Give the places for prepared tables and drawings."""
        return tuple(name for name in self.names if name.kind == "place")

    def shape(self) -> frozenset[tuple[str, str, tuple[str, ...]]]:
        """Give names, kinds and fields alone, to compare two models."""
        return frozenset((n.name, n.kind, tuple(f.name for f in n.fields)) for n in self.names)


@cache
def models() -> Mapping[str, TemplateModel]:
    """Give the models of all documents by the file names of their templates."""
    text = files("rendering").joinpath("data/templates.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    shared = data.pop("shared")
    return {f"{name}.docx": _model(entry, shared) for name, entry in data.items()}


def _model(entry: Mapping[str, Any], shared: Mapping[str, Any]) -> TemplateModel:
    layers = [*(shared[name] for name in entry.get("use", ())), entry]
    return TemplateModel(
        title=entry["title"],
        names=tuple(name for layer in layers for name in _names(layer)),
        sections=tuple(entry.get("sections", ())),
        required=tuple(name for layer in layers for name in layer.get("required", ())),
        headers=tuple(entry.get("headers", ())),
        styles=tuple(entry.get("styles", ())),
    )


def _names(layer: Mapping[str, Any]) -> Iterable[Name]:
    yield from (Name(name, "text", told) for name, told in layer.get("words", {}).items())
    yield from (Name(name, "list", told) for name, told in layer.get("lists", {}).items())
    for name, below in layer.get("records", {}).items():
        yield Name(name, "record", "", tuple(Name(f, "text", told) for f, told in below.items()))
    yield from (Name(name, "place", told) for name, told in layer.get("places", {}).items())


def handed_in(values: Mapping[str, object], places: Iterable[str]) -> TemplateModel:
    """Describe values and places themselves, where no document's model is known."""
    names = [_described(name, value) for name, value in values.items()]
    return TemplateModel("", (*names, *(Name(name, "place") for name in places)))


def _described(name: str, value: object) -> Name:
    if isinstance(value, Mapping):
        return Name(name, "record", "", tuple(Name(str(field), "text") for field in value))
    return Name(name, "list" if isinstance(value, list | tuple) else "text")
