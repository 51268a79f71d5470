"""LF-L25 to L28: 附件说明, the label 附件 and the title of each annex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rendering.lint.roles import Part
from rendering.lint.view import View
from schemas.findings import Finding, Rule
from schemas.text import normalised

NOTE: Final = Rule(
    code="LF-L25",
    title="附件说明的写法不符",
    severity="error",
    basis="GB/T 9704—2012 第 7.3.4 条",
    message="{where}是附件说明，{found}。请写作“附件：1.××××”，"
    "左空二字，正文之下空一行，名称后不加标点。",
    hint="附件说明写作“附件：1.××××”，名称后不加标点",
)
LABEL: Final = Rule(
    code="LF-L26",
    title="“附件”标志的格式不符",
    severity="error",
    basis="GB/T 9704—2012 7.3.5.7（1999 年版未规定字体）",
    message="{where}是附件标志，{found}。请写作“附件”加阿拉伯数字，另面起，"
    "顶格排在第一行，用 3 号{wanted}。",
    hint="附件标志另面起，顶格排在第一行，用 3 号{wanted}，后面不加冒号",
)
TITLE: Final = Rule(
    code="LF-L27",
    title="附件标题的位置不符",
    severity="error",
    basis="GB/T 9704—2012 7.3.5.7：附件标题居中编排在版心第三行（1999 年版未规定）",
    message="{where}是附件标题，{found}。请居中排在第三行，与“附件”标志之间空一行。",
    hint="附件标题居中，与“附件”标志之间空一行",
)
SAME: Final = Rule(
    code="LF-L28",
    title="附件说明与附件不一致",
    severity="error",
    basis="GB/T 9704—2012 7.3.5.7：附件顺序号和附件标题应当与附件说明的表述一致",
    message="{where}与附件不一致：{found}。请改成一样的顺序号和名称。",
    hint="附件说明与附件的顺序号、标题改成一样",
)
RULES: Final = (NOTE, LABEL, TITLE, SAME)

_HEAD = re.compile(r"^\s*附\s*件\s*([:：])\s*")
_NUMBER = re.compile(r"^\s*([0-9\uff10-\uff19一二三四五六七八九十]+)\s*([.．、])\s*")
_LABEL = re.compile(r"附\s*件\s*([0-9\uff10-\uff19]*)")
_END_MARKS = "。；，、;,."


def check(view: View) -> Iterator[Finding]:
    """Look at the note on annexes and at every annex."""
    for parts in _letters(view.parts):
        notes = [part for part in parts if part.role == "annex_note"]
        for part in notes:
            if (found := _note(view, part, single=len(notes) == 1)) is not None:
                yield view.at(NOTE, part.paragraph, found=found)
        yield from _compared(view, notes, _annexes(parts))
    for index, part in enumerate(view.parts):
        if part.role == "annex_label":
            if (found := _label(view, part)) is not None:
                role = view.profile.edition.annex_label
                yield view.at(LABEL, part.paragraph, found=found, wanted=view.words.names[role])
            yield from _title(view, view.parts[index + 1 :])


def _letters(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Part a letter from its only annex, where that has a note on annexes of its own."""
    for at, part in enumerate(parts):
        alone = part.role == "annex_label" and not _annexes([part])[0][0]
        if alone and any(other.role == "annex_note" for other in parts[at:]):
            end = at + 1
            while end < len(parts) and parts[end].role in {"blank", "annex_title"}:
                end += 1
            yield parts[:end]
            yield parts[end:]
            return
    yield parts


def _note(view: View, part: Part, *, single: bool) -> str | None:
    text = part.paragraph.text.strip()
    head = _HEAD.match(text)
    if head and head[1] == ":":
        return "冒号是半角的"
    rest = text[head.end() :] if head else text
    number = _NUMBER.match(rest)
    if text[-1] in _END_MARKS:
        return f"名称后有标点“{text[-1]}”"
    if number and (not number[1].isascii() or number[2] == "、"):
        return f"顺序号写作“{number[0].strip()}”"
    if not number and not single:
        return "有多个附件，却没有用阿拉伯数字编顺序号"
    if head:
        return _place(view, part)
    return None


def _place(view: View, part: Part) -> str | None:
    lines, text = part.paragraph.lines, part.paragraph.text
    blanks = sum(1.0 for sign in text[: len(text) - len(text.lstrip())] if sign == "\u3000")
    left = lines.left + lines.first + blanks
    if abs(left - 2) > view.words.tolerance.characters:
        return f"左空 {left:.2g} 字，应为 2 字"
    at = view.parts.index(part)
    if at and view.parts[at - 1].role != "blank":
        return "与正文之间没有空一行"
    return None


def _label(view: View, part: Part) -> str | None:
    p, edition = part.paragraph, view.profile.edition
    text = p.text.strip()
    if text[-1] in ":：":
        return "后面有冒号"
    if re.search("[一二三四五六七八九十]", text):
        return "顺序号不是阿拉伯数字"
    if not p.new_page:
        return "没有另面编排"
    indented = p.lines.left + p.lines.first > view.words.tolerance.characters
    if p.lines.align in {"center", "right"} or indented or p.text[:1] == "\u3000":
        return "没有顶格"
    font = p.face.font != "" and not view.profile.is_font(p.face.font, edition.annex_label)
    if font or abs(p.face.size - view.profile.sizes.body) > view.words.tolerance.points:
        return f"用的是{p.face.font or '默认字体'} {p.face.size:g} 磅"
    return None


def _title(view: View, after: Sequence[Part]) -> Iterator[Finding]:
    blanks = 0
    for part in after:
        if part.role == "blank":
            blanks += 1
            continue
        if part.role == "annex_title":
            wanted = view.profile.edition.annex_title_line
            if part.paragraph.lines.align != "center":
                yield view.at(TITLE, part.paragraph, found="没有居中")
            elif wanted != "free" and blanks + 2 != wanted:
                yield view.at(TITLE, part.paragraph, found=f"排在第 {blanks + 2} 行")
        return


def _compared(
    view: View, notes: Sequence[Part], titles: Sequence[tuple[str, str]]
) -> Iterator[Finding]:
    """Hold the note against the annexes, where both are in the file."""
    if not titles or not notes:
        return
    if len(notes) != len(titles):
        found = f"附件说明列了 {len(notes)} 个，后面有 {len(titles)} 个"
        yield view.at(SAME, notes[0].paragraph, found=found)
        return
    for number, (part, (label, title)) in enumerate(zip(notes, titles, strict=True), 1):
        name = _NUMBER.sub("", _HEAD.sub("", part.paragraph.text.strip()))
        if title and _plain(name) != _plain(title):
            yield view.at(SAME, part.paragraph, found=f"附件的标题是“{title}”")
        elif len(titles) > 1 and label not in {"", str(number)}:
            yield view.at(SAME, part.paragraph, found=f"附件的顺序号是 {label}，应为 {number}")


def _annexes(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """Give number and title of each annex in the file.

    Where the only annex has no number, numbered ones are those of the document that is annexed.
    """
    found: list[tuple[str, str]] = []
    for part in parts:
        if part.role == "annex_label":
            match = _LABEL.search(part.paragraph.text)
            if found and not found[0][0]:
                return found[:1]
            found.append((match[1] if match else "", ""))
        elif part.role == "annex_title" and found:
            number, title = found[-1]
            found[-1] = (number, title + part.paragraph.text.strip())
    return found


def _plain(text: str) -> str:
    return normalised(text.replace("《", "").replace("》", "").replace("\n", ""))
