"""What each command does, from arguments to exit code; parsing is in ``flows.cli``."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from flows.approval import APPROVABLE, approve, send_back
from flows.archives import open_archive
from flows.briefing import last_statistics, write_briefing
from flows.conduct import conduct_all
from flows.console import Console
from flows.early_warning import overdue_signals, show_signals
from flows.faults import reason_of
from flows.intake import departments_with_unread
from flows.outputs import MANIFEST, verify
from flows.overruling import overrule
from flows.sent_back import sent_back_line
from flows.settings import CONFIGURATION, Workspace
from flows.signing import signature_problems, signed_by
from flows.standing_explanations import show_explanations, standing_explanations
from flows.states import as_of_today, waiting_for_review
from flows.user_files import refuse_used
from flows.vouching import against_archive
from schemas.errors import MachineError, UsageError
from schemas.outcome import STATE_NAMES, MilestoneState
from schemas.schedule import PHASE_NAMES, Phase, milestones

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def make_workspace(root: Path, *, example: bool) -> int:
    """Make a workspace: configuration and inbox folders; with the example college when asked."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(f"{root} 已存在且不是空文件夹，请换一个名字。")
    source = EXAMPLES / ("college" if example else "blank")
    try:
        shutil.copytree(source, root, dirs_exist_ok=True, copy_function=shutil.copyfile)
        _make_inbox(Workspace.open(root))
    except OSError as fault:
        raise MachineError(f"写不了 {root}：{reason_of(fault)}。") from None
    console = Console()
    console.say(f"已建立工作目录 {root}。")
    console.say(
        f"接着在 {CONFIGURATION} 中核对学院、部门和日期，把各部门材料放入 inbox 下的部门文件夹，"
        f"再运行 lianfang run catalogue -w {root}。"
    )
    return 0


def _make_inbox(workspace: Workspace) -> None:
    """Give every department a folder, unless one stands there under an alias."""
    workspace.inbox.mkdir(exist_ok=True)
    college = workspace.college
    there = {college.department_named(folder.name) for folder in workspace.inbox.iterdir()}
    for department in college.department:
        if department.name not in there:
            (workspace.inbox / department.name).mkdir()


def run_phases(
    phases: Sequence[Phase], root: Path, as_of: dt.date, *, as_json: bool, by: str | None = None
) -> int:
    """Run phases one after the other and say how each ended."""
    if by is not None and not by.strip():
        raise UsageError("运行人（--by）不能为空。")
    console = Console()
    workspace = Workspace.open(root)
    with console.progress() as progress:
        results = conduct_all(workspace, phases, as_of, by=by, progress=progress, note=console.note)
    if not as_json:
        for phase, result in zip(phases, results, strict=True):
            console.outcome(PHASE_NAMES[phase], result.folder, result.manifest, result.findings)
    else:
        documents = [result.as_json() for result in results]
        console.json(documents if len(documents) > 1 else documents[0])
    return max(result.exit_code for result in results)


def show_status(root: Path, as_of: dt.date, *, as_json: bool, docx: Path | None = None) -> int:
    """Print the state of every department and milestone, from the archive; also as a briefing."""
    workspace = Workspace.open(root)
    college = workspace.college
    if docx is not None:
        refuse_used(docx, workspace)
    with open_archive(workspace, create=True) as archive, archive.viewing() as records:
        recorded = records.states.latest(college.year, as_of)
        new = departments_with_unread(workspace.root, college, records)
        risks = last_statistics(records, college)
        overdue = overdue_signals(records, college, as_of)
        explained = standing_explanations(records, college.year, as_of)
        sent_back = [records.approvals.sent_back(college.year, phase) for phase in APPROVABLE]
    states = waiting_for_review(as_of_today(recorded, college, as_of), new)
    console = Console()
    if docx is not None:
        write_briefing(workspace, states, risks, day=as_of, path=docx)
    if as_json:
        late = Counter(signal.department for signal in overdue)
        told = Counter(one.explanation.department for one in explained)
        console.json(
            [
                _state_json(s, overdue_warnings=late[s.department], explained=told[s.department])
                for s in states
            ]
        )
        return 0
    names = {milestone.code: milestone.name for milestone in milestones()}
    console.table(
        ("部门", "节点", "内容", "期限", "状态"),
        [
            (
                state.department,
                state.milestone,
                names[state.milestone],
                college.dates.due[state.milestone].isoformat(),
                STATE_NAMES[state.state],
            )
            for state in states
        ],
    )
    for decision in filter(None, sent_back):
        console.say(sent_back_line(decision))
    if overdue:
        console.say(f"预警信息逾期未处置 {len(overdue)} 条：")
        show_signals(console, overdue, as_of, college.warning.answer_days)
    if explained:
        show_explanations(console, explained)
    return 0


