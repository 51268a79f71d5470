"""A returned file is the department's own: a comment at each fault, and nothing else changed."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extractors.docx.reader import read_docx
from extractors.grid import Grid, Line
from rendering.returned import commented_copy
from schemas.base import Place
from schemas.findings import Finding, Rule
from tests.support.forms import Cell, paragraph, table
from tests.support.forms import docx as document

DAY = dt.date(2012, 5, 24)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RULE = Rule(
    code="LF-C04",
    title="缺法规依据",
    severity="error",
    basis="附件1",
    message="{place}没有法规依据。",
    hint="补填法规全称",
)


def fault(
    *,
    message: str | None = None,
    code: str = "LF-C04",
    **place: Any,  # noqa: ANN401 - fields of a place
) -> Finding:
    where = Place.model_validate(place) if place else None
    rule = Rule(**{**{k: getattr(RULE, k) for k in RULE.__slots__}, "code": code})
    return rule.finding(file="inbox/甲/目录.docx", place=where, message=message)


def returned(original: bytes, *findings: Finding) -> bytes:
    copy = commented_copy(original, findings, as_of=DAY)
    assert copy is not None
    return copy


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def with_parts(package: bytes, **changed: bytes | None) -> bytes:
    """Change parts: names with ``__`` for ``/`` and ``_`` for the last point; None drops one."""
    content: dict[str, bytes | None] = dict(parts(package))
    for name, data in changed.items():
        path = re.sub(r"_(xml|rels)$", r".\1", name.replace("__", "/"))
        content["word/_rels/document.xml.rels" if path == "links" else path] = data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, data in content.items():
            if data is not None:
                opened.writestr(path, data)
    return stream.getvalue()


def commented(copy: bytes) -> list[tuple[str, str]]:
    """Give the text that each comment spans, and the comment's own, in the order of the text."""
    content = parts(copy)
    links = etree.fromstring(content["word/_rels/document.xml.rels"])
    target = next(e.get("Target") for e in links if str(e.get("Type")).endswith("/comments"))
    notes = {
        str(note.get(f"{_namespace(note)}id")): "\n".join(
            "".join(str(t.text) for t in p.iter("{*}t")) for p in note.iter("{*}p")
        )
        for note in etree.fromstring(content[f"word/{target}"])
    }
    main = etree.fromstring(content["word/document.xml"])
    spans = []
    for start in main.iter("{*}commentRangeStart"):
        number = str(start.get(f"{_namespace(start)}id"))
        end = main.find(f".//{{*}}commentRangeEnd[@{_namespace(start)}id='{number}']")
        mark = main.find(f".//{{*}}commentReference[@{_namespace(start)}id='{number}']")
        parent = start.getparent()
        assert parent is not None
        assert end is not None
        assert mark is not None
        assert end.getparent() is parent
        spans.append(("".join(str(t.text) for t in parent.iter("{*}t")), notes[number]))
    return spans


def _namespace(element: etree._Element) -> str:
    return f"{{{etree.QName(element).namespace}}}"


def spanned(original: bytes, **place: Any) -> str:  # noqa: ANN401 - fields of a place
    return commented(returned(original, fault(**place)))[0][0]


# ---- where comments stand


def test_a_comment_stands_at_the_cell() -> None:
    form = document(paragraph("附件1"), table([["序号", "依据"], ["1", "（空）"]]))
    assert spanned(form, table=1, row=2, column=2) == "（空）"


def test_columns_count_along_the_grid() -> None:
    form = document(table([[Cell("甲", columns=2), "乙"], ["1", "2", "3"]]))
    assert spanned(form, table=1, row=1, column=3) == "乙"


def test_columns_left_free_before_a_row_count() -> None:
    gap = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    rows = table([["一", "二"], ["三"]])
    first, last = rows.rsplit("<w:tr>", 1)
    assert spanned(document(f"{first}{gap}{last}"), table=1, row=2, column=2) == "三"


def test_a_place_in_a_merged_cell_means_the_cell_that_is_seen() -> None:
    rows = table([[Cell("审计处", rows="restart"), "甲"], [Cell("", rows="continue"), "乙"]])
    assert spanned(document(rows), table=1, row=2, column=1) == "审计处"


