"""Which boxes of annex 3 are risk boxes: by words, looks, lines and place together.

A step has arrows that run through it. A risk box hangs on steps: by a line without head, with
heads at both ends, dashed, or by lying beside them; its words, numbers, dashes and colours set it
apart. No single sign decides but those that name it (风险点：…).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.graph_columns import heading_of, headings_in
from extractors.graph_links import Link
from extractors.graph_parts import holds, is_callout
from extractors.graph_sides import sides_of
from extractors.graph_space import box_to_path
from extractors.graph_state import Reading
from extractors.graph_words import (
    column_heading,
    ends_sentence,
    holds_time_limit,
    is_branch_label,
    is_risk_heading,
    listed_in,
    numbered_lines,
    short,
    speaks_of_risk,
    states_level,
)

_NAMED = 1.0
_CLEAR = 0.7
_LIKELY = 0.6
_BESIDE = 80.0  # points between a step and a risk box beside it without a line
_TOUCH = 4.0
_QUESTIONS = ("Decision", "diamond")  # what hangs on these are branches
_LABEL = 12.0  # points from an arrow to the word of its branch
_MOST_SERVED = 2  # steps that one risk box serves
_ALIKE = 2  # boxes that hang in the same manner are meant to


@dataclass(frozen=True, slots=True)
class _Look:
    dashed: bool
    colours: tuple[str, str]


class RiskView:
    """A drawing of annex 3 with its arrows, and its boxes as risk boxes or steps."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.boxes = reading.boxes[: reading.steps_end]
        arrows = [a for a in reading.arrows if a.source != a.target]
        broken = sum(a.dashed for a in arrows if a.directed)
        self.dashed_flow = broken * 2 > sum(a.directed for a in arrows)
        self.labels = [b for b in reading.parts.loose if is_branch_label(b.text)]
        self.headings = headings_in((*self.boxes, *reading.parts.loose, *reading.parts.notes))
        self.flow = [a for a in arrows if self._is_flow(a)]
        self.sides = sides_of(self.flow, reading.boxes)
        self.into = Counter(a.target for a in self.flow)
        self.out = Counter(a.source for a in self.flow)
        self.links: dict[int, list[Link]] = defaultdict(list)
        for arrow in arrows:
            self.links[arrow.source].append(arrow)
            self.links[arrow.target].append(arrow)
        self.through = {i for i in range(len(self.boxes)) if self.into[i] and self.out[i]}
        self.spine = self.through | {i for i in range(len(self.boxes)) if self._is_in_line(i)}
        self.numbered_steps = _mostly(bool(self._numbers(i)) for i in self.through or self.spine)
        self.dashed_steps = _mostly(self.boxes[i].dashed for i in self.spine)

    def part(self) -> None:
        """Name the risk boxes among the reading's notes."""
        for index in range(len(self.boxes), len(self.reading.boxes) - self._dots):
            self.reading.notes[index] = []
        scores = {i: self._score(i) for i in range(len(self.boxes))}
        for index, score in scores.items():
            if self._hangs(index, score):
                self.reading.notes[index] = []
        self._doubt_mere_words(scores)
        self._take_kin()
        self._take_like_hung()
        self._take_leaves()
        self._take_lone()
        self._doubt_the_rest(scores)

    @property
    def _dots(self) -> int:
        return len(self.reading.parts.dots)

    def _is_flow(self, arrow: Link) -> bool:
        return arrow.directed and not arrow.both and (self.dashed_flow or not arrow.dashed)

    def _is_in_line(self, index: int) -> bool:
        """Tell whether an arrow runs between a box and another one before or behind it."""
        return any(self._is_flow(link) and not self._is_across(link) for link in self.links[index])

    def _is_across(self, link: Link) -> bool:
        return self.sides.hangs(link, self.reading.boxes)

    def _numbers(self, index: int) -> int:
        box = self.boxes[index]
        typed = max(numbered_lines(box.text)[0], listed_in(box.text))
        return max(typed, sum(p.listed for p in box.paragraphs))

    def _score(self, index: int) -> float:
        """Say by words and looks how much a box is a risk box: 0 to 1."""
        box = self.boxes[index]
        named = is_risk_heading(box.text) and not (index in self.spine and column_heading(box.text))
        if named or is_callout(box) or states_level(box.text):
            return _NAMED
        signs = speaks_of_risk(box.text) + ends_sentence(box.text)
        telling = bool(signs)
        score = _LIKELY if telling else 0.0
        if signs > 1 and index not in self.spine:
            score = _CLEAR
        numbers = self._numbers(index)
        if (numbers and not self.numbered_steps) or numbers > 1:
            score = 0.85 if telling else 0.75
        if self._is_set_apart(index):
            score = max(score, 0.8)
        elif heading_of(box, self.headings) and not (self.into[index] or self.out[index]):
            score = max(score, _LIKELY)
        return score / 2 if holds_time_limit(box.text) and numbers < _ALIKE else score

    def _is_set_apart(self, index: int) -> bool:
        """Tell whether dashes set a box apart from the steps, and no arrow makes it a branch."""
        branch = any(self._is_flow(link) and self._is_branch(link) for link in self.links[index])
        return (
            self.boxes[index].dashed
            and not self.dashed_steps
            and index not in self.spine
            and not branch
        )

    def _hangs(self, index: int, score: float) -> bool:
        """Tell whether a box with a score is a risk box, as it stands and is joined."""
        if score >= _NAMED:
            return True
        if index in self.through:
            return False
        if score >= _CLEAR:
            return True
        if score < _LIKELY:
            return False
        if self.into[index] or self.out[index]:
            return bool(self._manner(index))
        return self._is_sideways(index) or all(link.dashed for link in self.links[index])

    def _is_sideways(self, index: int) -> bool:
        """Tell whether a box lies beside the flow of all that it is joined to."""
        links = self.links[index]
        return bool(links) and all(self._is_across(link) for link in links)

    def _neighbours(self, index: int) -> set[int]:
        ends = {end for link in self.links[index] for end in (link.source, link.target)}
        return ends - {index}

    def _look(self, index: int) -> _Look:
        return _Look(self.boxes[index].dashed, self.boxes[index].colours)

    def _candidates(self) -> list[int]:
        """List the boxes that may still prove to be risk boxes."""
        return [
            index
            for index in range(len(self.boxes))
            if index not in self.through
            and index not in self.reading.notes
            and index not in self.spine
            and not holds_time_limit(self.boxes[index].text)
        ]

    def _take_kin(self) -> None:
        """Take boxes that look like the risk boxes found so far and like no step on the way."""
        steps = {self._look(index) for index in self.through}
        known = Counter(
            self._look(index) for index in self.reading.notes if index < len(self.boxes)
        )
        open_ = self._candidates()
        hanging = Counter(self._look(i) for i in open_ if self._is_sideways(i))
        for index in open_:
            look = self._look(index)
            several = hanging[look] >= _ALIKE and self._is_sideways(index)
            branch = any(self._has_word(link) for link in self.links[index])
            if steps and look not in steps and not branch and (known[look] or several):
                self.reading.notes[index] = []

    def _take_like_hung(self) -> None:
        """Take side boxes that hang on an arrow as known risk boxes do, which is to be asked."""
        known = {m for i in self.reading.notes if i < len(self.boxes) and (m := self._manner(i))}
        for index in self._candidates():
            if self._manner(index) in known:
                self.reading.notes[index] = []
                self._doubt(index)

    def _manner(self, index: int) -> str:
        """Say how a box hangs on the side of a step by one arrow, or "" where it does not."""
        links = self.links[index]
        if not self._is_sideways(index) or len(self._neighbours(index)) > _MOST_SERVED:
            return ""
        if any(not self._is_flow(link) or self._is_branch(link) for link in links):
            return ""
        ways = {"to it" if link.target == index else "from it" for link in links}
        return ways.pop() if len(ways) == 1 else ""

    def _is_branch(self, link: Link) -> bool:
        """Tell whether an arrow leaves a question, or has the word of a branch beside it."""
        source = self.reading.boxes[link.source]
        return any(kind in source.kind for kind in _QUESTIONS) or self._has_word(link)

    def _has_word(self, link: Link) -> bool:
        return any(box_to_path(label, link.path) <= _LABEL for label in self.labels)

    def _take_leaves(self) -> None:
        """Take boxes that hang on the chart by lines as no arrow is drawn."""
        hanging = [i for i in self._candidates() if self._hangs_by_leaders(i)]
        for index in hanging:
            self.reading.notes[index] = []
            dashed = all(link.dashed for link in self.links[index])
            if not dashed and len(hanging) < _ALIKE:
                self._doubt(index)

    def _hangs_by_leaders(self, index: int) -> bool:
        links = self.links[index]
        if not links or any(self._is_flow(link) for link in links):
            return False
        near = self._neighbours(index)
        if len(near) > _MOST_SERVED:
            return False
        if all(link.dashed and not self.dashed_flow for link in links):
            return self._ends_here(index)
        return bool(self.flow) and self._is_sideways(index) and self._ends_here(index)

    def _ends_here(self, index: int) -> bool:
        """Tell whether a box and not the box at the other end is the leaf."""
        return all(
            other in self.through
            or self.into[other]
            or self.out[other]
            or len(self._neighbours(other)) > 1
            for other in self._neighbours(index)
        )

    def _take_lone(self) -> None:
        """Take boxes without lines that lie beside a step, where the other boxes are joined."""
        joined = [
            i for i in range(len(self.boxes)) if self.links[i] and i not in self.reading.notes
        ]
        lone = [i for i in self._candidates() if not self.links[i]]
        beside = [i for i in lone if any(self._lies_beside(i, step) for step in joined)]
        for index in beside:
            self.reading.notes[index] = []
            touches = any(
                self._lies_beside(index, step)
                and self.sides.gap(self.boxes[index], self.boxes[step]) <= _TOUCH
                for step in joined
            )
            if not touches and len(beside) < _ALIKE:
                self._doubt(index)

    def _doubt_mere_words(self, scores: Mapping[int, float]) -> None:
        """Ask about a lone box that hangs on an arrow and is told by nothing but its words."""
        found = [i for i in scores if i in self.reading.notes and self._manner(i)]
        manners = Counter(self._manner(index) for index in found)
        for index in found:
            if scores[index] < _CLEAR and manners[self._manner(index)] < _ALIKE:
                self._doubt(index)

    def _doubt_the_rest(self, scores: Mapping[int, float]) -> None:
        """Ask about boxes that stay steps though they hang or lie as risk boxes do."""
        known = any(index < len(self.boxes) for index in self.reading.notes)
        for index in self._candidates():
            labelled = any(self._has_word(link) for link in self.links[index])
            likely = scores[index] >= _LIKELY and not labelled
            if likely or not self.links[index] or (not known and self._manner(index)):
                self._doubt(index)

    def _lies_beside(self, index: int, step: int) -> bool:
        box, other = self.boxes[index], self.boxes[step]
        near = -_TOUCH <= self.sides.gap(box, other) <= _BESIDE
        return near and not holds(other, box) and self.sides.shares_row(box, other)

    def _doubt(self, index: int) -> None:
        text = short(self.boxes[index].text)
        self.reading.reasons.append(f"“{text}”是环节还是风险框不能确定")


def _mostly(values: Iterable[bool]) -> bool:
    listed = list(values)
    return sum(listed) * 2 > len(listed)
