"""Whether the pages of one item in a finished handbook say exactly what the data say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from rendering.catalogue_proof import all_drawn
from rendering.diagrams import box_words
from rendering.handbook_charts import FLOW, MAP, NO_RISKS, NOT_RATED, not_drawn
from rendering.handbook_figures import measures_of, planned_regulations, regulations_of
from rendering.handbook_item import MEASURES, RESPONSIBLE, Numbered, facts
from rendering.handbook_tables import (
    MEASURE_HEADS,
    NO_LEVEL,
    NO_MEASURES,
    NOTHING,
    RESPONSIBLE_HEADS,
    responsibilities,
)
from rendering.item_pages import NO_FLOW, NO_STEPS, SUPERVISION, visible
from rendering.proof import Block
from rendering.risk_map_pages import drawn_risks
from rendering.wordml import clean
from schemas.college import Level
from schemas.consolidated import ConsolidatedItem

Rows = list[tuple[str, ...]]


def item_is_told(blocks: Sequence[Block], numbered: Numbered, tiers: Mapping[Level, str]) -> bool:
    """Compare everything under an item's heading with the item."""
    item = numbered.item
    named = tuple(tuple(map(clean, line)) for line in facts(numbered))
    parts = _parts(blocks, numbered)
    wanted = [FLOW, MAP, *((MEASURES, RESPONSIBLE) if item.risks else ())]
    if [*parts] != ["", *wanted] or named not in [block.rows for block in parts[""]]:
        return False
    right = _flow_is_told(parts[FLOW], item) and _map_is_told(parts[MAP], item)
    if item.risks:
        right = right and _measures_are_told(_rows(parts[MEASURES], MEASURE_HEADS), item)
        heads = RESPONSIBLE_HEADS if tiers else RESPONSIBLE_HEADS[:-1]
        rows = _rows(parts[RESPONSIBLE], heads)
        said = [words[: len(heads)] for words, _ in responsibilities(item, tiers)]
        right = right and rows == [tuple(map(clean, words)) for words in said]
    return right


def _parts(blocks: Sequence[Block], numbered: Numbered) -> dict[str, list[Block]]:
    """Cut an item's pages at the headings of its parts."""
    names = {numbered.part(n, words).text: words for n, words in
             enumerate((FLOW, MAP, MEASURES, RESPONSIBLE), 1)}  # fmt: skip
    found: dict[str, list[Block]] = {"": []}
    for block in blocks:
        if block.text in names:
            found[names[block.text]] = []
        else:
            found[next(reversed(found))].append(block)
    return found


def _rows(blocks: Sequence[Block], heads: Sequence[str]) -> Rows:
    tables = (block.rows for block in blocks if block.rows[:1] == (tuple(heads),))
    return [row for rows in tables for row in rows[1:]]


def _flow_is_told(blocks: Sequence[Block], item: ConsolidatedItem) -> bool:
    texts = [block.text for block in blocks]
    flow = item.flow
    if flow and flow.supervision and clean(f"{SUPERVISION}{flow.supervision}") not in texts:
        return False
    if flow is None or not flow.steps:
        return (NO_STEPS if flow else NO_FLOW) in texts
    return all_drawn(flow, [shape for block in blocks for shape in block.shapes])


def _map_is_told(blocks: Sequence[Block], item: ConsolidatedItem) -> bool:
    """Each risk stands in the box at its step, or a note says that it does not."""
    texts = [block.text for block in blocks]
    if not item.risks:
        return (NO_RISKS if item.nothing_to_report else NOT_RATED) in texts
    outside = {n for text in texts for n in not_drawn(text)}
    kept = {risk.step for n, risk in enumerate(item.risks, 1) if n not in outside}
    drawn = {step: told for step, told in drawn_risks(item).items() if step in kept}
    if kept != set(drawn):
        return False
    if not drawn or item.flow is None:
        return True
    flow = visible(item.flow)
    boxes = Counter(words.replace("\n", "") for words in box_words(flow, drawn))
    shapes = Counter(shape for block in blocks for shape in block.shapes)
    return not boxes - shapes and all_drawn(flow, list((shapes - boxes).elements()))


def _measures_are_told(rows: Rows, item: ConsolidatedItem) -> bool:
    """Each manifestation has its row; measures and regulations stand beside all that they cover.

    A row is written again where the table goes on on another page.
    """
    numbered = list(enumerate(item.risks, 1))
    said = list(dict.fromkeys(row[:4] for row in rows))
    wanted = [
        (
            clean(risk.point),
            clean(risk.personnel) or NOTHING,
            f"{number}.\t{clean(risk.manifestation)}",
            risk.level or NO_LEVEL,
        )
        for number, risk in numbered
    ]
    of_row = {row[2]: number for row, (number, _) in zip(wanted, numbered, strict=True)}
    if said != wanted:
        return False
    measures, regulations = measures_of(item), regulations_of(item)
    told = [
        (tuple(f"{measures[text]}.\t{clean(text)}" for text in risk.measures) or (NO_MEASURES,),
         tuple(f"{regulations[text]}.\t{clean(text)}" for text in planned_regulations(risk))
         or (NOTHING,))
        for risk in item.risks
    ]  # fmt: skip
    return all(
        _covered([(of_row[row[2]], row[4 + column]) for row in rows], [one[column] for one in told])
        for column in (0, 1)
    )


def _covered(cells: Sequence[tuple[int, str]], wanted: Sequence[tuple[str, ...]]) -> bool:
    """Compare a column's cells, each with its risk, with the entries of all risks.

    A long cell may be divided between the rows of the risks that it covers.
    """
    numbered = enumerate(wanted, 1)
    for entries, group in groupby(numbered, key=lambda one: one[1]):
        own = {number for number, _ in group}
        said = dict.fromkeys(words for number, words in cells if number in own)
        if "\n".join(said) != "\n".join(entries):
            return False
    return True
