"""An index lists Chinese words by the first letter of their pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.book.letters import OTHERS, index_key, letter_of, vocabulary


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("信访举报受理", "X"),
        ("啊", "A"),
        ("座谈", "Z"),
        ("干部选拔任用", "G"),
        ("IT设备采购", "I"),
        ("it设备采购", "I"),
    ],
)
def test_a_word_stands_under_the_letter_of_its_first_character(words: str, letter: str) -> None:
    assert letter_of(words) == letter


@pytest.mark.parametrize("words", ["《公务用车管理办法》", "“公务”接待", "（公务）"])
def test_signs_at_the_beginning_do_not_count(words: str) -> None:
    assert letter_of(words) == "G"


def test_words_whose_first_character_misleads_have_their_own_letter() -> None:
    assert letter_of("《会计核算办法》") == "K"
    assert letter_of("会议管理") == "H"


@pytest.mark.parametrize("words", ["", "《》", "2012年预算", "𠮷", "亍", "αβ"])
def test_what_has_no_letter_stands_with_the_others(words: str) -> None:
    assert letter_of(words) == OTHERS


def test_letters_come_in_order_and_the_others_last() -> None:
    words = ["2012年预算", "招生", "《案件检查规定》", "IT", "安全"]

    assert sorted(words, key=index_key) == ["安全", "《案件检查规定》", "IT", "招生", "2012年预算"]


def test_the_letters_of_the_vocabulary_come_in_the_order_of_their_characters() -> None:
    firsts = [first.encode("gb18030") for first in vocabulary().letters.values()]

    assert firsts == sorted(firsts)


@given(st.text(max_size=20))
def test_any_words_have_a_place(words: str) -> None:
    assert index_key(words)[2] == words
