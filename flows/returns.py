"""What goes back to a department: the correction notice, and its own files with comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from extractors.legacy import Converter
from flows.cycle import NOTHING_BEFORE, Cycle, faults_of
from flows.rules import all_rules
from flows.safe_names import safe_name
from flows.settings import Workspace
from rendering.memory import NO_MEMORY, Memory, remembered
from rendering.notice import NOTICE_TITLE, Notice, correction_notice
from rendering.returned import commented_copy
from rendering.understood_charts import UnderstoodChart
from schemas.dossier import Dossier, ReceivedFile
from schemas.findings import Finding
from schemas.forms import ProcessFlow, RiskMap
from schemas.schedule import milestones
from schemas.text import normalised

_DOUBTFUL = "LF-P07"

Original = Callable[[str], bytes | None]
"""SHA-256 → the bytes that were received."""


_NOTHING_TO_CORRECT = frozenset({"LF-D02", "LF-F08", "LF-F09"})
"""Told beside other findings, but alone no reason for a notice: nothing can be mended any more."""


_NOT_BEGUN = _NOTHING_TO_CORRECT | {"LF-D01"}
"""The same for a department that has sent nothing for the phase: it is reminded, not corrected."""


def returned_files(
    workspace: Workspace,
    dossier: Dossier,
    department: str,
    findings: Sequence[Finding],
    original: Original,
    converter: Converter | None = None,
    *,
    cycle: Cycle = NOTHING_BEFORE,
    memory: Memory = NO_MEMORY,
) -> Mapping[str, bytes]:
    """Give the files that go back: name → content; none when there is nothing to correct.

    A legacy file goes back as the .docx that was read instead of it, if ``converter`` is given;
    ``cycle`` is what the department has written so far and what became of its last notice;
    ``memory`` keeps letters that would be written again alike.
    """
    faults = faults_of(findings)
    idle = _NOTHING_TO_CORRECT if _has_sent_any(dossier, department) else _NOT_BEGUN
    if all(finding.code in idle or finding.explained for finding in faults):
        return {}
    title = safe_name(f"{department}{NOTICE_TITLE}.docx")
    copies: dict[str, bytes] = {}
    of_file: dict[str | None, list[Finding]] = {}
    for fault in faults:
        of_file.setdefault(fault.file, []).append(fault)
    faulty = [file for file in dossier.files if of_file.get(file.source.path)]
    for file, content in _as_word(faulty, original, converter):
        copy = commented_copy(content, of_file[file.source.path], as_of=dossier.as_of)
        if copy is not None:
            copies[_free_name((*copies, title), _word_name(file.source.path))] = copy
    notice = Notice(
        college=dossier.college,
        department=department,
        phase=dossier.phase,
        findings=tuple(faults),
        as_of=dossier.as_of,
        until=correct_until(dossier),
        returned=tuple(copies),
        charts=tuple(_doubtful_charts(dossier, faults))[:_MOST_CHARTS],
        explanations=cycle.explanations,
        round=cycle.round,
    )
    template = workspace.template("notice.docx")

    rules = {fault.code: all_rules()[fault.code] for fault in faults if fault.code in all_rules()}

    def letter() -> bytes:
        return correction_notice(notice, template=template, rules=rules)

    return {title: remembered(memory, letter, NOTICE_TITLE, notice, template, rules), **copies}


def _as_word(
    files: Sequence[ReceivedFile], original: Original, converter: Converter | None
) -> Iterator[tuple[ReceivedFile, bytes]]:
    """Give those of the files that Word's format holds, or can hold, with that content."""
    received = [(file, original(file.source.sha256)) for file in files if file.media_type == "docx"]
    yield from ((file, content) for file, content in received if content)
    legacy = [
        (file, content)
        for file in files
        if converter and file.media_type == "doc" and file.forms
        if (content := original(file.source.sha256))
    ]
    if converter and legacy:
        documents = converter.convert([content for _, content in legacy])
        for (file, _), document in zip(legacy, documents, strict=True):
            if isinstance(document, bytes):
                yield file, document


def _word_name(path: str) -> str:
    name = PurePosixPath(path)
    return name.name if name.suffix.lower() in {".docx", ".dotx"} else f"{name.stem}.docx"


_MOST_CHARTS = 30


def _doubtful_charts(dossier: Dossier, faults: Sequence[Finding]) -> Iterator[UnderstoodChart]:
    """Give the charts that the department has to confirm (LF-P07), as they were understood."""
    doubted = {
        (fault.file, normalised(fault.item or "")): fault.message
        for fault in faults
        if fault.code == _DOUBTFUL and not fault.explained
    }
    files = {name for name, _ in doubted}
    for file in (file for file in dossier.files if file.source.path in files):
        for form in file.forms:
            if isinstance(form, ProcessFlow | RiskMap) and form.steps:
                message = doubted.get((file.source.path, normalised(form.item)))
                if message is not None:
                    name = PurePosixPath(file.source.path).name
                    yield UnderstoodChart(file=name, chart=form, reasons=message)


def _has_sent_any(dossier: Dossier, department: str) -> bool:
    """Tell whether a department has sent any form of the phase."""
    kinds = {kind for m in milestones() if m.phase == dossier.phase for kind in m.forms}
    own = (d for d in dossier.departments if d.name == department)
    return any(d.has_sent(kind) for d in own for kind in kinds)


def correct_until(dossier: Dossier) -> dt.date | None:
    """Give the phase's next milestone on or after the as-of day; None when all have passed."""
    due = dossier.college.dates.due
    days = (due[m.code] for m in milestones() if m.phase == dossier.phase and m.code in due)
    return min((day for day in days if day >= dossier.as_of), default=None)


def _free_name(taken: Collection[str], name: str) -> str:
    """Give a name that no other returned file has; the same name may come from two folders."""
    wanted = safe_name(name)
    path = PurePosixPath(wanted)
    names = (wanted, *(f"{path.stem}（{n}）{path.suffix}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
