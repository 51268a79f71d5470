"""Judging the paragraphs of a part one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rendering.template_check.blocks import Blocks
from rendering.template_check.expressions import Expressions
from rendering.template_check.faults import Fault, Problem, Where, fault, problem
from rendering.template_check.model import TemplateModel
from rendering.template_check.parts import Paragraph, between, row_words
from rendering.template_check.tags import Broken, Tag, tags

_LATE_PREFIX = re.compile(r"(p|tr|tc|r)\s+\w")
_ROW_TAGS = re.compile(r"\{[%#]t[rc]\s.*?[%#]\}", re.DOTALL)


class PartCheck:
    """Gathers the faults of a part.

    Attributes:
        faults: What was found so far.
        expressions: Knows which names were used.
    """

    def __init__(self, model: TemplateModel, expressions: Expressions, *, main: bool) -> None:
        self.faults: list[Fault] = []
        self.expressions = expressions
        self._model, self._main = model, main
        self._known = frozenset(name.name for name in model.names)
        self._blocks = Blocks(model, expressions, main=main)
        self._places: set[str] = set()

    def paragraph(self, paragraph: Paragraph) -> None:
        """Judge all tags of a paragraph."""
        for found in tags(paragraph.text, self._known):
            problems = (
                [found.problem] if isinstance(found, Broken) else list(self._tag(found, paragraph))
            )
            where = paragraph.place(found.start, found.end)
            self._say(problems, fault_at=(where, found.written))
        for text in paragraph.hidden:
            for found in tags(text, self._known):
                problems = [found.problem] if isinstance(found, Broken) else self._hidden(found)
                self._say(problems, fault_at=(paragraph.where, found.written))

    def finish(self) -> None:
        """Add what only the end of the part tells."""
        self.faults.extend(self._blocks.unclosed())
        if not self._main:
            return
        for place in self._model.places:
            if place.name not in self._places:
                lacking = problem("place-missing", name=place.name, meaning=place.meaning or "成品")
                self.faults.append(fault(lacking))
        for name in self._model.required:
            known = self._model.find(name)
            if name not in self.expressions.written and known:
                self.faults.append(fault(problem("required", name=name, meaning=known.meaning)))

    def _say(self, problems: list[Problem], fault_at: tuple[Where, str]) -> None:
        where, tag = fault_at
        self.faults.extend(fault(one, where, tag, main=self._main) for one in problems)

    def _tag(self, tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
        elements = paragraph.elements(tag.start, tag.end)
        if what := next(between(paragraph, elements), None):
            yield problem("interrupted", what=what)
        if any(str(element.tag).endswith("}delText") for element in elements):
            yield problem("deleted-text")
        if tag.kind == "{#":
            return
        if not tag.prefix and (late := _LATE_PREFIX.match(tag.inner)):
            yield problem("syntax", detail=f"：“{late[1]}”要紧跟在“{tag.kind}”之后，中间不留空格")
        elif tag.kind == "{{":
            yield from self._shown(tag, paragraph)
        else:
            yield from self._blocks.statement(tag, paragraph)
            yield from _surroundings(tag, paragraph)

    def _hidden(self, tag: Tag) -> list[Problem]:
        if tag.kind == "{{":
            return self.expressions.hidden(tag.inner, self._blocks.scope)
        return [problem("syntax", detail="：图片说明等处只能写 {{ 名称 }}")]

    def _shown(self, tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
        known = self._model.find(tag.inner)
        if known is not None and known.kind == "place":
            yield from self._place(tag, paragraph)
        elif tag.prefix and known is not None:
            yield problem("prefix", name=tag.written, prefix=tag.prefix)
        else:
            wrong = self.expressions.shown(tag.inner, self._blocks.scope)
            yield from wrong
            if tag.prefix and not wrong:
                yield problem("prefix", name=tag.written, prefix=tag.prefix)

    def _place(self, tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
        name = tag.inner
        self.expressions.used.add(name)
        twice = name in self._places
        self._places.add(name)
        if tag.prefix != "p":
            yield problem("place-form", name=name)
            return
        if twice:
            yield problem("place-twice", name=name)
        if inside := self._inside(paragraph):
            yield problem("place-inside", name=name, where=inside)
        if name in self._model.sections and not paragraph.ends_section:
            yield problem("place-section", name=name)
        if _has_other_words(tag, paragraph):
            yield problem("shared-paragraph", name=tag.written)

    def _inside(self, paragraph: Paragraph) -> str:
        if not self._main:
            return "写在页眉、页脚或脚注里"
        if paragraph.ancestor("txbxContent") is not None:
            return "写在文本框里"
        if paragraph.ancestor("tc") is not None:
            return "写在表格里"
        return "写在循环或条件里" if self._blocks.depth else ""


def _surroundings(tag: Tag, paragraph: Paragraph) -> Iterator[Problem]:
    """Say what would vanish with the paragraph, row or cell that a statement takes away."""
    if tag.prefix == "p":
        if _has_other_words(tag, paragraph):
            yield problem("shared-paragraph", name=tag.written)
        if paragraph.ends_section:
            yield problem("section-lost", name=tag.written)
    elif tag.prefix in ("tr", "tc"):
        around = paragraph.ancestor(tag.prefix)
        if around is None:
            yield problem("row-outside", name=tag.written)
        elif _ROW_TAGS.sub("", row_words(around)).strip():
            yield problem("row-words", name=tag.written)


def _has_other_words(tag: Tag, paragraph: Paragraph) -> bool:
    rest = paragraph.text[: tag.start] + paragraph.text[tag.end :]
    return bool(rest.strip()) or paragraph.has_more
