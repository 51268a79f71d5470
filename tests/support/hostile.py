"""Files that mean harm, or were harmed: small, made in memory, each with one fault.

``repacked(good_docx(), {"word/document.xml": …})`` is the tool most of them are made with.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache

from tests.support.forms import docx, paragraph, table

DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_END = b"PK\x05\x06"


@cache
def good_docx() -> bytes:
    """Make annex 1 with two items, as a department would send it; always the same bytes."""
    return docx(
        paragraph("附件1 职权和重要业务事项目录"),
        table(
            [
                ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"],
                ["1", "审计监察处", "信访举报受理", "行政职权", "受理来信来访。", "《信访条例》"],
                ["2", "审计监察处", "印章管理", "内部职权", "保管和使用印章。", "《印章办法》"],
            ]
        ),
    )


def parts_of(package: bytes) -> dict[str, bytes]:
    """Unpack a package into its parts."""
    with zipfile.ZipFile(io.BytesIO(package)) as unpacked:
        return {name: unpacked.read(name) for name in unpacked.namelist()}


def packed(
    parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Pack parts in the order given; names may repeat. The same parts give the same bytes."""
    listed = parts.items() if isinstance(parts, Mapping) else parts
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, data in listed:
            package.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return buffer.getvalue()


def repacked(
    package: bytes, changed: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Pack a package anew with some parts changed or added."""
    return packed({**parts_of(package), **changed}, method)


def document(body: str, prologue: str = "") -> bytes:
    """Make a Word document of a raw body, with something in front of its first element."""
    xml = f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return repacked(good_docx(), {DOCUMENT: xml.encode()})


def with_part(prologue: str, name: str) -> bytes:
    """Put something in front of the first element of one part."""
    return repacked(good_docx(), {name: prologue.encode() + parts_of(good_docx())[name]})


ENTITIES = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
EXTERNAL_ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
PLAIN_DTD = '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/w.dtd">'


# --- bombs -------------------------------------------------------------------------------------


def squeezed(megabytes: int) -> bytes:
    """Make a document whose body is mostly blanks: a thousand to one."""
    return document(" " * (megabytes * 1_000_000))


def lying(package: bytes, size: int = 1_000) -> bytes:
    """Let every entry declare a small unpacked size."""
    changed = bytearray(package)
    for at in _found(package, _CENTRAL):
        changed[at + 24 : at + 28] = struct.pack("<I", size)
    for at in _found(package, _LOCAL):
        changed[at + 22 : at + 26] = struct.pack("<I", size)
    return bytes(changed)


def overlapping(copies: int) -> bytes:
    """List the body of one entry under many names."""
    package = repacked(good_docx(), {"word/media/a.bin": b"x" * 1_000})
    directory = _found(package, _CENTRAL)
    last = package[directory[-1] : package.rindex(_END)]
    entries = package[directory[0] : directory[-1]] + last
    for number in range(copies):
        entries += last.replace(b"a.bin", b"%05d" % number)
    count = len(directory) + copies
    end = _END + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), directory[0], 0)
    return package[: directory[0]] + entries + end


def crowded(entries: int, *, admitted: int | None = None) -> bytes:
    """Pack many empty entries; the end record may admit to fewer of them."""
    package = repacked(good_docx(), {f"word/media/{n}.bin": b"" for n in range(entries)})
    if admitted is None:
        return package
    end = package.rindex(_END)
    return package[: end + 8] + struct.pack("<HH", admitted, admitted) + package[end + 12 :]


def _found(data: bytes, magic: bytes) -> list[int]:
    places, at = [], data.find(magic)
    while at >= 0:
        places.append(at)
        at = data.find(magic, at + 4)
    return places


# --- packages that are wrong -------------------------------------------------------------------


def locked(package: bytes) -> bytes:
    """Set the flag that says that every entry is encrypted (ZipCrypto)."""
    return _patched(package, flag=1)


def strange_method(package: bytes, method: int) -> bytes:
    """Say of every entry that it is packed by another method."""
    return _patched(package, method=method)


def _patched(package: bytes, *, flag: int = 0, method: int | None = None) -> bytes:
    changed = bytearray(package)
    for magic, flags in ((_CENTRAL, 8), (_LOCAL, 6)):
        for at in _found(package, magic):
            changed[at + flags] |= flag
            if method is not None:
                changed[at + flags + 2 : at + flags + 4] = struct.pack("<H", method)
    return bytes(changed)


def wrong_checksum(package: bytes) -> bytes:
    """Change the checksum of the main document."""
    changed = bytearray(package)
    for magic, checksum, name in ((_CENTRAL, 16, 46), (_LOCAL, 14, 30)):
        for at in _found(package, magic):
            if package[at + name :].startswith(DOCUMENT.encode()):
                changed[at + checksum] ^= 0xFF
    return bytes(changed)


def with_main_type(content_type: str, extra: Mapping[str, bytes] | None = None) -> bytes:
    """Declare another content type for the main document."""
    types = parts_of(good_docx())["[Content_Types].xml"]
    word = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    changed = types.replace(word, content_type.encode())
    return repacked(good_docx(), {"[Content_Types].xml": changed, **(extra or {})})


# --- OLE containers ----------------------------------------------------------------------------

_SECTOR = 512
_FREE, _CHAIN_END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM_SECTORS = 8  # 4,096 bytes, the smallest stream that lies in ordinary sectors


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Make an OLE container with streams of at most 4,096 bytes each."""
    directory_sectors = -(-(len(streams) + 1) // 4)
    first = 1 + directory_sectors
    fat = [_FAT, *_chain(1, directory_sectors)]
    for number in range(len(streams)):
        fat += _chain(first + number * _STREAM_SECTORS, _STREAM_SECTORS)
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    entries = _entry("Root Entry", 5, child=1, start=_CHAIN_END, size=0)
    for number, name in enumerate(streams):
        after = number + 2 if number + 1 < len(streams) else _FREE
        start = first + number * _STREAM_SECTORS
        entries += _entry(name, 2, right=after, start=start, size=4_096)
    entries = entries.ljust(directory_sectors * _SECTOR, b"\0")
    content = b"".join(data.ljust(4_096, b"\0") for data in streams.values())
    return _header() + struct.pack(f"<{len(fat)}I", *fat) + entries + content


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), _CHAIN_END]