def test_a_nested_table_counts_where_it_begins() -> None:
    inner = table([["内"]])
    outer = table([["外一"], ["外二"]]).replace("</w:p></w:tc>", f"</w:p>{inner}<w:p/></w:tc>", 1)
    form = document(outer, table([["后"]]))
    assert [spanned(form, table=n, row=1, column=1) for n in (1, 2, 3)] == ["外一", "内", "后"]


@pytest.mark.parametrize("wrapper", ["sdt", "ins", "customXml"])
@pytest.mark.parametrize("level", ["tr", "tc"])
def test_rows_and_cells_in_wrappers_count(wrapper: str, level: str) -> None:
    around = {
        "sdt": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "ins": ('<w:ins w:id="1" w:author="甲">', "</w:ins>"),
        "customXml": ('<w:customXml w:element="e">', "</w:customXml>"),
    }[wrapper]
    rows = table([["一", "二"], ["三", "四"]])
    first, last = (m.start() for m in list(re.finditer(f"<w:{level}>", rows))[:2])
    wrapped = f"{rows[:first]}{around[0]}{rows[first:last]}{around[1]}{rows[last:]}"
    assert spanned(document(wrapped), table=1, row=2, column=2) == "四"


def test_a_paragraph_is_counted_outside_tables_and_text_boxes() -> None:
    box = (
        "<w:p><w:r><w:pict><v:rect xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        f"<w:txbxContent>{paragraph('框里')}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        "<w:r><w:t>带图的段</w:t></w:r></w:p>"
    )
    form = document(paragraph("一"), table([["格"]]), box, paragraph("三"))
    assert spanned(form, paragraph=3) == "三"


def test_only_one_branch_of_alternative_content_counts() -> None:
    branches = (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w14">{table([["甲"]])}'
        f"</mc:Choice><mc:Fallback>{table([['甲']])}</mc:Fallback></mc:AlternateContent>"
    )
    assert spanned(document(branches, table([["乙"]])), table=2, row=1, column=1) == "乙"


def test_a_drawing_is_commented_at_its_paragraph() -> None:
    drawing = "<w:p><w:r><w:t>图在此</w:t><w:drawing/></w:r></w:p>"
    form = document(paragraph("一"), drawing)
    assert spanned(form, paragraph=2, shape=4) == "图在此"
    assert spanned(form, shape=4) == "图在此"


@pytest.mark.parametrize(
    "place", [{}, {"page": 3}, {"table": 9, "row": 1, "column": 1}, {"paragraph": 99}]
)
def test_what_has_no_place_stands_at_the_first_paragraph(place: dict[str, Any]) -> None:
    assert (
        spanned(document(table([["格"]]), paragraph("首段"), paragraph("次段")), **place) == "首段"
    )


def test_a_row_without_a_column_is_commented_at_its_first_cell() -> None:
    form = document(table([["一", "二"], ["三", "四"]]))
    assert spanned(form, table=1, row=2) == "三"
    assert spanned(form, table=1) == "一"


def test_in_a_ragged_table_the_words_tell_the_cell() -> None:
    form = document(table([["一", "二", "三"], ["四", "五"]], columns=3))
    assert spanned(form, table=1, row=2, column=3, text="四") == "四"


def test_the_properties_stay_first_in_their_paragraph() -> None:
    form = document('<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>题</w:t></w:r></w:p>')
    main = etree.fromstring(parts(returned(form, fault(paragraph=1)))["word/document.xml"])
    names = [etree.QName(child).localname for child in next(main.iter(f"{{{W}}}p"))]
    assert names == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]


# ---- what comments say


def test_a_comment_says_severity_code_message_and_what_to_do() -> None:
    form = document(table([["空"]]))
    [(_, words)] = commented(returned(form, fault(table=1, row=1, column=1)))
    assert words.split("\n") == [
        "错误 LF-C04",
        "表1第1行第1列没有法规依据。",
        "怎么改：补填法规全称",
    ]


