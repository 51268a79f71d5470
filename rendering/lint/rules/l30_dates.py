"""LF-L30 to L33: the day of issue, pages without text, and the document's number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rendering.lint.roles import DATE, DOCUMENT_NUMBER, Part
from rendering.lint.view import View
from schemas.findings import Finding, Rule

FORM: Final = Rule(
    code="LF-L30",
    title="成文日期的写法不符",
    severity="error",
    basis="GB/T 9704—2012 7.3.5.4：阿拉伯数字，年份写全，月、日不编虚位；1999 年版：汉字，零写作〇",
    message="{where}是日期，{found}。请写作“{wanted}”这样的形式。",
    hint="日期写作“{wanted}”这样的形式",
)
PLACE: Final = Rule(
    code="LF-L31",
    title="成文日期的位置不符",
    severity="error",
    basis="GB/T 9704—2012 7.3.5.1 至 7.3.5.3：盖章的右空四字，不盖章的按署名长短右空二字以上",
    message="{where}是成文日期，{found}。请设为右对齐，右缩进 4 字符（不盖章的至少 2 字符）。",
    hint="成文日期右对齐，右缩进 4 字符（不盖章的至少 2 字符）",
)
NO_TEXT: Final = Rule(
    code="LF-L32",
    title="标识了“此页无正文”",
    severity="error",
    basis="GB/T 9704—2012 7.3.5.5：用调整行距、字距的措施解决，务使印章与正文同处一面",
    message="{where}写了“此页无正文”。请删去，调整行距、字距，使落款与正文同在一页。",
    hint="删去“此页无正文”，调整行距、字距",
)
NUMBER: Final = Rule(
    code="LF-L33",
    title="发文字号的写法不符",
    severity="error",
    basis="GB/T 9704—2012 7.2.5：年份用六角括号〔〕括入，不加“第”字，不编虚位，后加“号”字",
    message="{where}是发文字号，{found}。请写作“×××〔2012〕1号”这样的形式。",
    hint="发文字号写作“×××〔2012〕1号”这样的形式",
)
RULES: Final = (FORM, PLACE, NO_TEXT, NUMBER)

_ARABIC = re.compile(r"(19|20)\d{2}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
_HAN_DATE = re.compile(
    r"[一二]([〇一二三四五六七八九]){3}年(十?[一二]|[三四五六七八九十])月"
    r"([一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])日"
)
_RIGHT_NUMBER = re.compile(r"^\S+〔(19|20)\d{2}〕[1-9]\d*号")
_SAMPLES = {"arabic": "2012年7月5日", "han": "二〇一二年七月五日"}
_LEAST, _MOST = 1.6, 9.0  # characters from the right


def check(view: View) -> Iterator[Finding]:
    """Look at dates that stand alone, and for what must not stand at all."""
    for part in view.of_role("date"):
        yield from _form(view, part)
        if (found := _misplaced(part)) is not None and _is_last_word(view, part):
            yield view.at(PLACE, part.paragraph, found=found)
    for part in view.parts:
        text = part.paragraph.text
        if "此页无正文" in text:
            yield view.at(NO_TEXT, part.paragraph)
        if part.role == "front" and DOCUMENT_NUMBER.match(text) and (wrong := _number(text)):
            yield view.at(NUMBER, part.paragraph, found=wrong)


def _form(view: View, part: Part) -> Iterator[Finding]:
    text = "".join(part.paragraph.text.split())
    numerals = view.profile.edition.date_numerals
    right = _ARABIC if numerals == "arabic" else _HAN_DATE
    if DATE.match(text) and not right.fullmatch(text):
        found = _fault(text) if numerals == "arabic" else "不是汉字写法，或零没有写作〇"
        yield view.at(FORM, part.paragraph, found=found, wanted=_SAMPLES[numerals])


def _fault(text: str) -> str:
    if re.search(r"[一二三四五六七八九十〇零○]", text):
        return "不是阿拉伯数字"
    return "月、日编了虚位" if re.search(r"\D0\d", text) else "年份没有写全，或数字是全角的"


def _misplaced(part: Part) -> str | None:
    lines, text = part.paragraph.lines, part.paragraph.text
    trailing = text[len(text.rstrip()) :]
    right = lines.right + sum(1.0 if sign == "\u3000" else 0.5 for sign in trailing)
    if lines.align in {"right", "end"}:
        return None if _LEAST <= right <= _MOST else f"右空 {right:.2g} 字"
    if lines.align == "center":
        return "居中排布" if not lines.left else None
    leading = len(text) - len(text.lstrip())
    pushed = lines.left + lines.first + leading
    return None if pushed > 2 * _MOST - 2 or "\t" in text else "没有靠右"


def _is_last_word(view: View, part: Part) -> bool:
    """Tell whether a date ends a text, and is not a line of a cover or of a heading."""
    at = view.parts.index(part)
    return any(other.role in {"body", "heading"} for other in view.parts[:at])


def _number(text: str) -> str:
    if _RIGHT_NUMBER.match("".join(text.split())):
        return ""
    if "第" in text:
        return "加了“第”字"
    if "〔" not in text:
        return "年份没有用六角括号〔〕"
    return "年份没有写全，或序号编了虚位"
