"""The template of the notice that asks a department to correct what it sent."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.wordml import paragraph, run

_BLANK = "<w:p/>"
_KEEP = "<w:keepNext/>"
_LEFT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _p(text: str, style: str = "", extra: str = "") -> str:
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{chosen}{extra}</w:pPr>" if chosen or extra else ""
    return f"<w:p>{properties}{run(text)}</w:p>"


def _title() -> str:
    return "".join(
        (
            _p("{{ organisation }}廉政风险防控", "Title"),
            _p("{{ title }}", "Title"),
            _p("（{{ year }}年度 {{ phase }}阶段）", "LFCoverLine"),
            _BLANK,
        )
    )


def _lead() -> str:
    return "".join(
        (
            _p("{{ department }}：", "LFBody", _LEFT),
            _p(
                "你部门（单位）{{ year }}年度廉政风险防控材料（{{ phase }}阶段）经审核，"
                "{% if errors %}发现错误{{ errors }}处{% if warnings %}，另有警告{{ warnings }}处"
                "{% if explained %}（已说明{{ explained }}处）{% endif %}{% endif %}。"
                "请{% if until %}于{{ until }}前{% else %}尽快{% endif %}"
                "改正全部错误并重新报送{% if warnings %}；警告请逐条核对，确属有误的一并改正"
                "{% endif %}。{% else %}没有发现错误，有警告{{ warnings }}处"
                "{% if explained %}（已说明{{ explained }}处）{% endif %}。请"
                "{% if until %}于{{ until }}前{% else %}尽快{% endif %}逐条核对，"
                "确属有误的请改正后重新报送。{% endif %}",
                "LFBody",
            ),
            _p("一、需要改正和核对的问题", "Heading1"),
            _p("{{p findings_table }}"),
        )
    )


def _how() -> str:
    return "".join(
        (
            _p("二、改正和重新报送的办法", "Heading1"),
            _p("{%p if returned %}"),
            _p(
                "1．随本通知退回加了批注的原文件{{ returned | length }}份，"
                "批注标在出错的地方，对照批注修改即可；批注不必删除。",
                "LFBody",
            ),
            _p("{%p for name in returned %}"),
            _p("（{{ loop.index }}）{{ name }}", "LFBody"),
            _p("{%p endfor %}"),
            _p("{%p else %}"),
            _p("1．请在原文件上按上表所列位置逐条修改。", "LFBody"),
            _p("{%p endif %}"),
            _p(
                "2．改正后的文件放回本部门（单位）原来的报送文件夹，替换原文件，"
                "或者送领导小组办公室；文件名可以不变。",
                "LFBody",
            ),
            _p(
                "3．同一张表请报完整的一份，不要只报改动的几行；"
                "新报的一份收到后，原来的一份即不再采用。",
                "LFBody",
            ),
            _p(
                "4．警告经核对无误、不需要改正的，在上表“部门说明”一栏写明理由，"
                "把本通知（Word 文件）一并放回报送文件夹；错误须改正，不能以说明代替改正。",
                "LFBody",
            ),
            _p("{%p if doubtful %}"),
            _p(
                "5．有{{ doubtful }}幅图读取存疑，已按读出的内容重新画在本通知的附图中，"
                "请逐幅与原图核对。",
                "LFBody",
            ),
            _p("{%p endif %}"),
            _p("三、联系", "Heading1"),
            _p(
                "对上列问题有不同意见，或者不清楚怎样改的，请与领导小组办公室联系"
                "{% if director %}（办公室主任：{{ director }}）{% endif %}。",
                "LFBody",
                _KEEP,
            ),
            paragraph(style="LFBody", keep_next=True),
        )
    )


def _signature(size: float) -> str:
    """Sign and date: the date four characters from the right (clause 7.3.5)."""
    keep = "<w:keepLines/>"
    right = f'<w:ind w:rightChars="400" w:right="{round(size * 80)}"/><w:jc w:val="right"/>'
    less = f'<w:ind w:rightChars="200" w:right="{round(size * 40)}"/><w:jc w:val="right"/>'
    return "".join(
        (
            _p("廉政风险防控机制建设工作", "", f"{_KEEP}{keep}{less}"),
            _p("领导小组办公室", "", f"{_KEEP}{keep}{right}"),
            _p("{{ date }}", "", f"{keep}{right}"),
            _p("{{p charts}}"),
        )
    )


def notice(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    body = "".join((_title(), _lead(), _how(), _signature(gbt.sizes.body), section(gbt.page)))
    return template(gbt, body)