def test_different_codes_at_one_cell_get_a_comment_each() -> None:
    place: dict[str, Any] = {"table": 1, "row": 1, "column": 1}
    form = document(table([["空"]]))
    both = commented(returned(form, fault(**place), fault(code="LF-C06", **place)))
    assert [words.split("\n")[0] for _, words in both] == ["错误 LF-C04", "错误 LF-C06"]


def test_one_code_at_one_place_is_folded_and_no_message_is_lost() -> None:
    form = document(paragraph("图"))
    found = [fault(message=f"第{n}个环节没有去向。", paragraph=1) for n in (1, 2)]
    [(_, words)] = commented(returned(form, *found))
    assert words.split("\n")[:3] == [
        "错误 LF-C04（2处）",
        "第1个环节没有去向。",
        "第2个环节没有去向。",
    ]


def test_author_and_date_are_the_offices_and_the_runs() -> None:
    note = docx.Document(io.BytesIO(returned(document(paragraph("一")), fault(paragraph=1))))
    [comment] = list(note.comments)
    assert (comment.author, comment.initials) == ("领导小组办公室", "廉防")
    assert comment.timestamp == dt.datetime(2012, 5, 24, tzinfo=dt.UTC)


@given(st.text(min_size=1))
def test_any_message_is_a_comment(message: str) -> None:
    finding = fault(paragraph=1).model_copy(update={"message": message})
    copy = returned(document(paragraph("一")), finding)
    assert next(words for _, words in commented(copy)).startswith("错误 LF-C04\n")


# ---- what stays


def test_the_text_reads_as_before() -> None:
    form = document(paragraph("附件1"), table([["序号", "依据"], ["1", "无"]]), paragraph("说明"))
    copy = returned(form, fault(table=1, row=2, column=2), fault(paragraph=2), fault())
    before, after = read_docx(form), read_docx(copy)
    assert after.blocks == before.blocks
    opened = docx.Document(io.BytesIO(copy))
    assert [p.text for p in opened.paragraphs] == ["附件1", "说明"]
    assert [c.text for row in opened.tables[0].rows for c in row.cells] == [
        "序号",
        "依据",
        "1",
        "无",
    ]


def test_nothing_but_marks_is_added_to_the_text() -> None:
    form = document(paragraph("一"), table([["格", Cell("合", columns=2)]]), "<!--注--><w:p/>")
    main = etree.fromstring(parts(returned(form, fault(), fault(table=1)))["word/document.xml"])
    references = [e.getparent() for e in main.iter("{*}commentReference")]
    for mark in [*main.iter("{*}commentRangeStart", "{*}commentRangeEnd"), *references]:
        _remove(mark)
    before = etree.fromstring(parts(form)["word/document.xml"])
    assert etree.tostring(main, method="c14n") == etree.tostring(before, method="c14n")


def _remove(element: etree._Element | None) -> None:
    assert element is not None
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def test_every_other_part_is_copied_as_it_is_packed() -> None:
    form = with_parts(document(paragraph("一")), word__media__a_png=b"\x89PNG" * 99)
    copy = returned(form, fault())
    touched = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(io.BytesIO(copy)) as new:
        assert new.testzip() is None
        assert new.namelist() == [*old.namelist(), "word/comments.xml"]
        for info in old.infolist():
            if info.filename not in touched:
                kept = new.getinfo(info.filename)
                assert (kept.CRC, kept.compress_size) == (info.CRC, info.compress_size)
                assert kept.date_time == info.date_time


def test_a_damaged_picture_does_not_keep_the_file_from_going_back() -> None:
    form = with_parts(document(paragraph("一")), word__media__a_png=bytes(range(256)) * 9)
    start = form.index(b"word/media/a_png") + len("word/media/a_png")
    broken = form[: start + 4] + b"\xff\xff" + form[start + 6 :]
    with zipfile.ZipFile(io.BytesIO(returned(broken, fault()))) as copy:
        assert "怎么改".encode() in copy.read("word/comments.xml")


