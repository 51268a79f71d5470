"""Under guard a file costs at most itself, whatever its reader does."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors import fork_client
from extractors.guard import Guard, GuardedFile, read_guarded
from extractors.read import read_file
from schemas.college import Limits
from schemas.errors import MachineError
from schemas.forms import Reading
from tests.support.forms import docx, paragraph, table
from tests.support.hostile import fanned_pdf, good_docx
from tests.support.processes import gone

ROOT = Path(__file__).parents[2]
OBEY = "tests.support.hostile_readers:obey"
HASTY = Limits(seconds=1)


@pytest.fixture(scope="module")
def obeying() -> Iterator[Guard]:
    with Guard(Limits(), reader=OBEY) as guard:
        yield guard


@pytest.fixture(scope="module")
def hasty() -> Iterator[Guard]:
    with Guard(HASTY, reader=OBEY) as guard:
        yield guard


def given(words: bytes, name: str = "a.docx") -> GuardedFile:
    return GuardedFile(name, data=words)


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def pipe_named(folder: Path) -> Path:
    name = folder / "note"
    os.mkfifo(name)
    return name


def told(pipe: Path) -> int:
    return int(pipe.read_text())


def test_a_file_is_read_as_without_a_guard(obeying: Guard) -> None:
    assert obeying.read(given(good_docx())) == read_file(good_docx(), file="a.docx")


def test_a_file_on_disk_is_read_with_its_hash(tmp_path: Path, obeying: Guard) -> None:
    (tmp_path / "甲.docx").write_bytes(good_docx())

    reading = obeying.read(GuardedFile("inbox/甲.docx", tmp_path / "甲.docx"))

    assert reading.sha256 == hashlib.sha256(good_docx()).hexdigest()
    assert [form.form for form in reading.forms] == ["catalogue"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (b"signal 11", "LF-F01"),
        (b"signal 6", "LF-F01"),
        (b"signal 9", "LF-F05"),
        (b"signal 24", "LF-F05"),
        (b"exit 0", "LF-F01"),
        (b"exit 3", "LF-F01"),
        (b"raise anything", "LF-F01"),
        (b"garbage", "LF-F01"),
        (b"half", "LF-F01"),
        (b"other", "LF-F01"),
        (b"silent", "LF-F01"),
    ],
)
def test_a_reader_that_dies_or_lies_costs_its_file(
    obeying: Guard, words: bytes, expected: str
) -> None:
    assert codes(obeying.read(given(words))) == [expected]


@pytest.mark.parametrize("words", [b"loop", b"busy"])
def test_a_reader_that_never_ends_is_killed_at_the_limit(hasty: Guard, words: bytes) -> None:
    reading = hasty.read(given(words))

    assert codes(reading) == ["LF-F05"]
    assert "上限为1 秒" in reading.findings[0].message


def test_a_library_that_never_returns_is_killed_too() -> None:
    files = [given(fanned_pdf(30), "fan.pdf"), given(good_docx())]

    assert [codes(reading) for reading in read_guarded(files, HASTY)] == [["LF-F05"], []]


def test_what_a_reader_started_is_killed_with_it(tmp_path: Path, hasty: Guard) -> None:
    pipe = pipe_named(tmp_path)
    results: list[Reading] = []
    thread = threading.Thread(
        target=lambda: results.append(hasty.read(given(b"child " + bytes(pipe))))
    )
    thread.start()
    child = told(pipe)
    thread.join()

    assert codes(results[0]) == ["LF-F05"]
    assert gone(child)


def test_a_reader_has_no_more_memory_than_allowed() -> None:
    with Guard(Limits(memory_mb=100), reader=OBEY) as guard:
        reading = guard.read(given(b"eat"))

    assert reading.findings[0].hint == "full"


def test_a_reader_can_write_no_file(tmp_path: Path, obeying: Guard) -> None:
    reading = obeying.read(given(b"write " + bytes(tmp_path / "out")))

    assert codes(reading) == ["LF-F01"]
    assert (tmp_path / "out").read_bytes() == b""


def test_all_other_files_are_read_and_the_order_is_kept(hasty: Guard) -> None:
    good = [given(good_docx(), f"{n}.docx") for n in range(6)]
    bad = [given(words, words.decode()) for words in (b"signal 11", b"loop", b"signal 9", b"half")]
    mixed = [bad[0], *good[:2], bad[1], *good[2:4], bad[2], *good[4:], bad[3]]

    readings = list(hasty.read_all(mixed))

    assert [reading.file for reading in readings] == [file.file for file in mixed]
    assert [len(reading.forms) for reading in readings] == [0, 1, 1, 0, 1, 1, 0, 1, 1, 0]


def test_a_reader_killed_from_outside_costs_its_file(tmp_path: Path, obeying: Guard) -> None:
    pipe = pipe_named(tmp_path)
    files = [given(b"wait " + bytes(pipe)), *(given(good_docx(), f"{n}.docx") for n in range(4))]
    readings = obeying.read_all(files)
    threading.Thread(target=lambda: os.kill(told(pipe), signal.SIGKILL)).start()

    assert [codes(reading) for reading in readings] == [["LF-F05"], [], [], [], []]


def test_the_template_process_may_be_killed_at_any_time() -> None:
    with Guard(Limits(), reader=OBEY) as guard:
        before = guard.read(given(good_docx()))
        server = guard._server
        assert server is not None
        os.kill(server._process.pid, signal.SIGKILL)

        after = guard.read(given(good_docx()))

    assert before == after


def test_a_template_process_that_falls_silent_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fork_client, "_GRACE_SECONDS", 0.2)
    with Guard(HASTY, reader=OBEY) as guard:
        guard.read(given(good_docx()))
        assert guard._server is not None
        os.kill(guard._server._process.pid, signal.SIGSTOP)

        readings = [guard.read(given(good_docx())) for _ in range(2)]

    assert [codes(reading) for reading in readings] == [["LF-F05"], []]


def test_readers_end_when_their_template_is_killed(tmp_path: Path) -> None:
    pipe = pipe_named(tmp_path)
    with Guard(Limits(), reader=OBEY) as guard:
        thread = threading.Thread(target=guard.read, args=(given(b"wait " + bytes(pipe)),))
        thread.start()
        first = told(pipe)
        assert guard._server is not None
        os.kill(guard._server._process.pid, signal.SIGKILL)
        second = told(pipe)
        os.kill(second, signal.SIGKILL)
        thread.join()

    assert first != second
    assert gone(first)


def test_every_file_has_a_process_of_its_own(obeying: Guard) -> None:
    who = [obeying.read(given(b"who")).findings[0].hint for _ in range(3)]

    assert len({*who, str(os.getpid())}) == 4


def test_leaving_the_guard_ends_what_it_started(tmp_path: Path) -> None:
    pipe = pipe_named(tmp_path)
    guard = Guard(Limits(), reader=OBEY)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(guard.read, given(b"wait " + bytes(pipe)))
        reader, template = _killed_by_closing(guard, pipe)

    assert isinstance(reading.exception(), RuntimeError)
    assert gone(reader)
    assert gone(template)


def _killed_by_closing(guard: Guard, pipe: Path) -> tuple[int, int]:
    reader = told(pipe)
    assert guard._server is not None
    template = guard._server._process.pid
    guard.close()
    return reader, template


def test_many_threads_share_a_guard(obeying: Guard) -> None:
    results: list[Reading] = []
    files = [given(good_docx(), f"{n}.docx") for n in range(12)]
    threads = [
        threading.Thread(target=lambda f=file: results.append(obeying.read(f))) for file in files
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {reading.file for reading in results} == {file.file for file in files}
    assert all(reading.forms for reading in results)


def test_the_guard_outlives_the_thread_that_used_it_first() -> None:
    with Guard(Limits(), reader=OBEY) as guard:
        first = threading.Thread(target=guard.read, args=(given(good_docx()),))
        first.start()
        first.join()
        template = guard._server

        assert guard.read(given(good_docx())).forms
        assert guard._server is template


def test_progress_is_told_for_every_file() -> None:
    done: list[str] = []
    files = [given(good_docx(), f"{n}.docx") for n in range(5)]

    assert len(list(read_guarded(files, Limits(), on_done=done.append))) == 5
    assert sorted(done) == [file.file for file in files]


def test_a_reader_that_cannot_be_loaded_is_the_machines_fault() -> None:
    with Guard(Limits(), reader="extractors.read:absent") as guard, pytest.raises(MachineError):
        guard.read(given(good_docx()))


def test_large_files_and_large_readings_pass_through(obeying: Guard) -> None:
    head = ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]
    rows = [
        [str(n), "教务处", f"事项{n}", "内部职权", "内" * 200, "《办法》"] for n in range(1_500)
    ]
    data = docx(paragraph("附件1 职权和重要业务事项目录"), table([head, *rows]))

    (form,) = obeying.read(given(data)).forms

    assert form.form == "catalogue"
    assert len(form.items) == 1_500


# --- what lies there instead of a file ----------------------------------------------------------


def test_a_pipe_never_blocks(tmp_path: Path, obeying: Guard) -> None:
    reading = obeying.read(GuardedFile("pipe", pipe_named(tmp_path)))

    assert (codes(reading), reading.sha256) == (["LF-F01"], "")


@pytest.mark.parametrize("target", ["/etc/hostname", "/dev/zero", "nowhere", "."])
def test_links_are_not_followed(tmp_path: Path, obeying: Guard, target: str) -> None:
    (tmp_path / "link").symlink_to(target)

    assert codes(obeying.read(GuardedFile("link", tmp_path / "link"))) == ["LF-F01"]


def test_devices_and_folders_are_no_files(tmp_path: Path, obeying: Guard) -> None:
    readings = obeying.read_all([GuardedFile("d", tmp_path), GuardedFile("z", Path("/dev/zero"))])

    assert [codes(reading) for reading in readings] == [["LF-F01"], ["LF-F01"]]


def test_a_file_that_vanished_is_said_to_be_gone(tmp_path: Path, obeying: Guard) -> None:
    reading = obeying.read(GuardedFile("a.docx", tmp_path / "a.docx"))

    assert "文件已不在原处" in reading.findings[0].message


def test_a_file_that_is_too_large_is_hashed_and_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    large.write_bytes(b"x" * 1_000_001)
    with Guard(Limits(file_mb=1)) as guard:
        reading = guard.read(GuardedFile("large.docx", large))

    assert codes(reading) == ["LF-F05"]
    assert reading.sha256 == hashlib.sha256(large.read_bytes()).hexdigest()


def test_an_endless_sparse_file_is_refused(tmp_path: Path, obeying: Guard) -> None:
    with (tmp_path / "sparse").open("wb") as sparse:
        sparse.truncate(2**40)

    reading = obeying.read(GuardedFile("sparse", tmp_path / "sparse"))

    assert (codes(reading), reading.sha256) == (["LF-F05"], "")


def test_names_that_are_not_utf8_can_be_shown(tmp_path: Path, obeying: Guard) -> None:
    name = os.fsdecode("附件.docx".encode("gbk"))
    (tmp_path / name).write_bytes(good_docx())

    reading = obeying.read(GuardedFile(name, tmp_path / name))

    assert reading.file == r"\xb8\xbd\xbc\xfe.docx"
    assert reading.forms


# --- how the program was started ----------------------------------------------------------------

_SCRIPT = """
from extractors.guard import GuardedFile, read_guarded
from schemas.college import Limits
from tests.support.forms import docx, paragraph, table
from tests.support.hostile import good_docx
for reading in read_guarded([GuardedFile("a", data=good_docx())] * 3, Limits()):
    print(reading.file, len(reading.forms), len(reading.findings))
