"""What the comments say: findings at one place, those of one code folded into one comment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from rendering.returned.places import Element
from rendering.wordml import clean
from schemas.findings import SEVERITY_NAMES, Finding

AUTHOR, INITIALS = "领导小组办公室", "廉防"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HALF_POINTS = "18"


def by_place(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Put findings of the same code at the same place together, in the order given."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        place = finding.location
        where = place.model_copy(update={"text": None}) if place else None
        groups.setdefault((finding.code, finding.severity, where), []).append(finding)
    return list(groups.values())


def lines(group: Sequence[Finding]) -> Iterator[str]:
    """Say in lines what is wrong at a place: severity and code, the messages, what to do."""
    first = group[0]
    count = f"（{len(group)}处）" if len(group) > 1 else ""
    yield f"{SEVERITY_NAMES[first.severity]} {first.code}{count}"
    yield from dict.fromkeys(finding.message for finding in group)
    for hint in dict.fromkeys(finding.hint for finding in group):
        yield f"怎么改：{hint}"


def add_comment(
    comments: Element, number: str, texts: Iterable[str], day: dt.date, *, author: str = AUTHOR
) -> None:
    """Write a comment into the comments part, in the part's own namespace.

    Args:
        comments: Root of the part.
        number: The comment's id, unique in the document.
        texts: Its paragraphs, the first of them bold.
        day: Stands as the comment's date.
        author: Stands as its author.
    """
    w = f"{{{etree.QName(comments).namespace}}}"
    comment = etree.SubElement(comments, f"{w}comment")
    comment.set(f"{w}id", number)
    comment.set(f"{w}author", author)
    comment.set(f"{w}date", f"{day.isoformat()}T00:00:00Z")
    comment.set(f"{w}initials", INITIALS)
    for index, text in enumerate(texts):
        _paragraph(comment, w, text, first=index == 0)


def _paragraph(comment: Element, w: str, text: str, *, first: bool) -> None:
    """Write small plain type whatever the document's default style looks like."""
    paragraph = etree.SubElement(comment, f"{w}p")
    properties = etree.SubElement(paragraph, f"{w}pPr")
    spacing = etree.SubElement(properties, f"{w}spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")):
        spacing.set(f"{w}{name}", value)
    indent = etree.SubElement(properties, f"{w}ind")
    indent.set(f"{w}firstLineChars", "0")
    indent.set(f"{w}firstLine", "0")
    etree.SubElement(properties, f"{w}jc").set(f"{w}val", "left")
    if first:
        etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}annotationRef")
    run = etree.SubElement(paragraph, f"{w}r")
    look = etree.SubElement(run, f"{w}rPr")
    if first:
        etree.SubElement(look, f"{w}b")
    etree.SubElement(look, f"{w}sz").set(f"{w}val", _HALF_POINTS)
    for position, line in enumerate(clean(text).split("\n")):
        if position:
            etree.SubElement(run, f"{w}br")
        words = etree.SubElement(run, f"{w}t")
        words.text = line
        words.set(_XML_SPACE, "preserve")
