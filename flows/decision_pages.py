"""What somebody reads before a decision that is taken in the browser, as Markdown; pure.

The form leaves room for some five lines, so what matters comes first.
"""

from __future__ import annotations

from flows.approval import Proposal
from flows.overruling import Doubted
from flows.pages import shown
from schemas.findings import SEVERITY_NAMES
from schemas.schedule import PHASE_NAMES

_SHORT = 12


def proposal_page(found: Proposal, folder: str) -> str:
    """Tell what is put before the leading group.

    Args:
        found: What there is to approve.
        folder: Where its documents lie, relative to the workspace.
    """
    manifest = found.manifest
    runner = found.run.by if found.run and found.run.by else "没有记下"
    said = (
        f"**{PHASE_NAMES[found.phase]}（{manifest.year}年度）**，材料截至 "
        f"{manifest.as_of.isoformat()}，运行人：{shown(runner)}，"
        f"内容校验码 {found.digest[:_SHORT]}。请先看文件，在工作目录下 {shown(folder)}："
    )
    lines = [
        said,
        "",
        *(f"- {shown(document.path)}" for document in manifest.documents),
        "",
        "审定只对这些内容有效，以后内容有变化须重新审定。",
    ]
    if sent := found.sent_back:
        lines.append(f"{shown(sent.by)}于 {sent.date} 退回：{shown(sent.reason)}")
    if manifest.approved:
        lines.append(f"曾由{shown(manifest.approved.by)}于 {manifest.approved.date} 审定。")
    return "\n".join(lines)


def doubt_page(found: Doubted) -> str:
    """Tell which finding is to be lifted."""
    finding = found.finding
    where = " ".join(
        shown(str(part))
        for part in (finding.department, finding.file, finding.location)
        if part is not None
    )
    lines = [
        f"**{SEVERITY_NAMES[finding.severity]} {finding.code}** {shown(finding.message)}",
        "",
        f"编号 {shown(finding.id)} {where}",
        "",
        "撤销后下次运行起不再算问题，并记入清单；文件一改，撤销即作废。",
    ]
    return "\n".join(lines)
