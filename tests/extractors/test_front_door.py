"""The front door tells files apart by content, and stops what may not be read."""

from __future__ import annotations

import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import recognition
from extractors.admission import Admission, Refusal
from extractors.front_door import examine
from schemas.college import Limits
from tests.support import hostile
from tests.support.hostile import DOCUMENT, good_docx, parts_of, repacked

LIMITS = Limits()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def refused(data: bytes, limits: Limits = LIMITS) -> Refusal:
    answer = examine(data, limits)
    assert isinstance(answer, Refusal)
    return answer


def code(data: bytes, limits: Limits = LIMITS) -> str:
    return refused(data, limits).finding("某.docx").code


ACCEPTED = {
    "docx": good_docx(),
    "template": hostile.with_main_type(f"{WORD}.template.main+xml"),
    "prefix": b"\xef\xbb\xbf" + good_docx(),
    "trailing zeros": good_docx() + b"\0" * 1_000,
    "stored": repacked(good_docx(), {}, zipfile.ZIP_STORED),
    "9,000 entries": hostile.crowded(8_990),
    "well packed but small": hostile.squeezed(9),
    "DTD in a part that is not read": repacked(
        good_docx(), {"docProps/core.xml": hostile.ENTITIES.encode() + b"<a/>"}
    ),
    "DTD only in its text": hostile.document(
        "<w:p><w:r><w:t><![CDATA[<!DOCTYPE a>]]></w:t></w:r></w:p>"
    ),
    "no list of types": hostile.packed(
        {name: part for name, part in parts_of(good_docx()).items() if "Types" not in name}
    ),
    "path out of the package": repacked(good_docx(), {"../../../tmp/lianfang-out": b"x"}),
    "picture with a document type": repacked(
        good_docx(), {"word/media/a.svg": hostile.ENTITIES.encode() + b"<svg/>"}
    ),
}


@pytest.mark.parametrize("kind", ACCEPTED)
def test_what_word_can_open_is_let_in(kind: str) -> None:
    assert examine(ACCEPTED[kind], LIMITS) == Admission("docx")


PDF = {
    "with text": hostile.pdf(words="x"),
    "that may not be printed": hostile.pdf(words="x", opens_with=""),
    "after other bytes": b"junk\r\n" * 20 + hostile.pdf(words="x"),
}


@pytest.mark.parametrize("kind", PDF)
def test_a_pdf_with_text_is_let_in(kind: str) -> None:
    assert examine(PDF[kind], LIMITS) == Admission("pdf")


