"""What is drawn on a page is told on the upright plane, however the page is turned or nested."""

from __future__ import annotations

import pypdfium2
import pytest

from extractors.pdf.objects import PageObjects
from extractors.pdf.page import read_page
from tests.support.pdf_pages import Sheet, pdf_of


def first_page(data: bytes) -> PageObjects:
    with pypdfium2.PdfDocument(data) as document:
        return read_page(document[0], 1)


def words(page: PageObjects) -> str:
    return "".join(char.text for char in page.chars)


def test_a_character_tells_its_em_box() -> None:
    sheet = Sheet()
    sheet.text(100, 200, "廉A", 12)

    one, other = first_page(pdf_of(sheet)).chars

    assert (one.text, other.text) == ("廉", "A")
    assert (one.left, one.top, one.right, one.bottom) == pytest.approx(
        (100, 200, 112, 212), abs=0.1
    )
    assert (other.left, other.right) == pytest.approx((112, 118), abs=0.1)
    assert one.size == pytest.approx(12)


TURNED: dict[int, tuple[str, tuple[float, float]]] = {
    0: (f"1 0 0 1 100 {842 - 200}", (595.0, 842.0)),
    90: ("0 1 -1 0 200 100", (842.0, 595.0)),
    180: (f"-1 0 0 -1 {595 - 100} 200", (595.0, 842.0)),
    270: (f"0 -1 1 0 {595 - 200} {842 - 100}", (842.0, 595.0)),
}


@pytest.mark.parametrize("rotate", TURNED)
@pytest.mark.parametrize("declared", [True, False])
def test_a_turned_page_is_read_upright_whether_it_says_so_or_not(
    rotate: int, *, declared: bool
) -> None:
    matrix, size = TURNED[rotate]
    sheet = Sheet(rotate=rotate if declared else 0)
    sheet.content += [f"q {matrix} cm BT /F 10 Tf <{'廉政'.encode('utf-16-be').hex()}> Tj ET", "Q"]
    sheet.content += [f"q {matrix} cm 0 -5 m 80 -5 l S Q"]

    page = first_page(pdf_of(sheet))

    assert (page.width, page.height) == size
    assert [char.turn for char in page.chars] == [0, 0]
    assert [char.left for char in page.chars] == pytest.approx([100, 110], abs=0.1)
    assert [char.bottom for char in page.chars] == pytest.approx([201.4, 201.4], abs=0.1)
    assert page.paths[0].box == pytest.approx((100, 205, 180, 205), abs=0.1)


def test_an_odd_media_box_does_not_shift_the_page() -> None:
    sheet = Sheet(box=(700, 942, 100, 100))
    sheet.content += ["BT /F 10 Tf 110 900 Td <5ec9> Tj ET"]

    page = first_page(pdf_of(sheet))

    assert (page.width, page.height) == (600, 842)
    assert page.chars[0].left == pytest.approx(10, abs=0.1)
    assert page.chars[0].bottom == pytest.approx(43.4, abs=0.1)


def test_paths_tell_colours_dashes_and_curves() -> None:
    sheet = Sheet()
    sheet.content += [
        "1 0 0 RG 0 0 1 rg 2 w [3 2] 0 d 10 10 100 50 re B",
        "[] 0 d 0 0 m 10 10 20 10 30 0 c S",
    ]

    box, curve = first_page(pdf_of(sheet)).paths

    assert (box.stroke, box.fill, box.width, box.dashed) == ("ff0000", "0000ff", 2, True)
    assert box.parts[0].closed
    assert len(box.parts[0].points) == 4
    assert (curve.fill, curve.dashed, curve.parts[0].curved) == (None, False, True)
    assert curve.parts[0].points == ((0, 842), (30, 842))


def test_what_forms_draw_is_found_where_they_draw_it() -> None:
    sheet = Sheet()
    sheet.content += ["q 1 0 0 1 50 0 cm /X Do Q"]
    forms = {"X": "1 0 0 1 0 100 cm /Y Do", "Y": "10 0 m 20 0 l S BT /F 10 Tf <5ec9> Tj ET"}

    page = first_page(pdf_of(sheet, forms=forms))

    assert page.paths[0].box == pytest.approx((60, 742, 70, 742), abs=0.1)
    assert page.chars[0].left == pytest.approx(50, abs=0.1)


def test_a_form_that_draws_itself_is_no_trap() -> None:
    sheet = Sheet()
    sheet.content += ["/X Do"]

    page = first_page(pdf_of(sheet, forms={"X": "10 0 m 20 0 l S /X Do"}))

    assert page.paths


def test_a_path_of_very_many_points_is_left_out_and_said_so() -> None:
    sheet = Sheet()
    sheet.content += ["0 0 m", *(f"{n % 500} {n % 700} l" for n in range(30_000)), "S"]

    page = first_page(pdf_of(sheet))

    assert page.paths == ()
    assert page.cut


def test_text_that_cannot_be_seen_is_marked() -> None:
    sheet = Sheet()
    sheet.text(100, 100, "隐", mode=3)
    sheet.text(700, 100, "外")
    sheet.text(100, 200, "见")

    assert [char.hidden for char in first_page(pdf_of(sheet)).chars] == [True, True, False]


def test_radicals_that_a_font_names_by_mistake_are_read_as_the_characters_they_look_like() -> None:
    sheet = Sheet()
    sheet.text(100, 100, "⼀⻓豈，（")

    assert words(first_page(pdf_of(sheet))) == "一长豈，（"


def test_characters_without_a_meaning_are_counted() -> None:
    sheet = Sheet()
    sheet.text(100, 100, "廉\ue001\ue002")

    page = first_page(pdf_of(sheet))

    assert page.unreadable == 2
    assert words(page) == "廉\ufffd\ufffd"