def _state_json(state: MilestoneState, **counts: int) -> dict[str, object]:
    """Give what ``status --json`` prints; counts only where there is anything to count."""
    counted = {name: count for name, count in counts.items() if count}
    return {**state.model_dump(mode="json"), **counted}


def overrule_finding(finding_id: str, root: Path, *, by: str, reason: str, today: dt.date) -> int:
    """Lift one finding of an earlier run, with a name and a reason."""
    if not by.strip() or not reason.strip():
        raise UsageError("撤销问题须写明决定人（--by）和理由（--reason）。")
    workspace = Workspace.open(root)
    finding = overrule(workspace, finding_id, by=by.strip(), reason=reason.strip(), date=today)
    Console().say(f"已撤销 {finding.code}（{finding_id}），下次运行起生效，并记入清单。")
    return 0


def decide_phase(
    phase: Phase,
    root: Path,
    *,
    by: str,
    date: dt.date,
    minutes: str | None = None,
    sent_back_for: str | None = None,
) -> int:
    """Record what the leading group decided: approved, or sent back for a reason.

    Returns:
        1 while errors stand in the way of an approval, else 0.
    """
    if not by.strip():
        raise UsageError("审定须写明审定人（--by）。")
    if minutes is not None and not minutes.strip():
        raise UsageError("会议纪要号（--minutes）不能为空。")
    if sent_back_for is not None and not sent_back_for.strip():
        raise UsageError("退回须写明理由（--send-back）。")
    workspace, by = Workspace.open(root), by.strip()
    minutes = minutes.strip() if minutes else None
    if sent_back_for is None:
        return _approve_phase(workspace, phase, by=by, date=date, minutes=minutes)
    decision = send_back(workspace, phase, by=by, date=date, reason=sent_back_for, minutes=minutes)
    Console().say(
        f"已记录{sent_back_line(decision)}\n改正后再运行 lianfang run {phase}，重新送审。"
    )
    return 0


def _approve_phase(
    workspace: Workspace, phase: Phase, *, by: str, date: dt.date, minutes: str | None
) -> int:
    console = Console()
    standing = approve(workspace, phase, by=by, date=date, minutes=minutes)
    if standing:
        console.fault(f"尚有 {len(standing)} 个错误，不能审定；改正并重新运行后再审定。")
        console.findings(standing)
        return 1
    console.say(
        f"已记录{PHASE_NAMES[phase]}阶段的审定：{by}，{date.isoformat()}。"
        f"再运行 lianfang run {phase} 即生成正式文件。"
    )
    return 0


def verify_folder(folder: Path, key: Path | None = None) -> int:
    """Compare an output folder with its manifest, and the manifest with its signature."""
    console = Console()
    problems = [*verify(folder), *against_archive(folder), *signature_problems(folder, key)]
    for problem in problems:
        console.say(problem)
    if not problems:
        console.say(f"核对无误：{folder / MANIFEST} 所列文件与发布时一字不差。")
        signer = signed_by(folder, key)
        console.say(f"签名有效，公钥指纹 {signer}。" if signer else "清单没有签名。")
    return int(bool(problems))
