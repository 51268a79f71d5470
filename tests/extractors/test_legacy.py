"""Legacy files are read through LibreOffice, whatever LibreOffice does."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from extractors.guard import Guard, GuardedFile
from extractors.legacy import Converter, read_all
from extractors.office import Office
from extractors.read import read_file
from schemas.college import Limits
from schemas.forms import Reading
from tests.support import hostile
from tests.support.fake_office import calls, installed, legacy
from tests.support.forms import docx, paragraph
from tests.support.hostile import good_docx
from tests.support.processes import comes_true, gone

ROOT = Path(__file__).parents[2]
LIMITS = Limits()
HASTY, PATIENT = 2.0, 60.0


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(LIMITS) as opened:
        yield opened


def read(guard: Guard, program: Path, *files: bytes, seconds: float = PATIENT) -> list[Reading]:
    given = [GuardedFile(f"{n}.doc", data=data) for n, data in enumerate(files)]
    with Office(program, seconds=seconds) as office:
        return read_all(guard, Converter(office), given, LIMITS)


def codes(readings: Sequence[Reading]) -> list[list[str]]:
    return [[finding.code for finding in reading.findings] for reading in readings]


def test_a_legacy_file_is_read_as_what_it_is_converted_to(guard: Guard, tmp_path: Path) -> None:
    data = legacy(good_docx())

    (reading,) = read(guard, installed(tmp_path), data)

    assert reading.forms == read_file(good_docx(), file="0.doc").forms
    assert (reading.file, reading.media_type) == ("0.doc", "doc")
    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert reading.repeatable


def test_legacy_files_share_a_call_and_others_need_none(guard: Guard, tmp_path: Path) -> None:
    readings = read(guard, installed(tmp_path), *[legacy(good_docx()), good_docx()] * 3)

    assert codes(readings) == [[]] * 6
    assert [reading.media_type for reading in readings] == ["doc", "docx"] * 3
    assert [call["files"] for call in calls(tmp_path)] == [["0000.doc", "0001.doc", "0002.doc"]]


def test_a_file_on_disk_is_converted_too(guard: Guard, tmp_path: Path) -> None:
    (tmp_path / "甲.doc").write_bytes(legacy(good_docx()))
    with Office(installed(tmp_path)) as office:
        given = [GuardedFile("甲.doc", tmp_path / "甲.doc")]
        (reading,) = read_all(guard, Converter(office), given, LIMITS)

    assert len(reading.forms) == 1


def test_without_libreoffice_the_finding_says_how_to_install_it(guard: Guard) -> None:
    given = [GuardedFile("a.doc", data=legacy(good_docx()))]

    (reading,) = read_all(guard, None, given, LIMITS)

    assert codes([reading]) == [["LF-F03"]]
    assert "没有安装" in reading.findings[0].message
    assert "libreoffice-writer" in reading.findings[0].hint
    assert not reading.repeatable


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (b"hang", "2 秒内没有转换完"),
        (b"child", "2 秒内没有转换完"),
        (b"crash", "未能转换"),
        (b"nothing", "未能转换"),
        (b"", "未能转换"),
        (b"link", "未能转换"),
        (b"rubbish", "不能使用"),
        (hostile.wrong_checksum(good_docx()), "不能使用"),
        (hostile.with_main_type("application/vnd.ms-word.document.macroEnabled.main+xml"), "不能"),
    ],
    ids=["hang", "child", "crash", "nothing", "empty", "link", "rubbish", "damaged", "macros"],
)
def test_a_file_that_libreoffice_fails_at_harms_no_other(
    guard: Guard, tmp_path: Path, deed: bytes, reason: str
) -> None:
    files = [legacy(good_docx()), legacy(deed), legacy(good_docx())]

    readings = read(guard, installed(tmp_path), *files, seconds=HASTY)

    assert codes(readings) == [[], ["LF-F03"], []]
    assert reason in readings[1].findings[0].message
    assert "另存为 .docx" in readings[1].findings[0].hint
    assert not readings[1].repeatable
    assert all(gone(call["child"]) for call in calls(tmp_path) if call["child"])
    assert not any(Path(call["profile"]).exists() for call in calls(tmp_path))


@pytest.mark.parametrize("mood", ["hang", "crash", "nothing"])
def test_a_libreoffice_that_can_do_nothing_is_asked_no_more(
    guard: Guard, tmp_path: Path, mood: str
) -> None:
    files = [GuardedFile(f"{n}.doc", data=legacy(good_docx())) for n in range(3)]
    with Office(installed(tmp_path, mood), seconds=HASTY) as office:
        converter = Converter(office)
        readings = [r for _ in range(2) for r in read_all(guard, converter, files, LIMITS)]

    assert codes(readings) == [["LF-F03"]] * 6
    assert "不能正常工作" in readings[0].findings[0].message
    assert [call["files"] for call in calls(tmp_path)] == [
        ["0000.doc", "0001.doc", "0002.doc"],
        ["0000.rtf"],
    ]


def test_a_program_that_cannot_be_started_is_a_libreoffice_that_does_not_work(
    guard: Guard, tmp_path: Path
) -> None:
    readings = read(guard, tmp_path / "absent", legacy(good_docx()))

    assert codes(readings) == [["LF-F03"]]


def test_a_result_beyond_a_ceiling_is_told_as_such(guard: Guard, tmp_path: Path) -> None:
    assert codes(read(guard, installed(tmp_path), legacy(hostile.squeezed(11)))) == [["LF-F05"]]


def test_a_result_without_a_form_is_told_as_such(guard: Guard, tmp_path: Path) -> None:
    assert codes(read(guard, installed(tmp_path), legacy(docx(paragraph("通知"))))) == [["LF-F04"]]


NOT_SHOWN = {
    "password": hostile.doc(password=True),
    "agile": hostile.ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\0"}),
    "no magic number": hostile.ole({"WordDocument": b"\0" * 100}),
    "random": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20,
    "empty": b"",
    "xls": hostile.ole({"Workbook": b"x"}),
    "RTF": b"{\\rtf1\\ansi hello}",
    "old WPS": hostile.ole({"WpsText": b"x"}),
    "Works": hostile.ole({"MatOST": b"x"}),
}


@pytest.mark.parametrize("kind", NOT_SHOWN)
def test_only_sound_legacy_files_are_shown_to_libreoffice(
    guard: Guard, tmp_path: Path, kind: str
) -> None:
    (reading,) = read(guard, installed(tmp_path), NOT_SHOWN[kind])

    assert {"LF-F01", "LF-F02", "LF-F03"} >= {finding.code for finding in reading.findings}
    assert calls(tmp_path) == []


@pytest.mark.parametrize("magic", [b"\xec\xa5\xc1\x00", b"\xdc\xa5\x65\x00"], ids=["97", "95"])
def test_documents_of_word_97_and_before_are_shown(
    guard: Guard, tmp_path: Path, magic: bytes
) -> None:
    read(guard, installed(tmp_path), legacy(good_docx()).replace(b"\xec\xa5\xc1\x00", magic))

    assert len(calls(tmp_path)) == 1


def test_many_files_are_parted_into_calls(tmp_path: Path) -> None:
    with Office(installed(tmp_path)) as office:
        converted = Converter(office).convert([legacy(good_docx())] * 90)

    assert all(isinstance(one, bytes) for one in converted)
    assert [len(call["files"]) for call in calls(tmp_path)] == [40, 40, 10]


def test_libreoffice_is_given_no_way_out(guard: Guard, tmp_path: Path) -> None:
    read(guard, installed(tmp_path), legacy(good_docx()))

    (call,) = calls(tmp_path)
    environment, settings = call["environment"], call["settings"]
    assert {environment[name] for name in ("http_proxy", "HTTPS_PROXY", "all_proxy")} == {
        "http://127.0.0.1:9"
    }
    assert environment["HOME"] == str(Path(call["profile"]).parent)
    assert not {name for name in environment if name.startswith(("LIANFANG", "PYTEST"))}
    for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "DisableActiveContent"):
        assert f'name="{name}" oor:op="fuse"><value>true<' in settings


def test_each_call_has_a_profile_of_its_own(tmp_path: Path) -> None:
    with Office(installed(tmp_path)) as office:
        threads = [threading.Thread(target=office.convert, args=([b"x"],)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len({call["profile"] for call in calls(tmp_path)}) == 3


def test_leaving_ends_calls_with_all_their_processes(tmp_path: Path) -> None:
    results = []
    office = Office(installed(tmp_path))
    thread = threading.Thread(target=lambda: results.append(office.convert([legacy(b"child")])))
    thread.start()
    assert comes_true(lambda: bool(calls(tmp_path)))

    office.close()
    thread.join()

    assert results[0].documents == (None,)
    assert gone(calls(tmp_path)[0]["child"])
    assert office.convert([legacy(good_docx())]).documents == (None,)


_SCRIPT = """
import sys
from pathlib import Path
from extractors.office import Office
from tests.support.fake_office import legacy
Office(Path(sys.argv[1])).convert([legacy(b"child")])
"""


def test_nothing_is_left_when_the_program_is_killed(tmp_path: Path) -> None:
    words = [sys.executable, "-c", _SCRIPT, str(installed(tmp_path))]
    program = subprocess.Popen(words, cwd=ROOT)
    assert comes_true(lambda: bool(calls(tmp_path)))
    (call,) = calls(tmp_path)

    os.kill(program.pid, signal.SIGKILL)
    program.wait()

    assert gone(call["child"])
    assert comes_true(lambda: not Path(call["profile"]).parent.exists())
