"""Sets of documents in the output folder: what their manifests say, and whether it is true."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from schemas.errors import UsageError

MANIFEST = "manifest.json"
PUBLISHED = "published"
SIGNATURE = "manifest.json.sig"
"""Detached signature of the manifest beside it (``flows.signing``)."""
PUBLIC_KEY = "signature.pub"
"""The public half of the college's key, in the workspace."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest says of its set; other keys, as later releases may add, do not matter.

    Attributes:
        status: ``official`` or ``draft``.
        as_of: The day, as written.
        documents: Path → (SHA-256, official).
    """

    status: str
    as_of: str
    documents: Mapping[str, tuple[str, bool]]

    @property
    def official(self) -> Mapping[str, str]:
        """Give the official documents of an official set: path → SHA-256."""
        if self.status != "official":
            return {}
        return {path: digest for path, (digest, official) in self.documents.items() if official}


def read_manifest(data: bytes) -> Contents | None:
    """Understand a manifest; None when it is damaged."""
    try:
        manifest: Any = json.loads(data)
        return Contents(
            status=str(manifest["status"]),
            as_of=str(manifest["as_of"]),
            documents={
                str(entry["path"]): (str(entry["sha256"]), bool(entry["official"]))
                for entry in manifest["documents"]
            },
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_name(path: str) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can hold
        return False
    return True


def is_safe(path: str) -> bool:
    """Tell whether a relative POSIX path stays inside its folder."""
    parts = PurePosixPath(path).parts
    return (
        _is_name(path)
        and str(PurePosixPath(path)) == path
        and not path.startswith("/")
        and bool(parts)
        and not {"..", "."} & set(parts)
        and not set("\\\0") & set(path)
    )


def verify(folder: Path) -> list[str]:
    """Compare an output folder with its manifest, sets under ``published/`` included.

    Args:
        folder: ``output/<year>/<phase>``.

    Returns:
        A Chinese sentence for everything that is not as it was written.

    Raises:
        UsageError: The folder holds no manifest, so that there is nothing to compare with.
    """
    if not (folder / MANIFEST).is_file():
        raise UsageError(
            f"“{folder}”里没有 {MANIFEST}，不是输出文件夹；应写作 工作区/output/年份/阶段。"
        )
    earlier = sorted(p for p in (folder / PUBLISHED).glob("*") if p.is_dir())
    problems = _problems(folder, "")
    for one in earlier:
        problems += _problems(one, f"{PUBLISHED}/{one.name}/")
    return problems


def _problems(folder: Path, prefix: str) -> list[str]:
    """Compare one set; ``prefix`` stands before its paths in the sentences."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return [f"“{prefix}”下缺少清单 {MANIFEST}，无法核对这套文件。"]
    contents = read_manifest(manifest.read_bytes())
    if contents is None:
        return [f"清单“{prefix}{MANIFEST}”已损坏，无法核对这套文件。"]
    wrong = [
        problem.format(path=f"{prefix}{path}")
        for path, (digest, _) in sorted(contents.documents.items())
        if (problem := _problem(folder, path, digest))
    ]
    kinds = {".docx", *(PurePosixPath(path).suffix for path in contents.documents)}
    extra = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix in kinds - {".xlsx"}
        and not path.name.startswith((".", "~"))
        and path.name not in contents.documents
    )
    return wrong + [f"“{prefix}{name}”不在清单中，不是本软件发布的文件。" for name in extra]


def _problem(folder: Path, path: str, digest: str) -> str | None:
    if not is_safe(path):
        return "清单中的路径“{path}”指向文件夹之外，不予核对。"
    try:
        with (folder / path).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return "缺少文件“{path}”。"
    except OSError:
        return "文件“{path}”读不出来，无法核对。"
    return None if found == digest else "文件“{path}”的内容与发布时不同，已被改动。"
