"""The official 实施方案: from the configuration, or the office's own wording typeset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rendering.approval import MARKS, DocumentStatus
from rendering.blank_forms import BlankAnnex, blank_annexes
from rendering.frame import opened, packed
from rendering.gbt9704 import date_words, edition, standard
from rendering.plan_proof import prove_plan
from rendering.plan_rosters import rosters
from rendering.plan_text import signature, typeset
from rendering.template import Filled, Template
from rendering.title_lines import title_lines
from rendering.wordml import XMLNS_W, paragraph, run
from schemas.college import College, Person
from schemas.consolidated import Consolidated
from schemas.key_areas import key_areas
from schemas.schedule import milestones
from schemas.wording import Plan

TITLE = "廉政风险防控机制建设实施方案"
_PLACES = ("wording", "annex_list", "signature", "rosters")
_FORMS = ("forms_1", "forms_2", "forms_3", "forms_4")
_OFFICE = "领导小组办公室"


def render_plan(
    data: Consolidated,
    college: College,
    wording: Plan | None,
    *,
    status: DocumentStatus,
    template: Path,
) -> bytes:
    """Write the plan phase's document; equal arguments give equal bytes.

    Args:
        data: For the college's name, the departments' rosters and the day.
        college: Leading group, office, schedule, superior, tiers and the edition of GB/T 9704.
        wording: What the office has put into its folder; it takes the place of the template's own
            sections, with nothing of it lost or changed. None where there is none.
        status: ``draft`` carries its mark on every page.
        template: ``plan.docx``, the shipped one or the office's own.

    Returns:
        The docx file.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file does not hold all that it should.
    """
    sheet = opened(template, college)
    filled = sheet.fill(_words(data, college, wording, status), (*_PLACES, *_FORMS))
    annexes, _ = blank_annexes(standard(), sheet.style, data.organisation, next_id=filled.next_id)
    listed = wording.annexes if wording and wording.annexes else [a.title for a in annexes]
    day = wording.issued_on if wording and wording.issued_on else data.as_of
    prepared = {
        "wording": typeset(wording, sheet.style, standard()) if wording else (),
        "annex_list": tuple(_annex_list(listed, sheet)),
        "signature": signature(
            _issuer(data, college, wording), _day(day, college), sheet.style, standard()
        ),
        "rosters": tuple(rosters(data, sheet, standard())),
        **_forms(annexes, sheet),
    }
    document = _finished(filled, prepared, data)
    prove_plan(document, data, college, wording, status)
    return document


def _finished(filled: Filled, prepared: dict[str, Sequence[str]], data: Consolidated) -> bytes:
    return packed(filled.insert(prepared), data, TITLE)


def _words(
    data: Consolidated, college: College, wording: Plan | None, status: DocumentStatus
) -> dict[str, object]:
    superior = college.organisation.superior or "上级主管部门"
    title = wording.title if wording and wording.title else f"{data.organisation}{TITLE}"
    return {
        "organisation": data.organisation,
        "superior": superior,
        "superior_body": _body_of(superior),
        "year": data.year,
        "date": _day(data.as_of, college),
        "mark": MARKS[status],
        "title": title_lines(title),
        "worded": wording is not None,
        "due": _due(college),
        "mobilisation": _mobilised(college),
        "roster_due": _roster_due(college),
        "leaders": [_person(person) for person in college.leading_group.leaders],
        "deputies": [_person(person) for person in college.leading_group.deputies],
        "group_members": college.leading_group.members,
        "office_director": college.office.director or "",
        "office_deputies": "、".join(college.office.deputies),
        "office_members": "、".join(college.office.members),
        "key_areas": "、".join(area.name for area in key_areas()),
        "tiers": "；".join(
            f"{level}等级风险由{tier}负责" for level, tier in college.responsibility.items()
        ),
    }


def _person(person: Person) -> str:
    return f"{person.name}　{person.post}" if person.post else person.name


def _body_of(superior: str) -> str:
    """Give the superior body itself: 中国地震局 of 中国地震局廉政风险防控…办公室."""
    return superior.partition("廉政风险防控")[0] or superior


def _due(college: College) -> dict[str, str]:
    """Write every milestone's day; the year only where it is another one."""
    days = college.dates.due
    return {
        milestone.code: _month_day(days[milestone.code], college.year)
        if milestone.code in days
        else "规定时间"
        for milestone in milestones()
    }


def _month_day(day: dt.date, year: int) -> str:
    words = f"{day.month}月{day.day}日"
    return words if day.year == year else f"{day.year}年{words}"


def _mobilised(college: College) -> str:
    day = college.dates.mobilisation
    return f"（{_month_day(day, college.year)}）" if day else ""


def _roster_due(college: College) -> str:
    day = college.dates.due.get("M01")
    return f"（{_month_day(day, college.year)}前）" if day else ""


def _day(day: dt.date, college: College) -> str:
    return date_words(day, edition(college.layout.edition).date_numerals)


def _issuer(data: Consolidated, college: College, wording: Plan | None) -> str:
    """Name who issues the plan; "" where the edition leaves that to the seal."""
    if wording and wording.issued_by:
        return wording.issued_by
    return data.organisation if edition(college.layout.edition).print_issuer else ""


def _annex_list(titles: Sequence[str], sheet: Template) -> Iterator[str]:
    """Write the note on annexes (附件说明): numbered, without marks after the names."""
    style = sheet.style("公文正文")
    for number, title in enumerate(titles, 1):
        lead = "附件：" if number == 1 else "　　　"
        yield paragraph(run(f"{lead}{number}．{title}"), style=style, namespaces=XMLNS_W)


def _forms(annexes: Sequence[BlankAnnex], sheet: Template) -> dict[str, Sequence[str]]:
    """Share the blank annexes out to the template's sections, upright and landscape in turn."""
    runs = [list(group) for _, group in groupby(annexes, key=lambda annex: annex.sideways)]
    end = sheet.style("分节")
    prepared: dict[str, Sequence[str]] = {}
    for name, group in zip(_FORMS, runs, strict=True):
        blocks: list[str] = []
        for number, annex in enumerate(group):
            if number:
                blocks.append(paragraph(style=end, page_break_before=True, namespaces=XMLNS_W))
            blocks.extend(annex.blocks)
        prepared[name] = blocks
    return prepared
