"""What a reader of the handbook sees: the page numbers are right where LibreOffice prints it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx
import pypdfium2
import pytest
from docx.document import Document

from rendering.handbook_tables import ITEM_HEADS
from rendering.handbook_tiers import HEADS as TIER_HEADS
from rendering.proof import read_back
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem
from tests.support.handbook_college import (
    complaints,
    complaints_flow,
    configured,
    dated,
    large_handbook,
    measured,
    rendered,
)
from tests.support.pages import needs_soffice
from tests.support.rated_college import a_college, a_risk, an_item

pytestmark = [pytest.mark.soffice, needs_soffice]
NUMBER = re.compile(r"—(\d+)—")
LONG = "".join(f"第{n}款，不按规定办理有关手续并造成损失；" for n in range(120))


def together(words: str) -> str:
    return "".join(words.split())


class Page(NamedTuple):
    """A page as it is printed: its number, its words without blanks, and how it lies."""

    number: int
    words: str
    turned: bool


class Book(NamedTuple):
    """A handbook: what its file says, and the numbered pages that LibreOffice makes of it."""

    document: bytes
    pages: list[Page]
    front: list[str]

    def said_on(self, number: int) -> str:
        """Give the words of the pages that have a number."""
        return "".join(page.words for page in self.pages if page.number == number)

    def lines(self, *names: str) -> list[str]:
        """Give the paragraphs in some styles."""
        styles = word(self.document).styles
        ids = {style.style_id for style in styles if str(style.name).lower() in names}
        blocks = read_back(self.document).blocks
        return [block.text for block in blocks if block.style in ids]

    def contents(self) -> Iterator[tuple[str, int]]:
        """Give the lines of the table of contents."""
        for line in self.lines("toc 1", "toc 2", "toc 3"):
            text, _, number = line.rpartition("\t")
            yield text, int(number)


def word(document: bytes) -> Document:
    return docx.Document(io.BytesIO(document))


def printed(document: bytes, folder: Path) -> Book:
    """Turn a handbook into pages; the front has Roman numbers."""
    (folder / "a.docx").write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=900)
    pdf = pypdfium2.PdfDocument(folder / "a.pdf")
    book = Book(document, [], [])
    for page in pdf:
        words = together(page.get_textpage().get_text_range())
        numbers = NUMBER.findall(words)
        if numbers:
            width, height = page.get_size()
            book.pages.append(Page(int(numbers[-1]), words, width > height))
        else:
            book.front.append(words)
    pdf.close()
    return book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Print a draft of ten departments and sixty items."""
    data = large_handbook(60, most_steps=5)
    return printed(rendered(data, "draft"), tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Print a handbook with texts longer than a page and letters that no font may have."""
    duties = {"name": "长文字处", "duties": LONG}
    college = configured(department=[duties])
    return printed(rendered(strange_college(), college=college), tmp_path_factory.mktemp("strange"))


def strange_college() -> Consolidated:
    def item(name: str, *texts: str, **more: object) -> ConsolidatedItem:
        risks = [measured(a_risk(text, step="s1"), text, regulations=(text,)) for text in texts]
        return an_item(name, *risks, flow=complaints_flow(name), **more)

    many = tuple(f"第{n}项措施，严格按照规定的权限和程序办理并接受监督。" for n in range(50))
    covered = an_item(
        "很多措施",
        *(measured(a_risk(f"表现{n}。"), *many) for n in range(3)),
        flow=complaints_flow("很多措施"),
    )
    items = (
        item("长表现形式", "短。", LONG, "又短。"),
        item("长名称" * 60, "短。"),
        covered,
        item("长内容", "短。", content=LONG, legal_basis=LONG[:500]),
        item("𠮷字", "𠮷" * 60, "e\u0301" * 100, "👍" * 40),
        item("RTL", "שלום עולם " * 20, "العربية النص الطويل " * 20),
        item("Latin names with spaces " * 4, "MMMM WWWW @@@@ " * 12, "https://a.cn/" + "a" * 150),
    )
    return dated(
        a_college(
            ConsolidatedDepartment(name="长文字处", items=items),
            ConsolidatedDepartment(name="末处", items=(complaints(),)),
        )
    )


def test_every_entry_of_the_table_of_contents_is_right(book: Book) -> None:
    entries = list(book.contents())
    wrong = [(text, n) for text, n in entries if together(text) not in book.said_on(n)]

    assert len(entries) == 10 * (1 + 3 + 6) + 1 + 3 + 2
    assert wrong == []


def test_every_page_number_in_the_indexes_is_right(book: Book) -> None:
    found = 0
    for line in book.lines("索引条目"):
        text, *numbers = re.split(r"[\t\n、]", line)
        names = [together(re.sub(r"^《|管理办法》.*|（第\d+部门（单位）.*", "", text))]
        if "工作规则" not in line:
            found += 1
            assert [names[0] in book.said_on(int(number)) for number in numbers] == [True]
    assert found == 120


@pytest.mark.parametrize(("heads", "count"), [(ITEM_HEADS, 60), (TIER_HEADS, 150)])
def test_every_page_number_in_the_lists_is_right(
    book: Book, heads: tuple[str, ...], count: int
) -> None:
    tables = [b.rows[1:] for b in read_back(book.document).blocks if b.rows[:1] == (heads,)]
    rows = [row for table in tables for row in table]

    assert len(rows) >= count
    assert [row for row in rows if together(row[1]) not in book.said_on(int(row[-1]))] == []


def test_pages_are_numbered_without_a_gap(book: Book) -> None:
    assert [page.number for page in book.pages] == list(range(1, len(book.pages) + 1))


def test_every_item_begins_a_page(book: Book) -> None:
    begins = [n for text, n in book.contents() if re.match(r"\d+．", text)]

    assert len(set(begins)) == len(begins)


def test_every_page_is_marked_and_names_its_chapter(book: Book) -> None:
    chapters = [text for text, _ in book.contents() if re.match(r"[一二三四五六七八九十]+、", text)]
    names = [together(text.partition("、")[2]) for text in chapters]

    assert all("草稿" in page.words for page in book.pages)
    assert all("草稿" in words for words in book.front)
    assert all(
        any(page.words.startswith(name) for name in (*names, "附录一", "索引")) or page.turned
        for page in book.pages
    )


def test_no_page_is_empty(book: Book) -> None:
    assert [page.number for page in book.pages if len(page.words) < 40] == []


def test_long_texts_and_strange_letters_leave_the_page_numbers_right(strange: Book) -> None:
    entries = list(strange.contents())
    wrong = [(text, n) for text, n in entries if together(text) not in strange.said_on(n)]

    assert len(entries) > 20
    assert wrong == []


def test_page_numbers_only_ever_grow(strange: Book) -> None:
    numbers = [page.number for page in strange.pages]

    assert numbers == sorted(set(numbers))
