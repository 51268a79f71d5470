"""File names of what people wrote."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.safe_names import MAX_BYTES, safe_name


@pytest.mark.parametrize(
    "name",
    ["审计监察处", "职权和重要业务事项目录.docx", "纪委办公室（审计监察处）", "-w.docx", "一" * 85],
)
def test_a_good_name_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "..", ".", "", "a/b", "a\\b", "a\0b"])
def test_no_name_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    place = tmp_path / safe_name(name)

    assert place.parent == tmp_path
    assert place.resolve().parent == tmp_path.resolve()
    assert place != tmp_path


@pytest.mark.parametrize(
    "name", ["con", "NUL.docx", "Com1", "lpt9.txt", "教务处.", "教务处 ", "a:b"]
)
def test_a_name_that_windows_cannot_keep_is_changed(name: str) -> None:
    assert safe_name(name) != name


def test_a_long_chinese_name_is_cut_and_keeps_its_extension() -> None:
    name = safe_name("关于" * 100 + ".docx")

    assert name.startswith("关于关于")
    assert name.endswith(".docx")
    assert len(name.encode()) <= MAX_BYTES


def test_long_names_that_differ_at_the_end_stay_different() -> None:
    assert safe_name("长" * 100 + "甲.docx") != safe_name("长" * 100 + "乙.docx")


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_can_be_written(text: str) -> None:
    name = safe_name(text)

    assert 0 < len(name.encode()) <= MAX_BYTES
    assert not name.startswith((".", "~"))
    assert not set('/\\:*?"<>|\0\n') & set(name)
    assert safe_name(name) == name


@given(st.text(max_size=300), st.text(max_size=300))
def test_different_texts_get_different_names(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)

    assert same or safe_name(one) != safe_name(other)
