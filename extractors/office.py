"""One call of LibreOffice: many files in, Word or PDF files out; without network, macros or traces.

LibreOffice tells nothing reliable: its exit code is 0 whatever happened, and it makes documents of
random bytes as well. So only files that the front door has looked at come here, a result counts
when it is there, and it is read under guard like any other file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Literal, Self

from extractors import office_warden

SECONDS: Final = 60.0
"""How long one call may take."""

_NOWHERE = "127.0.0.1"
_CLOSED_PORT = "9"
_PROXY = f"http://{_NOWHERE}:{_CLOSED_PORT}"
_USUAL_PATH = "/usr/local/bin:/usr/bin:/bin"
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}
_END_SECONDS = 10.0

_WITHOUT_NETWORK = (("unshare", "-n"), ("unshare", "-rn"))
"""What starts a program in a network of its own, where the machine allows it."""

_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "IsSkipEmptyPages", "false"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", _CLOSED_PORT),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", _CLOSED_PORT),
)
"""Path, name and value of settings: no macro runs, no link is followed or brought up to date.

Blank pages before a page that has to be even are printed, as Word prints them.
"""


@dataclass(frozen=True, slots=True)
class Converted:
    """What a call gave.

    Attributes:
        documents: A Word document for each file, or None.
        late: The call was ended at its time limit.
    """

    documents: tuple[bytes | None, ...]
    late: bool


class Office:
    """LibreOffice; any thread may use it, each call has a profile of its own.

    A context manager: leaving it ends the calls that are under way.
    """

    def __init__(self, program: Path, *, seconds: float = SECONDS) -> None:
        """Set up.

        Args:
            program: ``soffice``.
            seconds: How long one call may take.
        """
        self.seconds = seconds
        self._program = program
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all calls, with all their processes; later ones give nothing."""
        with self._lock:
            self._closed = True
            running = tuple(self._running)
        for warden in running:
            _leave(warden.stdin)

    def convert(
        self, files: Sequence[bytes], *, suffix: str = ".doc", into: Literal["docx", "pdf"] = "docx"
    ) -> Converted:
        """Convert files in one call; what LibreOffice does not give is None.

        Args:
            files: Bytes that the front door has found to be what they seem.
            suffix: What their names end with.
            into: What they become.
        """
        with tempfile.TemporaryDirectory(prefix="lianfang-", ignore_cleanup_errors=True) as made:
            folder = Path(made)
            names = [f"{number:04d}" for number in range(len(files))]
            for part in ("in", "out", "tmp", "profile/user"):
                (folder / part).mkdir(parents=True)
            (folder / "profile/user/registrymodifications.xcu").write_text(_registry(), "utf-8")
            for name, data in zip(names, files, strict=True):
                (folder / "in" / (name + suffix)).write_bytes(data)
            late = self._call(folder, [f"in/{name}{suffix}" for name in names], _FILTERS[into])
            return Converted(
                tuple(_result(folder / "out" / f"{name}.{into}") for name in names), late
            )

    @cached_property
    def _network_off(self) -> tuple[str, ...]:
        return next((words for words in _WITHOUT_NETWORK if _is_allowed(words)), ())

    def _call(self, folder: Path, files: Sequence[str], into: str) -> bool:
        """Let the warden run LibreOffice; tell whether the time was over."""
        command = [
            *self._network_off,
            str(self._program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            into,
            "--outdir",
            "out",
            *files,
        ]
        with self._lock:
            if self._closed:
                return False
            warden = _start(folder, self.seconds, command)
            self._running.add(warden)
        try:
            return warden.wait() == office_warden.LATE
        finally:
            with self._lock:
                self._running.discard(warden)
            _leave(warden.stdin)


def _start(folder: Path, seconds: float, command: Sequence[str]) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-I", office_warden.__file__, str(folder), str(seconds)]
    return subprocess.Popen(
        [*program, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )


def _leave(pipe: IO[bytes] | None) -> None:
    """Let the warden know that nobody waits any more."""
    if pipe is not None:
        with suppress(OSError):
            pipe.close()


def _environment(folder: Path) -> dict[str, str]:
    """Give an environment that is the same everywhere, with proxies that lead nowhere."""
    proxies = {f"{kind}_proxy": _PROXY for kind in ("http", "https", "ftp", "all")}
    return {
        "PATH": _USUAL_PATH,
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "SAL_DISABLE_OPENCL": "1",
        **proxies,
        **{name.upper(): value for name, value in proxies.items()},
    }


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )


def _is_allowed(words: Sequence[str]) -> bool:
    try:
        done = subprocess.run(
            [*words, "true"], capture_output=True, check=False, timeout=_END_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _result(path: Path) -> bytes | None:
    """Read a result; links and other traps are none."""
    if path.is_symlink() or not path.is_file():
        return None
    return path.read_bytes() or None
