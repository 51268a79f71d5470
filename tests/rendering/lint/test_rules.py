"""Every rule of layout: a document that keeps it, and documents with one fault each."""

from __future__ import annotations

import pytest

from flows.lint_reader import lint_1999, lint_2012
from rendering.lint.book import lint_rules
from rendering.lint.pages import PAGE_RULES
from rendering.package import read_package, write_package
from schemas.college import Limits
from schemas.findings import Finding
from tests.support.lint_files import FAULTS, MAIN, TITLE, Fault, conforming, swap


def found(content: bytes, edition: str = "2012") -> list[Finding]:
    read = {"2012": lint_2012, "1999": lint_1999}[edition]
    return list(read(content, file="a.docx", limits=Limits()).findings)


def test_a_document_that_keeps_the_standard_breaks_no_rule() -> None:
    assert found(conforming()) == []


def test_a_document_of_the_1999_edition_keeps_that_one() -> None:
    assert found(conforming("二〇一二年七月五日", "仿宋_GB2312"), "1999") == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code} {fault.what}")
def test_a_fault_is_told_by_its_code_at_its_place(fault: Fault) -> None:
    told = found(fault.content(), fault.edition)
    own = [one for one in told if one.code == fault.code]

    assert own, [(one.code, one.message) for one in told]
    place = own[0].location
    assert place is not None
    if fault.cell:
        assert (place.table, place.row, place.column) == fault.cell
    elif fault.words:
        assert (place.text or "").startswith(fault.words)
        assert fault.words in own[0].message


def test_every_rule_of_the_file_has_a_fault() -> None:
    of_pages = {rule.code for rule in PAGE_RULES}

    assert {fault.code for fault in FAULTS} == set(lint_rules()) - of_pages


def test_the_line_above_a_form_is_no_title() -> None:
    start = '<w:p><w:pPr><w:pStyle w:val="LFAnnexLabel"/></w:pPr><w:r><w:t>附件1</w:t></w:r></w:p>'
    lead = "<w:p><w:r><w:t>单位：防灾科技学院</w:t></w:r></w:p>"
    parts = read_package(conforming())
    xml = parts[MAIN].decode()
    table = xml[xml.index("<w:tbl ") : xml.index("</w:tbl>") + len("</w:tbl>")]
    title = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>目录</w:t></w:r></w:p>'
    end = xml[xml.rindex("<w:sectPr>") :]
    body = f"{start}<w:p/>{title}{lead}{table}{end}"
    form = xml[: xml.index("<w:body>") + len("<w:body>")] + body

    told = found(write_package({**parts, MAIN: form.encode()}))
    assert {one.code for one in told} <= {"LF-L41"}  # the table is as wide as a turned page


def test_titles_on_pages_of_their_own_are_no_lines_of_one_title() -> None:
    apart = swap(
        TITLE,
        f'{TITLE}</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Title"/>'
        "<w:pageBreakBefore/></w:pPr><w:r><w:t>办公室",
    )
    document = Fault("", "", apart).content()

    assert [one for one in found(document) if one.code == "LF-L13"] == []
