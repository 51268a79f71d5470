"""A package has the same bytes each time and names no person."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest

from rendering.package import read_package, with_properties, write_package

DAY = dt.date(2012, 6, 12)


@pytest.fixture
def foreign() -> dict[str, bytes]:
    """A document as python-docx makes it: with an author, times and a preview picture."""
    document = docx.Document()
    document.core_properties.author = "某人"
    document.core_properties.last_modified_by = "某人"
    target = io.BytesIO()
    document.save(target)
    return read_package(target.getvalue())


def test_equal_parts_give_equal_bytes_in_whatever_order_they_come(
    foreign: dict[str, bytes],
) -> None:
    assert write_package(foreign) == write_package(dict(reversed(foreign.items())))


def test_the_content_types_come_first_and_every_time_is_1980(foreign: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_package(foreign))) as package:
        entries = package.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_parts_survive_being_written_and_read(foreign: dict[str, bytes]) -> None:
    assert read_package(write_package(foreign)) == foreign


def test_properties_name_the_organisation_and_the_day_only(foreign: dict[str, bytes]) -> None:
    parts = with_properties(foreign, title="目录<一>", creator="学院", date=DAY)
    document = docx.Document(io.BytesIO(write_package(parts)))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "目录<一>",
        "学院",
        "",
    )
    assert properties.created is not None
    assert properties.created.date() == DAY


def test_what_the_template_carried_as_properties_is_left_out(foreign: dict[str, bytes]) -> None:
    parts = with_properties(foreign, title="目录", creator="学院", date=DAY)
    assert not [name for name in parts if "thumbnail" in name]
    assert "某人".encode() not in b"".join(parts.values())


def test_every_relationship_of_the_package_leads_to_a_part(foreign: dict[str, bytes]) -> None:
    parts = with_properties(foreign, title="目录", creator="学院", date=DAY)
    assert {"word/document.xml", "docProps/core.xml", "docProps/app.xml"} <= set(parts)
    assert parts["_rels/.rels"].count(b"<Relationship ") == 3
