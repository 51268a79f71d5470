"""The template of the letter that reminds a department of a risk (警示提醒函)."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, KEEP, line
from rendering.masters.signature import signature

_LEFT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def warning_letter(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    body = "".join(
        (
            line("{{ organisation }}", "Title"),
            line("{{ title }}", "Title"),
            line("（{{ number }}）", "LFCoverLine"),
            BLANK,
            line("{{ department }}：", "LFBody", _LEFT),
            line(
                "领导小组办公室于{{ raised_on }}收到有关你部门（单位）的预警信息"
                "（来源：{{ source }}）。为防范廉政风险，现予警示提醒。",
                "LFBody",
            ),
            line("一、预警信息", "Heading1"),
            line("{%p if item %}"),
            line("职权事项：{{ item }}", "LFBody"),
            line("{%p endif %}"),
            line("{%p if point %}"),
            line("廉政风险点：{{ point }}", "LFBody"),
            line("{%p endif %}"),
            line("{{ text }}", "LFBody"),
            line("二、工作要求", "Heading1"),
            line(
                "请对照《廉政风险防控手册》核查上述情况，落实防控措施，"
                "并于{{ until }}前将核查和处理情况书面报送领导小组办公室"
                "{% if director %}（办公室主任：{{ director }}）{% endif %}。"
                "办公室将视情况给予风险提示、诫勉谈话或者责令纠错，并记录在案。",
                "LFBody",
                KEEP,
            ),
            signature(gbt.sizes.body),
            section(gbt.page),
        )
    )
    return template(gbt, body)
