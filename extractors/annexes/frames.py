"""Tables that only frame other tables, looked through."""

from __future__ import annotations

from extractors.annexes.joined_tables import parted
from extractors.annexes.recognise import kind_of
from extractors.annexes.turned_tables import upright
from extractors.grid import Block, Document, Grid


def body_blocks(document: Document) -> list[Block]:
    """List the body's blocks; a table that only frames other tables is replaced by them."""
    nested: dict[int, list[Grid]] = {}
    for grid in document.nested:
        nested.setdefault(grid.nested_in or 0, []).append(grid)
    blocks: list[Block] = []
    for block in document.blocks:
        blocks.extend(_unframed(block, nested) if isinstance(block, Grid) else [block])
    return blocks


def _unframed(grid: Grid, nested: dict[int, list[Grid]]) -> list[Block]:
    inner = nested.get(grid.table, [])
    if (
        not inner
        or kind_of(grid).form
        or not any(kind_of(part).form for g in inner for part in upright(g))
    ):
        return [turned for part in parted(grid) for turned in upright(part)]
    taken = [line.text for g in inner for cell in g.cells for line in cell.lines]
    framed: list[Block] = []
    for cell in grid.cells:
        for line in cell.lines:
            if line.text in taken:
                taken.remove(line.text)
            else:
                framed.append(line)
    for g in inner:
        framed.extend(_unframed(g, nested))
    return framed
