"""Words left where no field is, and the account of every character of a file."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from random import Random

from lxml import etree

from schemas.findings import Finding
from tests.support.typed_forms import Sheet
from tests.support.typed_word import Cell, Hand, package
from tests.support.typed_words import STRAYS, TITLES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"[(（]?(\d{1,2}|[①-⑳])[.．、)）]?")
_SHOWN = 38  # characters of a text that a message quotes


# ---- leaving words


def _above(rng: Random, out: Sheet, word: str) -> None:
    out.above.insert(rng.randint(0, len(out.above)), word)


def _below(rng: Random, out: Sheet, word: str) -> None:
    out.below.insert(rng.randint(0, len(out.below)), word)


def _band(rng: Random, out: Sheet, word: str) -> None:
    width = sum(cell.columns for cell in out.rows[out.head])
    at = _free_row(rng, out)
    out.rows.insert(at, [Cell(word, columns=width)])
    out.head += at <= out.head
    out.end += at <= out.end


def _row(rng: Random, out: Sheet, word: str) -> None:
    width = sum(cell.columns for cell in out.rows[out.head])
    at = _free_row(rng, out)
    filled = rng.randrange(width)
    out.rows.insert(at, [Cell(word if n == filled else "") for n in range(width)])
    out.head += at <= out.head
    out.end += at <= out.end


def _free_row(rng: Random, out: Sheet) -> int:
    """Give where a row can be put without cutting through merged cells."""
    free = [
        n
        for n in range(len(out.rows) + 1)
        if n == len(out.rows) or all(cell.rows != "continue" for cell in out.rows[n])
    ]
    return rng.choice(free)


def _beyond(rng: Random, out: Sheet, word: str) -> None:
    header = out.rows[out.head]  # words beyond it are a column's title
    among = [row for row in out.rows[out.head + 1 :] if row != header]
    rng.choice(among).append(Cell(word))


def _column(rng: Random, out: Sheet, word: str) -> None:
    """Add a column without a title, filled in one row."""
    among = [n for n in range(out.head + 1, out.end) if out.rows[n] != out.rows[out.head]]
    filled = rng.choice(among)
    for number, row in enumerate(out.rows):
        if out.head <= number < out.end and len(row) > 1:
            row.append(Cell(word if number == filled else ""))
        else:
            row[-1] = replace(row[-1], columns=row[-1].columns + 1)


def _titled_column(rng: Random, out: Sheet, word: str) -> None:
    title = rng.choice(("联系方式", "办公地点", "追责情形", "监测指标", "频次"))
    _column(rng, out, word)
    out.rows[out.head][-1] = Cell(title)
    out.known.append(title)


def _cell(rng: Random, out: Sheet) -> tuple[int, int]:
    """Choose a cell that carries text, anywhere in the table."""
    among = [
        (r, c)
        for r, row in enumerate(out.rows)
        for c, cell in enumerate(row)
        if cell.rows != "continue" and cell.text not in out.known
    ]
    return rng.choice(among)


def _titles(out: Sheet) -> list[tuple[int, int]]:
    """Give the cells with headers, labels and titles."""
    return [
        (r, c)
        for r, row in enumerate(out.rows)
        for c, cell in enumerate(row)
        if cell.text and cell.text in out.known
    ]


def _beside_title(rng: Random, out: Sheet, word: str) -> None:
    """Write a remark into a header, a label or a title, wherever the same one stands."""
    r, c = rng.choice(_titles(out))
    title = out.rows[r][c].text
    remark = rng.choice(("{}（{}）", "{}{}", "{}\n{}", "{}：{}", "{}　{}", "{}，{}")).format(
        title, word
    )
    for row in out.rows:
        for n, cell in enumerate(row):
            if cell.text == title:
                row[n] = replace(cell, text=remark)


def _behind_title(rng: Random, out: Sheet, word: str) -> None:
    """Write a remark behind the form's title, above the table or in it."""
    title = TITLES[out.kind][1]
    if title not in (*out.above, out.rows[0][0].text):
        return _beside_title(rng, out, word)
    remark = rng.choice(("{}（{}）", "{}({})", "{}　{}")).format(title, word)
    out.above = [remark if line == title else line for line in out.above]
    if out.rows[0][0].text == title:
        out.rows[0][0] = replace(out.rows[0][0], text=remark)
    return None


def _behind_next(rng: Random, out: Sheet, word: str) -> None:
    """Write more than steps and the end into 下一环节; other forms have no such column."""
    if "next" not in out.order:
        return _beside_title(rng, out, word)
    column = out.order.index("next")
    among = [n for n in range(out.head + 1, out.end) if out.rows[n] != out.rows[out.head]]
    row = out.rows[rng.choice(among)]
    way = rng.choice(("{}，{}", "{}（{}）", "{}。{}", "{}\n{}", "{}；{}", "{}{}", "{1}后{0}"))
    row[column] = replace(row[column], text=way.format(row[column].text, word))
    return None


def _boxed(rng: Random, out: Sheet, word: str) -> None:
    r, c = _cell(rng, out)
    out.rows[r][c] = replace(out.rows[r][c], box=word)


def _nested(rng: Random, out: Sheet, word: str) -> None:
    r, c = _cell(rng, out)
    out.rows[r][c] = replace(out.rows[r][c], nested=word)


def _inside(rng: Random, out: Sheet, word: str) -> None:
    r, c = _cell(rng, out)
    cell = out.rows[r][c]
    out.rows[r][c] = replace(cell, text=f"{cell.text}\n{word}".strip())


