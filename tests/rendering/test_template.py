"""A template is filled so that data can neither vanish nor act, and mistakes in it are named."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rendering.package import write_package
from rendering.template import Template
from rendering.wordml import XMLNS_W, clean, text_paragraph
from schemas.errors import UsageError

FOOTNOTES = f"""<w:footnotes {XMLNS_W}><w:footnote w:id="1"><w:p><w:r><w:t>{{{{ name }}}}</w:t>
</w:r></w:p></w:footnote></w:footnotes>""".encode()
Make = Callable[..., Template]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a template with the given paragraphs, two sections and a footnote."""

    def made(*paragraphs: str, header: str = "") -> Template:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.add_section(WD_SECTION.NEW_PAGE)
        document.sections[0].header.paragraphs[0].text = header
        notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, FOOTNOTES)
        document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
        document.save(str(tmp_path / "模板.docx"))
        return Template(tmp_path / "模板.docx")

    return made


def texts(parts: dict[str, bytes]) -> list[str]:
    document = docx.Document(io.BytesIO(write_package(parts)))
    return [paragraph.text for paragraph in document.paragraphs]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(min_size=1))
def test_any_text_stands_literally_in_body_and_header(make: Make, value: str) -> None:
    parts = make("{{ name }}", header="{{ name }}").fill({"name": value}, ()).insert({})
    document = docx.Document(io.BytesIO(write_package(parts)))
    assert document.paragraphs[0].text == clean(value)
    assert document.sections[0].header.paragraphs[0].text == clean(value)


@pytest.mark.parametrize(
    "value",
    ["{{ 7*7 }}", "{% raw %}", "{_{ 7*7 }_}", "甲<5万元&乙>", "<?lianfang table?>", "a<b>c"],
)
def test_data_are_never_a_template(make: Make, value: str) -> None:
    parts = make("{{ name }}", "后文").fill({"name": value}, ()).insert({})
    assert texts(parts)[:2] == [value, "后文"]


def test_a_footnote_is_rendered_once_though_there_are_two_sections(make: Make) -> None:
    parts = make("正文").fill({"name": "{{ 7*7 }}"}, ()).insert({})
    assert b"{{ 7*7 }}" in parts["word/footnotes.xml"]


def test_prepared_xml_takes_the_place_of_its_paragraph(make: Make) -> None:
    prepared = text_paragraph("甲").replace("<w:p>", f"<w:p {XMLNS_W}>", 1)
    filled = make("前", "{{p second }}", "中", "{{p first }}", "后").fill(
        {"name": ""}, ("first", "second")
    )
    parts = filled.insert({"first": [prepared], "second": [prepared, prepared]})
    assert texts(parts)[:6] == ["前", "甲", "甲", "中", "甲", "后"]


def test_a_misspelt_name_is_named_with_the_nearest_right_one(make: Make) -> None:
    with pytest.raises(UsageError, match=r"organisatoin.*organisation"):
        make("{{ organisatoin }}").fill({"organisation": "学院", "name": ""}, ())


def test_a_broken_tag_is_refused(make: Make) -> None:
    with pytest.raises(UsageError, match="没有对应的"):
        make("{% if name %}").fill({"name": ""}, ())


def test_a_template_cannot_reach_behind_its_values(make: Make) -> None:
    with pytest.raises(UsageError, match="不能用“__class__”"):
        make("{{ name.__class__.__mro__ }}").fill({"name": "甲"}, ())


@pytest.mark.parametrize("paragraphs", [("没有",), ("{{p table }}", "{{p table }}")])
def test_a_place_has_to_stand_once(make: Make, paragraphs: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"缺少“{{p table }}”|不止一次"):
        make(*paragraphs).fill({"name": ""}, ("table",))


def test_a_style_is_found_by_its_name(make: Make) -> None:
    assert make().style("heading 1") == "Heading1"


def test_a_missing_style_is_named(make: Make) -> None:
    with pytest.raises(UsageError, match="表格文字"):
        make().style("表格文字")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no document at all"])
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="打不开"):
        Template(path)


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="打不开"):
        Template(tmp_path / "无.docx")
