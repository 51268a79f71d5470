"""The report of a run for the office: one HTML file that needs nothing else to be read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from rendering.gbt9704 import date_words
from rendering.report_parts import (
    FileLine,
    Section,
    StatusTable,
    file_lines,
    legend,
    sections,
    status_table,
)
from rendering.wordml import clean
from schemas.base import Model
from schemas.dossier import Dossier
from schemas.findings import SEVERITY_NAMES, Finding, Rule
from schemas.folding import summary
from schemas.outcome import Manifest, MilestoneState
from schemas.schedule import PHASE_NAMES


class Report(Model):
    """What a run found and made.

    Attributes:
        findings: All that stand; overruled ones are in the manifest.
        states: One for every department and milestone of the phase and the earlier ones.
    """

    dossier: Dossier
    manifest: Manifest
    findings: tuple[Finding, ...]
    states: tuple[MilestoneState, ...]


def report_html(report: Report, *, rules: Mapping[str, Rule] | None = None) -> bytes:
    """Write the report; equal arguments give equal bytes.

    Every finding is an element of class ``finding`` (and ``error``, ``warning`` or ``info``) with
    its code in ``data-code``; a repeat in the same file is an element of class ``again`` under the
    first of its kind. Both carry the finding's id as theirs. Nothing in the page is executed or
    fetched, and no text of a submission can become markup.

    Args:
        report: What it tells.
        rules: Code → rule, for the explanation of the codes that occur.

    Returns:
        The page, UTF-8.
    """
    parts: tuple[tuple[Section, ...], StatusTable, tuple[FileLine, ...]] = (
        sections(report.dossier, report.findings),
        status_table(report.dossier, report.states, report.findings),
        file_lines(report.dossier),
    )
    occurring = {
        *(finding.code for finding in report.findings),
        *(overruled.code for overruled in report.manifest.overruled),
    }
    page = _page().render(
        college=report.dossier.college,
        manifest=report.manifest,
        phase=PHASE_NAMES[report.manifest.phase],
        as_of=date_words(report.manifest.as_of, "arabic"),
        summary=summary(report.findings),
        severities=SEVERITY_NAMES,
        sections=parts[0],
        status=parts[1],
        files=parts[2],
        legend=legend(occurring, rules or {}),
        explained=frozenset(rules or {}),
    )
    return page.encode(errors="replace")


def _cleaned(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean(value)
    return value


@cache
def _page() -> Template:
    data = files("rendering").joinpath("data")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # the style sheet is our own file and goes into a style element as it is
    environment.globals["style"] = Markup(data.joinpath("report.css").read_text(encoding="utf-8"))  # noqa: S704
    return environment.from_string(data.joinpath("report.html.jinja").read_text(encoding="utf-8"))
