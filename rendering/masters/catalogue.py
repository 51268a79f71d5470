"""The template of the catalogue document: cover, 审定情况, annex 1 landscape, annex 2 upright."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, KEEP, approval_page, cover, line

_OVERVIEW = (
    "本目录依据{{ organisation }}各部门（单位）报送的职权和重要业务事项目录及运行流程图"
    "汇总编制，列入部门（单位）{{ departments }}个、职权和重要业务事项{{ items }}项。"
    "其中：行政职权{{ administrative }}项、内部职权{{ internal }}项、重要业务事项"
    "{{ important }}项{% if undecided %}，类别待核{{ undecided }}项{% endif %}。"
    "附运行流程图{{ flows }}幅"
    "{% if without_flow %}，尚缺{{ without_flow }}幅{% endif %}。资料截至{{ date }}。"
)
_NOTES = (
    "说明：1．职权事项名称为职能职权或者重要业务事项的名称，职权内容为与其对应的职责。",
    "2．职权类别为行政职权、内部职权、重要业务事项三类之一。",
    "3．法规依据为行使该项职权所依据的法律、法规、规章和制度。",
)


def catalogue(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    body = "".join(
        (
            cover("职权和重要业务事项目录", "（附运行流程图）"),
            approval_page((_OVERVIEW,), document="本目录"),
            line("", "LFEnd", section(page, first=True)),
            line("附件1", "LFAnnexLabel"),
            BLANK,
            line("职权和重要业务事项目录", "Title"),
            line("单位：{{ organisation }}\t填表时间：{{ date }}", "LFTableLead"),
            line("{{p catalogue_table }}"),
            *(line(note, "LFNote", KEEP) for note in _NOTES[:-1]),
            line(_NOTES[-1], "LFNote", section(page, sideways=True, footers="footer_table")),
            line("{{p flowcharts }}"),
            section(page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
