"""What a numbered document says around its contents, with the usual words where none are given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rendering.gbt9704 import date_words, edition
from rendering.title_lines import title_lines
from rendering.wordml import clean
from schemas.college import College
from schemas.issue import Issues, Letter, Paper, kind_of

_MOST = 20  # characters of 2号 in a line
_DEPARTMENTS = "各部门（单位）"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The letter whose annex the document is.

    Attributes:
        title: Line by line.
        to: Without its colon.
        annex: Title of the annex, as the annex itself has it.
    """

    title: tuple[str, ...]
    to: str
    text: tuple[str, ...]
    annex: str
    issuer: str
    day: str


@dataclass(frozen=True, slots=True)
class IssuedWords:
    """Everything that is written; ``letter`` is None where the document itself is one."""

    mark: str
    number: str
    upward: bool
    signers: tuple[str, ...]
    copies: tuple[str, ...]
    keywords: tuple[str, ...]
    printer: str
    printed: str
    letter: LetterWords | None

    def all(self) -> tuple[str, ...]:
        """Give every text that has to stand in the document."""
        letter = self.letter
        told = (
            (*letter.title, letter.to, *letter.text, letter.annex, letter.issuer, letter.day)
            if letter
            else ()
        )
        texts = (self.mark, self.number, *self.signers, *self.copies, *self.keywords)
        return tuple(map(clean, (*texts, self.printer, self.printed, *told)))


def issued_words(
    issues: Issues, paper: Paper, college: College, annex: str, as_of: dt.date
) -> IssuedWords | None:
    """Give the words of a document; None where it has no number.

    Args:
        issues: The configuration's ``[issue]``.
        paper: Which document.
        college: For its name, its superior and the edition of GB/T 9704.
        annex: The document's title, as it stands on it.
        as_of: The day of the run.
    """
    issue = issues.of(paper)
    if issue is None:
        return None
    name, rules = college.organisation.name, edition(college.layout.edition)
    dated = issue.dated or as_of
    upward = kind_of(paper, issue) == "report"
    return IssuedWords(
        mark=issues.mark or f"{name}文件",
        number=f"{issue.code or issues.code}〔{issue.year or college.year}〕{issue.number}号",
        upward=upward,
        signers=issue.signers if upward else (),
        copies=issue.copies,
        keywords=issue.keywords if rules.subject_words else (),
        printer=issues.printer,
        printed=f"{date_words(issue.printed or dated, 'arabic')}印发",
        letter=_letter(issue, college, annex, date_words(dated, rules.date_numerals), upward)
        if isinstance(issue, Letter)
        else None,
    )


def _letter(issue: Letter, college: College, annex: str, day: str, upward: bool) -> LetterWords:  # noqa: FBT001 - one caller
    name = college.organisation.name
    bare = annex.removeprefix(name)
    if upward:
        title = (f"{name}关于报送{college.year}年", f"{bare}的报告")
        text = f"现将{name}{college.year}年{bare}报上，请审阅。"
    else:
        title = (f"{name}关于印发", f"{bare}的通知")
        text = f"现将《{annex}》印发给你们，请认真贯彻执行。"
    return LetterWords(
        title=_broken(issue.title, title),
        to=issue.to or (college.organisation.superior if upward else _DEPARTMENTS),
        text=issue.text or (text,),
        annex=annex,
        issuer=name if edition(college.layout.edition).print_issuer else "",
        day=day,
    )


def _broken(given: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Break a title into lines; the usual one before its annex, where both halves fit."""
    if given is None and all(len(line) <= _MOST for line in usual):
        return usual
    return tuple(title_lines(given or "".join(usual)))
