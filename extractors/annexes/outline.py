"""Which paragraphs are headings, of which level: by number, style, punctuation, neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.annexes.openings import Opening, opening
from extractors.annexes.prose import Para
from extractors.annexes.text import bare
from extractors.annexes.vocabulary import patterns, words

LEVELS = (1, 2, 3, 4)
_DEEPEST = LEVELS[-1]
_ITEMS_FROM = 2  # level from which numbered lines below a colon are a list
_LEAST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that is a heading, or begins with one."""

    level: int
    number: str
    heading: str
    closing: str
    rest: str


def outline(found: Sequence[Para], form: str) -> Mapping[int, Heading]:
    """Find the headings among paragraphs.

    Args:
        found: The paragraphs below the title.
        form: ``plan`` or ``work_report``: whose usual headings are known without a number.

    Returns:
        Headings by the index of their paragraph.
    """
    return _Outline(found, form).headings()


def is_known(text: str, form: str) -> bool:
    """Tell whether a line is one of the usual headings of a form, its number left out."""
    plain = bare(text)
    return any(p.fullmatch(plain) for p in patterns("headings", form, "names"))


class _Outline:
    """The openings of all paragraphs, and the levels that they stand for."""

    def __init__(self, found: Sequence[Para], form: str) -> None:
        self.found = found
        self.form = form
        self.openings = {i: opening(para) for i, para in enumerate(found) if para.is_text}
        self.levels = {i: self._level(o) for i, o in self.openings.items()}
        self.accepted: set[int] = set()

    def headings(self) -> dict[int, Heading]:
        self._move_up()
        self._add_unnumbered()
        for level in LEVELS:
            for group in self._groups(level):
                self.accepted |= self._chosen(level, group)
        return {i: self._heading(i) for i in sorted(self.accepted)}

    def _heading(self, index: int) -> Heading:
        found = self.openings[index]
        return Heading(self.levels[index], found.number, found.heading, found.closing, found.rest)

    # ---- levels

    def _level(self, found: Opening) -> int:
        """Give the level that a number stands for; 0 where there is none."""
        if found.depth:
            return min(found.depth, _DEEPEST)
        return found.kind

    def _move_up(self) -> None:
        """Let the numbers count as higher levels where the plan's own headings say so.

        So it is where 1.1 stands below 1., and where 1．指导思想 stands without any 一、.
        """
        if any(o.depth for o in self.openings.values()):
            by = 2
        else:
            named = Counter(
                o.kind
                for o in self.openings.values()
                if o.kind and o.shape in {"title", "run_in"} and is_known(o.heading, self.form)
            )
            top = min((o.kind for o in self.openings.values() if o.kind), default=1)
            by = top - 1 if named[top] >= _LEAST_NAMES else 0
        if not by:
            return
        for index, found in self.openings.items():
            if found.kind > by and not found.depth:
                self.levels[index] = found.kind - by

    def _add_unnumbered(self) -> None:
        """Give a level to headings that Word or their words tell, and no number."""
        offset = self._offset()
        numbered = any(self._is_numbered_top(i) for i in self.openings)
        named = False
        for index, found in self.openings.items():
            para = self.found[index]
            if self.levels[index] or found.shape not in {"title", "run_in", "stopped"}:
                continue
            if para.heading:
                level = min(max(para.heading - offset, 1), _DEEPEST)
            elif found.shape == "title" and is_known(para.text, self.form):
                level, named = 1, True
            else:
                continue
            self.levels[index] = level
            self.accepted.add(index)
        if not (numbered or named or self.accepted):
            self._add_bold()

    def _offset(self) -> int:
        """Tell by how much outline levels are deeper than those of the numbers beside them."""
        styled = [(self.found[i].heading, level) for i, level in self.levels.items()]
        beside = Counter(style - level for style, level in styled if style and level)
        if beside:
            return beside.most_common(1)[0][0]
        return min((style for style, _ in styled if style), default=1) - 1

    def _is_numbered_top(self, index: int) -> bool:
        return self.levels[index] == 1 and self.openings[index].shape in {"title", "run_in"}

    def _add_bold(self) -> None:
        """Take short bold lines for headings where nothing else is one."""
        longest = words("headings")["lengths"]["bold"]
        for index, found in self.openings.items():
            para = self.found[index]
            if para.bold and found.shape == "title" and len(para.text) <= longest:
                self.levels[index] = 1
                self.accepted.add(index)

    # ---- siblings

    def _groups(self, level: int) -> list[list[int]]:
        """Gather what could be headings of one level between higher ones."""
        groups: list[list[int]] = [[]]
        for index in self.openings:
            if index in self.accepted and self.levels[index] < level:
                groups.append([])
            elif self.levels[index] == level:
                groups[-1].append(index)
        return [group for group in groups if group]

    def _chosen(self, level: int, group: Sequence[int]) -> set[int]:
        """Tell which of some siblings are headings; where one is, its like are."""
        shapes = {i: self.openings[i].shape for i in group}
        styled = {i for i in group if self.found[i].heading and shapes[i] != "sentence"}
        titles = {i for i in group if shapes[i] in {"title", "run_in"}} | styled
        short = {i for i in group if shapes[i] == "stopped"}
        items = sum(shape == "item" for shape in shapes.values())
        if items * 2 >= len(group) and not styled:
            return set()
        run_in = any(shape == "run_in" for shape in shapes.values())
        with_text = [i for i in titles | short if self._has_text(i, level)]
        if styled or run_in or (with_text and len(with_text) * 2 >= len(titles | short)):
            return titles | short
        if level >= _ITEMS_FROM and (short or self._listed(group[0], level)):
            return set()
        return titles

    def _has_text(self, index: int, level: int) -> bool:
        """Tell whether text belongs to a heading: in its paragraph or below it."""
        if self.openings[index].shape == "run_in":
            return True
        after = index + 1
        if after >= len(self.found):
            return False
        below = self.levels.get(after, 0)
        return (below == 0 and after not in self.accepted) or below > level

    def _listed(self, first: int, level: int) -> bool:
        """Tell whether siblings without text are a list: deep down, or introduced by a colon."""
        before = self.found[first - 1].text if first else ""
        return level > _ITEMS_FROM or before.endswith(("：", ":"))
