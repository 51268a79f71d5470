"""LF-L50 to L54: the finished pages, measured in the PDF file that LibreOffice makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rendering.lint.measures import HEIGHT, LEFT, TOP, WIDTH, Measured, measured
from rendering.lint.paper import papers
from rendering.lint.profile import words
from schemas.base import Place
from schemas.findings import Finding, Rule

LINES: Final = Rule(
    code="LF-L50",
    title="成页不是每面 22 行",
    severity="warning",
    basis="GB/T 9704—2012 第 5.2.3 条",
    message="第{page}页量得行距 {found} 毫米，一面排 {count} 行，不是 22 行。"
    "请把正文行距设为固定值 28.95 磅，并取消对齐网格。",
    hint="正文行距设为固定值 28.95 磅，取消对齐网格",
)
CHARACTERS: Final = Rule(
    code="LF-L51",
    title="成页不是每行 28 字",
    severity="warning",
    basis="GB/T 9704—2012 第 5.2.3 条",
    message="第{page}页量得字距 {found} 毫米，一行排 {count} 个字，不是 28 个。"
    "请把正文字符间距设为紧缩 0.25 磅。",
    hint="正文字符间距设为紧缩 0.25 磅",
)
OUT: Final = Rule(
    code="LF-L52",
    title="成页有内容超出版心",
    severity="error",
    basis="GB/T 9704—2012 第 5.2.1 条",
    message="第{page}页的“{text}”超出版心 {found} 毫米。请缩小表格、图形或改正缩进。",
    hint="缩小表格、图形或改正缩进，使其不超出版心",
)
NUMBER: Final = Rule(
    code="LF-L53",
    title="成页的页码位置不符",
    severity="error",
    basis="GB/T 9704—2012 第 7.5 条",
    message="第{page}页的页码位置不符：{found}。一字线应距版心下边缘 7 毫米，"
    "单页码居右空一字，双页码居左空一字；横排页的页码在左边，位置与竖排页一致。",
    hint="页码距版心下边缘 7 毫米，单页居右空一字，双页居左空一字",
)
SUMMARY: Final = Rule(
    code="LF-L54",
    title="成页的实测数值",
    severity="info",
    basis="用 LibreOffice 排版后在页面上量得，供参考；换用的字体不影响行数和字数",
    message="共 {count} 页，实测：{found}。数值供参考，请以 Word 打开时的版面为准。",
    hint="供参考，不需要改",
)
PAGE_RULES: Final = (LINES, CHARACTERS, OUT, NUMBER, SUMMARY)

_EM_MM = 14 * 25.4 / 72  # 一字 of the page number
_SIDE_MM, _OUT_MM = 2.5, 1.0
_FIRST, _FULL = TOP + 6.0, TOP + HEIGHT - 12.0


def page_findings(pdf: bytes, *, file: str) -> tuple[Finding, ...]:
    """Measure a PDF file that was made of a document, and say what is not as the standard has it.

    Args:
        pdf: What LibreOffice has made; the caller has seen that it may be read.
        file: The document's name for messages.
    """
    return findings_of([measured(paper) for paper in papers(pdf)], file=file)


def findings_of(pages: Sequence[Measured], *, file: str) -> tuple[Finding, ...]:
    """Say what is not as the standard has it on measured pages, and the measures themselves."""
    return (*_findings(pages, file), _summary(pages, file))


def _findings(pages: Sequence[Measured], file: str) -> Iterator[Finding]:
    yield from _pitches(pages, file)
    for number, page in enumerate(pages, 1):
        place = Place(page=number)
        if page.out and page.out[0] > _OUT_MM:
            beyond, sign = page.out
            yield OUT.finding(file=file, place=place, page=number, text=sign, found=f"{beyond:.1f}")
        if (wrong := _number(page)) is not None:
            yield NUMBER.finding(file=file, place=place, page=number, found=wrong)


def _pitches(pages: Sequence[Measured], file: str) -> Iterator[Finding]:
    """Say lines and characters of the first page where they are others than they should be."""
    wanted = words().page
    for rule, length, allowed, pitches in (
        (LINES, HEIGHT, wanted.lines, [page.pitch for page in pages]),
        (CHARACTERS, WIDTH, wanted.characters, [page.letter for page in pages]),
    ):
        for number, pitch in enumerate(pitches, 1):
            if pitch and (count := _fits(length, pitch)) != allowed:
                place, found = Place(page=number), f"{pitch:.2f}"
                yield rule.finding(file=file, place=place, page=number, found=found, count=count)
                break


def _fits(length: float, pitch: float) -> int:
    return int((length + 0.5) / pitch)


def _number(page: Measured) -> str | None:
    """Say what is wrong with where a page number stands; None where it is right or missing."""
    mark, allowed = page.mark, words().tolerance.dash_mm
    if mark is None:
        return None
    odd = mark.value % 2 == 1
    apart = (297 - TOP - HEIGHT) - mark.axis if page.turned else mark.axis - TOP - HEIGHT
    if abs(apart - words().page.dash_mm) > allowed:
        return f"一字线距版心 {apart:.1f} 毫米"
    start, end = (mark.top, mark.bottom) if page.turned else (mark.left, mark.right)
    inside = LEFT + WIDTH - end if odd else start - LEFT
    if abs(inside - _EM_MM) > _SIDE_MM:
        return f"{'单' if odd else '双'}页码距版心{'右' if odd else '左'}边 {inside:.1f} 毫米"
    return None


def _summary(pages: Sequence[Measured], file: str) -> Finding:
    upright = [page for page in pages if not page.turned]
    full = [page for page in upright if page.pitch and _is_full(page)]
    most = max((page.characters for page in upright), default=0)
    said = [
        f"满页 {max(page.lines for page in full)} 行" if full else "没有整页的正文",
        *([f"满行 {most} 字"] if most else []),
        *_range("行距", [page.pitch for page in upright]),
        *_range("字距", [page.letter for page in upright]),
        *_range("首行字顶距上边", [page.first for page in full]),
        *_range("末行字底距上边", [page.last for page in full]),
        f"横排 {len(pages) - len(upright)} 页",
    ]
    return SUMMARY.finding(file=file, count=len(pages), found="、".join(said))


def _is_full(page: Measured) -> bool:
    """Tell whether running text fills a page from its first line to its last."""
    first, last = page.first or 0.0, page.last or 0.0
    return first < _FIRST and last > _FULL


def _range(name: str, values: Sequence[float | None]) -> Iterator[str]:
    found = [value for value in values if value is not None]
    if found:
        low, high = f"{min(found):.2f}", f"{max(found):.2f}"
        yield f"{name} {low if low == high else f'{low}～{high}'} 毫米"
