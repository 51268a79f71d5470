"""The template of the 实施方案: seven sections in the order of the plan, or the office's wording.

The office may copy it into its workspace and edit every sentence in Word; what stands in double
braces comes from ``lianfang.toml``. Where the office has put wording of its own into its folder,
that is typeset instead of the sections here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from rendering.gbt9704 import Standard, standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, line
from rendering.wordml import Face, paragraph, run

_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]+）[^。{]*。")
_STYLES = {"一级标题": "Heading1", "二级标题": "Heading2", "正文": "LFBody", "标签": ""}


def _sections() -> Iterator[str]:
    """Write the plan's own text, which stands in ``rendering/data/plan.toml``."""
    text = files("rendering").joinpath("data/plan.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["line"]:
        if entry["kind"] == "正文" and (begins := _SECOND_LEVEL.match(entry["text"])):
            yield _run_in(begins[0], entry["text"][begins.end() :])
        else:
            yield line(entry["text"], _STYLES[entry["kind"]])


def _run_in(heading: str, rest: str) -> str:
    """Write a heading of level 2 with the text that follows it in the same paragraph."""
    face = Face(font=standard().fonts.level_2)
    return paragraph(run(heading, face), run(rest), style=_STYLES["正文"])


def plan(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    body = "".join(
        (
            BLANK,
            line("{%p for words in title %}"),
            line("{{ words }}", "Title"),
            line("{%p endfor %}"),
            BLANK,
            line("{%p if not worded %}"),
            *_sections(),
            line("{%p endif %}"),
            line("{{p wording}}"),
            BLANK,
            line("{{p annex_list}}"),
            BLANK,
            line("{{p signature}}"),
            line("", "LFEnd", section(page)),
            line("{{p rosters}}"),
            line("", "LFEnd", section(page)),
            line("{{p forms_1}}"),
            line("", "LFEnd", section(page, sideways=True, footers="footer_table")),
            line("{{p forms_2}}"),
            line("", "LFEnd", section(page, footers="footer_chart")),
            line("{{p forms_3}}"),
            line("", "LFEnd", section(page, sideways=True, footers="footer_table")),
            line("{{p forms_4}}"),
            section(page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