def _before_in_cell(rng: Random, out: Sheet, word: str) -> None:
    r, c = _cell(rng, out)
    cell = out.rows[r][c]
    out.rows[r][c] = replace(cell, text=f"{word}\n{cell.text}".strip())


def _run_in(rng: Random, out: Sheet, word: str) -> None:
    r, c = _cell(rng, out)
    cell = out.rows[r][c]
    out.rows[r][c] = replace(cell, text=f"{cell.text}（{word}）")


def _after_line(rng: Random, out: Sheet, word: str) -> None:
    lines = out.above if rng.random() < 0.7 or not out.below else out.below
    at = rng.randrange(len(lines))
    lines[at] = f"{lines[at]}　　{word}"


def _label_row(rng: Random, out: Sheet, word: str) -> None:
    width = sum(cell.columns for cell in out.rows[out.head])
    label = rng.choice(("附注事项", "联系方式", "督办情况"))
    out.known.append(label)
    out.rows.insert(
        rng.choice((out.head, len(out.rows))), [Cell(label), Cell(word, columns=width - 1)]
    )
    out.head += out.rows[out.head][0].text == label
    out.end = min(len(out.rows), out.end + 1)


PLACES: Mapping[str, Callable[[Random, Sheet, str], None]] = {
    "above": _above,
    "below": _below,
    "band": _band,
    "row": _row,
    "beyond": _beyond,
    "column": _column,
    "titled column": _titled_column,
    "box in cell": _boxed,
    "nested": _nested,
    "inside": _inside,
    "before in cell": _before_in_cell,
    "run in": _run_in,
    "after line": _after_line,
    "label row": _label_row,
    "beside title": _beside_title,
    "behind title": _behind_title,
    "behind next": _behind_next,
}
BODY_PLACES = ("box above", "box below", "cut", "cut with header", "table below")


def leave(rng: Random, out: Sheet, place: str) -> None:
    """Leave words at a kind of place; the sheet remembers them."""
    word = rng.choice([word for word in STRAYS if word not in out.strays])
    PLACES[place](rng, out, word)
    out.strays.append(word)


def written(rng: Random, out: Sheet, hand: Hand, place: str = "") -> bytes:
    """Write a sheet; some places are found only while the body is written."""
    word = rng.choice([word for word in STRAYS if word not in out.strays])
    above = "".join(map(hand.paragraph, out.above))
    below = "".join(map(hand.paragraph, out.below))
    table = hand.grid(out.rows)
    if place.startswith("cut"):
        at = rng.choice(_cuts(out))
        head = [out.rows[out.head]] if place == "cut with header" else []
        table = hand.grid(out.rows[:at]) + hand.paragraph(word) + hand.grid([*head, *out.rows[at:]])
    elif place == "box above":
        above += hand.paragraph(box=word)
    elif place == "box below":
        below = hand.paragraph(box=word) + below
    elif place == "table below":
        below += hand.grid([[Cell("事由"), Cell(word)]])
        out.known.append("事由")
    if place:
        out.strays.append(word)
    return package(above + table + below)


def _cuts(out: Sheet) -> list[int]:
    free = [
        n
        for n in range(out.head + 1, len(out.rows))
        if all(cell.rows != "continue" for cell in out.rows[n])
    ]
    return free or [out.head + 1]


# ---- the account


def folded(text: str) -> str:
    """Fold a text as the samples' README says: widths folded, white space removed."""
    return re.sub(r"[\s\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", text))


def paragraphs(data: bytes) -> Iterator[str]:
    """Give the words of every paragraph of the main part, each text once."""
    with zipfile.ZipFile(io.BytesIO(data)) as package_:
        root = etree.fromstring(package_.read("word/document.xml"))
    for paragraph in root.iter(f"{_W}p"):
        texts = (
            t.text or ""
            for t in paragraph.iter(f"{_W}t")
            if next(t.iterancestors(f"{_W}p")) is paragraph
        )
        yield "".join(texts)


def values(node: object) -> Iterator[str]:
    """Give all texts of a JSON document, each of their lines apart."""
    if isinstance(node, Mapping):
        for value in node.values():
            yield from values(value)
    elif isinstance(node, str):
        yield from node.split("\n")
    elif isinstance(node, Iterable):
        for value in node:
            yield from values(value)


def quoted(findings: Iterable[Finding]) -> str:
    """Give all that findings quote, folded."""
    told = (f"{f.message} {f.location.text if f.location else ''}" for f in findings)
    return folded(" ".join(told))


def unaccounted(
    data: bytes,
    forms: object,
    findings: Iterable[Finding],
    known: Iterable[str],
) -> list[str]:
    """Give the characters of a file that no field, finding or known title accounts for."""
    told = quoted(findings) + folded(" ".join(values(forms)))
    accounted = {folded(text) for text in values(forms)}
    accounted |= {folded(line) for text in known for line in text.split("\n")}
    longest_first = sorted(accounted - {""}, key=len, reverse=True)
    return [
        left
        for paragraph in map(folded, paragraphs(data))
        if paragraph and paragraph[:_SHOWN] not in told
        if (left := _rest(paragraph, longest_first, told))
    ]


def _letters(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _rest(paragraph: str, longest_first: Iterable[str], told: str) -> str:
    for text in longest_first:
        paragraph = paragraph.replace(text, "\n")
    untold = (p for p in paragraph.split("\n") if _letters(p)[:_SHOWN] not in told)
    parts = (_letters(_NUMBER.sub("", part)) for part in untold)
    left = (part for part in parts if part and part[:_SHOWN] not in told)
    return " ".join(left)
