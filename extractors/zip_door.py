"""The door for zip packages: Word files let in, everything else named, bombs stopped unread.

Entries are only ever unpacked into memory, piece by piece and counted; no entry's name becomes a
path.
"""

from __future__ import annotations

import itertools
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from extractors import zip_kinds
from extractors.admission import (
    MEGABYTE,
    Admission,
    Refusal,
    beyond,
    damaged,
    encrypted,
    in_megabytes,
)
from extractors.prologue import declares_types
from schemas.college import Limits

_LOCAL_MAGIC = b"PK\x03\x04"
_ENTRY_MAGIC = b"PK\x01\x02"
_END_MAGIC = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_LOCAL_SIZE = 30
_NO_SIZE = 0xFFFFFFFF

_ENCRYPTED_FLAG = 0x1
_RATIO_FROM = 10 * MEGABYTE
# Deflate never does better than 1,032 : 1, so small entries need not be unpacked to be counted.
_BEST_DEFLATE = 1_032
_PIECE = 16_384
# Far more than a list of ten thousand content types takes.
_TELLING_PIECES = 20

_TRUNCATED = "文件不完整，可能没有传完"
_BROKEN = "压缩包结构损坏"
_BOMB = "压缩包各部分相互重叠，解压后的大小"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry and where its packed bytes lie in the file."""

    info: zipfile.ZipInfo
    start: int
    end: int


def begins(data: bytes) -> bool:
    """Tell whether a file starts as a zip package does."""
    return data.startswith((_LOCAL_MAGIC, _END_MAGIC))


def ends(data: bytes) -> bool:
    """Tell whether a file ends as a zip package does; it may have something in front of it."""
    return _end(data) >= 0


def examine(data: bytes, limits: Limits) -> Admission | Refusal:
    """Tell what a zip package is, and whether it may be read."""
    end = _end(data)
    if end < 0:
        return damaged(_TRUNCATED)
    count = _entry_count(data, end)
    if count > limits.entries:
        return beyond("压缩包内的文件数", f"{count} 个", f"{limits.entries} 个")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            return _by_entries(data, infos, limits)
    except Exception:  # noqa: BLE001 - zipfile raises of every kind on a broken package
        return damaged(_BROKEN)


def _end(data: bytes) -> int:
    """Find the end record: the last one, since whatever follows it is a comment or padding."""
    return data.rfind(_END_MAGIC, max(0, len(data) - _LONGEST_COMMENT - _END_SIZE))


def _entry_count(data: bytes, end: int) -> int:
    """Count the directory's entries, without believing the number that the file gives."""
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    start = 0 if size == _NO_SIZE else max(0, end - size)
    return data.count(_ENTRY_MAGIC, start, end)


def _by_entries(data: bytes, infos: list[zipfile.ZipInfo], limits: Limits) -> Admission | Refusal:
    refusal = _declared_too_large(infos, limits)
    if refusal is not None:
        return refusal
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        return encrypted("的压缩包设有密码")
    entries = [_entry(data, info) for info in infos]
    refusal = _overlapping(entries, limits) or _really_too_large(data, entries, limits)
    return refusal or _by_parts(data, entries)


def _declared_too_large(infos: list[zipfile.ZipInfo], limits: Limits) -> Refusal | None:
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_mb * MEGABYTE:
        return _unpacked(total, limits)
    worst = max(
        (i.file_size / max(i.compress_size, 1) for i in infos if i.file_size > _RATIO_FROM),
        default=0.0,
    )
    return _ratio(worst, limits) if worst > limits.ratio else None


def _unpacked(size: int, limits: Limits) -> Refusal:
    ceiling = limits.unpacked_mb * MEGABYTE
    return beyond("解压后的大小", in_megabytes(size), in_megabytes(ceiling))


def _ratio(ratio: float, limits: Limits) -> Refusal:
    return beyond("压缩比", f"{ratio:.0f} : 1", f"{limits.ratio} : 1")


def _entry(data: bytes, info: zipfile.ZipInfo) -> _Entry:
    at = info.header_offset
    name = int.from_bytes(data[at + 26 : at + 28], "little")
    extra = int.from_bytes(data[at + 28 : at + 30], "little")
    start = at + _LOCAL_SIZE + name + extra
    return _Entry(info, start, start + info.compress_size)


def _overlapping(entries: list[_Entry], limits: Limits) -> Refusal | None:
    """Refuse entries that share bytes: a small file would unpack to any size."""
    ordered = sorted(entries, key=lambda entry: entry.info.header_offset)
    for one, following in itertools.pairwise(ordered):
        if one.end > following.info.header_offset:
            size = sum(entry.info.file_size for entry in entries)
            ceiling = in_megabytes(limits.unpacked_mb * MEGABYTE)
            return beyond(_BOMB, f"至少 {in_megabytes(size)}（无法核实）", ceiling)
    return None


def _really_too_large(data: bytes, entries: list[_Entry], limits: Limits) -> Refusal | None:
    """Unpack and count wherever the declared sizes could lie beyond a ceiling."""
    ceiling = limits.unpacked_mb * MEGABYTE
    packed = sum(entry.info.compress_size for entry in entries)
    total = 0
    for entry in entries:
        possible = entry.info.compress_size * _BEST_DEFLATE
        if possible <= _RATIO_FROM and packed * _BEST_DEFLATE <= ceiling:
            continue
        size = 0
        for piece in _pieces(data, entry):
            size += len(piece)
            if total + size > ceiling:
                return _unpacked(total + size, limits)
            if size > _RATIO_FROM and size > limits.ratio * max(entry.info.compress_size, 1):
                return _ratio(size / max(entry.info.compress_size, 1), limits)
        total += size
    return None


def _pieces(data: bytes, entry: _Entry, step: int = _PIECE) -> Iterator[bytes]:
    """Unpack an entry piece by piece; what is broken or packed in another way ends early."""
    stored = entry.info.compress_type == zipfile.ZIP_STORED
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(entry.start, min(entry.end, len(data)), step):
        packed = data[start : min(start + step, entry.end)]
        try:
            yield packed if stored else inflater.decompress(packed)
        except zlib.error:
            return
        if inflater.eof:
            return


def _by_parts(data: bytes, entries: list[_Entry]) -> Admission | Refusal:
    parts = {zip_kinds.part_name(entry.info.filename): entry for entry in reversed(entries)}
    for name, entry in parts.items():
        refusal = _unreadable(data, entry) if zip_kinds.is_read(name) else None
        if refusal is not None:
            return refusal
    wanted = {
        name: b"".join(itertools.islice(_pieces(data, parts[name]), _TELLING_PIECES))
        for name in zip_kinds.TELLING_PARTS
        if name in parts
    }
    return zip_kinds.examine(frozenset(parts), wanted)


def _unreadable(data: bytes, entry: _Entry) -> Refusal | None:
    """Refuse a part that would be parsed but is packed strangely or declares a document type."""
    if entry.info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return damaged("压缩方法不是 Word 使用的方法")
    declared = declares_types(_pieces(data, entry, 1_024))
    if declared == "entities":
        return beyond("文档内容中的 XML 实体声明", "1 处以上", "0 处")
    return damaged("文档内容含有文档类型声明（DTD）") if declared else None
