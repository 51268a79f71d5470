"""The template of the letter that asks a department for what it owes (催报通知)."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, KEEP, line
from rendering.masters.signature import signature

_LEFT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def reminder(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    return template(
        gbt, "".join((_lead(), _demands(), signature(gbt.sizes.body), section(gbt.page)))
    )


def _lead() -> str:
    return "".join(
        (
            line("{{ organisation }}", "Title"),
            line("{{ title }}", "Title"),
            line("（{{ year }}年度）", "LFCoverLine"),
            BLANK,
            line("{{ department }}：", "LFBody", _LEFT),
            line(
                "截至{{ date }}，你部门（单位）{{ year }}年度廉政风险防控材料"
                "{% if missing %}尚有{{ missing }}种没有报送{% endif %}"
                "{% if missing and returned %}，{% endif %}"
                "{% if returned %}退回修改的{{ returned }}份文件尚未改正{% endif %}"
                "{% if late %}，其中已有逾期的{% endif %}。现将有关事项通知如下。",
                "LFBody",
            ),
            line("一、尚欠的材料", "Heading1"),
            line("{{p owed_table }}"),
            line("二、工作要求", "Heading1"),
        )
    )


def _demands() -> str:
    return "".join(
        (
            line(
                "1．{% if late %}已逾期的材料，请于收到本通知后立即报送"
                "{% if ahead %}；{% else %}。{% endif %}{% endif %}"
                "{% if ahead %}未到期限的材料，请于所列期限之前报送。{% endif %}",
                "LFBody",
            ),
            line("{%p if returned %}"),
            line(
                "2．退回修改的文件，请对照整改通知书和文件上的批注逐处改正，"
                "报完整的一份；警告经核对无误的，在整改通知书“部门说明”一栏写明理由后一并报回。",
                "LFBody",
            ),
            line("{%p endif %}"),
            line(
                "{% if returned %}3{% else %}2{% endif %}．材料放入本部门（单位）的报送文件夹，"
                "或者送领导小组办公室{% if director %}（办公室主任：{{ director }}）{% endif %}。"
                "已经报送而仍列在上表的，请与办公室核对文件能否打开、表名是否保留。",
                "LFBody",
                KEEP,
            ),
        )
    )
