"""The letter whose annex a document is: title, addressee, text, note on the annex, signature."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.gbt9704 import Standard
from rendering.issue.words import LetterWords
from rendering.plan_text import signature
from rendering.template import Template
from rendering.wordml import paragraph, run

_ANNEX = "附件"


def letter(words: LetterWords, sheet: Template, standard: Standard) -> Iterator[str]:
    """Write the letter below its 版头; the signature stays on a page with the note on the annex."""
    body, plain = sheet.style("公文正文"), sheet.style("Normal")
    yield paragraph(style=plain)
    yield from (paragraph(run(line), style=sheet.style("Title")) for line in words.title)
    yield paragraph(style=plain)
    yield paragraph(run(f"{words.to}："), style=plain, align="left")
    yield from (paragraph(run(text), style=body) for text in words.text)
    yield paragraph(style=plain)
    yield _note(words.annex, plain, round(standard.sizes.body * 20))
    yield paragraph(style=plain, keep_next=True)
    yield from signature(words.issuer, words.day, sheet.style, standard)


def label(sheet: Template) -> str:
    """Write what the annex begins with."""
    return paragraph(run(_ANNEX), style=sheet.style("附件标志"))


def _note(annex: str, style: str, em: int) -> str:
    """Write the 附件说明: two characters in, further lines below the name's first character."""
    indent = (
        f'<w:ind w:leftChars="500" w:left="{em * 5}" w:hangingChars="300" w:hanging="{em * 3}"/>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/>{indent}<w:jc w:val="left"/></w:pPr>'
        f"{run(f'{_ANNEX}：{annex}')}</w:p>"
    )
