"""With the extra installed, a picture of a form is read cell by cell."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors import recognition
from extractors.pdf.reader import read_pdf
from extractors.pdf.scan import Recogniser
from extractors.read import read_file
from schemas.forms import Catalogue

FONTS = sorted(Path("/usr/share/fonts").rglob("Noto*CJK-Regular.ttc"))
HEADER = ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]
ROW = ["1", "审计监察处", "信访举报受理", "行政职权", "受理来信来访", "信访工作条例"]

pytestmark = [
    pytest.mark.skipif(not recognition.is_installed(), reason="the extra ocr is not installed"),
    pytest.mark.skipif(not FONTS, reason="no Noto CJK font is installed"),
]


def photographed() -> bytes:
    """Draw annex 1 as a picture of A4 at 150 dpi, and make a PDF of it."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONTS[0], 26)
    draw.text((100, 100), "附件1", "black", font)
    draw.text((430, 170), "职权和重要业务事项目录", "black", font)
    edges = [80, 160, 340, 540, 700, 900, 1120]
    for number, row in enumerate((HEADER, ROW)):
        top = 260 + 70 * number
        for left, right, words in zip(edges, edges[1:], row, strict=False):
            draw.rectangle((left, top, right, top + 70), outline="black", width=2)
            draw.text((left + 10, top + 18), words, "black", font)
    made = BytesIO()
    image.save(made, "PDF", resolution=150)
    return made.getvalue()


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def test_a_picture_of_a_catalogue_is_read_and_to_be_confirmed() -> None:
    reading = read_file(photographed(), file="某.pdf")

    [form] = reading.forms
    assert isinstance(form, Catalogue)
    [item] = form.items
    # Not the department: at this size 部门 in the header is taken for 部内, so it has no column.
    values = (item.name, item.category, item.content, item.legal_basis)
    assert [plain(value or "") for value in values] == ROW[2:]
    assert {f.severity for f in reading.findings if f.code == "LF-F06"} == {"error"}


def test_each_line_that_was_misread_is_named() -> None:
    with_recogniser = read_pdf(photographed(), recogniser=Recogniser(60))
    messages = "".join(f.message for f in read_file(photographed(), file="某.pdf").findings)

    [seen] = with_recogniser.recognised
    right = {"附件1", "职权和重要业务事项目录", *HEADER, *ROW}
    misread = [text for text, _ in seen.scores if plain(text) not in right]
    assert len(seen.scores) == len(right)
    assert all(f"“{text}”由文字识别得出" in messages for text in misread)
