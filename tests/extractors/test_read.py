"""Reading one file: forms and findings come out, whatever goes in."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import read, warm_up
from extractors.faults import READER_RULES
from extractors.read import read_file
from schemas.college import Limits
from schemas.findings import Rule
from schemas.forms import FORM_NAMES, Catalogue, Reading
from tests.support import hostile
from tests.support.forms import docx, paragraph, table
from tests.support.hostile import DOCUMENT, good_docx, parts_of, repacked

CODES = {rule.code for rule in READER_RULES}


def codes(data: bytes, limits: Limits | None = None) -> list[str]:
    return [finding.code for finding in read_file(data, file="甲.docx", limits=limits).findings]


def test_a_good_file_is_read_without_a_finding() -> None:
    reading = read_file(good_docx(), file="甲.docx")
    (form,) = reading.forms

    assert isinstance(form, Catalogue)
    assert [item.name for item in form.items] == ["信访举报受理", "印章管理"]
    assert reading.findings == ()
    assert (reading.file, reading.media_type) == ("甲.docx", "docx")
    assert reading.sha256 == hashlib.sha256(good_docx()).hexdigest()


def test_a_reading_survives_its_way_through_json() -> None:
    reading = read_file(warm_up.document(), file="甲.docx")

    assert len(reading.forms) == 9
    assert Reading.model_validate_json(reading.model_dump_json(by_alias=True)) == reading


def test_a_file_without_a_form_says_so() -> None:
    assert codes(docx(paragraph("关于开会的通知"))) == ["LF-F04"]


def test_a_more_specific_error_stands_alone() -> None:
    assert codes(good_docx()[:500]) == ["LF-F01"]


def test_the_type_is_told_even_when_the_document_is_broken() -> None:
    broken = repacked(good_docx(), {DOCUMENT: b"<w:document"})

    assert read_file(broken, file="a").media_type == "docx"


def test_tracked_changes_are_counted() -> None:
    body = (
        '<w:p><w:ins w:id="1" w:author="a">'
        "<w:r><w:t>附件1 职权和重要业务事项目录</w:t></w:r></w:ins></w:p>"
        + table([["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]])
    )
    findings = read_file(hostile.document(body), file="a").findings

    assert [f.message for f in findings if f.code == "LF-F11"] == [
        "文件“a”有1处修订尚未接受，已按全部接受读取。请核对，在“审阅”中接受或拒绝全部修订后保存。"
    ]


def test_external_references_are_named_and_never_fetched() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId9" TargetMode="External" Target="http://127.0.0.1:9/t.dotm" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        b"</Relationships>"
    )
    data = repacked(good_docx(), {"word/_rels/document.xml.rels": relations})

    reading = read_file(data, file="a")

    assert [finding.code for finding in reading.findings] == ["LF-F07"]
    assert len(reading.forms) == 1


DAMAGED = {
    "checksum": hostile.wrong_checksum(good_docx()),
    "no document": hostile.packed(
        {name: part for name, part in parts_of(good_docx()).items() if name != DOCUMENT}
    ),
    "two documents": hostile.packed(
        [*parts_of(good_docx()).items(), (DOCUMENT, parts_of(hostile.document(""))[DOCUMENT])]
    ),
    "lying sizes": hostile.lying(good_docx(), 300),
    "not well-formed": hostile.document("<w:p>"),
    "not XML": repacked(good_docx(), {DOCUMENT: b"\x00\x01\x02" * 100}),
    "not Word": repacked(good_docx(), {DOCUMENT: b"<html/>"}),
    "unknown encoding": hostile.document("", '<?xml version="1.0" encoding="x-none"?>'),
    "control characters": hostile.document("<w:p><w:r><w:t>\x01</w:t></w:r></w:p>"),
    "100,000 levels": hostile.document("<w:p>" * 100_000 + "</w:p>" * 100_000),
}


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_damaged_document_is_one_error(fault: str) -> None:
    assert codes(DAMAGED[fault]) == ["LF-F01"]


def _row(cells: str) -> str:
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


_CELL = "<w:tc><w:p/></w:tc>"
TOO_LARGE = {
    "cells": hostile.document(_row(_CELL * 100) * 2_001),
    "nested tables": hostile.document(
        "<w:tbl><w:tr><w:tc>" * 600 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 600
    ),
}


@pytest.mark.parametrize("fault", TOO_LARGE)
def test_a_document_beyond_a_ceiling_is_one_error(fault: str) -> None:
    assert codes(TOO_LARGE[fault]) == ["LF-F05"]


def test_70_000_columns_are_no_form_and_no_crash() -> None:
    assert codes(hostile.document(_row(_CELL * 70_000))) == ["LF-F04"]


def test_the_ceiling_on_cells_can_be_lowered() -> None:
    assert codes(good_docx(), Limits(cells=17)) == ["LF-F05"]
    assert codes(good_docx(), Limits(cells=18)) == []


@pytest.mark.parametrize("span", ["2147483647", "-1", "0", "abc", "", "99999999999999999999"])
def test_an_absurd_span_does_no_harm(span: str) -> None:
    xml = parts_of(good_docx())[DOCUMENT].decode()
    spanned = xml.replace("<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{span}"/>', 1)

    reading = read_file(repacked(good_docx(), {DOCUMENT: spanned.encode()}), file="a")

    assert {finding.code for finding in reading.findings} <= CODES


@pytest.mark.parametrize(
    ("error", "code"),
    [(MemoryError(), "LF-F05"), (RecursionError(), "LF-F05"), (KeyError("x"), "LF-F01")],
)
def test_what_nobody_expected_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(read, "read_docx", fail)
    (finding,) = read_file(good_docx(), file="a").findings

    assert finding.code == code
    assert "Traceback" not in finding.message


def test_the_kind_of_an_unexpected_error_stands_in_the_hint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(read, "read_docx", fail)
    (finding,) = read_file(good_docx(), file="{a}.docx").findings

    assert "KeyError" in finding.hint
    assert "{a}.docx" in finding.message
    assert "secret" not in finding.message + finding.hint


def test_names_are_shown_as_they_can_be() -> None:
    assert read_file(b"", file="\udcb8\udcbd.docx").file == r"\xb8\xbd.docx"


def test_the_template_is_warmed_up_with_every_kind_of_form() -> None:
    forms = read_file(warm_up.document(), file="a").forms

    whole_files = {"plan", "work_report", "correction_notice"}
    assert {form.form for form in forms} == set(FORM_NAMES) - whole_files


@given(st.binary(max_size=2_000))
def test_any_bytes_give_a_reading(data: bytes) -> None:
    assert set(codes(data)) <= CODES
    assert codes(data)


@settings(max_examples=200)
@given(st.data())
def test_any_mutation_of_a_file_gives_a_reading(data: st.DataObject) -> None:
    mutated = bytearray(good_docx())
    at = data.draw(st.integers(0, len(mutated) - 1))
    mutated[at] ^= data.draw(st.integers(1, 255))

    assert set(codes(bytes(mutated))) <= CODES


@settings(max_examples=200)
@given(st.data())
def test_any_mutation_of_the_markup_gives_a_reading(data: st.DataObject) -> None:
    xml = parts_of(good_docx())[DOCUMENT]
    start = data.draw(st.integers(0, len(xml) - 1))
    end = data.draw(st.integers(start, min(len(xml), start + 60)))
    words = data.draw(
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from([b"<w:tbl>", b"</w:tc>", b"<w:p/>", b"&#0;", b"&x;", b"-1", xml[:300]]),
        )
    )
    changed = repacked(good_docx(), {DOCUMENT: xml[:start] + words + xml[end:]})

    assert set(codes(changed)) <= CODES


@pytest.mark.parametrize("rule", READER_RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_to_do_in_chinese(rule: Rule) -> None:
    for words in (rule.title, rule.message, rule.hint, rule.basis):
        assert re.search("[一-龥]", words) or words == "{advice}"
