"""What stands before the first element of an XML part: a document type and its entities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from xml.parsers import expat

Declared = Literal["", "type", "entities"]


class _Seen(Exception):  # noqa: N818 - it ends a parse, it is no error
    """The answer is known."""

    def __init__(self, declared: Declared) -> None:
        super().__init__(declared)
        self.declared = declared


def declares_types(pieces: Iterable[bytes]) -> Declared:
    """Tell whether an XML part declares a document type, and entities in it.

    Only the part before the first element is looked at, nothing is expanded, and of a broken part
    only what stands before the breach counts.

    Args:
        pieces: The part, in pieces; no more of them are taken than needed.
    """
    parser = _parser()
    for piece in pieces:
        try:
            parser.Parse(piece, False)
        except _Seen as seen:
            return seen.declared
        except (expat.ExpatError, ValueError):
            # Encodings that expat does not know are recognised by their ASCII characters.
            return "entities" if b"<!DOCTYPE" in piece.replace(b"\0", b"") else ""
    return ""


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def element(_name: str, _attributes: dict[str, str]) -> None:
        raise _Seen("")

    def entity(*_declaration: object) -> None:
        raise _Seen("entities")

    def end_of_type() -> None:
        raise _Seen("type")

    parser.StartElementHandler = element
    parser.EntityDeclHandler = entity
    parser.EndDoctypeDeclHandler = end_of_type
    return parser
