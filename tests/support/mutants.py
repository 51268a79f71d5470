"""Files changed at random, by a number: the same number gives the same mutant of the same seeds.

A mutant is made of a committed or code-made file by changes to its bytes, to the entries of its
package, or to the nodes of its XML; PDF files also have numbers changed.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from examples.build import COLLEGE
from extractors import warm_up
from tests.support import hostile
from tests.support.hostile import DOCUMENT, good_docx, packed, parts_of
from tests.support.pdf_pages import Sheet, pdf_of

Element = etree._Element

_MOST_CHANGES = 4
_STRANGE = (
    *("", "0", "-1", "1", "2147483647", "-2147483648", "99999999999999999999", "1e309", "NaN"),
    *(
        "abc",
        "0.5",
        "%",
        "\uff11\uff12",
        "²",
        "٣",
        "true",
        "\u202e",
        "\ud7ff",
        "𠀀",
        "x" * 5_000,
        "a,b",
        "9" * 5_000,
    ),
    *("10pt", "-5cm", "auto", "rotation:1e9", "left:x;top:", "restart", "continue", "@0", "#1"),
    *("2012年13月45日", "0年0月0日", "99999999年1月1日", "①", "（", "1.", "高中低", "→", "{{ x }}"),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file, and what it was made of."""

    number: int
    seed: str
    data: bytes


def seeds() -> dict[str, bytes]:
    """Give the files that are changed, by name."""
    college = {p.relative_to(COLLEGE).as_posix(): p for p in sorted(COLLEGE.rglob("*.docx"))}
    return {
        **{name: path.read_bytes() for name, path in college.items()},
        "good.docx": good_docx(),
        "every annex.docx": warm_up.document(),
        "outline.doc": hostile.doc(),
        "table.pdf": _pdf_table(),
        "text.pdf": hostile.pdf(words="annex", pages=2),
    }


def mutant(number: int, files: Mapping[str, bytes]) -> Mutant:
    """Make a mutant.

    Args:
        number: Which one.
        files: What to choose from, as :func:`seeds` gives it.
    """
    chance = random.Random(number)  # noqa: S311 - it shall be the same again
    made = [name for name in files if not name.startswith(("inbox/", "later/"))]
    name = chance.choice(made if chance.random() < 1 / 4 else list(files))
    data = files[name]
    if name.endswith(".docx"):
        change = chance.choices((_bytes, _entries, _nodes), (1, 2, 12))[0]
    else:
        change = chance.choice((_bytes, _numbers))
    return Mutant(number, name, change(data, chance))


# ---- bytes


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((1, 1, 2, 8, 100, 2_000)))
        piece = bytes(changed[at:end])
        changed[at:end] = chance.choice(
            (b"", piece * 2, chance.randbytes(len(piece)), b"\0" * len(piece), piece[::-1])
        )
        if chance.random() < 1 / 20:
            del changed[at:]
    return bytes(changed)


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Change some numbers of a text format."""
    found = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    changed = bytearray(data)
    for match in sorted(chance.sample(found, min(len(found), 3)), key=re.Match.start, reverse=True):
        changed[slice(*match.span())] = chance.choice(_STRANGE[:10]).encode()
    return bytes(changed)


# ---- entries of a package


def _entries(data: bytes, chance: random.Random) -> bytes:
    parts = list(parts_of(data).items())
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        at = chance.randrange(len(parts))
        (name, content), (other_name, other) = parts[at], chance.choice(parts)
        parts[at : at + 1] = chance.choice(
            (
                [(name, content), (name, other)],
                [(name, other)],
                [(other_name, content)],
                [(name, b"")],
                [(name, content[: len(content) // 2])],
                [(name.upper(), content)],
                [(name, _bytes(content, chance))],
                [] if len(parts) > 1 else [(name, content)],
            )
        )
    return packed(parts, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


# ---- nodes of XML


def _nodes(data: bytes, chance: random.Random) -> bytes:
    parts = parts_of(data)
    others = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = DOCUMENT if DOCUMENT in parts and chance.random() < 4 / 5 else chance.choice(others)
    root = etree.parse(io.BytesIO(parts[name])).getroot()
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        chance.choice((_delete, _repeat, _move, _attribute, _attribute, _attribute, _text))(
            root, chance
        )
    return packed({**parts, name: etree.tostring(root)})


def _any(root: Element, chance: random.Random) -> Element:
    return chance.choice([element for element in root.iter() if isinstance(element.tag, str)])


def _delete(root: Element, chance: random.Random) -> None:
    element = _any(root, chance)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(root: Element, chance: random.Random) -> None:
    element = _any(root, chance)
    if element.getparent() is not None and len(list(element.iter())) < 2_000:
        for _ in range(chance.choice((1, 1, 1, 30))):
            element.addnext(deepcopy(element))


def _move(root: Element, chance: random.Random) -> None:
    element, goal = _any(root, chance), _any(root, chance)
    inside = element is goal or any(above is element for above in goal.iterancestors())
    if element.getparent() is not None and not inside:
        goal.insert(chance.randint(0, len(goal)), element)


def _attribute(root: Element, chance: random.Random) -> None:
    bearing = [element for element in root.iter() if element.attrib]
    if not bearing:
        return
    element = chance.choice(bearing)
    name = chance.choice(list(element.attrib))
    if chance.random() < 1 / 5:
        del element.attrib[name]
    elif chance.random() < 1 / 3:
        element.set(name, chance.choice([str(v) for v in chance.choice(bearing).attrib.values()]))
    else:
        element.set(name, chance.choice(_STRANGE))


def _text(root: Element, chance: random.Random) -> None:
    speaking = [element for element in root.iter() if element.text and element.text.strip()]
    if speaking:
        element = chance.choice(speaking)
        element.text = chance.choice((*_STRANGE, chance.choice(speaking).text))


def _pdf_table() -> bytes:
    header = ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]
    rows = [
        [str(n), "办公室", f"事项{n}", "内部职权", "保管印章。", "《办法》"] for n in range(1, 40)
    ]
    sheets = []
    for start in (0, 20):
        sheet = Sheet()
        sheet.text(150, 40, "附件1 职权和重要业务事项目录")
        sheet.table([header, *rows[start : start + 20]], [30, 60, 90, 60, 160, 90])
        sheets.append(sheet)
    return pdf_of(*sheets)
