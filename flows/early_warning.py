"""What ``lianfang warning …`` does: registering signals, answering them, listing, the letter."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.store import Records
from flows.archives import open_archive
from flows.console import Console
from flows.settings import Workspace
from flows.user_files import refuse_used, write_for_user
from rendering.warning_letter import warning_letter
from schemas.college import College
from schemas.early_warning import ANSWER_KINDS, SOURCES, Answer, Signal
from schemas.errors import UsageError
from schemas.text import normalised


def add_signal(
    root: Path,
    *,
    source: str,
    department: str,
    item: str | None,
    point: str | None,
    text: str,
    by: str,
    date: dt.date,
    today: dt.date,
) -> int:
    """Register a signal against the register of risks."""
    workspace = Workspace.open(root)
    college = workspace.college
    whose = college.department_named(department)
    if whose is None:
        names = [one.name for one in college.department]
        raise UsageError(f"lianfang.toml 里没有部门“{department}”{_nearest(department, names)}。")
    signal = Signal(
        number=0,
        year=college.year,
        source=next(one for one in SOURCES if one == _one_of("来源", source, SOURCES)),
        date=_past("预警信息的日期", date, today),
        department=whose,
        item=None,
        point=None,
        text=_said("预警内容（--text）", text),
        by=_said("登记人（--by）", by),
    )
    with open_archive(workspace, create=True) as archive, archive.writing() as records:
        about = _registered(records, whose, item, point)
        number = records.signals.register(signal.model_copy(update=about))
    due = signal.due(college.warning.answer_days)
    Console().say(
        f"已登记第 {number} 号预警信息，请在 {due.isoformat()} 前处置。"
        f"警示提醒函：lianfang warning letter {number} -w {root} -o 提醒函.docx"
    )
    return 0


def answer_signal(
    root: Path, number: int, *, kind: str, by: str, date: dt.date, note: str | None, today: dt.date
) -> int:
    """Record how a signal was answered."""
    workspace = Workspace.open(root)
    answer = Answer(
        kind=next(one for one in ANSWER_KINDS if one == _one_of("处置方式", kind, ANSWER_KINDS)),
        by=_said("处置人（--by）", by),
        date=_past("处置日期", date, today),
        note=note.strip() if note else None,
    )
    with open_archive(workspace, create=True) as archive, archive.writing() as records:
        signal = _found(records, number, workspace.college)
        if answer.date < signal.date:
            raise UsageError(
                f"处置日期 {answer.date} 早于第 {number} 号预警信息的日期 {signal.date}，请核对。"
            )
        records.signals.answer(number, answer)
    Console().say(
        f"已记录第 {number} 号预警信息的处置：{answer.kind}，{answer.by}，{answer.date}。"
    )
    return 0


def list_signals(root: Path, as_of: dt.date, *, as_json: bool) -> int:
    """Show the year's signals with their traces, as of a day."""
    workspace = Workspace.open(root)
    days = workspace.college.warning.answer_days
    with open_archive(workspace, create=True) as archive, archive.viewing() as records:
        signals = records.signals.of_year(workspace.college.year)
    console = Console()
    if as_json:
        console.json(
            [
                {
                    **signal.model_dump(mode="json"),
                    "due": signal.due(days).isoformat(),
                    "state": _state(signal, as_of, days)[0],
                }
                for signal in signals
            ]
        )
        return 0
    if signals:
        show_signals(console, signals, as_of, days)
    else:
        console.say(f"{workspace.college.year} 年没有登记预警信息。")
    return 0


def show_signals(console: Console, signals: Iterable[Signal], day: dt.date, days: int) -> None:
    """Print signals as a table."""
    console.table(
        ("编号", "来源", "日期", "部门", "事项和风险点", "内容", "登记人", "期限", "处置"),
        [
            (
                str(signal.number),
                signal.source,
                signal.date.isoformat(),
                signal.department,
                "：".join(part for part in (signal.item, signal.point) if part),
                signal.text,
                signal.by,
                signal.due(days).isoformat(),
                _trace(signal, day, days),
            )
            for signal in signals
        ],
    )


def write_letter(root: Path, number: int, path: Path, day: dt.date) -> int:
    """Write the letter that reminds the department."""
    workspace = Workspace.open(root)
    refuse_used(path, workspace)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        signal = _found(records, number, workspace.college)
    template = workspace.template("warning_letter.docx")
    write_for_user(path, warning_letter(workspace.college, signal, day=day, template=template))
    Console().say(f"已写出警示提醒函：{path}")
    return 0


def overdue_signals(records: Records, college: College, as_of: dt.date) -> tuple[Signal, ...]:
    """Give the signals whose answer is late on a day."""
    days = college.warning.answer_days
    return tuple(s for s in records.signals.of_year(college.year) if s.is_overdue(as_of, days))


def _state(signal: Signal, day: dt.date, days: int) -> tuple[str, str]:
    if signal.is_answered(day):
        return "answered", "已处置"
    return ("overdue", "逾期未处置") if signal.is_overdue(day, days) else ("open", "待处置")


def _trace(signal: Signal, day: dt.date, days: int) -> str:
    told = [
        f"{one.date.isoformat()} {one.kind}（{one.by}）{one.note or ''}" for one in signal.answers
    ]
    return "；".join(told) or _state(signal, day, days)[1]


def _found(records: Records, number: int, college: College) -> Signal:
    signal = records.signals.find(number, college.year)
    if signal is None:
        raise UsageError(f"{college.year} 年没有第 {number} 号预警信息，编号见 warning list。")
    return signal


def _registered(
    records: Records, department: str, item: str | None, point: str | None
) -> dict[str, str | None]:
    """Find item and point in the register of risks, in its own wording."""
    if point and not item:
        raise UsageError("写了风险点（--point），还须写明它的职权事项（--item）。")
    if not item:
        return {}
    risks = [risk for risk in records.risks.latest() if risk.department == department]
    own = [risk for risk in risks if normalised(risk.item) == normalised(item)]
    if not own:
        near = _nearest(item, [risk.item for risk in risks])
        raise UsageError(f"档案资料库里{department}没有登记事项“{item}”的风险{near}。")
    if not point:
        return {"item": own[-1].item}
    same = [risk for risk in own if normalised(risk.point) == normalised(point)]
    if not same:
        near = _nearest(point, [risk.point for risk in own])
        raise UsageError(f"档案资料库里事项“{own[-1].item}”没有风险点“{point}”{near}。")
    return {"item": same[-1].item, "point": same[-1].point}


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, list(dict.fromkeys(known)), n=1, cutoff=0.3)
    return f"，是不是“{near[0]}”" if near else ""


def _one_of(what: str, given: str, known: Sequence[str]) -> str:
    if given not in known:
        raise UsageError(f"{what}“{given}”不在其列，可以是{'、'.join(known)}。")
    return given


def _said(what: str, text: str) -> str:
    if not text.strip():
        raise UsageError(f"{what}不能为空。")
    return text.strip()


def _past(what: str, day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise UsageError(f"{what} {day.isoformat()} 在今天以后，请核对。")
    return day
