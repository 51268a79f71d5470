"""What a reader of the summary sees: the document turned into pages by LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdfplumber.page import Page

from rendering.approval import DocumentStatus
from rendering.summary_rows import summary_lines
from schemas.consolidated import Consolidated
from tests.support.pages import needs_soffice, pages_of, words
from tests.support.rated_college import a_risk, an_item, large_college, one_department, rendered

pytestmark = [pytest.mark.soffice, needs_soffice]

MM = 72 / 25.4
HEAD: list[str | None] = [
    "部门",
    "职权事项",
    "廉政风险点",
    "廉政风险表现形式",
    "廉政风险等级",
    "责任主体",
]
LABELS = (0, 1, 2, 5)


def together(text: object) -> str:
    return "".join(str(text).split())


def grid(page: Page) -> list[list[str | None]]:
    """Give the rows as they are ruled under the heads; merged cells have words in their first."""
    found = page.extract_tables()[-1]
    rows = [[None if cell is None else together(cell) for cell in row] for row in found]
    return rows[rows.index(HEAD) + 1 :]


def read_by(page: Page) -> list[tuple[str, ...]]:
    """Read a page's rows with nothing in mind of the page before."""
    read: list[tuple[str, ...]] = []
    for row in grid(page):
        above = read[-1] if read else ("",) * len(HEAD)
        read.append(tuple(above[n] if cell is None else cell for n, cell in enumerate(row)))
    return read


def expected(data: Consolidated) -> list[tuple[str, ...]]:
    return [
        (
            *map(together, line.labels),
            together(f"{line.number}.{line.manifestation}"),
            line.level,
            together(line.responsible),
        )
        for line in summary_lines(data)
    ]


@pytest.mark.parametrize("status", ["official", "draft"])
def test_every_page_can_be_read_without_the_one_before(
    status: DocumentStatus, tmp_path: Path
) -> None:
    data = large_college(500)

    with pages_of(rendered(data, status), tmp_path) as pages:
        turned = [page for page in pages if page.width > page.height]
        firsts = [grid(page)[0] for page in turned]
        read = [row for page in turned for row in read_by(page)]

    assert len(turned) > 30
    assert [row for row in firsts if not all(row[column] for column in LABELS)] == []
    assert read == expected(data)


def test_a_page_is_well_filled(tmp_path: Path) -> None:
    with pages_of(rendered(large_college(150)), tmp_path) as pages:
        turned = [page for page in pages if page.width > page.height]
        ends = [max(rect["bottom"] for rect in (*p.rects, *p.lines)) / MM for p in turned[1:-1]]

    bottom = (turned[0].height / MM) - 26
    assert all(bottom - 50 < end < bottom + 1 for end in ends)


def test_a_text_longer_than_a_page_goes_on_and_the_rest_begins_anew(tmp_path: Path) -> None:
    long = "".join(f"第{n}款不按规定办理，" for n in range(120))
    risks = (a_risk("拖延。"), a_risk(long), a_risk("泄密。", "高"))

    with pages_of(rendered(one_department(an_item("公文", *risks))), tmp_path) as pages:
        turned = [page for page in pages if page.width > page.height]
        seen = "".join(words(page) for page in turned)
        last = read_by(turned[-1])[-1]

    assert all(f"第{n}款" in seen for n in (1, 60, 119))
    assert last[:4] == ("审计监察处", "公文", "受理", "3.泄密。")


def test_a_mark_and_a_page_number_stand_on_every_page(tmp_path: Path) -> None:
    with pages_of(rendered(large_college(60), "for_approval"), tmp_path) as pages:
        marked = ["送审稿" in words(page) for page in pages]
        turned = [n for n, page in enumerate(pages, 1) if page.width > page.height]
        numbers = [number_beside(pages[n - 1]) for n in turned]

    assert all(marked)
    assert numbers == turned


def number_beside(page: Page) -> int:
    """Read the page number of a turned sheet: at its left, low on odd pages, high on even ones."""
    upper, lower = (0, 0, 34 * MM, 80 * MM), (0, 130 * MM, 34 * MM, page.height)
    texts = ["".join(filter(str.isdigit, page.crop(box).extract_text())) for box in (upper, lower)]
    [place] = [n for n, text in enumerate(texts) if text]
    assert int(texts[place]) % 2 == place
    return int(texts[place])


@pytest.mark.parametrize("rows", [40, 44, 48])
def test_the_notes_never_stand_alone(rows: int, tmp_path: Path) -> None:
    with pages_of(rendered(large_college(rows)), tmp_path) as pages:
        [noted] = [page for page in pages if "说明：1．" in words(page)]
        assert grid(noted)
