from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.docx.errors import Damaged, DocumentFault
from extractors.docx.reader import read_docx

MakePackage = Callable[[dict[str, str | bytes]], bytes]
MakeDocx = Callable[..., bytes]

BODY = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
SCHEMA = "http://schemas.openxmlformats.org/package/2006/relationships"


def root_links(*targets: str) -> str:
    links = "".join(
        f'<Relationship Id="r{n}" Type="{KIND}" Target="{target}"/>'
        for n, target in enumerate(targets)
    )
    return f'<Relationships xmlns="{SCHEMA}">{links}</Relationships>'


@pytest.fixture
def main_part(namespaces: str) -> str:
    return f"<w:document {namespaces}><w:body>{BODY}</w:body></w:document>"


def words(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data).lines]


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("word/document.xml", "word/document.xml"),
        ("/word/document2.xml", "word/document2.xml"),
        ("word\\main.xml", "word/main.xml"),
        ("./word/../text.xml", "text.xml"),
        ("Word/Document.XML", "word/document.xml"),
        ("word/my%20text.xml", "word/my text.xml"),
        ("word/document.xml", "word\\document.xml"),
    ],
)
def test_the_main_part_is_found_by_its_relationship(
    make_package: MakePackage, main_part: str, target: str, part: str
) -> None:
    assert words(make_package({"_rels/.rels": root_links(target), part: main_part})) == ["甲"]


def test_of_two_linked_main_parts_the_first_that_is_there_counts(
    make_package: MakePackage, main_part: str
) -> None:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": root_links("NULL", "word/a.xml", "word/b.xml"),
        "word/b.xml": main_part.replace("甲", "乙"),
        "word/a.xml": main_part,
    }
    assert words(make_package(parts)) == ["甲"]


def test_without_relationships_the_content_types_tell_the_main_part(
    make_package: MakePackage, main_part: str
) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/x/text.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.template.main+xml"/></Types>'
    )
    data = make_package(
        {"[Content_Types].xml": types, "_rels/.rels": "<broken", "x/text.xml": main_part}
    )
    assert words(data) == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(make_docx: MakeDocx, main_part: str, encoding: str) -> None:
    declared = "UTF-16" if encoding == "utf-16" else "UTF-8"
    text = f'<?xml version="1.0" encoding="{declared}"?>{main_part}'
    assert words(make_docx("", main=text.encode(encoding))) == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_strict_names_are_read(make_docx: MakeDocx, main_part: str, encoding: str) -> None:
    strict = main_part.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/",
        "http://purl.oclc.org/ooxml/wordprocessingml/",
    ).replace("甲", "见 http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert "purl.oclc.org" in strict.partition("<w:body>")[0]
    assert words(make_docx("", main=strict.encode(encoding))) == [
        "见 http://purl.oclc.org/ooxml/wordprocessingml/main"
    ]


def test_comments_instructions_and_other_prefixes_do_no_harm(
    make_docx: MakeDocx, main_part: str
) -> None:
    text = main_part.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=")
    text = text.replace("甲", "甲<!-- x --><?y?><![CDATA[<乙>]]>")
    assert words(make_docx("", main=text)) == ["甲<乙>"]


@pytest.mark.parametrize(
    "kind", ["styles", "numbering", "comments", "header", "footer", "footnotes", "settings"]
)
@pytest.mark.parametrize("content", ["<w:broken", "", "\x00\x01", "<a/>"])
def test_a_broken_side_part_stops_nothing(
    make_package: MakePackage, main_part: str, kind: str, content: str
) -> None:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": root_links("word/document.xml"),
        "word/document.xml": main_part,
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{SCHEMA}"><Relationship Id="a" Target="x.xml" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
            f'<Relationship Id="b" Target="NULL" Type="x/{kind}"/></Relationships>'
        ),
        "word/x.xml": content,
        "docProps/core.xml": "<broken",
    }
    assert words(make_package(parts)) == ["甲"]


@pytest.mark.parametrize("links", ["", "<broken", "<a/>"])
def test_broken_relationships_of_the_main_part_stop_nothing(
    make_docx: MakeDocx, links: str
) -> None:
    assert words(make_docx(BODY, links=links)) == ["甲"]


DTD = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "main",
    [
        "",
        "<w:document",
        "<a/>",
        "<a><b></a></b>",
        "\x01",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        f"{DTD}<a>&x;&f;</a>",
    ],
)
def test_a_broken_main_part_is_damage(make_docx: MakeDocx, main: str | bytes) -> None:
    with pytest.raises(Damaged):
        read_docx(make_docx("", main=main))


def test_a_document_type_is_never_expanded(make_docx: MakeDocx, main_part: str) -> None:
    with pytest.raises(Damaged, match="DTD"):
        read_docx(make_docx("", main=DTD + main_part.replace("甲", "&x;")))


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"\x00" * 100])
def test_what_is_no_package_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_docx(data)


def test_a_package_without_a_document_is_damage(make_package: MakePackage) -> None:
    with pytest.raises(Damaged, match="没有 Word 文档正文"):
        read_docx(make_package({"_rels/.rels": root_links("word/document.xml")}))


def two_mains(first: str, second: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("_rels/.rels", root_links("word/document.xml"))
        package.writestr("word/document.xml", first)
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("word/document.xml", second)
    return file.getvalue()


def test_two_different_main_documents_are_refused(main_part: str) -> None:
    with pytest.raises(Damaged, match="两份"):
        read_docx(two_mains(main_part, main_part.replace("甲", "乙")))


def test_the_same_main_document_twice_is_read(main_part: str) -> None:
    assert words(two_mains(main_part, main_part)) == ["甲"]


def outcome(data: bytes) -> str:
    try:
        return f"{len(words(data))} lines"
    except DocumentFault as fault:
        return fault.reason


@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(
    make_docx: MakeDocx, data: st.DataObject
) -> None:
    whole = bytearray(make_docx(BODY * 3, side={"styles": "", "comments": ""}))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        assert outcome(damaged)
