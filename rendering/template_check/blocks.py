"""Conditions and loops of a part: opened and closed in pairs, at the same level of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rendering.returned.places import Element
from rendering.template_check.expressions import Expressions
from rendering.template_check.faults import Fault, Problem, fault, near, problem
from rendering.template_check.model import Name, TemplateModel
from rendering.template_check.parts import Paragraph
from rendering.template_check.tags import Tag

KEYWORDS = ("if", "elif", "else", "endif", "for", "endfor")
_ALIKE = 0.5  # as alike as fi and if
_CLOSES = {"endif": "if", "endfor": "for"}


@dataclass(slots=True)
class _Open:
    """A block that waits for its end."""

    tag: Tag
    paragraph: Paragraph
    names: dict[str, Name] = field(default_factory=dict)
    otherwise: bool = False

    @property
    def end(self) -> str:
        return f"end{self.tag.keyword}"


class Blocks:
    """Follows the statements of a part in their order."""

    def __init__(self, model: TemplateModel, expressions: Expressions, *, main: bool) -> None:
        self._model = model
        self._expressions = expressions
        self._main = main
        self._open: list[_Open] = []

    @property
    def scope(self) -> dict[str, Name]:
        """Give the names that are known at this point."""
        names = {name.name: name for name in self._model.names}
        for block in self._open:
            if not block.otherwise:
                names.update(block.names)
        return names

    @property
    def depth(self) -> int:
        """Tell how many blocks are open."""
        return len(self._open)

    def statement(self, tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
        """Take a statement; say what is wrong with it."""
        match tag.keyword:
            case "if":
                yield from self._expressions.condition(tag.rest, self.scope)
                self._open.append(_Open(tag, paragraph))
            case "for":
                names, problems = self._expressions.loop(tag.rest, self.scope)
                yield from problems
                self._open.append(_Open(tag, paragraph, names))
            case "elif":
                yield from self._expressions.condition(tag.rest, self.scope)
                yield from self._branch(tag, paragraph, ("if",))
            case "else":
                yield from self._branch(tag, paragraph, ("if", "for"))
            case "endif" | "endfor":
                yield from self._close(tag, paragraph)
            case other:
                yield problem("statement", name=other, near=near(other, KEYWORDS, _ALIKE))

    def unclosed(self) -> Iterator[Fault]:
        """Name the blocks that never end."""
        for block in self._open:
            found = problem("not-closed", name=block.tag.written, closing=self._written(block))
            place = block.paragraph.place(block.tag.start, block.tag.end)
            yield fault(found, place, block.tag.written, main=self._main)

    def _branch(
        self, tag: Tag, paragraph: Paragraph, openers: tuple[str, ...]
    ) -> Iterator[Problem]:
        if not self._open or self._open[-1].otherwise:
            yield problem("not-opened", name=tag.written, opening="{% if … %}")
            return
        block = self._open[-1]
        if block.tag.keyword not in openers:
            opening, closing = block.tag.written, self._written(block)
            yield problem("mismatch", name=tag.written, opening=opening, closing=closing)
            return
        yield from _levels(block, tag, paragraph)
        block.otherwise = tag.keyword == "else"

    def _close(self, tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
        wanted = _CLOSES[tag.keyword]
        if not self._open:
            opening = f"{{%{tag.prefix} {wanted} … %}}"
            yield problem("not-opened", name=tag.written, opening=opening)
            return
        block = self._open[-1]
        if block.tag.keyword != wanted:
            opening, closing = block.tag.written, self._written(block)
            yield problem("mismatch", name=tag.written, opening=opening, closing=closing)
            if any(other.tag.keyword == wanted for other in self._open):
                while self._open[-1].tag.keyword != wanted:
                    self._open.pop()
                self._open.pop()
            return
        yield from _levels(block, tag, paragraph)
        self._open.pop()

    def _written(self, block: _Open) -> str:
        return f"{{%{block.tag.prefix} {block.end} %}}"


def _levels(block: _Open, tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
    """Say where beginning and end of a block are not at the same level."""
    opening = block.tag
    if opening.prefix != tag.prefix:
        yield problem("mode", opening=opening.written, name=tag.written)
        return
    before, after = _level(block.paragraph, tag.prefix), _level(paragraph, tag.prefix)
    if before is not after:
        yield problem("crossing")
    elif tag.prefix in ("tr", "tc") and _unit(block.paragraph, tag) is _unit(paragraph, tag):
        yield problem("same-row")
    elif tag.prefix in ("", "r") and block.paragraph.element is not paragraph.element:
        yield problem("across-paragraphs", name=opening.written)


def _unit(paragraph: Paragraph, tag: Tag) -> Element | None:
    return paragraph.ancestor(tag.prefix)


def _level(paragraph: Paragraph, prefix: str) -> Element | None:
    """Give the element in which both ends of a block have to lie."""
    element = paragraph.ancestor(prefix) if prefix in ("tr", "tc") else paragraph.element
    return element.getparent() if element is not None else None
