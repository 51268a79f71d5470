"""What plan and work report have in common: running text in parts, each below its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.annexes.furniture import title_text
from extractors.annexes.outline import Heading
from extractors.annexes.particulars import Stray
from extractors.annexes.prose import Para
from extractors.annexes.text import joined
from extractors.grid import Block, Line
from schemas.base import Place
from schemas.wording import Passage

_PICTURE = "（图片）"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or None above the first one, with what stands below it.

    Attributes:
        place: Where the heading stands.
        found: Its paragraphs and tables; the first one may go on in the heading's paragraph.
    """

    heading: Heading | None
    place: Place
    found: tuple[Para, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What stands below the heading, for the model."""
        return tuple(para.passage() for para in self.found)

    def fields(self) -> Mapping[str, Any]:
        """Give the fields of a headed section (:class:`schemas.wording.Headed`)."""
        passages, heading = self.passages, self.heading
        fields: dict[str, Any] = {
            "heading": "",
            "text": "\n".join(passage.text for passage in passages),
            "passages": passages,
            "places": {"": self.place},
        }
        if heading is not None:
            fields |= {
                "heading": heading.heading,
                "number": heading.number,
                "closing": heading.closing,
                "run_in": bool(heading.rest),
            }
        return fields


def parts_of(found: Sequence[Para], headings: Mapping[int, Heading]) -> Iterator[Part]:
    """Part paragraphs at their headings; the first part may have none."""
    starts = sorted({0, *headings} if found else set())
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        heading = headings.get(start)
        below = list(found[start + 1 if heading else start : end])
        if heading is not None and heading.rest:
            below.insert(0, replace(found[start], text=heading.rest, label=""))
        yield Part(heading, found[start].place, tuple(below))


def title_of(lines: Sequence[Block]) -> str:
    """Put a title together from its lines."""
    return joined(title_text("".join(b.text.strip() for b in lines if isinstance(b, Line))))


def readable(found: Iterable[Para]) -> tuple[Para, ...]:
    """Leave out drawings, which no running text can hold."""
    return tuple(para for para in found if para.drawing is None)


def drawn(found: Iterable[Para], text: Sequence[Para]) -> Iterator[Stray]:
    """Give the words of drawings, and pictures within the text, as what has no place.

    A picture below the text is a seal.
    """
    end = text[-1].block if text else -1
    for para in found:
        if para.drawing is not None and (para.text or para.block < end):
            yield Stray(para.text or _PICTURE, para.place)
