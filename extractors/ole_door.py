"""The door for OLE containers: .doc and .wps files, and what is encrypted inside of one.

A sound .doc (what WPS writes as .wps is one too) cannot be read as it is: LibreOffice has to
convert it. LF-F03 says so, and ``extractors.legacy`` takes it from there.
"""

from __future__ import annotations

from io import BytesIO

import olefile

from extractors.admission import Admission, Refusal, damaged, encrypted, wrong_type

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512

# File information block of a .doc: its magic number (since Word 97, before), and where the
# encryption flag stands.
_FIB_MAGIC = (b"\xec\xa5", b"\xdc\xa5")
_FIB_FLAGS = 0x0A
_FIB_ENCRYPTED = 0x0100

_RIGHTS_MANAGED = frozenset({"\x09drmcontent", "drmcontent", "\x09drmviewercontent"})
_PASSWORD = frozenset({"encryptedpackage", "encryptioninfo"})
_WPS = ("wps", "matost")
_OTHERS = {
    "workbook": "是 Excel 工作簿（.xls），不是 Word 文件",
    "book": "是 Excel 工作簿（.xls），不是 Word 文件",
    "powerpoint document": "是 PowerPoint 演示文稿（.ppt），不是 Word 文件",
    "visiodocument": "是 Visio 绘图，不是 Word 文件",
    "__properties_version1.0": "是 Outlook 邮件，不是 Word 文件",
}
_NOT_INSTALLED = "是 .doc 或 .wps 文件，本机没有安装读取它所需的 LibreOffice"
_INSTALL = (
    "请在本机安装 LibreOffice（如 apt install libreoffice-writer）后重新运行，"
    "或用 Word 或 WPS 另存为 .docx 后重新报送"
)
_OLD_WPS = "是早期 WPS 或 Works 专用格式的文件，不在接受的类型之内"


def begins(data: bytes) -> bool:
    """Tell whether a file starts as an OLE container does."""
    return data.startswith(_MAGIC)


def examine(data: bytes) -> Admission | Refusal:
    """Tell what an OLE container holds, and whether it may be read."""
    if len(data) <= _HEADER:
        return damaged("文件不完整，可能没有传完")
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return _by_streams(container)
    except Exception:  # noqa: BLE001 - olefile raises of every kind on a broken container
        return damaged("文件结构损坏")


def _by_streams(container: olefile.OleFileIO) -> Admission | Refusal:
    names = {path[0].lower(): path[0] for path in container.listdir(storages=True)}
    if names.keys() & _RIGHTS_MANAGED or _has_rights_transform(container):
        return encrypted("受权限管理（IRM）保护")
    if names.keys() & _PASSWORD:
        return encrypted("设有打开密码")
    if "worddocument" in names:
        return _word(container, names["worddocument"])
    if any(name.startswith(_WPS) for name in names):
        return wrong_type(_OLD_WPS)
    return _other_program(frozenset(names))


def _other_program(names: frozenset[str]) -> Refusal:
    if not names:
        return damaged("文件结构损坏，其中没有内容")
    kinds = (kind for stream, kind in _OTHERS.items() if stream in names)
    return wrong_type(next(kinds, "不是 Word 文件，无法识别其类型"))


def _has_rights_transform(container: olefile.OleFileIO) -> bool:
    """Tell whether the encrypted package is opened by a rights server instead of a password."""
    paths = (" ".join(path).lower() for path in container.listdir(storages=True))
    return any("drmencrypted" in path for path in paths)


def _word(container: olefile.OleFileIO, stream: str) -> Refusal:
    head = container.openstream(stream).read(_FIB_FLAGS + 2)
    if len(head) < _FIB_FLAGS + 2 or not head.startswith(_FIB_MAGIC):
        return damaged("文件结构损坏，正文无法识别", "doc")
    if int.from_bytes(head[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED:
        return encrypted("设有打开密码")
    return wrong_type(_NOT_INSTALLED, _INSTALL, media_type="doc")
