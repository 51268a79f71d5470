"""A document that is issued with a number (发文): what its 版头 and 版记 say, as configured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schemas.base import Model
from schemas.days import Day

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Kind = Literal["notice", "report"]
Paper = Literal["plan", "catalogue", "summary", "handbook", "work_report", "assessment"]


class Issue(Model):
    """One document's number and what stands around it; what is missing has a usual value.

    Attributes:
        number: Running number of the year (序号), without zeros before it.
        code: 机关代字; None for that of all documents.
        year: Year in the number; None for the college's year.
        signers: 签发人; a report has at least one.
        copies: 抄送, organ by organ.
        keywords: 主题词, printed in the edition of 1999 only.
        dated: 成文日期; None for the day of the run.
        printed: 印发日期; None for ``dated``.
    """

    number: Annotated[int, Field(gt=0)]
    code: Words | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    signers: tuple[Words, ...] = ()
    copies: tuple[Words, ...] = ()
    keywords: tuple[Words, ...] = ()
    dated: Day | None = None
    printed: Day | None = None


class Letter(Issue):
    """A document that goes out as the annex of a letter, which carries number and signature.

    Attributes:
        kind: ``report`` goes upward, ``notice`` downward; None for what the document usually is.
        to: 主送; None for the superior of a report, for the departments of a notice.
        title: Title of the letter.
        text: Its paragraphs.
    """

    kind: Kind | None = None
    to: Words | None = None
    title: Words | None = None
    text: tuple[Words, ...] = ()


class Issues(Model):
    """The section ``[issue]``: the college's own words, and the documents with a number.

    Attributes:
        code: 机关代字, for example 防院发.
        printer: 印发机关.
        mark: 发文机关标志; None for the college's name and 文件.
    """

    code: Words
    printer: Words
    mark: Words | None = None
    plan: Letter | None = None
    catalogue: Letter | None = None
    summary: Letter | None = None
    handbook: Letter | None = None
    work_report: Issue | None = None
    assessment: Letter | None = None

    def of(self, paper: Paper) -> Issue | None:
        """Give what is configured for a document; None where it has no number."""
        found: Issue | None = getattr(self, paper)
        return found

    @property
    def numbered(self) -> tuple[tuple[Paper, Issue], ...]:
        """Give the documents that have a number."""
        papers: tuple[Paper, ...] = (
            "plan",
            "catalogue",
            "summary",
            "handbook",
            "work_report",
            "assessment",
        )
        return tuple((paper, found) for paper in papers if (found := self.of(paper)))


def usual_kind(paper: Paper) -> Kind:
    """Tell whether a document usually goes to the departments or to the superior."""
    return "notice" if paper == "plan" else "report"


def kind_of(paper: Paper, issue: Issue) -> Kind:
    """Tell which way a document goes."""
    told = issue.kind if isinstance(issue, Letter) else None
    return told or usual_kind(paper)
