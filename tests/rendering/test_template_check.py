"""Every fault of a template is found, at the place that a Word user finds, with what to do."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
import pytest

from rendering.package import read_package, write_package
from rendering.template import Template
from rendering.template_check.check import check_template
from rendering.template_check.comments import commented_template
from rendering.template_check.faults import Fault
from rendering.template_check.model import models
from schemas.errors import UsageError
from tests.support.faulty_templates import (
    FAULTY,
    MAIN,
    SHIPPED,
    Faulty,
    T,
    added,
    changed,
    split,
    table,
)

DAY = dt.date(2012, 5, 24)
by_fault = pytest.mark.parametrize("faulty", FAULTY, ids=lambda faulty: faulty.name)


def errors(content: bytes, name: str = "notice.docx") -> list[Fault]:
    found = check_template(content, models()[name])
    return [fault for fault in found if fault.severity == "error"]


def edited(edit: object, name: str = "notice.docx") -> bytes:
    assert callable(edit)
    return Faulty("", name, edit, "", "", "").content()


@pytest.mark.parametrize("name", models())
def test_a_shipped_template_is_without_fault(name: str) -> None:
    found = check_template((SHIPPED / name).read_bytes(), models()[name])
    assert {fault.severity for fault in found} <= {"info"}


def test_every_shipped_template_has_a_model() -> None:
    assert sorted(models()) == sorted(path.name for path in SHIPPED.glob("*.docx"))


@by_fault
def test_a_fault_is_told_at_its_place_with_what_to_do(faulty: Faulty) -> None:
    found = errors(faulty.content(), faulty.template)
    told = [fault for fault in found if fault.kind == faulty.kind]
    assert told, [str(fault) for fault in found]
    assert faulty.where in str(told[0].where or "")
    assert faulty.says in str(told[0])


@by_fault
def test_a_fault_is_commented_in_a_copy(faulty: Faulty) -> None:
    content = faulty.content()
    found = check_template(content, models()[faulty.template])
    copy = commented_template(content, found, as_of=DAY)
    assert copy is not None
    said = [comment.text for comment in docx.Document(io.BytesIO(copy)).comments]
    assert any(faulty.says in text for text in said)


@pytest.mark.parametrize("code", ["{{ ''.__class__ }}", "{% include 'x' %}", "{{ title.upper() }}"])
def test_filling_refuses_what_the_check_finds_in_the_same_words(tmp_path: Path, code: str) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(edited(added(code)))
    first = errors(path.read_bytes())[0]
    with pytest.raises(UsageError) as refused:
        Template(path).fill({}, ())
    assert str(first) in str(refused.value)


def test_all_faults_are_told_at_once_in_the_order_of_the_document() -> None:
    found = errors(edited(added("{{ one }}", "{{ two.x }}", "{{ year | safe }}")))
    assert [fault.kind for fault in found] == ["unknown-name", "unknown-name", "filter"]


def test_a_comment_stands_at_the_paragraph_of_the_fault() -> None:
    content = edited(table(("甲", "{{ telephone }}")))
    copy = commented_template(content, errors(content), as_of=DAY)
    assert copy is not None
    body = read_package(copy)[MAIN].decode()
    start = body.index("commentRangeStart")
    assert body.index("甲") < start < body.index("{{ telephone }}") < body.index("commentRangeEnd")


def test_a_copy_differs_from_the_template_in_its_comments_alone() -> None:
    content = edited(added("{{ telephone }}"))
    copy = commented_template(content, errors(content), as_of=DAY)
    assert copy is not None
    before, after = read_package(content), read_package(copy)
    touched = {name for name in after if after[name] != before.get(name)}
    assert touched == {
        MAIN, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip


@pytest.mark.parametrize(
    "between",
    [
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>',
        "<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/></w:r>",
    ],
)
def test_a_tag_that_word_has_split_is_mended(between: str) -> None:
    assert errors(edited(split(between), "warning_letter.docx"), "warning_letter.docx") == []


@pytest.mark.parametrize(
    "edit",
    [
        added("{{ returned | length }}份"),
        added("{{ returned|join('、') }}"),
        added("{% if errors > 3 and not until %}多{% else %}少{% endif %}"),
        added("{{ director or '办公室' }}"),
        added("{# 给同事的话 #}"),
        added("集合{1, 2}与{甲}"),
        added("{%p for one in returned if one %}", "{{ loop.index }}{{ one }}", "{%p endfor %}"),
        table(("文件",), ("{%tr for one in returned %}",), ("{{ one }}",), ("{%tr endfor %}",)),
        table(("{% if errors %}有{% endif %}", "{{ errors }}")),
    ],
)
def test_what_a_template_may_do_is_no_fault(edit: object) -> None:
    assert errors(edited(edit)) == []


def test_a_condition_over_paragraphs_without_p_is_a_warning() -> None:
    found = check_template(
        edited(added("{% if errors %}甲", "乙{% endif %}")), models()["notice.docx"]
    )
    assert [fault.kind for fault in found if fault.severity != "info"] == ["across-paragraphs"]


def test_a_name_that_is_not_used_is_information() -> None:
    content = edited(changed("{{ title }}", "通知"))
    found = check_template(content, models()["notice.docx"])
    assert [(fault.kind, fault.severity) for fault in found] == [("unused", "info")]


def test_a_tag_hidden_in_the_words_of_a_picture_is_judged() -> None:
    edit = changed("</w:body>", '<w:p><w:r><w:t w:x="{{ a.__b }}">甲</w:t></w:r></w:p></w:body>')
    kinds = [fault.kind for fault in errors(edited(edit))]
    assert "unsafe" in kinds


def test_code_outside_of_any_paragraph_is_refused() -> None:
    edit = changed("<w:body>", '<w:body><w:sdt w:x="{{ cycler.__init__ }}"/>')
    assert [fault.kind for fault in errors(edited(edit))][:1] == ["unsafe"]


def test_a_text_box_and_its_copy_for_older_programs_give_one_fault() -> None:
    box = f"<w:txbxContent><w:p><w:r>{T}{{{{ telephone }}}}</w:t></w:r></w:p></w:txbxContent>"
    twice = f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    found = errors(edited(changed("<w:sectPr>", f"{twice}<w:sectPr>")))
    assert [fault.kind for fault in found] == ["unknown-name"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", write_package({"a.xml": b"<a/>"})])
def test_a_file_that_is_no_word_document_is_a_fault(content: bytes) -> None:
    assert [fault.kind for fault in errors(content)] == ["unreadable"]


@pytest.mark.parametrize("nested", ["(" * 450 + "1" + ")" * 450, "title" + " ~ title" * 400])
def test_a_monstrous_tag_is_a_fault_and_no_fall(nested: str) -> None:
    assert {f.kind for f in errors(edited(added(f"{{{{ {nested} }}}}")))} <= {"syntax"}
