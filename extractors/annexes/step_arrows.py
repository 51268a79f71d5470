"""The arrows of a step table: what 下一环节 and 上一环节 say, else the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.annexes.chart import Chart
from extractors.annexes.text import joined, list_number, number_of, says_dash, without_number
from extractors.graph_words import is_branch_label
from schemas.base import Place
from schemas.forms import Transition
from schemas.text import normalised

_END = (
    r"(流程|程序|事项|本流程|全流程)?(到此)?"
    r"(结束|终止|完结?|完成|完毕|终结|终了|开始|起始|起点|启动)(流程|程序)?"
    r"|end|END|办结|归档|无(后续|前置)(环节)?"
)
_ENDS = re.compile(_END + r"|无|[/\\\-—–_]+")
_ALTERNATIVES = re.compile(r"[；;\n]")
_LISTED = re.compile(r"[、，,/。]|或者?|及|和")
_LABELLED = re.compile(
    r"^(?:(?P<before>[^:：→]{1,20})[:：→]\s*(?P<to1>.+)"
    r"|[(（](?P<inside>[^()（）]{1,20})[)）]\s*(?P<to2>.+)"
    r"|(?P<to3>.+?)[(（](?P<after>[^()（）]{1,20})[)）])$"
)
_VERB = r"进入|转入|转至|转到|转|返回到?|退回至|退回到|退回|回到|流转至|流转到|送|报|至|到"
_SORT = r"环节|步骤|阶段"
_VERBS = re.compile(rf"^(?:{_VERB}|→|➔|—>|->)|(?:{_SORT})$")
_STEP_NUMBER = re.compile(r"^(?:第|步骤|环节|转?序号)?\s*(\d{1,3})\s*(?:步|环节|号|[.、．])?$")
_NEXT, _PREVIOUS = "下一环节", "上一环节"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the table, as the arrows are looked for.

    Attributes:
        number: The number that a reader sees before it, or None.
        name: Its text.
        step: Its id in the chart.
        following: What stands in 下一环节; None where there is no such column.
        preceding: The same of 上一环节.
        place: Where it stands.
    """

    number: int | None
    name: str
    step: str
    following: str | None
    preceding: str | None
    place: Place


@cache
def arrow_words() -> re.Pattern[str]:
    """Compile what stands beside the names of steps in 下一环节: verbs, and words for the end."""
    return re.compile(rf"{_VERB}|{_SORT}|{_END}|无|或者?|及|和")


def connect(rows: Sequence[StepRow], chart: Chart) -> None:
    """Add the arrows between the rows to the chart; what names no step becomes a doubt."""
    told = any(_says(row.following) for row in rows)
    led = any(_says(row.preceding) for row in rows)
    if not told and not led:
        chart.transitions.extend(_arrow(a.step, b.step, None) for a, b in pairwise(rows))
        return
    forth = [arrow for n in range(len(rows)) for arrow in _onward(n, rows, chart)]
    back = [arrow for n in range(len(rows)) for arrow in _backward(n, rows, chart)]
    chart.transitions.extend(dict.fromkeys(forth if told else back))
    if told:
        _compare(forth, back, rows, chart)
    _fill_gaps(rows, chart, told=told)


def _says(text: str | None) -> bool:
    return bool(text) and not says_dash(text or "")


def _arrow(source: str, target: str, label: str | None) -> Transition:
    return Transition(source=source, target=target, label=label)


def _onward(index: int, rows: Sequence[StepRow], chart: Chart) -> Iterator[Transition]:
    """Read 下一环节 of a row: of equal names the next one below is meant."""
    row, order = rows[index], [*rows[index + 1 :], *rows[: index + 1]]
    for step, label in _named_in(row, row.following, order, chart, _NEXT):
        yield _arrow(row.step, step, label)


def _backward(index: int, rows: Sequence[StepRow], chart: Chart) -> Iterator[Transition]:
    """Read 上一环节 of a row: of equal names the next one above is meant."""
    row, order = rows[index], [*reversed(rows[:index]), *reversed(rows[index:])]
    for step, label in _named_in(row, row.preceding, order, chart, _PREVIOUS):
        yield _arrow(step, row.step, label)


