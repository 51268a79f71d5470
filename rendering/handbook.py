"""The official 廉政风险防控手册: a chapter a department, with right page numbers throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from markupsafe import Markup

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.book.binding import (
    RUNNING_HEAD,
    Binding,
    Chapter,
    Patterns,
    headings,
    numbered,
    with_last_number,
    with_running_head,
)
from rendering.book.contents import WHOLE, contents
from rendering.book.marks import IDS_OF_PART
from rendering.book.press import Press
from rendering.frame import front_words, opened, packed
from rendering.handbook_chapter import ChapterMaker, Place
from rendering.handbook_figures import measure_figures
from rendering.handbook_index import RUNNING, Indexes
from rendering.handbook_proof import TITLE, prove_handbook
from rendering.handbook_tiers import TierPages
from rendering.memory import NO_MEMORY, Memory
from rendering.summary import figure_words
from rendering.template import Filled
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.statistics import Statistics, statistics

_CONTENTS, _CHAPTERS, _TIERS, _INDEXES = (
    "contents",
    "chapters",
    "tiers_of_responsibility",
    "indexes",
)


def render_handbook(
    data: Consolidated,
    college: College,
    *,
    status: DocumentStatus,
    template: Path,
    approval: ApprovalPage,
    memory: Memory = NO_MEMORY,
    prove: Callable[[Callable[[], None]], None] = lambda proof: proof(),
) -> bytes:
    """Write the handbook; equal arguments give equal bytes.

    Args:
        data: The whole college, as published.
        college: For the superior's name, the departments' duties, who answers for which level,
            the counting unit, and the edition of GB/T 9704.
        status: ``draft`` and ``for_approval`` carry their mark on every page.
        template: ``handbook.docx``, the shipped one or the office's own.
        approval: What the page 审定情况 says.
        memory: Keeps the chapters, so that those of unchanged departments are not made again.
        prove: Carries out the proof of the finished file, at once or aside; until it has come to
            its end, the file may not be handed out.

    Returns:
        The docx file.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file does not hold all of ``data``.
    """
    figures = statistics(data, college.counting.unit)
    paper = opened(template, college)
    patterns = Patterns(paper.section(_CHAPTERS), paper.section(_TIERS))
    words = {
        **figure_words(data, figures, college),
        **measure_figures(data)._asdict(),
        **front_words(data, college, status, approval),
        "running_head": Markup(RUNNING_HEAD),  # noqa: S704 - our own mark
    }
    filled = paper.fill(words, (_CONTENTS, _CHAPTERS, _TIERS, _INDEXES))
    press = Press(paper)
    chapters = ChapterMaker(press, patterns.paper, college, template, memory)
    parts = _Book(data, college, figures, press, patterns, chapters).bound(filled)
    document = packed(parts, data, TITLE)
    prove(partial(prove_handbook, document, data, college, figures, status, approval, memory))
    return document


class _Book:
    """The handbook's parts, and how they are bound."""

    def __init__(
        self,
        data: Consolidated,
        college: College,
        figures: Statistics,
        press: Press,
        patterns: Patterns,
        chapters: ChapterMaker,
    ) -> None:
        self._data, self._college, self._figures = data, college, figures
        self._press, self._patterns, self._chapter_maker = press, patterns, chapters

    def bound(self, filled: Filled) -> dict[str, bytes]:
        """Make all parts of the document."""
        chapters = list(self._chapters(filled.next_id))
        paper = self._patterns.paper
        tiers = TierPages(self._press, paper, self._college).chapter(self._data)
        indexes = Indexes(self._press, paper).chapter(self._data)
        whole = (*chapters, tiers, indexes)
        pages = numbered(whole)
        binding = Binding(filled, self._patterns, self._press.style("分节"))
        begin, end = self._press.bookmarks.over(WHOLE)
        # sections are written in the order of the book: each goes on from the one before
        written = {
            _CONTENTS: list(contents(headings(whole), pages, self._press)),
            _CHAPTERS: [begin, *binding.sections(chapters, pages)],
            _TIERS: list(binding.sections([tiers], pages)),
            _INDEXES: [*binding.sections([indexes], pages, open_end=True), end],
        }
        finished = filled.with_parts({**_headers(filled), **binding.relations})
        parts = finished.insert(written, binding.parts)
        return with_last_number(parts, filled.main, binding.open_number)

    def _chapters(self, next_id: int) -> Iterator[Chapter]:
        first = 1
        pairs = zip(self._data.departments, self._figures.departments, strict=True)
        for number, (department, figures) in enumerate(pairs, 1):
            place = Place(number, first, next_id + number * IDS_OF_PART)
            yield self._chapter_maker.chapter(place, department, figures)
            first += len(department.items)


def _headers(filled: Filled) -> Mapping[str, bytes]:
    """Let the template's own headers name the last part of the book."""
    mark = RUNNING_HEAD.encode()
    return {
        name: with_running_head(part, RUNNING)
        for name, part in filled.parts.items()
        if name.endswith(".xml") and mark in part
    }
