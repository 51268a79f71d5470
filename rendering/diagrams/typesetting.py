"""The words of a chart as WordprocessingML paragraphs for the inside of text boxes."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from rendering.diagrams.chart import Manifestation, RiskText

_BOLD = '"黑体"'


class Typesetter:
    """Writes paragraphs of one typeface: exact line height, no style's indents."""

    def __init__(self, font: str, size: float, leading: float) -> None:
        """Prepare.

        Args:
            font: Typeface.
            size: Type size of steps and labels, in points.
            leading: Their line height.
        """
        self._font = quoteattr(font)
        self._before, self._letters = self._lines(leading), self._sized(size)

    def paragraph(self, text: str, jc: str = "center") -> str:
        """Write one paragraph with one run; line breaks and tabs become elements."""
        return (
            f'<w:p><w:pPr>{self._before}<w:ind w:left="0" w:right="0" w:firstLineChars="0"'
            f' w:firstLine="0"/><w:jc w:val="{jc}"/></w:pPr>{_run(self._letters, text)}</w:p>'
        )

    def listed(self, manifestations: Iterable[Manifestation], text: RiskText) -> str:
        """Write manifestations as numbered paragraphs, each text as a run of its own."""
        indent = _twips(text.hanging)
        letters, bold = self._sized(text.size), self._sized(text.size, bold=True)
        found = []
        for at, one in enumerate(manifestations):
            mark = _run(bold, one.mark) if one.mark else ""
            found.append(
                f"<w:p><w:pPr>{self._lines(text.leading, text.between if at else 0.0)}"
                f'<w:ind w:left="{indent}" w:right="0" w:firstLineChars="0" w:hanging="{indent}"/>'
                f'<w:jc w:val="left"/></w:pPr>{_run(letters, one.number)}{mark}'
                f"{_run(letters, one.text)}</w:p>"
            )
        return "".join(found)

    @staticmethod
    def _lines(leading: float, before: float = 0.0) -> str:
        return (
            '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/>'
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="{_twips(before)}" w:after="0" w:line="{max(1, _twips(leading))}"'
            ' w:lineRule="exact"/>'
        )

    def _sized(self, size: float, *, bold: bool = False) -> str:
        name = _BOLD if bold else self._font
        half_points = max(1, round(size * 2))
        weight = "<w:b/>" if bold else ""
        return (
            f"<w:rFonts w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>"
            f'{weight}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        )


def _run(letters: str, text: str) -> str:
    words = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _twips(points: float) -> int:
    return round(points * 20)
