"""``lianfang pdf``: copies of a phase's Word files, beside the outputs and never among them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from extractors.office import Office
from flows.cli_words import phase_named
from flows.console import Console
from flows.inbox import displayed
from flows.jsonfile import json_bytes
from flows.outputs import MANIFEST, is_safe, read_manifest
from flows.settings import Workspace
from flows.whole_folder import write_folder
from rendering.package import read_package, with_subject, write_package
from rendering.pdf_fonts import fonts_of, probe, substitutes
from schemas.errors import MachineError, RefusedError, UsageError
from schemas.schedule import PHASE_NAMES, Phase

COPIES = "pdf"
SECONDS = 3600.0
"""How long LibreOffice may take for one document."""
_COPY = "PDF 副本，以 Word 文件为准"
_SUBSTITUTED = "（替代字体）"
_PDF = b"%PDF-"
_REPEATED = ("year", "phase", "status", "as_of")


@dataclass(frozen=True, slots=True)
class _Word:
    """A Word file of the set: its path there, title, digest and content."""

    path: str
    title: str
    sha256: str
    content: bytes


def copy_phase(root: Path, name: str, output: Path | None) -> int:
    """Make PDF copies of a phase's present set; earlier copies in the folder are replaced.

    Args:
        root: The workspace.
        name: Of the phase.
        output: Where to: new, empty, or earlier copies; None for ``W/pdf/<year>/<phase>``.

    Raises:
        RefusedError: A Word file is not as it was written.
        UsageError: No set is there, or the folder cannot be used.
        MachineError: LibreOffice is missing or fails; the folder cannot be written.
    """
    workspace, phase = Workspace.open(root), phase_named(name)
    folder = output or workspace.root / COPIES / str(workspace.college.year) / phase
    _refuse(folder, workspace)
    manifest, words = _set(workspace.output / phase, phase)
    with Office(_program(), seconds=SECONDS) as office:
        missing = _missing(office, workspace)
        copies = {_name(word, missing): _copy(office, word, missing) for word in words}
    listing = _listing(manifest, words, copies, missing)
    write_folder(folder, {**copies, MANIFEST: json_bytes(listing)})
    _tell(folder, copies, missing)
    return 0


def _program() -> Path:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise MachineError("没有安装 LibreOffice，不能做 PDF 副本；也可以用 Word 另存为 PDF。")
    return Path(program)


def _refuse(folder: Path, workspace: Workspace) -> None:
    """Refuse a folder of other files, and every place among the outputs."""
    for used in (workspace.inbox, workspace.root / "output", workspace.root / "templates"):
        if folder.resolve().is_relative_to(used.resolve()):
            raise UsageError(f"副本不能写到 {displayed(used)} 里，请用 -o 指明另一个文件夹。")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{displayed(folder)} 不是文件夹，请用 -o 指明另一个文件夹。")
    if folder.is_dir() and any(folder.iterdir()) and not _are_copies(folder):
        raise UsageError(
            f"{displayed(folder)} 里有别的文件，不能替换；请用 -o 指明新的或空的文件夹。"
        )


def _are_copies(folder: Path) -> bool:
    """Tell whether a folder holds earlier copies and nothing else."""
    try:
        listed: Any = json.loads((folder / MANIFEST).read_bytes())
        copies = {entry["path"] for entry in listed["documents"] if "copy_of" in entry}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return {path.name for path in folder.iterdir()} <= {MANIFEST, *copies}


def _set(folder: Path, phase: Phase) -> tuple[Mapping[str, Any], tuple[_Word, ...]]:
    """Read the present set's manifest and its Word files, each as it was written."""
    place = folder / MANIFEST
    data = place.read_bytes() if place.is_file() else b""
    if read_manifest(data) is None:
        raise UsageError(f"{PHASE_NAMES[phase]}阶段还没有文件，请先运行 lianfang run {phase}。")
    manifest: Mapping[str, Any] = json.loads(data)
    if not _is_whole(manifest):
        raise RefusedError(f"清单“{MANIFEST}”已损坏，没有做副本；请重新运行这一阶段。")
    return manifest, tuple(_words(folder, manifest))


