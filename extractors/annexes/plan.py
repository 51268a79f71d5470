"""实施方案 in the office's own wording, read whole and in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.annexes.outline import outline
from extractors.annexes.plan_annexes import annex_titles, read_attached
from extractors.annexes.plan_days import Words, find_days, usual_year, years_told
from extractors.annexes.plan_people import Stretch, read_bodies
from extractors.annexes.prose import Para, paras
from extractors.annexes.reading import Annex, Reading, stray_findings
from extractors.annexes.sections import Section
from extractors.annexes.vocabulary import patterns
from extractors.annexes.whole_file import find_whole
from extractors.annexes.worded import Part, drawn, parts_of, readable, title_of
from extractors.annexes.wording_frame import Frame, framed
from schemas.text import normalised
from schemas.wording import Plan, PlanDate, PlanDay, PlanSection


def _read(section: Section, file: str) -> Reading:
    """Read a plan: everything of it in its place; days, people and annexes found in it."""
    whole = find_whole(section.blocks)
    if whole is None:
        return (), ()
    title = title_of(section.blocks[whole.start : whole.body])
    front = paras(section.blocks[: whole.start])
    body = paras(section.blocks[whole.body : whole.end])
    attached = read_attached(paras(section.blocks[whole.end :]))
    frame = framed(readable(body))
    parts = tuple(parts_of(frame.text, outline(frame.text, "plan")))
    people = read_bodies(_stretches(parts))
    dates, days = _days(title, front, frame, parts)
    form = Plan(
        title=title,
        sections=tuple(_section(part) for part in parts if part.heading),
        dates=dates,
        days=days,
        annexes=annex_titles(frame.annexes, attached),
        front=tuple(para.passage() for para in front if para.text),
        subtitle=tuple(frame.subtitle),
        addressee=frame.addressee,
        preamble=tuple(p for part in parts if part.heading is None for p in part.passages),
        issued_by=frame.issued_by,
        issued_on=frame.issued_on,
        closing=tuple(para.passage() for para in frame.closing),
        attached=attached,
        leading_group=tuple(people.leading_group),
        office=tuple(people.office),
    )
    return (form,), stray_findings(drawn(body, frame.text), file)


def _section(part: Part) -> PlanSection:
    level = part.heading.level if part.heading else 1
    return PlanSection.model_validate({**part.fields(), "level": level})


def _stretches(parts: Sequence[Part]) -> Iterator[Stretch]:
    for part in parts:
        level, words = (part.heading.level, part.heading.heading) if part.heading else (0, "")
        yield Stretch(level, words, part.found)


# ---- days


def _days(
    title: str, front: Sequence[Para], frame: Frame, parts: Sequence[Part]
) -> tuple[tuple[PlanDate, ...], tuple[PlanDay, ...]]:
    numbers = [para.text for para in front if _is_number(para.text)]
    own = years_told([title, *frame.subtitle, *numbers])
    signed = [frame.issued_on.year] if frame.issued_on else []
    stretches = tuple(_words(parts))
    likely = usual_year(years_told(stretch.text for stretch in stretches))
    return find_days(
        stretches,
        sure=next(iter([*signed, *own]), None),
        likely=likely,
        organisation=_organisation(title),
    )


def _is_number(text: str) -> bool:
    """Tell whether a line above the title is the document's own number (文号)."""
    return len(normalised(text)) <= _LONGEST_NUMBER and bool(years_told([text]))


_LONGEST_NUMBER = 30


def _organisation(title: str) -> str:
    """Give the name that a title begins with: what stands before its subject."""
    found = (p.search(title) for p in patterns("plan", "subjects"))
    starts = [match.start() for match in found if match]
    return title[: min(starts)] if starts else ""


def _words(parts: Sequence[Part]) -> Iterator[Words]:
    """Give heading, paragraphs and table rows in order, with the headings above them."""
    above: dict[int, str] = {}
    for part in parts:
        if part.heading is not None:
            above = {k: v for k, v in above.items() if k < part.heading.level}
            above[part.heading.level] = part.heading.heading
            headings = tuple(above[level] for level in sorted(above, reverse=True))
            yield Words(part.heading.heading, part.place, headings[1:])
        headings = tuple(above[level] for level in sorted(above, reverse=True))
        earlier = ""
        for para in part.found:
            yield from _of_para(para, headings, earlier)
            earlier += f"{para.words}\n"


def _of_para(para: Para, headings: tuple[str, ...], earlier: str) -> Iterator[Words]:
    if para.grid is None:
        yield Words(para.words, para.place, headings, earlier)
        return
    for row in range(1, para.grid.rows + 1):
        cells = [cell.text for cell in para.grid.row_cells(row) if cell.text]
        place = para.place.model_copy(update={"row": row})
        yield Words("，".join(cells).replace("\n", ""), place, headings, row=True)


ANNEX = Annex(kinds=("plan",), read=_read)
