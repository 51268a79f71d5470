"""All findings of a run: what reading found in the files that count, and what the rules find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from checks import check, conclude
from schemas.dossier import DepartmentDossier, Dossier, ReceivedFile
from schemas.findings import Finding
from schemas.text import normalised, one_line


def judge(dossier: Dossier, lifted: Collection[str] = ()) -> tuple[Finding, ...]:
    """Give all findings, each with an id of its own.

    Args:
        dossier: Everything known.
        lifted: Ids that the office has lifted: they stay in the list, and nothing is concluded
            from them.
    """
    found = tuple(with_own_ids(chain(reader_findings(dossier), check(dossier))))
    standing = [finding for finding in found if finding.id not in lifted]
    return (*found, *conclude(dossier, standing))


def reader_findings(dossier: Dossier) -> Iterator[Finding]:
    """Give what reading found in files that still count, in the wording of the catalogue."""
    copies = {duplicate.source.path for duplicate in dossier.duplicates}
    departments = {department.name: department for department in dossier.departments}
    superseded = _Superseded(dossier)
    for file in dossier.files:
        if file.source.path in copies or file.source.evidence:
            continue
        for finding in file.findings:
            if not superseded(file, finding):
                owner = departments.get(finding.department or "")
                yield _in_catalogue_words(finding, owner)


class _Superseded:
    """Tells whether a fault lies in a form that a newer version replaced."""

    def __init__(self, dossier: Dossier) -> None:
        self._items: dict[str, set[str]] = {}
        forms: Counter[str] = Counter()
        for replacement in dossier.replacements:
            path = replacement.old.path
            forms[path] += 1
            self._items.setdefault(path, set()).update(map(normalised, replacement.items))
        self._whole = {
            file.source.path
            for file in dossier.files
            if file.forms and forms[file.source.path] >= len(file.forms)
        }

    def __call__(self, file: ReceivedFile, finding: Finding) -> bool:
        path = file.source.path
        if path in self._whole:
            return True
        return bool(finding.item) and normalised(finding.item or "") in self._items.get(path, ())


def _in_catalogue_words(finding: Finding, department: DepartmentDossier | None) -> Finding:
    """Name the item as the department's catalogue does (contract, section 6)."""
    if department is None or not finding.item:
        return finding
    wanted = normalised(finding.item)
    name = next((i.name for i, _ in department.entries if normalised(i.name) == wanted), None)
    return finding.model_copy(update={"item": one_line(name or finding.item)})


def with_own_ids(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number findings that say the very same, so that each can be told apart and lifted."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.id] += 1
        number = seen[finding.id]
        yield (
            finding if number == 1 else finding.model_copy(update={"id": f"{finding.id}-{number}"})
        )


def of_department(findings: Sequence[Finding], department: str) -> tuple[Finding, ...]:
    """Give the findings of one department."""
    return tuple(finding for finding in findings if finding.department == department)
