"""Page numbers are proven by the breaks and sections that stand in the file."""

from __future__ import annotations

from rendering.book.marks import page_of, with_numbers
from rendering.book.page_proof import page_problems, pages_of

BREAK = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>"


def section(start: int | None = None) -> str:
    number = f'<w:pgNumType w:start="{start}"/>' if start else ""
    return f"<w:p><w:pPr><w:sectPr><w:pgSz/>{number}</w:sectPr></w:pPr></w:p>"


def mark(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/>'


def anchors(*parts: str) -> dict[str, int]:
    return dict(pages_of("".join(parts).encode()).anchors)


def test_the_page_before_the_first_break_is_the_first() -> None:
    assert anchors(mark("a"), BREAK, mark("b")) == {"a": 1, "b": 2}


def test_a_section_begins_a_page() -> None:
    assert anchors(mark("a"), section(), mark("b"), BREAK, mark("c")) == {"a": 1, "b": 2, "c": 3}


def test_a_section_may_say_its_own_number() -> None:
    parts = (BREAK, section(), mark("a"), BREAK, section(7), mark("b"))

    assert anchors(*parts) == {"a": 7, "b": 9}


def test_a_paragraph_that_reaches_over_a_page_counts() -> None:
    assert anchors("<w:r><w:lastRenderedPageBreak/></w:r>", mark("a")) == {"a": 2}


def test_a_reference_has_to_say_the_page_of_its_bookmark() -> None:
    right = with_numbers(page_of("a"), {"a": 2})
    wrong = with_numbers(page_of("a"), {"a": 3})

    assert list(page_problems(f"{right}{BREAK}{mark('a')}".encode())) == []
    assert list(page_problems(f"{wrong}{BREAK}{mark('a')}".encode())) == [
        "书签“a”在第2页，引用写的是第3页"
    ]


def test_a_reference_to_nothing_is_told() -> None:
    assert list(page_problems(with_numbers(page_of("a"), {"a": 2}).encode())) == [
        "页码引用的书签“a”不存在"
    ]