"""


def run(*arguments: str, before: str = "", script: str = _SCRIPT) -> str:
    words = [sys.executable, *arguments] if arguments else [sys.executable, "-c", script]
    command = ["sh", "-c", f'{before} exec "$@"', "sh", *words]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "before",
    ["", "exec <&- ;", "exec <&- 2>&- ;", "ulimit -n 40;", "unset HOME TMPDIR; LC_ALL=C"],
    ids=["plain", "no stdin", "no stdin and stderr", "few descriptors", "no home"],
)
def test_it_works_however_the_program_was_started(before: str) -> None:
    assert run(before=before) == "a 1 0\n" * 3


def test_the_main_module_is_not_run_again_by_readers(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(f"import sys; sys.path.insert(0, {str(ROOT)!r}); print('main')\n" + _SCRIPT)

    assert run(str(script)) == "main\n" + "a 1 0\n" * 3


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_is_left_when_the_program_is_ended(tmp_path: Path, how: int) -> None:
    pipe = pipe_named(tmp_path)
    script = (
        "from extractors.guard import GuardedFile, read_guarded\n"
        "from schemas.college import Limits\n"
        f"files = [GuardedFile('a', data={b'wait ' + bytes(pipe)!r})]\n"
        f"list(read_guarded(files, Limits(), reader={OBEY!r}))\n"
    )
    program = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL)
    reader = told(pipe)
    template = int(Path(f"/proc/{reader}/stat").read_text().rpartition(")")[2].split()[1])
    program.send_signal(how)
    program.wait(30)

    assert gone(reader)
    assert gone(template)