def _is_whole(manifest: Mapping[str, Any]) -> bool:
    """Tell whether a manifest says all that the copies' own one repeats, each file once."""
    entries = manifest["documents"]
    names = {PurePosixPath(str(entry["path"])).name for entry in entries}
    told = all("title" in entry for entry in entries)
    return told and len(names) == len(entries) and manifest.keys() >= set(_REPEATED)


def _words(folder: Path, manifest: Mapping[str, Any]) -> Iterator[_Word]:
    for entry in manifest["documents"]:
        path = str(entry["path"])
        if not path.endswith(".docx"):
            continue
        content = _content(folder / path) if is_safe(path) else b""
        digest = hashlib.sha256(content).hexdigest()
        if digest != entry["sha256"]:
            raise RefusedError(f"文件“{path}”缺少或与发布时不同，没有做副本；请重新运行这一阶段。")
        yield _Word(path, str(entry["title"]), digest, content)


def _content(place: Path) -> bytes:
    """Read a file; what cannot be read has no content that could be the one that was written."""
    try:
        return place.read_bytes()
    except OSError:
        return b""


def _missing(office: Office, workspace: Workspace) -> Mapping[str, str]:
    """Find out which fonts LibreOffice replaces here, and by what."""
    fonts = fonts_of(workspace.college.layout.fonts)
    return substitutes(_converted(office, probe(fonts), "字体试样"), fonts)


def _name(word: _Word, missing: Mapping[str, str]) -> str:
    stem = PurePosixPath(word.path).stem
    return f"{stem}{_SUBSTITUTED if missing else ''}.pdf"


def _copy(office: Office, word: _Word, missing: Mapping[str, str]) -> bytes:
    """Convert a copy of the Word file that says in its properties what it is."""
    subject = f"{_COPY}；{_told(missing)}" if missing else _COPY
    marked = write_package(with_subject(read_package(word.content), subject))
    return _converted(office, marked, word.title)


def _converted(office: Office, document: bytes, title: str) -> bytes:
    done = office.convert([document], suffix=".docx", into="pdf")
    found = done.documents[0]
    if found is not None and found.startswith(_PDF):
        return found
    told = f"在 {SECONDS:g} 秒内没有转换完" if done.late else "未能转换"
    raise MachineError(f"LibreOffice {told}《{title}》，没有做副本；也可以用 Word 另存为 PDF。")


def _told(missing: Mapping[str, str]) -> str:
    pairs = "，".join(f"{font}用{other}" for font, other in missing.items())
    return f"本机缺少字体，已用替代字体：{pairs}"


def _listing(
    manifest: Mapping[str, Any],
    words: tuple[_Word, ...],
    copies: Mapping[str, bytes],
    missing: Mapping[str, str],
) -> Mapping[str, object]:
    """Say what was copied of what; ``verify`` reads it like any other manifest."""
    return {
        **{key: manifest[key] for key in _REPEATED},
        "substituted_fonts": dict(missing),
        "documents": [
            {
                "path": name,
                "title": word.title,
                "sha256": hashlib.sha256(content).hexdigest(),
                "official": False,
                "copy_of": {"path": word.path, "sha256": word.sha256},
            }
            for word, (name, content) in zip(words, copies.items(), strict=True)
        ],
    }


def _tell(folder: Path, copies: Mapping[str, bytes], missing: Mapping[str, str]) -> None:
    console = Console()
    console.say(f"已做 PDF 副本 {len(copies)} 份，在 {displayed(folder)}；正式文件仍是 Word 文件。")
    if missing:
        console.say(f"{_told(missing)}；文件名注有“{_SUBSTITUTED}”，字形与打印件不同。")
