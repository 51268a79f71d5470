"""Reading with legacy files: .doc and .wps become .docx in LibreOffice, and are read as such.

The reader itself says of a sound legacy file that it has to be converted (LF-F03). Here all such
files of a list are converted in a few calls, and the results are read under guard like any other
file. What cannot be converted keeps an LF-F03 that says why and what to do.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.admission import MEGABYTE, SAVE_AS_DOCX, wrong_type
from extractors.guard import Guard, GuardedFile
from extractors.intake import take
from extractors.office import Converted, Office
from schemas.college import Limits
from schemas.forms import Reading

_MOST_FILES = 40
_MOST_BYTES = 100 * MEGABYTE
_DAMAGED, _NEEDS_CONVERSION, _BEYOND_CEILING = "LF-F01", "LF-F03", "LF-F05"

# What any LibreOffice can convert: if not even this works, no file is to blame.
_PROBE = b"{\\rtf1\\ansi lianfang\\par}"

_KIND = "是 .doc 或 .wps 文件，"
_REPAIR = "请检查或重新安装 LibreOffice，或用 Word 或 WPS 另存为 .docx 后重新报送"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a legacy file was not converted: a Chinese clause, and what to do."""

    reason: str
    advice: str = SAVE_AS_DOCX


_FAILED: Final = Failure("LibreOffice 未能转换它")
_USELESS: Final = Failure("LibreOffice 转换出的结果不能使用")
_UNFIT: Final = Failure("本机的 LibreOffice 不能正常工作", _REPAIR)


class Converter:
    """Converts legacy files; a file that LibreOffice fails at harms no other.

    Any thread may use it.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._fit: bool | None = None

    def convert(self, files: Sequence[bytes]) -> list[bytes | Failure]:
        """Convert files in as few calls as is sensible, what fails once more by itself."""
        converted: list[bytes | Failure] = []
        for batch in _batches(files):
            converted += self._batch(batch)
        return converted

    def _batch(self, files: Sequence[bytes]) -> list[bytes | Failure]:
        if self._fit is False:
            return [_UNFIT] * len(files)
        together = self._office.convert(files)
        if not any(together.documents) and not self._is_fit():
            return [_UNFIT] * len(files)
        if len(files) == 1:
            return [self._only(together)]
        return [
            document or self._only(self._office.convert([data]))
            for data, document in zip(files, together.documents, strict=True)
        ]

    def _only(self, alone: Converted) -> bytes | Failure:
        """Judge a call with a single file."""
        if alone.documents[0] is None and alone.late:
            return Failure(f"LibreOffice 在 {self._office.seconds:g} 秒内没有转换完")
        return alone.documents[0] or _FAILED

    def _is_fit(self) -> bool:
        """Tell whether LibreOffice can convert anything at all; found out once."""
        with self._lock:
            if self._fit is None:
                self._fit = self._office.convert([_PROBE], suffix=".rtf").documents[0] is not None
            return self._fit


def _batches(files: Sequence[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for data in files:
        if batch and (len(batch) == _MOST_FILES or sum(map(len, batch)) + len(data) > _MOST_BYTES):
            yield batch
            batch = []
        batch.append(data)
    if batch:
        yield batch


def read_all(
    guard: Guard,
    converter: Converter | None,
    files: Sequence[GuardedFile],
    limits: Limits,
    *,
    on_done: Callable[[str], None] | None = None,
) -> list[Reading]:
    """Read files under guard, legacy ones through LibreOffice, and give the readings in order.

    Args:
        guard: Reads each file.
        converter: Converts legacy files; None where there is no LibreOffice.
        files: What to read.
        limits: The ceilings for each file.
        on_done: Called with each file's name once it is read or found to be a legacy file.

    Raises:
        MachineError: No process can be started.
    """
    readings = [_retried_later(reading) for reading in guard.read_all(files, on_done=on_done)]
    if converter is None:
        return readings
    legacy = [n for n, reading in enumerate(readings) if _needs_conversion(reading)]
    originals = {n: _bytes_of(files[n], readings[n], limits) for n in legacy}
    waiting = {n: data for n, data in originals.items() if data is not None}
    documents = converter.convert(list(waiting.values()))
    for n, document in zip(waiting, documents, strict=True):
        readings[n] = _read_converted(guard, readings[n], document)
    return readings


def _needs_conversion(reading: Reading) -> bool:
    """Tell whether a file is a sound legacy file that was not read yet."""
    codes = [finding.code for finding in reading.findings]
    return reading.media_type == "doc" and codes == [_NEEDS_CONVERSION]


def _retried_later(reading: Reading) -> Reading:
    """Let a file that LibreOffice was not there for be read once it is."""
    later = not _needs_conversion(reading) and reading.repeatable
    return reading if later else reading.model_copy(update={"repeatable": False})


def _bytes_of(file: GuardedFile, reading: Reading, limits: Limits) -> bytes | None:
    """Give the bytes that were looked at; None when the file has changed since."""
    data = file.data
    if data is None and file.path is not None:
        data = take(file.path, limits.file_mb).data
    same = data is not None and hashlib.sha256(data).hexdigest() == reading.sha256
    return data if same else None


def _read_converted(guard: Guard, original: Reading, document: bytes | Failure) -> Reading:
    """Read what became of a legacy file; the reading is that of the original."""
    if isinstance(document, Failure):
        return _unread(original, document)
    reading = guard.read(GuardedFile(original.file, data=document))
    codes = {finding.code for finding in reading.findings}
    refused = reading.media_type != "docx" and _BEYOND_CEILING not in codes
    if refused or _DAMAGED in codes:
        return _unread(original, _USELESS)
    return reading.model_copy(update={"sha256": original.sha256, "media_type": "doc"})


def _unread(original: Reading, failure: Failure) -> Reading:
    """Say why a legacy file was not read."""
    refusal = wrong_type(_KIND + failure.reason, failure.advice)
    return original.model_copy(update={"findings": (refusal.finding(original.file),)})
