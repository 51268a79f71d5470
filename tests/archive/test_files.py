"""Receipts, sightings and originals."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.contents import _pack, _unpack
from archive.records import Incoming
from archive.store import Archive

AFile = Callable[..., Incoming]
Begin = Callable[..., int]


def test_content_is_received_on_the_as_of_day_of_the_run_that_first_saw_it(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    file = a_file("目录.docx", b"content")
    with archive.writing() as records:
        assert records.files.received(file.sha256) is None
    first = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(first, [file])
    second = begin(5, 28)

    with archive.writing() as records:
        (receipt,) = records.files.receive(second, [file])

    assert (receipt.received, receipt.run) == (dt.date(2012, 5, 20), first)
    assert (receipt.path, receipt.department) == ("inbox/教务处/目录.docx", "教务处")


def test_content_that_comes_under_another_name_keeps_its_first_receipt(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    run = begin(5, 20)
    one = a_file("目录.docx", b"content")
    other = a_file("目录（副本）.docx", b"content", "学生处")

    with archive.writing() as records:
        receipts = records.files.receive(run, [one, other])

    assert [receipt.path for receipt in receipts] == [one.path, one.path]
    with archive.viewing() as records:
        assert [s.path for s in records.files.sightings(one.sha256)] == [other.path, one.path]


def test_receiving_the_same_run_twice_changes_nothing(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    run = begin(5, 20)
    files = [a_file("1.docx", b"1"), a_file("2.docx", b"2")]
    with archive.writing() as records:
        once = records.files.receive(run, files)

    with archive.writing() as records:
        twice = records.files.receive(run, files)

    assert once == twice
    with archive.viewing() as records:
        assert len(records.files.sightings(files[0].sha256)) == 1


def test_a_sighting_lasts_until_the_file_changes_or_leaves(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    old, new = a_file("目录.docx", b"old"), a_file("目录.docx", b"new")
    runs = [begin(5, day) for day in range(1, 7)]
    stays = a_file("其他.docx", b"other")
    for run, file in zip(runs, [old, old, new, new, None, old], strict=True):
        with archive.writing() as records:
            records.files.receive(run, [file, stays] if file else [stays])

    with archive.viewing() as records:
        seen = [(s.first_run, s.last_run) for s in records.files.sightings(old.sha256)]
        newer = [(s.first_run, s.last_run) for s in records.files.sightings(new.sha256)]
        other = [(s.first_run, s.last_run) for s in records.files.sightings(stays.sha256)]

    assert seen == [(runs[0], runs[1]), (runs[5], runs[5])]
    assert newer == [(runs[2], runs[3])]
    assert other == [(runs[0], runs[5])]


@pytest.mark.parametrize("content", [b"", b"text " * 5000, os.urandom(20_000)])
def test_originals_are_given_back_byte_for_byte(
    archive: Archive, begin: Begin, a_file: AFile, content: bytes
) -> None:
    file = a_file("目录.doc", content)
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])

    with archive.viewing() as records:
        assert records.files.original(file.sha256) == content


def test_only_the_digest_is_kept_where_no_bytes_are_given(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    whole = a_file("照片.jpg", b"picture")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [whole.model_copy(update={"data": None})])
        assert records.files.original(whole.sha256) is None

        records.files.receive(run, [whole])

        assert records.files.original(whole.sha256) == b"picture"


def test_more_files_than_one_statement_takes_are_received(
    archive: Archive, begin: Begin, a_file: AFile
) -> None:
    files = [a_file(f"{number}.docx", str(number).encode()) for number in range(1300)]
    run = begin(5, 20)

    with archive.writing() as records:
        receipts = records.files.receive(run, files)

    assert [receipt.sha256 for receipt in receipts] == [file.sha256 for file in files]


def test_a_block_that_fails_keeps_nothing(archive: Archive, begin: Begin, a_file: AFile) -> None:
    file = a_file("目录.docx", b"content")
    run = begin(5, 20)

    def receive_and_fail() -> None:
        with archive.writing() as records:
            records.files.receive(run, [file])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        receive_and_fail()

    with archive.viewing() as records:
        assert records.files.received(file.sha256) is None
        assert records.files.original(file.sha256) is None


@given(st.binary(max_size=20_000))
def test_packing_loses_nothing(data: bytes) -> None:
    packed, body = _pack(data)

    assert _unpack(body, packed, hashlib.sha256(data).hexdigest()) == data
    assert len(body) <= len(data)
