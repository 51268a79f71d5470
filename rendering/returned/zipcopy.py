"""A zip file with some entries changed, all others copied as they are packed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LOCAL, _CENTRAL, _END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"
_LOCAL_SIZE = struct.calcsize(_LOCAL)
_VERSION, _FIRST_OF_1980 = 20, 0x21
_UTF8, _ENCRYPTED, _SIZES_FOLLOW = 0x800, 0x1, 0x8
_LEVEL = 6
_MOST_ENTRIES, _MOST_BYTES = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry ready to be written; ``packed`` are its bytes as they stand in the file."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: bytes | memoryview
    size: int
    attributes: int = 0

    @property
    def common(self) -> tuple[int, ...]:
        """Give the fields that both headers have, in their order."""
        return (
            self.flags, self.method, self.time, self.date,
            self.crc, len(self.packed), self.size, len(self.name), 0,
        )  # fmt: skip


class ZipCopy:
    """A zip file whose entries can be read one by one and replaced.

    Nothing is unpacked but what is asked for, so a bomb in another entry does no harm.
    Names are compared without regard to case, as Word does; of several entries with one name only
    the first is kept.
    """

    def __init__(self, data: bytes) -> None:
        """Open it.

        Raises:
            zipfile.BadZipFile: It is no zip file, or one beyond what this class copies.
        """
        self._data = data
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._infos.setdefault(_key(info.filename), info)
        if len(self._infos) > _MOST_ENTRIES or len(data) > _MOST_BYTES // 2:
            raise zipfile.BadZipFile("too large")

    def __contains__(self, name: str) -> bool:
        """Tell whether there is an entry of a name."""
        return _key(name) in self._infos

    def read(self, name: str, *, most: int) -> bytes:
        """Unpack an entry.

        Args:
            name: Its name; case does not matter.
            most: Ceiling on its size, bytes.

        Raises:
            KeyError: There is none.
            ValueError: It is larger.
        """
        info = self._infos[_key(name)]
        if info.file_size > most:
            raise ValueError(name)
        return self._zip.read(info)

    def replaced(self, changed: Mapping[str, bytes]) -> bytes:
        """Give the file with the contents of some entries changed; new names come last."""
        new = {_key(name): (name, content) for name, content in changed.items()}
        entries = [
            _packed(info.filename, new.pop(key)[1]) if key in new else self._copied(info)
            for key, info in self._infos.items()
        ]
        return _written([*entries, *(_packed(*named) for named in new.values())])

    def _copied(self, info: zipfile.ZipInfo) -> _Entry:
        header = struct.unpack_from(_LOCAL, self._data, info.header_offset)
        name_length, extra_length = header[9], header[10]
        if header[0] != b"PK\3\4" or info.flag_bits & _ENCRYPTED:
            raise zipfile.BadZipFile(info.filename)
        name_start = info.header_offset + _LOCAL_SIZE
        start = name_start + name_length + extra_length
        packed = memoryview(self._data)[start : start + info.compress_size]
        if len(packed) != info.compress_size:
            raise zipfile.BadZipFile(info.filename)
        return _Entry(
            name=self._data[name_start : name_start + name_length],
            flags=info.flag_bits & ~_SIZES_FOLLOW,
            method=info.compress_type,
            time=header[4],
            date=header[5],
            crc=info.CRC,
            packed=packed,
            size=info.file_size,
            attributes=info.external_attr,
        )


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _packed(name: str, content: bytes) -> _Entry:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Entry(
        name=name.encode(),
        flags=0 if name.isascii() else _UTF8,
        method=zipfile.ZIP_DEFLATED,
        time=0,
        date=_FIRST_OF_1980,
        crc=zlib.crc32(content),
        packed=squeeze.compress(content) + squeeze.flush(),
        size=len(content),
    )


def _written(entries: list[_Entry]) -> bytes:
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for entry, start in _with_offsets(entries):
        pieces += (_local_header(entry), entry.name, entry.packed)
        directory += (_central_header(entry, start), entry.name)
        offset = start + _LOCAL_SIZE + len(entry.name) + len(entry.packed)
    count, size = len(entries), sum(map(len, directory))
    end = struct.pack(_END, b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return b"".join((*pieces, *directory, end))


def _with_offsets(entries: list[_Entry]) -> Iterator[tuple[_Entry, int]]:
    offset = 0
    for entry in entries:
        yield entry, offset
        offset += _LOCAL_SIZE + len(entry.name) + len(entry.packed)


def _local_header(entry: _Entry) -> bytes:
    return struct.pack(_LOCAL, b"PK\3\4", _VERSION, *entry.common)


def _central_header(entry: _Entry, offset: int) -> bytes:
    where = (0, 0, 0, entry.attributes, offset)
    return struct.pack(_CENTRAL, b"PK\1\2", _VERSION, _VERSION, *entry.common, *where)
