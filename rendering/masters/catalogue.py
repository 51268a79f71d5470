"""The template of the catalogue document: cover, 审定情况, annex 1 landscape, annex 2 upright."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template


def _p(text: str = "", style: str = "", extra: str = "") -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    wrapped = f"<w:pPr>{properties}{extra}</w:pPr>" if properties or extra else ""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in text.split("\t") if piece
    )
    return f"<w:p>{wrapped}{runs}</w:p>"


_BLANK = _p()
_KEEP = "<w:keepNext/>"
_NEW_PAGE = "<w:pageBreakBefore/>"


def _cover() -> str:
    return "".join(
        (
            _BLANK * 3,
            _p("{{ organisation }}", "LFCoverTitle"),
            _p("职权和重要业务事项目录", "LFCoverTitle"),
            _p("（附运行流程图）", "LFCoverLine"),
            _BLANK,
            _p("（{{ year }}年度）", "LFCoverLine"),
            _p("{%p if mark %}"),
            _p("（{{ mark }}）", "LFCoverLine"),
            _p("{%p else %}"),
            _BLANK,
            _p("{%p endif %}"),
            _BLANK * 7,
            _p("{%p if superior %}"),
            _p("报送：{{ superior }}", "LFCoverLine"),
            _p("{%p endif %}"),
            _p("{{ date }}", "LFCoverLine"),
        )
    )


def _approval() -> str:
    return "".join(
        (
            _p("审定情况", "Title", _NEW_PAGE),
            _BLANK,
            _p("一、编制概况", "Heading1"),
            _p(
                "本目录依据{{ organisation }}各部门（单位）报送的职权和重要业务事项目录及运行流程图"
                "汇总编制，列入部门（单位）{{ departments }}个、职权和重要业务事项{{ items }}项。"
                "其中：行政职权{{ administrative }}项、内部职权{{ internal }}项、重要业务事项"
                "{{ important }}项{% if undecided %}，类别待核{{ undecided }}项{% endif %}。"
                "附运行流程图{{ flows }}幅"
                "{% if without_flow %}，尚缺{{ without_flow }}幅{% endif %}。资料截至{{ date }}。",
                "LFBody",
            ),
            _p("二、审定", "Heading1"),
            _p("{%p if approved_by %}"),
            _p("本目录已经审定。", "LFBody"),
            _p("审定人：{{ approved_by }}", "LFBody"),
            _p("审定日期：{{ approved_on }}", "LFBody"),
            _p("{%p else %}"),
            _p("{{ not_approved }}", "LFBody"),
            _p("{%p endif %}"),
            _p("三、各部门（单位）首次报送后的变更", "Heading1"),
            _p("{%p for change in changes %}"),
            _p("{{ loop.index }}．{{ change }}", "LFBody"),
            _p("{%p else %}"),
            _p("无变更。", "LFBody"),
            _p("{%p endfor %}"),
        )
    )


def _notes() -> tuple[str, ...]:
    return (
        "说明：1．职权事项名称为职能职权或者重要业务事项的名称，职权内容为与其对应的职责。",
        "2．职权类别为行政职权、内部职权、重要业务事项三类之一。",
        "3．法规依据为行使该项职权所依据的法律、法规、规章和制度。",
    )


def catalogue(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    notes = _notes()
    body = "".join(
        (
            _cover(),
            _approval(),
            _p("", "LFEnd", section(page, first=True)),
            _p("附件1", "LFAnnexLabel"),
            _BLANK,
            _p("职权和重要业务事项目录", "Title"),
            _p("单位：{{ organisation }}\t填表时间：{{ date }}", "LFTableLead"),
            _p("{{p catalogue_table }}"),
            *(_p(note, "LFNote", _KEEP) for note in notes[:-1]),
            _p(notes[-1], "LFNote", section(page, sideways=True, footers="footer_table")),
            _p("{{p flowcharts }}"),
            section(page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
