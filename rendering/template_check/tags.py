"""Tags in a paragraph's words, and what looks like one but is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rendering.template_check.faults import Problem, near, problem

_SIGNS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX = re.compile(r"(p|tr|tc|r)\s")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_FULL_WIDTH = re.compile(r"[\uff5b{][\uff5b%\uff05]|[\uff5d%\uff05][\uff5d}]")
_WIDE = frozenset("\uff5b\uff5d\uff05")
_SINGLE = re.compile(r"\{\s*%?\s*([A-Za-z_][\w.]*)[^{}\n]{0,60}\}")
_APART = re.compile(r"\{\s+[{%]|\}\s+\}|%\s+\}")


@dataclass(frozen=True, slots=True)
class Tag:
    """A whole tag.

    Attributes:
        start, end: Its characters in the paragraph's words.
        kind: ``{{``, ``{%`` or ``{#``.
        prefix: ``p``, ``tr``, ``tc``, ``r`` or "": what docxtpl takes away around the tag.
        inner: What it says, without the prefix, in straight quotes.
        written: As it stands in the paragraph.
    """

    start: int
    end: int
    kind: str
    prefix: str
    inner: str
    written: str

    @property
    def keyword(self) -> str:
        """Give the first word of a statement."""
        return self.inner.split(maxsplit=1)[0] if self.inner else ""

    @property
    def rest(self) -> str:
        """Give what follows the keyword."""
        return self.inner.removeprefix(self.keyword).strip()


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that should be a tag and is none."""

    start: int
    end: int
    problem: Problem
    written: str


def tags(text: str, known: Collection[str]) -> Iterator[Tag | Broken]:
    """Find the tags of a paragraph, and what looks like one.

    Args:
        text: All words of the paragraph.
        known: The names of the model, to tell ``{ organisation }`` from braces in prose.
    """
    end = 0
    while match := _SIGNS.search(text, end):
        closing = _CLOSING.get(match[0])
        if closing is None:  # a stray closing sign: judged with the words before it
            yield from _lookalikes(text, end, match.end(), known)
            end = match.end()
            continue
        yield from _lookalikes(text, end, match.start(), known)
        following = _SIGNS.search(text, match.end())
        if following is None or following[0] != closing:
            end = following.start() if following else len(text)
            if following and following[0] in _CLOSING.values():
                end = following.end()
            yield _broken(text, match.start(), end, problem("unfinished", closing=closing))
            continue
        end = following.end()
        yield _tag(text, match.start(), end)
    yield from _lookalikes(text, end, len(text), known)


def _tag(text: str, start: int, end: int) -> Tag:
    written = text[start:end]
    inner = written[2:-2]
    prefix = _PREFIX.match(inner)
    if prefix:
        inner = inner[prefix.end() :]
    inner = inner.removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+")
    return Tag(
        start, end, written[:2], prefix[1] if prefix else "",
        inner.translate(_QUOTES).strip(), written,
    )  # fmt: skip


def _lookalikes(text: str, start: int, end: int, known: Collection[str]) -> Iterator[Broken]:
    """Find braces of the wrong kind or number in words outside of tags."""
    words = text[start:end]
    if match := _FULL_WIDTH.search(words):
        signs = "".join(sign for sign in dict.fromkeys(words) if sign in _WIDE)
        if signs:
            yield _broken(text, start + match.start(), end, problem("full-width", signs=signs))
            return
    match = _SINGLE.search(words)
    if match and (match[1] in known or near(match[1], known)):
        found = problem("single-brace", text=words[match.start() : match.end()])
        yield _broken(text, start + match.start(), start + match.end(), found)
    elif apart := _APART.search(words):
        found = problem("single-brace", text=words[apart.start() : apart.end() + 12])
        yield _broken(text, start + apart.start(), end, found)


def _broken(text: str, start: int, end: int, found: Problem) -> Broken:
    return Broken(start, end, found, text[start : min(end, start + 40)])
