"""Pages of the example college's plan, measured in print: the standard's figures, both editions.

``benchmarks/page_layout.py`` measures all its documents with every set of fonts.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from examples.build import COLLEGE
from flows.settings import SHIPPED_TEMPLATES, Workspace
from rendering.gbt9704 import EditionName
from rendering.plan import render_plan
from schemas.college import Layout as Configured
from schemas.consolidated import Consolidated, ConsolidatedDepartment, Counts
from tests.support.page_layout import HEIGHT, LEFT, PAPER, TOP, WIDTH, Layout, layout

pytestmark = [
    pytest.mark.soffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
EDITIONS: tuple[EditionName, ...] = ("2012", "1999")
BOTH = pytest.mark.parametrize("edition", EDITIONS)
Pages = Mapping[EditionName, Sequence[Layout]]


def the_plan(edition: EditionName) -> bytes:
    college = Workspace.open(COLLEGE).college.model_copy(
        update={"layout": Configured(edition=edition)}
    )
    data = Consolidated(
        organisation=college.organisation.name,
        year=college.year,
        phase="plan",
        as_of=dt.date(2012, 4, 22),
        counts=Counts(),
        departments=tuple(ConsolidatedDepartment(name=d.name) for d in college.department),
    )
    template = SHIPPED_TEMPLATES / "plan.docx"
    return render_plan(data, college, None, status="official", template=template)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Both plans, printed in one call."""
    folder = tmp_path_factory.mktemp("print")
    for edition in EDITIONS:
        (folder / f"{edition}.docx").write_bytes(the_plan(edition))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    files = [f"{edition}.docx" for edition in EDITIONS]
    subprocess.run(
        [*command, "--convert-to", "pdf", *files],
        cwd=folder, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {edition: measured(folder / f"{edition}.pdf") for edition in EDITIONS}


def measured(pdf: Path) -> Sequence[Layout]:
    with pdfplumber.open(pdf) as opened:
        return [layout(page) for page in opened.pages]


def full(pages: Sequence[Layout]) -> Sequence[Layout]:
    """Pages of nothing but running text, from the top to the bottom."""
    return [p for p in pages if len(p.lines) > 20 and p.lines[0] < TOP + 10]


@BOTH
def test_paper_is_a4_upright_and_turned(pages: Pages, edition: EditionName) -> None:
    assert {page.turned for page in pages[edition]} == {False, True}
    for page in pages[edition]:
        assert page.paper == pytest.approx(PAPER, abs=1)


@BOTH
def test_a_full_page_has_22_lines_that_fill_the_type_area(
    pages: Pages, edition: EditionName
) -> None:
    assert len(full(pages[edition])) >= 3
    for page in full(pages[edition]):
        assert len(page.lines) == 22
        pitches = [b - a for a, b in pairwise(page.lines)]
        assert min(pitches) == pytest.approx(HEIGHT / 22, abs=0.1)
        assert max(pitches) == pytest.approx(HEIGHT / 22, abs=0.1)


@BOTH
def test_a_full_line_has_28_characters(pages: Pages, edition: EditionName) -> None:
    for page in full(pages[edition]):
        assert page.characters == 28
        assert page.pitch == pytest.approx(WIDTH / 28, abs=0.05)


@BOTH
def test_text_keeps_to_the_margins_on_upright_and_turned_pages(
    pages: Pages, edition: EditionName
) -> None:
    for page in pages[edition]:
        left, top, right, bottom = page.ink
        assert left > LEFT - 1
        assert top > TOP - 1
        assert bottom < TOP + HEIGHT + 1
        assert right < LEFT + WIDTH + (6.5 if page.hanging else 1)  # a mark may hang
    for page in full(pages[edition]):
        assert page.ink[0] == pytest.approx(LEFT, abs=1)


@BOTH
def test_every_page_has_its_number_7_millimetres_below_and_one_character_aside(
    pages: Pages, edition: EditionName
) -> None:
    assert [page.number for page in pages[edition]] == list(range(1, len(pages[edition]) + 1))
    for page in pages[edition]:
        assert page.dash == pytest.approx(7, abs=1)
        assert page.aside == pytest.approx(14 * 25.4 / 72, abs=1)


@BOTH
def test_turned_pages_are_both_odd_and_even(pages: Pages, edition: EditionName) -> None:
    assert {page.number % 2 for page in pages[edition] if page.turned and page.number} == {0, 1}
