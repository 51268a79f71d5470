"""The files of a run's output folder (contract, section 2), and the manifest that lists them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from flows.documents import Document
from flows.jsonfile import json_bytes
from flows.outputs import MANIFEST
from flows.rules import all_rules
from flows.safe_names import safe_name
from flows.stage import Outcome
from rendering.report import Report, report_html
from schemas.consolidated import Consolidated, Counts
from schemas.dossier import Dossier
from schemas.forms import published
from schemas.outcome import Approval, DocumentEntry, InputEntry, Manifest, Overruled

DRAFTS = "draft"
RETURNED = "returned"
DATA = "data.json"


def manifest_of(
    dossier: Dossier,
    overruled: tuple[Overruled, ...],
    counts: Counts,
    documents: Sequence[Document],
    *,
    official: bool,
) -> Manifest:
    """Say what was made of what, with digests."""
    approval = dossier.approval
    return Manifest(
        year=dossier.college.year,
        phase=dossier.phase,
        status="official" if official else "draft",
        as_of=dossier.as_of,
        approved=Approval(by=approval.by, date=approval.date, minutes=approval.minutes)
        if approval
        else None,
        overruled=overruled,
        documents=tuple(
            DocumentEntry(
                path=document.name if official else f"{DRAFTS}/{document.name}",
                title=document.title,
                sha256=hashlib.sha256(document.content).hexdigest(),
                official=official,
            )
            for document in documents
        ),
        inputs=tuple(
            InputEntry(
                path=file.source.path,
                department=file.source.department,
                sha256=file.source.sha256,
                received=file.source.received,
                forms=tuple(form.form for form in file.forms),
            )
            for file in sorted(dossier.files, key=lambda file: file.source.path)
        ),
        counts=counts,
    )


def bundle(
    outcome: Outcome, documents: Sequence[Document], data: Consolidated, dossier: Dossier
) -> Mapping[str, bytes]:
    """Give every file of the output folder: path → content."""
    entries = outcome.manifest.documents
    report = Report(
        dossier=dossier,
        manifest=outcome.manifest,
        findings=outcome.findings,
        states=outcome.states,
    )
    return {
        **{e.path: d.content for e, d in zip(entries, documents, strict=True)},
        **{
            f"{RETURNED}/{safe_name(review.department)}/{name}": content
            for review in outcome.reviews
            for name, content in review.returned.items()
        },
        "findings.json": json_bytes(outcome.findings),
        DATA: json_bytes(published(data)),
        "report.html": report_html(report, rules=all_rules()),
        MANIFEST: json_bytes(outcome.manifest),
    }
