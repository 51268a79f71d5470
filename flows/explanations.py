"""What departments write on the notices that they send back, and to which findings it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.college import College
from schemas.cycle import Explanation
from schemas.dossier import Dossier, ReceivedFile
from schemas.findings import Finding
from schemas.notice_form import Answer, CorrectionNotice
from schemas.text import normalised


def explanations_in(
    dossier: Dossier, findings: Sequence[Finding]
) -> Iterator[tuple[Explanation, str]]:
    """Give the explanations in a dossier's notices, each with the digest of its file.

    A notice counts only in the folder of the department to which it went (elsewhere it is LF-F13).
    A row that lost its id is matched by its words.
    """
    copies = {duplicate.source.path for duplicate in dossier.duplicates}
    by_words = {(f.department, normalised(f.message)): f.id for f in findings}
    # of one run the files by name, so that the last word does not depend on the disk
    for file in sorted(dossier.files, key=lambda file: (file.source.run, file.source.path)):
        if file.source.path in copies or file.source.evidence:
            continue
        for notice in file.forms:
            department = _addressed(notice, file, dossier.college)
            if isinstance(notice, CorrectionNotice) and department:
                for answer in notice.answers:
                    known = by_words.get((department, normalised(answer.message)))
                    yield from _explanation(answer, known, department, file)


def _addressed(form: object, file: ReceivedFile, college: College) -> str | None:
    """Give the department in whose folder a notice lies, unless the notice went to another."""
    folder = file.source.department
    if not isinstance(form, CorrectionNotice) or folder is None:
        return None
    return folder if college.department_named(form.department) in (None, folder) else None


def _explanation(
    answer: Answer, by_words: str | None, department: str, file: ReceivedFile
) -> Iterator[tuple[Explanation, str]]:
    finding = answer.finding or by_words
    if finding and answer.explanation:
        explanation = Explanation(
            finding=finding,
            department=department,
            text=answer.explanation,
            file=file.source.path,
            date=file.source.received,
        )
        yield explanation, file.source.sha256


def explained(
    findings: Sequence[Finding], explanations: Mapping[tuple[str, str], Explanation]
) -> tuple[Finding, ...]:
    """Mark the warnings that their departments explained; an error cannot be explained away."""
    return tuple(
        finding.model_copy(update={"explained": known.text})
        if finding.severity == "warning"
        and (known := explanations.get((finding.department or "", finding.id)))
        and not only_claims(known.text)
        else finding
        for finding in findings
    )


def only_claims(text: str) -> bool:
    """Tell whether an answer says that the fault is mended, which the file has to show."""
    return normalised(text).rstrip("。.!") in _CLAIMS


_CLAIMS = frozenset(
    f"{already}{done}"
    for already in ("已", "已经", "")
    for done in ("改正", "更正", "修改", "整改", "改", "完成", "处理", "补充", "补报", "完成整改")
)