def _compare(
    forth: Sequence[Transition],
    back: Sequence[Transition],
    rows: Sequence[StepRow],
    chart: Chart,
) -> None:
    """Doubt arrows that 上一环节 names and 下一环节 does not."""
    name = {row.step: row.name for row in rows}
    known = {(arrow.source, arrow.target) for arrow in forth}
    for arrow in back:
        if (arrow.source, arrow.target) not in known:
            one, other = name[arrow.source], name[arrow.target]
            chart.doubts.append(f"“{other}”的{_PREVIOUS}写“{one}”，“{one}”的{_NEXT}却不是它")


def _fill_gaps(rows: Sequence[StepRow], chart: Chart, *, told: bool) -> None:
    """Take the order of the rows where a cell is blank and nothing else joins the two steps."""
    reached = {arrow.target for arrow in chart.transitions}
    for row, after in pairwise(rows):
        said = row.following if told else after.preceding
        if not (said or "").strip() and after.step not in reached:
            chart.transitions.append(_arrow(row.step, after.step, None))
            chart.doubts.append(
                f"“{row.name}”没有写{_NEXT}，按表中顺序接“{after.name}”"
                if told
                else f"“{after.name}”没有写{_PREVIOUS}，按表中顺序接在“{row.name}”之后"
            )


# ---- the words of a cell


def _named_in(
    row: StepRow, text: str | None, order: Sequence[StepRow], chart: Chart, column: str
) -> Iterator[tuple[str, str | None]]:
    """Read a cell: one step, several, or conditions with steps (是：审核；否：受理)."""
    for part in _parts((text or "").strip(), order) if _says(text) else ():
        step, label = _target(part, order)
        if step:
            yield step, label
            continue
        beside = _beside_end(part)
        if beside is None:
            chart.doubts.append(f"“{row.name}”的{column}“{part}”不是表中的环节")
        elif beside and not is_branch_label(beside):
            chart.doubts.append(f"“{row.name}”的{column}写有“{part}”，其中“{beside}”没有读取")


def _beside_end(part: str) -> str | None:
    """Give what is written beside a word for the end (结束（报院长备案）); None for no end."""
    if _is_end(part):
        return ""
    match = _LABELLED.match(part)
    for label, target in (("before", "to1"), ("inside", "to2"), ("after", "to3")):
        if match and match[target] and _is_end(match[target]):
            return str(match[label]).strip()
    return None


def _is_end(text: str) -> bool:
    return bool(_ENDS.fullmatch(normalised(text).strip("。.")))


def _parts(text: str, order: Sequence[StepRow]) -> list[str]:
    """Split at semicolons, and at other separators unless the whole names one step."""
    parts: list[str] = []
    for part in filter(None, (p.strip(" 。.　") for p in _ALTERNATIVES.split(text))):
        if _is_known(part, order):
            parts.append(part)
            continue
        smaller = [p.strip() for p in _LISTED.split(part) if p.strip()]
        parts.extend(smaller if any(_is_known(p, order) for p in smaller) else [part])
    return parts


def _is_known(part: str, order: Sequence[StepRow]) -> bool:
    return bool(_target(part, order)[0]) or _beside_end(part) is not None


def _target(part: str, order: Sequence[StepRow]) -> tuple[str, str | None]:
    """Find the step that one part of a cell names, and the label on its arrow."""
    step = _named(part, order)
    if step:
        return step, None
    match = _LABELLED.match(without_number(part))
    if match is None:
        return "", None
    target = next(t for t in (match["to1"], match["to2"], match["to3"]) if t)
    label = next(t for t in (match["before"], match["inside"], match["after"]) if t)
    step = _named(target, order)
    return (step, joined(label)) if step else ("", None)


def _named(text: str, order: Sequence[StepRow]) -> str:
    """Find the step that a name or number means, the first one in order of those called alike."""
    numbered = list_number(text)
    whole = normalised(text)
    for name in (
        whole,
        normalised(without_number(text)),
        _VERBS.sub("", normalised(text)),
    ):
        for row in order:
            listed = numbered is not None and row.number not in {None, numbered}
            if name and name == normalised(row.name) and not (listed and name != whole):
                return row.step
    match = _STEP_NUMBER.match(text)
    number = int(match[1]) if match else number_of(text)
    if number is not None:
        return next((row.step for row in order if row.number == number), "")
    plain = _VERBS.sub("", normalised(text))
    holding = [row for row in order if len(plain) > 1 and plain in normalised(row.name)]
    return holding[0].step if len(holding) == 1 else ""