def _header() -> bytes:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    fixed = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    counts = struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4_096, _CHAIN_END, 0, _CHAIN_END, 0, 0)
    return (magic + fixed + counts).ljust(_SECTOR, b"\xff")


def _entry(
    name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int
) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    links = struct.pack("<III", _FREE, right, child) + b"\0" * 36
    return head + links + struct.pack("<IQ", start, size)


def doc(*, password: bool = False) -> bytes:
    """Make the outline of a .doc file, with or without its encryption flag."""
    flags = 0x0100 if password else 0
    return ole({"WordDocument": b"\xec\xa5\xc1\x00" + b"\0" * 6 + struct.pack("<H", flags)})


# --- PDF ---------------------------------------------------------------------------------------

_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def pdf(*, pages: int = 1, words: str = "", opens_with: str | None = None) -> bytes:
    """Make a PDF; without words its pages show a filled rectangle, as a scan would be.

    Args:
        pages: How many pages, all alike.
        words: Latin text on each page.
        opens_with: The password needed for opening; "" only restricts what may be done.
    """
    content = f"BT /F 12 Tf 72 700 Td ({words}) Tj ET" if words else "72 72 400 600 re f"
    kids = " ".join(f"{number + 10} 0 R" for number in range(pages))
    locking = _encryption(opens_with) if opens_with is not None else None
    stream = content.encode()
    if locking:
        stream = _rc4(hashlib.md5(locking[1] + b"\x04\0\0\0\0").digest()[:10], stream)  # noqa: S324
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        **{number + 10: _PAGE for number in range(pages)},
    }
    trailer = b"/Root 1 0 R/ID[<00><00>]"
    if locking:
        objects[5] = locking[0]
        trailer += b"/Encrypt 5 0 R"
    return _assembled(objects, trailer)


def looped_pdf() -> bytes:
    """Make a PDF whose tree of pages is its own branch."""
    tree = b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>"
    return _assembled({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: tree}, b"/Root 1 0 R")


def fanned_pdf(levels: int) -> bytes:
    """Make a PDF page that draws a form twice, which draws another one twice, and so on."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        b"/Resources<</XObject<</X 10 0 R>>>>>>",
        4: b"<</Length 5>>stream\n/X Do\nendstream",
    }
    for level in range(levels):
        below = b"/XObject<</X %d 0 R>>" % (level + 11)
        objects[level + 10] = (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>"
            b"/Length 11>>stream\n/X Do /X Do\nendstream" % below
        )
    return _assembled(objects, b"/Root 1 0 R")


_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 3 0 R>>>>>>"
)


def _assembled(objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    return data + b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


def _encryption(password: str) -> tuple[bytes, bytes]:
    """Make the encryption dictionary of the first standard handler (40 bits), and its key."""
    owner = _rc4(hashlib.md5((b"boss" + _PAD)[:32]).digest()[:5], _PAD)  # noqa: S324
    user = (password.encode() + _PAD)[:32]
    permissions = struct.pack("<i", -44)
    key = hashlib.md5(user + owner + permissions + b"\0").digest()[:5]  # noqa: S324
    proof = _rc4(key, _PAD)
    dictionary = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>" % (
        owner.hex().encode(),
        proof.hex().encode(),
    )
    return dictionary, key


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