def own_comment(root: str = "w:comments") -> bytes:
    """A document in which the department itself has commented, with the id 0."""
    marked = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>有疑问</w:t></w:r><w:commentRangeEnd'
        ' w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    notes = (
        f'<{root} xmlns:w="{W}"><w:comment w:id="0" w:author="经办人"><w:p><w:r>'
        f"<w:t>请核实</w:t></w:r></w:p></w:comment></{root}>"
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/comments" Target="notes.xml"/></Relationships>'
    )
    return with_parts(
        document(marked, paragraph("二")),
        word__notes_xml=notes.encode(),
        links=links.encode(),
    )


def test_the_departments_own_comments_stay() -> None:
    copy = returned(own_comment(), fault(paragraph=2))
    spans = commented(copy)
    assert [span for span, _ in spans] == ["有疑问", "二"]
    assert spans[0][1] == "请核实"


def test_ids_are_unique() -> None:
    form = own_comment()
    copy = parts(returned(form, fault(paragraph=1), fault(paragraph=2)))
    ids = [e.get(f"{{{W}}}id") for e in etree.fromstring(copy["word/notes.xml"])]
    assert ids == ["0", "1", "2"]


def test_a_broken_comments_part_is_replaced() -> None:
    form = with_parts(own_comment(), word__notes_xml=b"<broken")
    main = parts(returned(form, fault(paragraph=2)))
    assert "怎么改".encode() in main["word/notes.xml"]


def test_returning_a_returned_file_adds_to_its_comments() -> None:
    once = returned(document(paragraph("一"), paragraph("二")), fault(paragraph=1))
    twice = returned(once, fault(paragraph=2))
    assert [span for span, _ in commented(twice)] == ["一", "二"]


def test_equal_arguments_give_equal_bytes() -> None:
    form = document(paragraph("一"), table([["格"]]))
    found = (fault(paragraph=1), fault(table=1, row=1, column=1))
    assert returned(form, *found) == returned(form, *found)


# ---- the package


def strict(package: bytes) -> bytes:
    content = parts(package)
    main = content["word/document.xml"].replace(W.encode(), STRICT.encode())
    links = {
        name: content[name].replace(OFFICE.encode(), STRICT_OFFICE.encode())
        for name in ("_rels/.rels", "word/_rels/document.xml.rels")
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, data in {**content, "word/document.xml": main, **links}.items():
            opened.writestr(name, data)
    return stream.getvalue()


def test_a_strict_document_stays_strict() -> None:
    copy = parts(returned(strict(document(paragraph("一"), table([["格"]]))), fault(table=1)))
    assert W.encode() not in copy["word/document.xml"] + copy["word/comments.xml"]
    assert f"{STRICT_OFFICE}/comments".encode() in copy["word/_rels/document.xml.rels"]


def test_the_comments_part_is_linked_and_typed() -> None:
    copy = parts(returned(document(paragraph("一")), fault()))
    assert b'PartName="/word/comments.xml"' in copy["[Content_Types].xml"]
    assert b"wordprocessingml.comments+xml" in copy["[Content_Types].xml"]
    links = etree.fromstring(copy["word/_rels/document.xml.rels"])
    assert sorted(str(e.get("Id")) for e in links) == ["rId1", "rId2"]


def test_a_document_without_relationships_gets_some() -> None:
    copy = parts(returned(with_parts(document(paragraph("一")), links=None), fault()))
    assert b"comments.xml" in copy["word/_rels/document.xml.rels"]


def test_an_unlinked_part_of_that_name_is_left_alone() -> None:
    form = with_parts(document(paragraph("一")), word__comments_xml=b"<other/>")
    copy = parts(returned(form, fault()))
    assert copy["word/comments.xml"] == b"<other/>"
    assert "怎么改".encode() in copy["word/comments2.xml"]


def test_utf_16_is_read() -> None:
    form = document(paragraph("一"))
    main = parts(form)["word/document.xml"].decode()
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{main}'.encode("utf-16")
    copy = returned(with_parts(form, word__document_xml=wide), fault())
    assert [span for span, _ in commented(copy)] == ["一"]


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a;&x;</w:t></w:r></w:p>'
    "</w:body></w:document>"
)


