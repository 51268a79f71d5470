"""The 版头: mark, number, signers and the red rule, as Word paragraphs (clauses 7.2.4 to 7.2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rendering.gbt9704 import Edition, Issued, Standard
from rendering.issue.sizes import eighths, twips
from rendering.issue.words import IssuedWords
from rendering.textfit import ems
from rendering.wordml import Face, escape, run, tab

_LEAST = 26  # points: a mark that would be smaller is set narrower instead
_OVER_LINE = 0.9  # twips a point that a glyph rises above its exact line
_LABEL = "签发人："
_NAME = 3  # characters of a name; shorter ones are set as wide
_BLANK = "<w:p/>"


def head(words: IssuedWords, standard: Standard, rules: Edition) -> Iterator[str]:
    """Write the 版头, and one of the two blank lines that part it from the title."""
    size, scale = _mark_size(words.mark, standard.issued.mark_size, standard.page.text_width / 20)
    top = rules.mark_top_mm.upward if words.upward else rules.mark_top_mm.normal
    yield _line("", twips(top) + round(size * _OVER_LINE))
    yield _mark(words.mark, size, scale, standard)
    yield from (_BLANK, _BLANK)
    if words.upward and words.signers:
        yield from _signed(words.number, words.signers, standard, rules.signers_per_row)
    else:
        yield f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run(words.number)}</w:p>'
    yield _rule(standard.issued)
    yield _BLANK


def _mark_size(mark: str, most: float, width: float) -> tuple[float, int]:
    """Give points and per cent of width in which the mark takes one line of ``width`` points."""
    size = min(most, width // ems(mark))
    if size >= _LEAST:
        return size, 100
    return _LEAST, max(1, int(100 * width / (_LEAST * ems(mark))))


def _mark(text: str, size: float, scale: int, standard: Standard) -> str:
    font = escape(standard.fonts.title)
    narrower = f'<w:w w:val="{scale}"/>' if scale != 100 else ""  # noqa: PLR2004 - per cent
    face = (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}"'
        f' w:eastAsia="{font}" w:cs="{font}"/><w:color w:val="{standard.issued.color}"/>'
        f'<w:spacing w:val="0"/>{narrower}<w:sz w:val="{round(size * 2)}"/>'
        f'<w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    )
    words = f'<w:r>{face}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return _line(words, round(size * 20), '<w:jc w:val="center"/>')


def _signed(number: str, signers: Sequence[str], standard: Standard, each: int) -> Iterator[str]:
    """Write the signers row by row, and the number at the left of the last row."""
    em = round(standard.sizes.body * 20)
    at = standard.page.text_width - em
    name = Face(font=standard.fonts.level_2)
    wide = [_wide(signer) for signer in signers]
    rows = [wide[first : first + each] for first in range(0, len(wide), each)]
    for place, names in enumerate(rows):
        label = _LABEL if place == 0 else "　" * len(_LABEL)
        missing = each - len(names) if len(rows) > 1 else 0
        said = "　".join((*names, *["　" * _NAME] * missing))
        last = place == len(rows) - 1
        yield (
            f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs>'
            f'<w:ind w:firstLineChars="100" w:firstLine="{em}"/><w:jc w:val="left"/></w:pPr>'
            f"{run(number) if last else ''}{tab()}{run(label)}{run(said, name)}</w:p>"
        )


def _wide(name: str) -> str:
    """Set a name of two characters as wide as one of three."""
    return f"{name[0]}　{name[1]}" if len(name) == _NAME - 1 else name


def _rule(rules: Issued) -> str:
    border = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths(rules.rule_mm)}" w:space="0"'
        f' w:color="{rules.color}"/></w:pBdr>'
    )
    return _line("", rules.rule_height, before=border)


def _line(content: str, height: int, after: str = "", before: str = "") -> str:
    """Write a paragraph whose line has a height of its own, twips."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{before}{spacing}{after}</w:pPr>{content}</w:p>"
