"""A prepared table is read back in haste exactly as it is read at leisure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rendering.proof import _block
from rendering.table_scan import cut_out, scanned
from rendering.wordml import XMLNS_W, cell, clean, paragraph, row, run, tab, table, text_paragraph

TEXT = st.text(max_size=20)
CELLS = st.tuples(st.lists(TEXT, min_size=1, max_size=3), st.sampled_from([None, "restart"]))


def body(*blocks: str) -> bytes:
    return f"<w:body {XMLNS_W}>{''.join(blocks)}</w:body>".encode()


def read(prepared: str) -> list[list[tuple[str | None, int]]]:
    [found] = cut_out(body(prepared))[1]
    return list(scanned(found))


def test_words_spans_and_merges_are_read() -> None:
    first = row(
        (cell(9, text_paragraph("甲"), merge="restart"), cell(9, text_paragraph("乙"), span=2))
    )
    second = row((cell(9, merge="continue"), cell(9), cell(9, text_paragraph("丙"))))

    assert read(table((9, 9, 9), (first, second))) == [
        [("甲", 1), ("乙", 2)],
        [(None, 1), ("", 1), ("丙", 1)],
    ]


def test_tabulators_line_breaks_and_paragraphs_stay() -> None:
    words = paragraph(run("1."), tab(), run("甲\n乙"))

    assert read(table((9,), (row((cell(9, words, text_paragraph("丙")),)),))) == [
        [("1.\t甲\n乙\n丙", 1)]
    ]


def test_an_empty_table_stays_at_the_place_of_each() -> None:
    one, other = (table((9,), (row((cell(9, text_paragraph(t)),)),)) for t in "甲乙")

    rest, found = cut_out(body(one, "<w:p/>", other))

    assert [str(child.tag).partition("}")[2] for child in etree.fromstring(rest)] == [
        "tbl", "p", "tbl"
    ]  # fmt: skip
    assert [list(scanned(each)) for each in found] == [[[("甲", 1)]], [[("乙", 1)]]]


def test_a_table_with_more_than_text_is_left_where_it_is() -> None:
    marked = paragraph('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>')
    document = body(table((9,), (row((cell(9, marked),)),)))

    assert cut_out(document) == (document, [])


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_both_ways_of_reading_agree_on_any_text(
    rows: list[list[tuple[list[str], None]]],
) -> None:
    made = table(
        (9,) * 4,
        [
            row(cell(9, *map(text_paragraph, texts), merge=merge) for texts, merge in line)
            for line in rows
        ],
    )

    at_leisure = _block(etree.fromstring(made)).rows

    assert at_leisure == tuple(tuple(str(words) for words, _ in line) for line in read(made))
    assert at_leisure[0][0] == "\n".join(clean(text) for text in rows[0][0][0])