REFUSED = {
    "LF-F01": {
        "empty": b"",
        "one byte": b"P",
        "blank": b" \r\n \n",
        "zeros": b"\0" * 5_000,
        "cut": good_docx()[:-30],
        "start only": good_docx()[:100],
        "main document missing": repacked(
            hostile.packed({"[Content_Types].xml": b"<Types/>"}), {"a.xml": b"<a/>"}
        ),
        "bzip2": repacked(good_docx(), {}, zipfile.ZIP_BZIP2),
        "unknown method": hostile.strange_method(good_docx(), 99),
        "document type": hostile.document("", hostile.PLAIN_DTD),
        "document type in the list of types": hostile.with_part(hostile.PLAIN_DTD, "_rels/.rels"),
        "OLE cut": hostile.doc()[:700],
        "OLE start only": hostile.doc()[:100],
        "OLE of zeros": hostile.doc()[:512] + b"\0" * 5_000,
        "OLE of ones": hostile.doc()[:512] + b"\xff" * 5_000,
        "doc with another magic number": hostile.ole({"WordDocument": b"\0" * 100}),
        "PDF cut": hostile.pdf(words="x")[:60],
        "PDF whose pages go round": hostile.looped_pdf(),
        "PDF without pages": hostile.pdf(pages=0),
    },
    "LF-F02": {
        "ZipCrypto": hostile.locked(good_docx()),
        "agile": hostile.ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\0"}),
        "rights-managed": hostile.ole({"\tDRMContent": b"x"}),
        "doc": hostile.doc(password=True),
        "PDF": hostile.pdf(words="x", opens_with="open sesame"),
    },
    "LF-F03": {
        "macro type": hostile.with_main_type(MACROS),
        "macros without their type": repacked(good_docx(), {"word/vbaProject.bin": b"x"}),
        "xlsx": hostile.packed(
            {
                "[Content_Types].xml": parts_of(hostile.with_main_type(SHEET))[
                    "[Content_Types].xml"
                ],
                "xl/workbook.xml": b"<a/>",
            }
        ),
        "odt": hostile.packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "zip": hostile.packed({"附件1.docx": good_docx()}),
        "doc": hostile.doc(),
        "doc whose sectors go round": hostile.doc().replace(b"\xfe\xff\xff\xff", b"\1\0\0\0"),
        "wps": hostile.ole({"WpsText": b"x"}),
        "xls": hostile.ole({"Workbook": b"x"}),
        "unknown OLE": hostile.ole({"Something": b"x"}),
        "RTF": b"{\\rtf1\\ansi hello}",
        "HTML": b"\xef\xbb\xbf<html><body><table></table></body></html>",
        "MHTML": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
        "flat OPC": b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"></pkg:package>',
        "text": "附件1 职权和重要业务事项目录".encode(),
        "GBK text": ("附件1 职权和重要业务事项目录" * 300).encode("gbk"),
        "UTF-16 text": "附件1 职权和重要业务事项目录".encode("utf-16"),
        "PNG": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        "JPEG": b"\xff\xd8\xff\xe0" + b"\0" * 50,
        "RAR": b"Rar!\x1a\x07\x01\0" + b"\1" * 50,
        "program": b"\x7fELF\2\1\1\0" + b"\1\2\3\4" * 50,
    },
    "LF-F05": {
        "bomb": hostile.squeezed(11),
        "bomb that lies": hostile.lying(hostile.squeezed(11)),
        "shared body": hostile.overlapping(20),
        "10,000 entries": hostile.crowded(10_001),
        "10,000 entries, 3 admitted": hostile.crowded(10_001, admitted=3),
        "entities": hostile.document("", hostile.ENTITIES),
        "entities after a long comment": hostile.document(
            "", f"<!--{'x' * 50_000}-->{hostile.ENTITIES}"
        ),
        "entities in the list of types": hostile.with_part(
            hostile.ENTITIES, "word/_rels/document.xml.rels"
        ),
        "external entity": hostile.document("", hostile.EXTERNAL_ENTITY),
        "entities in UTF-16": repacked(
            good_docx(), {DOCUMENT: (hostile.ENTITIES + "<a/>").encode("utf-16")}
        ),
        "entities in an encoding that is not looked into": hostile.document(
            "", f"<?xml version='1.0' encoding='GB18030'?>{hostile.ENTITIES}"
        ),
    },
    "LF-F06": {"scan": hostile.pdf(), "scan of three pages": hostile.pdf(pages=3)},
}


@pytest.mark.parametrize(
    ("expected", "fault"), [(code, fault) for code, faults in REFUSED.items() for fault in faults]
)
def test_what_may_not_be_read_is_refused_for_the_right_reason(
    expected: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    assert code(REFUSED[expected][fault]) == expected


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(file_mb=1), b"x" * 1_000_001),
        (Limits(entries=20), hostile.crowded(20)),
        (Limits(unpacked_mb=1), hostile.squeezed(2)),
        (Limits(unpacked_mb=1), hostile.lying(hostile.squeezed(2))),
        (Limits(ratio=900), hostile.squeezed(11)),
        (Limits(pdf_pages=2), hostile.pdf(pages=3, words="x")),
    ],
    ids=["size", "entries", "unpacked", "unpacked, lying", "ratio", "pages"],
)
def test_every_ceiling_can_be_lowered(limits: Limits, data: bytes) -> None:
    assert code(data, limits) == "LF-F05"


def test_a_finding_names_the_ceiling_and_the_size() -> None:
    message = refused(hostile.crowded(20), Limits(entries=20)).finding("甲.docx").message

    assert "压缩包内的文件数为25 个，上限为20 个" in message


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (hostile.doc(), "doc"),
        (hostile.pdf(), "pdf"),
        (hostile.doc(password=True), "unknown"),
    ],
)
def test_the_media_type_is_told_where_the_content_tells_it(
    data: bytes, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    assert refused(data).media_type == media_type


@pytest.mark.parametrize("length", range(0, len(good_docx()), 97))
def test_a_file_cut_anywhere_is_damaged(length: int) -> None:
    assert code(good_docx()[:length]) == "LF-F01"


@given(st.binary(max_size=3_000), st.sampled_from([b"", b"PK\3\4", b"%PDF-1.4\n", good_docx()]))
def test_any_bytes_get_an_answer(data: bytes, start: bytes) -> None:
    answer = examine(start + data, LIMITS)

    assert isinstance(answer, Admission) or re.match("LF-F0[1-6]", answer.rule.code)


@given(st.binary(max_size=3_000))
def test_any_container_gets_an_answer(data: bytes) -> None:
    assert re.match("LF-F0[123]", code(hostile.doc()[:512] + data))
