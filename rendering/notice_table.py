"""The table of a correction notice: what is wrong, where, why, and how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import count
from pathlib import PurePosixPath
from typing import Literal

from rendering.gbt9704 import Standard
from rendering.textfit import lines
from rendering.wordml import Face, cell, paragraph, row, run, table
from schemas.cycle import BECAME_NAMES, NEW
from schemas.findings import Finding, Rule
from schemas.folding import Folded, fold

Merge = Literal["restart", "continue"] | None

HEADERS = ("序号", "材料", "位置", "问题", "依据", "怎么改", "部门说明")
SECTIONS = {
    "error": "错误（必须改正）{}处",
    "warning": "警告（请核对）{}处",
    "info": "提示{}处",
}

_WIDTHS = (540, 1140, 1300, 2444, 1000, 1140, 1280)
_POINTS, _LINE_POINTS = 10.5, 18.0
_CELL_MARGIN = 170
_FILL, _SECTION_FILL = "F2F2F2", "FAFAFA"
_PLACE_COLUMN, _SMALL_LINES = 2, 2
_SMALL = Face(size=6, color="808080")
MUST_BE_CORRECTED = "（来文说明已收悉；错误须改正，不能以说明代替。）"
_NO_FILE, _NO_PLACE, _NO_BASIS = "（未报送或不在文件中）", "整份材料", "—"


class FindingsTable:
    """Writes the table, with the style ids of one template."""

    def __init__(
        self, standard: Standard, style: Callable[[str], str], rules: Mapping[str, Rule]
    ) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the template.
            rules: Code → rule, which tells the basis.
        """
        self._grid, self._head = style("公文表格"), style("表格栏目")
        self._text, self._centre = style("表格文字"), style("表格居中")
        self._rules = rules
        self._explanations: Mapping[str, str] = {}
        self._new: Collection[str] = ()
        self._face = Face(size=_POINTS)
        self._page_points = standard.page.text_height / 20 - 4 * _LINE_POINTS

    def xml(
        self,
        findings: Sequence[Finding],
        explanations: Mapping[str, str] | None = None,
        new: Collection[str] = (),
    ) -> str:
        """Write the table: errors first, repeats of one fault in a file under one number.

        Args:
            findings: What is told.
            explanations: Id → what the department has written so far.
            new: Ids of those that the last notice did not tell.
        """
        self._explanations, self._new = explanations or {}, new
        return table(_WIDTHS, self._rows(findings), style=self._grid, title="需要改正的问题")

    def _rows(self, findings: Sequence[Finding]) -> Iterator[str]:
        heads = zip(_WIDTHS, HEADERS, strict=True)
        yield row(
            (cell(w, self._one(h, self._head), fill=_FILL, valign="center") for w, h in heads),
            header=True,
        )
        numbers, folded = count(1), fold(findings)
        for severity, words in SECTIONS.items():
            groups = [group for group in folded if group.first.severity == severity]
            if groups:
                yield self._section(words.format(sum(group.count for group in groups)))
            for group in groups:
                yield from self._group(next(numbers), group)

    def _section(self, words: str) -> str:
        face = Face(size=_POINTS, bold=True)
        content = paragraph(run(words, face), style=self._text, keep_next=True)
        return row((cell(sum(_WIDTHS), content, span=len(_WIDTHS), fill=_SECTION_FILL),))

    def _group(self, number: int, group: Folded) -> Iterator[str]:
        """Write a row for each place; what holds for all of them is merged over the rows."""
        rule = self._rules.get(group.first.code)
        file = PurePosixPath(group.first.file).name if group.first.file else _NO_FILE
        hints = list(dict.fromkeys(finding.hint for finding in group.members))
        common: dict[int, list[str]] = {
            0: [str(number)],
            1: [file, f"（同类共{group.count}处）"] if group.count > 1 else [file],
            4: [rule.basis if rule else _NO_BASIS],
        }
        if len(hints) == 1:
            common[5] = hints
        for index, finding in enumerate(group.members):
            own = {2: [_place(finding)], 3: [finding.message], 5: [finding.hint]}
            own[6] = list(self._said(finding))
            columns = own | (common if index == 0 else {key: [] for key in common})
            merge: Merge = None if group.count == 1 else "continue" if index else "restart"
            cells = (
                self._cell(n, columns[n], merge if n in common else None, self._below(n, finding))
                for n in range(len(_WIDTHS))
            )
            height = self._height(own)
            yield row(cells, splittable=height > self._page_points)

    def _said(self, finding: Finding) -> Iterator[str]:
        """Give what the department has written, with an answer where that does not help."""
        text = self._explanations.get(finding.id)
        if text:
            yield text
            if finding.severity == "error":
                yield MUST_BE_CORRECTED

    def _below(self, column: int, finding: Finding) -> str:
        """Write what stands small below the place: what is new, and the id that answers need."""
        if column != _PLACE_COLUMN:
            return ""
        marks = [NEW] if finding.id in self._new else []
        marks += [BECAME_NAMES["explained"]] if finding.explained else []
        bold = Face(size=_SMALL.size, bold=True)
        return "".join(
            (
                *(paragraph(run(mark, bold), style=self._text) for mark in marks),
                paragraph(run(finding.id, _SMALL), style=self._text),
            )
        )

    def _cell(self, column: int, texts: Sequence[str], merge: Merge, below: str = "") -> str:
        style = self._centre if column == 0 else self._text
        # what the department writes into an empty cell looks like the other texts
        written = [self._one(part, style) for text in texts for part in text.split("\n")] or [
            paragraph(style=style)
        ]
        return cell(_WIDTHS[column], *written, *([below] if below else []), merge=merge)

    def _one(self, text: str, style: str) -> str:
        return paragraph(run(text, self._face), style=style)

    def _height(self, columns: Mapping[int, Sequence[str]]) -> float:
        most = max(
            (_SMALL_LINES if column == _PLACE_COLUMN else 0)
            + sum(lines(text, (_WIDTHS[column] - _CELL_MARGIN) / (_POINTS * 20)) for text in texts)
            for column, texts in columns.items()
        )
        return most * _LINE_POINTS


def _place(finding: Finding) -> str:
    where = str(finding.location) if finding.location else ""
    return where or finding.item or _NO_PLACE
