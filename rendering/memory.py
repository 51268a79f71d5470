"""What was made once need not be made again while everything that it is made of stays the same.

Rendering is a pure function of its arguments, so that their digest can stand for the result. Where
results are kept is not this room's business: whoever runs it hands in a :class:`Memory`, or none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError

_ANY: TypeAdapter[object] = TypeAdapter(object)


class Memory(Protocol):
    """Keeps results by the digest of what they were made of."""

    def recall(self, key: str) -> bytes | None:
        """Give what was kept under a key, or None."""
        ...

    def keep(self, key: str, made: bytes) -> None:
        """Keep a result."""


class Forgetful:
    """Keeps nothing."""

    def recall(self, key: str) -> bytes | None:
        """Remember nothing."""
        del key
        return None

    def keep(self, key: str, made: bytes) -> None:
        """Forget at once."""


NO_MEMORY: Memory = Forgetful()


def remembered(memory: Memory, make: Callable[[], bytes], *ingredients: object) -> bytes:
    """Give the kept result of equal ingredients, else make it and keep it.

    Args:
        memory: Where results are kept.
        make: Makes the result; must look at nothing but the ingredients and the program itself.
        ingredients: Models, plain values, and paths, of which name and content count.
    """
    if memory is NO_MEMORY:
        return make()
    key = digest(*ingredients)
    made = memory.recall(key)
    if made is None:
        made = make()
        memory.keep(key, made)
    return made


def digest(*ingredients: object) -> str:
    """Give a name to ingredients: equal ones have the same, different ones different names."""
    whole = hashlib.sha256()
    for ingredient in ingredients:
        part = _written(ingredient)
        whole.update(f"{len(part)}:".encode())
        whole.update(part)
    return whole.hexdigest()


def _written(ingredient: object) -> bytes:
    if isinstance(ingredient, bytes):
        return ingredient
    if isinstance(ingredient, Path):
        return ingredient.name.encode() + b"\0" + ingredient.read_bytes()
    try:
        if isinstance(ingredient, BaseModel):
            return ingredient.model_dump_json().encode()
        return _ANY.dump_json(ingredient)
    except PydanticSerializationError:  # half a surrogate pair, as damaged PDF files yield
        return json.dumps(_ANY.dump_python(ingredient, mode="json")).encode()
