"""Whether a finished plan says all that it should, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rendering.approval import MARKS, DocumentStatus
from rendering.plan_rosters import HEADS, NOT_RECEIVED
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.wordml import clean
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.wording import Passage, Plan


def prove_plan(
    document: bytes,
    data: Consolidated,
    college: College,
    wording: Plan | None,
    status: DocumentStatus,
) -> None:
    """Compare the file with the wording, sentence by sentence, and with the rosters.

    Raises:
        DocumentNotProven: Something is missing, doubled or in the wrong order.
    """
    found = read_back(document)
    mark = MARKS[status]
    problems = [
        *found.problems,
        *(
            f"页眉{name}没有“{mark}”"
            for name, words in found.headers.items()
            if "header" in name and mark and mark not in words
        ),
        *(_wording_problems(found.blocks, wording) if wording else ()),
        *_people_problems(found.blocks, college, wording),
        *_roster_problems(found.blocks, data),
    ]
    if problems:
        raise DocumentNotProven.because("实施方案", problems)


def _wording_problems(blocks: Sequence[Block], wording: Plan) -> Iterator[str]:
    """Look for every paragraph and table of the wording, each after the one before."""
    said = iter(_texts(blocks))
    for text in _expected(wording):
        if not any(clean(text) == other for other in said):
            yield f"方案正文“{text[:20]}”"
            return


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.rows:
            yield from (text for row in block.rows for text in dict.fromkeys(row) if text)
        else:
            yield block.text


def _expected(wording: Plan) -> Iterator[str]:
    if wording.addressee:
        yield wording.addressee
    yield from _of_passages(wording.preamble)
    for section in wording.sections:
        opening = f"{section.number}{section.heading}{section.closing}"
        passages = list(section.passages)
        if section.run_in and passages and not passages[0].cells:
            opening += passages.pop(0).text
        if opening:
            yield opening
        yield from _of_passages(passages)


def _of_passages(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        if passage.cells:
            yield from (c.text for c in passage.cells if c.text)
        else:
            yield passage.text


def _people_problems(
    blocks: Sequence[Block], college: College, wording: Plan | None
) -> Iterator[str]:
    """Look for the leading group of the configuration, where the text is the template's."""
    if wording is not None:
        return
    said = "\v".join(block.text for block in blocks)
    for person in (*college.leading_group.leaders, *college.leading_group.deputies):
        if clean(person.name) not in said:
            yield f"领导小组成员“{person.name}”"


def _roster_problems(blocks: Sequence[Block], data: Consolidated) -> Iterator[str]:
    pages = [block.rows[1:] for block in blocks if block.rows[:1] == (HEADS,)]
    said = [row for rows in pages for row in rows if row[1] != NOT_RECEIVED]
    wanted = [
        tuple(map(clean, (d.name, m.role, m.name, m.post or "")))
        for d in data.departments
        for m in d.roster
    ]
    if said != wanted:
        yield "人员名单与收到的不符"
