"""What the office sees of a run in the browser, as Markdown and tables; pure.

Departments' words are shown, never obeyed. Everything stays small: the UI fetches it whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from flows.overruling import NEVER_LIFTED
from flows.stage import Review
from schemas.findings import SEVERITY_NAMES, Finding
from schemas.folding import Folded, fold, summary
from schemas.outcome import Manifest
from schemas.statistics import Statistics

MOST_BYTES = 60_000
_MOST_NUMBERS = 5
_STILL_TO_CORRECT = "错误不能以说明代替，仍须改正。"


def findings_page(review: Review, returned: Sequence[str], lift_form: str = "") -> str:
    """Write a department's findings, repeats folded, what it has explained, and what goes back.

    Args:
        review: What was found at the department, and what it wrote about that.
        returned: Paths of the files that go back, relative to the workspace.
        lift_form: Path of the UI's page on which a finding is lifted; "" where there is none.
    """
    findings = review.findings
    lines = [f"## {shown(review.department)}", "", summary(findings), ""]
    if returned:
        lines += [
            "**退回的文件**（工作目录下）",
            "",
            *(f"- {shown(path)}" for path in returned),
            "",
        ]
    room = MOST_BYTES - _size(lines)
    folded = fold(findings)
    for number, repeated in enumerate(folded, start=1):
        told = _finding(number, repeated, review.explained) + _numbers(repeated, lift_form)
        room -= _size(told)
        if room < 0:
            lines.append(f"其余 {len(folded) - number + 1} 类问题见 report.html。")
            break
        lines += told
    return "\n".join(lines)


def _finding(number: int, repeated: Folded, explained: Mapping[str, str]) -> list[str]:
    finding = repeated.first
    times = f"（同类共 {repeated.count} 处）" if repeated.count > 1 else ""
    lines = [
        f"### {number}. {SEVERITY_NAMES[finding.severity]} {finding.code}{times}",
        "",
        shown(finding.message),
        "",
        f"**怎么改** {shown(finding.hint)}",
        "",
    ]
    if finding.file:
        lines += [f"**文件** {shown(finding.file)} {finding.location or ''}", ""]
    for member in repeated.members:
        if text := explained.get(member.id):
            lines += [f"**部门说明** {_place(member, repeated)}{shown(text)}", ""]
            if member.severity == "error":
                lines += [_STILL_TO_CORRECT, ""]
    return lines


def _numbers(repeated: Folded, lift_form: str) -> list[str]:
    """Give the findings' numbers, each with the way to lift it where it may be lifted."""
    told = [
        shown(finding.id) + _way_to_lift(finding, lift_form)
        for finding in repeated.members[:_MOST_NUMBERS]
    ]
    more = "等" if repeated.count > _MOST_NUMBERS else ""
    return [f"**编号** {'、'.join(told)}{more}", ""]


def _way_to_lift(finding: Finding, lift_form: str) -> str:
    if not lift_form or finding.code in NEVER_LIFTED:
        return ""
    return f" [撤销误报]({lift_form}?parameters={quote(json.dumps({'finding': finding.id}))})"


def _place(finding: Finding, repeated: Folded) -> str:
    """Say which of many repeated findings an explanation is about."""
    return f"（{finding.location}）" if repeated.count > 1 and finding.location else ""


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def shown(text: str) -> str:
    """Make a text safe inside Markdown."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|!#~$":
        flat = flat.replace(sign, f"&#{ord(sign)};")
    return flat


def levels_table(figures: Statistics) -> list[dict[str, str | int]]:
    """Give one row a department with its risks by level, and the whole college last."""
    return [
        {
            "部门": line.name,
            "职权事项": line.items,
            "风险点": line.risks.points,
            "高": line.risks.high,
            "中": line.risks.medium,
            "低": line.risks.low,
        }
        for line in (*figures.departments, figures.overall)
    ]


def outputs_page(manifest: Manifest, folder: str) -> str:
    """Tell where the documents lie (relative to the workspace), with their checksums."""
    lines = [
        f"## {'正式文件' if manifest.status == 'official' else '草稿'}",
        "",
        f"位置：工作目录下 {shown(folder)}",
        "",
        "| 文件 | 标题 | SHA-256 |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {shown(document.path)} | {shown(document.title)} | `{document.sha256}` |"
        for document in manifest.documents
    ]
    return "\n".join(lines)
