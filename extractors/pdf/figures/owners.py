"""Which shape each character of a page stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.pdf.figures.marks import Area
from extractors.pdf.figures.rulings import holds
from extractors.pdf.objects import Char, PageObjects

_NEXT = 0.4  # ems between characters of one word
_OVER = 0.8  # ems by which a last line may stand below the shape that it belongs to


class Owners:
    """The characters of a page by the shape that they stand in.

    Words that are too long for their shape belong to it all the same; a shape drawn around
    others owns no words.

    Attributes:
        chars: The page's characters.
        free: Places of characters in no shape.
    """

    def __init__(self, page: PageObjects, areas: Sequence[Area]) -> None:
        """Find the owner of each visible character."""
        self.chars = page.chars
        self._of: dict[int, list[int]] = {id(area): [] for area in areas}
        inked = [i for i, c in enumerate(page.chars) if not c.hidden and c.text.strip()]
        carriers = [a for a in areas if not _is_frame(a, areas, [page.chars[i] for i in inked])]
        carriers.sort(key=lambda area: area.size)
        owner: dict[int, Area] = {}
        for index in inked:
            area = next((a for a in carriers if _stands_in(page.chars[index], a)), None)
            if area is not None:
                owner[index] = area
        self._add_overflow(inked, owner, carriers)
        for index, area in owner.items():
            self._of[id(area)].append(index)
        self.free = [index for index in inked if index not in owner]

    def of(self, area: Area) -> list[int]:
        """Give the places of a shape's characters in the page's."""
        return self._of[id(area)]

    def has_text(self, area: Area) -> bool:
        """Tell whether a shape carries text."""
        return bool(self._of[id(area)])

    def _add_overflow(
        self, inked: Sequence[int], owner: dict[int, Area], carriers: Sequence[Area]
    ) -> None:
        """Give a shape what sticks out of it of its words."""
        if len(owner) == len(inked):
            return
        for row in self._words(inked):
            owners = {id(owner[i]): owner[i] for i in row if i in owner}
            if len(owners) == 1:
                owner.update(dict.fromkeys(row, *owners.values()))
            elif not owners:
                area = next((a for a in carriers if self._hangs_below(row, a, owner)), None)
                if area is not None:
                    owner.update(dict.fromkeys(row, area))

    def _words(self, inked: Sequence[int]) -> Iterator[list[int]]:
        """Give runs of characters that follow each other without a gap."""
        chars = self.chars
        row: list[int] = []
        for index in sorted(inked, key=lambda i: (round(chars[i].middle[1]), chars[i].left)):
            char = chars[index]
            if row:
                last = chars[row[-1]]
                level = abs(last.middle[1] - char.middle[1]) <= char.size / 2
                if not (level and -char.size < char.left - last.right <= _NEXT * char.size):
                    yield row
                    row = []
            row.append(index)
        if row:
            yield row

    def _hangs_below(self, row: Sequence[int], area: Area, owner: dict[int, Area]) -> bool:
        """Tell whether a line is the last of a shape that is too low for its words."""
        left, _, right, bottom = area.bounds
        first = self.chars[row[0]]
        if not bottom <= first.middle[1] <= bottom + _OVER * first.size:
            return False
        if first.left < left - 1 or self.chars[row[-1]].right > right + 1:
            return False
        return any(
            a is area and 0 < first.middle[1] - self.chars[i].middle[1] <= 1.8 * first.size
            for i, a in owner.items()
        )


def _is_frame(area: Area, areas: Sequence[Area], chars: Sequence[Char]) -> bool:
    """Tell whether a shape is drawn around others that carry text."""
    return any(
        other is not area and holds(area, other) and any(_stands_in(c, other) for c in chars)
        for other in areas
    )


def _stands_in(char: Char, area: Area) -> bool:
    x, y = char.middle
    left, top, right, bottom = area.bounds
    return left <= x <= right and top <= y <= bottom
