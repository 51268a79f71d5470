"""A finding says what is wrong, where, and what to do; a rule says when it is raised."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NewType

from pydantic import Field

from schemas.base import Model, Place, PlaceInFile

Severity = Literal["error", "warning", "info"]
Code = NewType("Code", str)

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


class Finding(Model):
    """One fault or remark, in the shape of the contract, section 6.

    Attributes:
        id: Stable from run to run while the fault stands.
        code: For example ``LF-C04``; ``docs/rules.md`` lists all.
        message: A Chinese sentence: what is wrong, where, what to do.
        department: The configured name, or None where nothing tells it.
        item: The authority item in the catalogue's wording, else in the form's.
        file: POSIX path relative to the workspace (for ``extract`` as given).
        location: Where in that file.
        related: Places in other files that belong to the matter.
        hint: What to do, in a few words.
        explained: Why a warning stands, as its department wrote on the notice; told only if so.
    """

    id: str
    code: str
    severity: Severity
    message: str
    department: str | None = None
    item: str | None = None
    file: str | None = None
    location: Place | None = None
    related: tuple[PlaceInFile, ...] = ()
    hint: str
    explained: str | None = Field(default=None, exclude_if=lambda text: text is None)

    def told_of(self, *, file: str, department: str | None) -> Finding:
        """Say the same of a file under the name and department that it has now.

        A file's reading is kept by its content; the name in it is that of the first reading.
        """
        message = self.message.replace(self.file, file) if self.file else self.message
        owner = self.department or department
        return self.model_copy(
            update={
                "id": _stable_id(self.code, owner, self.item, file, self.location, message),
                "message": message,
                "department": owner,
                "file": file,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The definition behind a finding's code.

    ``message`` is a template over the facts that the rule passes to :meth:`finding`; the names
    ``department``, ``item``, ``file`` and ``place`` are always there (empty when unknown).

    Attributes:
        code: For example ``LF-C04``.
        title: A few Chinese words for lists.
        severity: The usual severity; a finding may differ where the contract says so.
        basis: Where the demand comes from: section of the plan, annex, or this software's limits.
        message: The Chinese sentence, as a ``str.format`` template.
        hint: What to do.
    """

    code: str
    title: str
    severity: Severity
    basis: str
    message: str
    hint: str

    def finding(
        self,
        *,
        department: str | None = None,
        item: str | None = None,
        file: str | None = None,
        place: Place | None = None,
        related: tuple[PlaceInFile, ...] = (),
        severity: Severity | None = None,
        message: str | None = None,
        hint: str | None = None,
        **facts: object,
    ) -> Finding:
        """Make a finding; ``message`` and ``hint`` replace the rule's own templates."""
        words: dict[str, object] = {
            "department": department or "",
            "item": item or "",
            "file": file or "",
            "place": str(place) if place else "",
            **facts,
        }
        text = (message or self.message).format_map(words)
        return Finding(
            id=_stable_id(self.code, department, item, file, place, text),
            code=self.code,
            severity=severity or self.severity,
            message=text,
            department=department,
            item=item,
            file=file,
            location=place,
            related=related,
            hint=(hint or self.hint).format_map(words),
        )


def _stable_id(
    code: str,
    department: str | None,
    item: str | None,
    file: str | None,
    place: Place | None,
    text: str,
) -> str:
    """Derive the id from what is wrong and where, so that it stays while the fault stands."""
    where = place.model_dump_json(exclude_none=True) if place else ""
    parts = "\x1f".join((code, department or "", item or "", file or "", where, text))
    return f"{code[3:]}-{hashlib.sha256(parts.encode()).hexdigest()[:10]}"