@pytest.mark.parametrize(
    "original",
    [
        b"",
        b"PK",
        b"\xd0\xcf\x11\xe0" * 200,
        document(paragraph("一"))[:-40],
        with_parts(document(paragraph("一")), word__document_xml=None),
        with_parts(document(paragraph("一")), word__document_xml=b"<broken"),
        with_parts(document(paragraph("一")), word__document_xml=b"<other/>"),
        with_parts(document(paragraph("一")), word__document_xml=ENTITIES.encode()),
        with_parts(document(paragraph("一")), links=b"<broken"),
        document(),
    ],
    ids=["empty", "cut", "ole", "truncated", "no-main", "broken-main", "no-body", "entities",
         "broken-links", "no-paragraph"],
)  # fmt: skip
def test_what_cannot_be_annotated_gives_none(original: bytes) -> None:
    assert commented_copy(original, [fault()], as_of=DAY) is None


def test_a_bomb_beside_the_text_is_not_unpacked() -> None:
    form = with_parts(document(paragraph("一")), word__media__a_png=bytes(50_000_000))
    assert len(returned(form, fault())) < 200_000


def test_without_findings_nothing_goes_back() -> None:
    assert commented_copy(document(paragraph("一")), [], as_of=DAY) is None


@given(st.binary(max_size=300), st.integers(min_value=0), st.integers(min_value=1, max_value=60))
def test_any_damage_gives_a_copy_or_none(noise: bytes, at: int, length: int) -> None:
    form = document(paragraph("一"), table([["格"]]))
    start = at % len(form)
    damaged = form[:start] + noise + form[start + length :]
    copy = commented_copy(damaged, [fault(table=1, row=1, column=1)], as_of=DAY)
    assert copy is None or zipfile.is_zipfile(io.BytesIO(copy))


# ---- against the reader, on real files, and in LibreOffice


def places(form: bytes) -> Iterator[tuple[Place, str]]:
    """Give every cell and paragraph that the reader finds, with its words."""
    read = read_docx(form)
    grids = (*(b for b in read.blocks if isinstance(b, Grid)), *read.nested)
    for grid in grids:
        for cell in grid.cells:
            yield grid.place(cell).model_copy(update={"text": None}), cell.text
    for block in read.blocks:
        if isinstance(block, Line) and block.number:
            yield Place(paragraph=block.number), block.text


def check_against_the_reader(form: bytes) -> None:
    found = [(RULE.finding(file="a", place=place), words) for place, words in places(form)]
    copy = returned(form, *(finding for finding, _ in found))
    assert read_docx(copy).blocks == read_docx(form).blocks
    messages = {words.split("\n")[1]: span for span, words in commented(copy)}
    for finding, words in found:
        first = messages[finding.message]
        assert "".join(first.split()) in "".join(words.split()) or not words


def test_places_are_those_of_the_reader() -> None:
    inner = table([["内一", "内二"]])
    outer = table([[Cell("宽", columns=2), "右"], ["左", Cell("并", rows="restart"), "末"],
                   ["下", Cell("", rows="continue"), "尾"]])  # fmt: skip
    nested = outer.replace("</w:p></w:tc>", f"</w:p>{inner}<w:p/></w:tc>", 1)
    check_against_the_reader(document(paragraph("甲"), nested, paragraph("乙"), table([["丙"]])))


@pytest.mark.shared
def test_places_are_those_of_the_reader_in_the_samples(samples: Path) -> None:
    files = sorted((samples / "scenarios").rglob("附件1*.docx"))
    assert files
    for file in files:
        check_against_the_reader(file.read_bytes())


@pytest.mark.soffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("change", [bytes, strict], ids=["transitional", "strict"])
def test_libreoffice_shows_the_comments(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    form = change(document(paragraph("甲"), table([["序号", "依据"], ["1", ""]])))
    copy = returned(form, fault(table=1, row=2, column=2), fault(paragraph=1))
    (tmp_path / "a.docx").write_bytes(copy)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    opened = etree.parse(tmp_path / "a.fodt").getroot()
    notes = list(opened.iter("{*}annotation"))
    assert ["".join(str(t) for t in note.itertext()).count("怎么改") for note in notes] == [1, 1]
    assert [next(note.iterancestors("{*}table-cell"), None) is not None for note in notes] == [
        False,
        True,
    ]
