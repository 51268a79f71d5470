"""Content controls of Word: lists to choose from, and days; blank ones show a prompt."""

from __future__ import annotations

from collections.abc import Iterable

from rendering.wordml import Face, escape, run

_PROMPT = Face(color="7F7F7F")
# what is chosen or typed takes these letters instead of the prompt's grey ones
_LETTERS = '<w:rPr><w:color w:val="000000"/></w:rPr>'
_DAY = (
    '<w:date><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)


def choice(name: str, choices: Iterable[str], prompt: str, chosen: str | None = None) -> str:
    """Write a drop-down list inside a paragraph.

    Args:
        name: What is chosen; Word shows it above the list.
        choices: The entries.
        prompt: Shown while nothing is chosen.
        chosen: The entry that is chosen already.
    """
    entries = "".join(
        f'<w:listItem w:displayText="{escape(entry)}" w:value="{escape(entry)}"/>'
        for entry in choices
    )
    kind = f"<w:dropDownList>{entries}</w:dropDownList>"
    return _control(name, kind, prompt, chosen)


def day(name: str, prompt: str) -> str:
    """Write a date inside a paragraph, to be chosen from a calendar; blank it shows a prompt."""
    return _control(name, _DAY, prompt, None)


def _control(name: str, kind: str, prompt: str, value: str | None) -> str:
    showing = "" if value else "<w:showingPlcHdr/>"
    content = run(value) if value else run(prompt, _PROMPT)
    return (
        f'<w:sdt><w:sdtPr>{_LETTERS}<w:alias w:val="{escape(name)}"/>{showing}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
