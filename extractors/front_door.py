"""The front door: what a file is by its content, and whether it may be read at all.

Everything here is cheap and bounded, and runs before any parser sees the file.
"""

from __future__ import annotations

import re

from extractors import ole_door, zip_door
from extractors.admission import (
    MEGABYTE,
    SAVE_AS_DOCX,
    Admission,
    Refusal,
    beyond,
    damaged,
    in_megabytes,
    wrong_type,
)
from schemas.college import Limits

_SNIFFED = 4096
_PDF_HEADER_WITHIN = 1024
_SHORTEST = 8

_COMPUTER_FILE = "不是 Word 文件，无法识别其类型"
_PICTURE = "是图片，不能读取其中的文字"
_PICTURE_ADVICE = "请按空白表填写后报送 .docx；图片可放入“佐证材料”文件夹"
_ARCHIVE = "是压缩包，不能直接读取"
_ARCHIVE_ADVICE = "请解压后逐个报送其中的 .docx 文件"

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (rb"\{\\rtf", "是 RTF 文件，不在接受的类型之内", SAVE_AS_DOCX),
    (rb"\x89PNG\r\n\x1a\n", _PICTURE, _PICTURE_ADVICE),
    (rb"\xff\xd8\xff", _PICTURE, _PICTURE_ADVICE),
    (rb"GIF8[79]a", _PICTURE, _PICTURE_ADVICE),
    (rb"BM.{8}\x00\x00", _PICTURE, _PICTURE_ADVICE),
    (rb"II\*\x00|MM\x00\*", _PICTURE, _PICTURE_ADVICE),
    (rb"RIFF....WEBP", _PICTURE, _PICTURE_ADVICE),
    (rb"....ftyp(heic|heix|mif1|avif)", _PICTURE, _PICTURE_ADVICE),
    (rb"Rar!\x1a\x07", _ARCHIVE, _ARCHIVE_ADVICE),
    (rb"7z\xbc\xaf\x27\x1c", _ARCHIVE, _ARCHIVE_ADVICE),
    (rb"\x1f\x8b\x08", _ARCHIVE, _ARCHIVE_ADVICE),
)
"""Pattern of the first bytes → what the file is, what to do instead."""

_TEXT_KINDS: tuple[tuple[str, str], ...] = (
    (r"<!doctype\s+html|<html\b|<head\b|<body\b", "是网页（HTML）文件，不在接受的类型之内"),
    (
        r"mime-version:|content-type:\s*multipart/",
        "是单个网页（MHTML）文件，不在接受的类型之内",
    ),
    (r"pkg:package|<w:worddocument|<\?mso-application", "是 Word XML 文件，不在接受的类型之内"),
    (r"<\?xml", "是 XML 文件，不在接受的类型之内"),
)
"""Pattern anywhere in the first characters of a text file → what it is; the first match counts."""


def examine(data: bytes, limits: Limits) -> Admission | Refusal:
    """Tell by content what a file is, and whether it may be read (contract, sections 6 and 7).

    Time and memory grow with the file's size and the limits only.

    Args:
        data: The whole file.
        limits: The safety ceilings.

    Returns:
        An admission with the media type, or a refusal with LF-F01, F02, F03, F05 or F06.
    """
    size = limits.file_mb * MEGABYTE
    if len(data) > size:
        return beyond("文件大小", in_megabytes(len(data)), in_megabytes(size))
    if len(data) < _SHORTEST or not data.strip(b"\0"):
        return damaged("文件是空的" if not data.strip(b"\0 \r\n\t") else "文件不完整")
    return _by_content(data, limits)


def _by_content(data: bytes, limits: Limits) -> Admission | Refusal:
    if zip_door.begins(data):
        return zip_door.examine(data, limits)
    if ole_door.begins(data):
        return ole_door.examine(data)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        # Loading PDFium takes longer than all the rest of this module.
        from extractors import pdf_door  # noqa: PLC0415

        return pdf_door.examine(data, limits)
    known = _by_signature(data[:_SNIFFED])
    if known is not None:
        return known
    if zip_door.ends(data):
        return zip_door.examine(data, limits)
    return _text_or_unknown(data[:_SNIFFED])


def _by_signature(head: bytes) -> Refusal | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    for pattern, kind, advice in _SIGNATURES:
        if re.match(pattern, start, re.DOTALL):
            return wrong_type(kind, advice)
    return None


def _text_or_unknown(head: bytes) -> Refusal:
    text = _as_text(head)
    if text is None:
        return wrong_type(_COMPUTER_FILE)
    for pattern, kind in _TEXT_KINDS:
        if re.search(pattern, text, re.IGNORECASE):
            return wrong_type(kind)
    return wrong_type(
        "是纯文本文件，不在接受的类型之内", "请把内容填入下发的空白表，报送 .docx 文件"
    )


def _as_text(head: bytes) -> str | None:
    """Read the first bytes as text; None when they are no text in any usual encoding."""
    encodings = ("utf-16",) if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8", "gb18030")
    for encoding in encodings:
        # A character may be cut in two at the end of the head.
        for end in range(len(head), max(len(head) - 4, 0), -1):
            try:
                text = head[:end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if re.search(r"[\0-\x08\x0e-\x1a]", text) else text
    return None
