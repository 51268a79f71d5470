"""The words of a chart: what stands in each box, beside each arrow and in the alternative text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from schemas.forms import ProcessFlow, Step

ALT_LIMIT = 6000
"""Characters of alternative text; Word's own dialogue shows far fewer."""

_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUESTION = ("是否", "能否", "可否", "有无", "？", "?")
_VERDICTS = ("合格", "通过", "符合", "属实", "同意")
_ENDS = frozenset({"开始", "结束", "流程开始", "流程结束"})
_YES = ("是", "同意", "合格", "通过", "符合", "属实", "有", "批准", "可行")
_NO = ("不", "否", "未", "无", "没")


def clean(text: str) -> str:
    """Leave out what no XML document can hold; everything else stays as it was written."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def box_text(step: Step) -> str:
    """Write a step as the plan's sample does: who, what, and in brackets how long.

    >>> box_text(Step(id="s1", text="受理", time_limit="当日", actor="承办人"))
    '承办人：受理（当日）'
    """
    text, limit, actor = (clean(part or "").strip() for part in _parts(step))
    if limit and f"（{limit}）" not in text and f"({limit})" not in text:
        text += limit if limit[0] in "（(" else f"（{limit}）"
    return f"{actor}：{text}" if actor and actor not in text else text


def _parts(step: Step) -> tuple[str, str | None, str | None]:
    return step.text, step.time_limit, step.actor


def is_question(text: str, branches: int, labelled: int) -> bool:
    """Tell whether a step is drawn as a decision, by its words and its ways out."""
    if labelled >= 2:  # noqa: PLR2004 - a choice is between two
        return True
    if any(word in text for word in _QUESTION):
        return True
    return branches > 1 and any(word in text for word in _VERDICTS)


def is_end(text: str) -> bool:
    """Tell whether a box only says that the flow begins or ends."""
    return text in _ENDS


def is_yes(label: str) -> bool:
    """Tell whether a branch is the affirmative one."""
    return label.startswith(_YES) and not label.startswith(_NO)


def alt_text(
    flow: ProcessFlow,
    title: str,
    told_at: Mapping[int, str] = MappingProxyType({}),
    among: Collection[int] | None = None,
) -> str:
    """Tell the chart to those who cannot see it: every step, where it leads and what is told there.

    Args:
        flow: Steps and transitions.
        title: What it shows.
        told_at: Number of a step, from 0 → more words about it.
        among: Numbers of the steps that are told; None for all.
    """
    number = {step.id: at for at, step in reversed(list(enumerate(flow.steps, start=1)))}
    ways: dict[str, list[str]] = {}
    for way in flow.transitions:
        label = f"（{clean(way.label)}）" if way.label else ""
        ways.setdefault(way.source, []).append(f"{number.get(way.target, way.target)}{label}")
    told = [
        f"{at}．{box_text(step)}"
        + (f"→{'、'.join(ways[step.id])}" if step.id in ways else "")
        + told_at.get(at - 1, "")
        for at, step in enumerate(flow.steps, start=1)
        if among is None or at - 1 in among
    ]
    text = f"{clean(title)}，流程图，共{len(told)}个步骤。" + "；".join(told)
    text = re.sub(r"\s*[\n\t]\s*", " ", text)
    return text if len(text) <= ALT_LIMIT else f"{text[: ALT_LIMIT - 2]}……"
