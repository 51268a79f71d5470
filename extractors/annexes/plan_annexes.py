"""The annexes that follow a plan in its file: the blank forms, as the office drew them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.annexes.furniture import title_kind
from extractors.annexes.prose import Para
from extractors.annexes.recognise import kind_of
from extractors.annexes.text import bare, joined
from extractors.annexes.whole_file import ANNEXES, annex_number, without_annex
from schemas.wording import Passage, PlanAnnex

_LONGEST_TITLE = 45


@dataclass(slots=True)
class _Draft:
    """An annex while it is being gathered."""

    number: int | None
    title: str = ""
    found: list[Para] = field(default_factory=list)

    def is_begun(self) -> bool:
        """Tell whether a table or chart belongs to it already."""
        return any(not para.is_text for para in self.found)

    def finish(self) -> PlanAnnex:
        """Make the annex."""
        form = title_kind(self.title)
        kinds = (kind_of(para.grid).form for para in self.found if para.grid is not None)
        known = form if form in ANNEXES else next((kind for kind in kinds if kind in ANNEXES), None)
        passages = tuple(_passage(para) for para in self.found if para.text)
        return PlanAnnex(number=self.number, title=self.title, form=known, passages=passages)


def read_attached(found: Sequence[Para]) -> tuple[PlanAnnex, ...]:
    """Part what follows a plan into its annexes: at 附件N, else at their titles."""
    drafts: list[_Draft] = []
    for index, para in enumerate(found):
        number = annex_number(para)
        draft = drafts[-1] if drafts else None
        if number is not None:
            drafts.append(_Draft(number, joined(without_annex(para.text))))
        elif draft is None or (draft.is_begun() and _is_title(para)):
            drafts.append(_Draft(None, joined(para.text) if para.is_text else ""))
            if not para.is_text:
                drafts[-1].found.append(para)
        elif not draft.title and not draft.found and para.is_text:
            draft.title = joined(para.text)
        elif _completes_title(draft, para, found[index - 1]):
            draft.title += joined(para.text)
        else:
            draft.found.append(para)
    return tuple(draft.finish() for draft in drafts)


def annex_titles(listed: Sequence[str], attached: Iterable[PlanAnnex]) -> tuple[str, ...]:
    """Give the titles of all annexes: those that the text lists, then others that follow."""
    titles = list(listed)
    known = {bare(title) for title in titles} | {title_kind(title) for title in titles} - {""}
    for annex in attached:
        named = {bare(annex.title), annex.form or bare(annex.title)}
        if annex.title and not named & known:
            titles.append(annex.title)
    return tuple(titles)


def _is_title(para: Para) -> bool:
    return para.is_text and title_kind(para.text) in ANNEXES


def _completes_title(draft: _Draft, para: Para, before: Para) -> bool:
    """Tell whether a line is the second half of a title that was broken over two lines."""
    if draft.found or not para.is_text or not before.is_text or title_kind(draft.title):
        return False
    return title_kind(draft.title + para.text.strip()) in ANNEXES


def _passage(para: Para) -> Passage:
    return para.passage()
