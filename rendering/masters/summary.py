"""The template of the summary document: cover, 审定情况, annex 5 landscape, statistics, maps."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, KEEP, approval_page, cover, line
from rendering.wordml import cell, paragraph, row, run, table

_OVERVIEW = (
    "本表依据{{ organisation }}各部门（单位）报送的廉政风险点排查评定表汇总编制，"
    "列入部门（单位）{{ departments }}个、职权和重要业务事项{{ items }}项，"
    "排查廉政风险点{{ points }}个，其中：高等级风险{{ high }}个、"
    "中等级风险{{ medium }}个、低等级风险{{ low }}个（{{ unit }}）。"
    "{% if unrated %}另有风险表现形式{{ unrated }}条尚未评定等级，未计入。{% endif %}"
    "{% if without_risks %}有{{ without_risks }}项职权和重要业务事项尚未评定廉政风险。{% endif %}"
    "资料截至{{ date }}。"
)
_NOTES = (
    "说明：1．廉政风险点为运行流程中存在廉政风险的环节，表现形式逐环节编号；统计个数{{ unit }}。",
    "2．等级一栏，高等级以加粗字、深底纹标示，中等级以浅底纹标示，低等级不加底纹。",
    "{%p if tiers %}",
    "3．对不同等级廉政风险实行分级管理、分级负责、责任到人：{{ tiers }}。",
    "{%p endif %}",
)
_LABEL_WIDTH = 1400
_NO_LINE_BELOW = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'


def _statistics(width: int) -> str:
    """Write annex 5's first line, which stands on the table like a row of it."""
    label = paragraph(run("汇总统计\n情况"), style="LFTableHead", keep_next=True)
    words = paragraph(run("{{ statistics_sentence }}"), style="LFTableText", keep_next=True)
    widths = (_LABEL_WIDTH, width - _LABEL_WIDTH)
    line = row((cell(widths[0], label), cell(widths[1], words)), height=520)
    open_below = f"{_NO_LINE_BELOW}</w:tcPr>"
    return table(widths, (line.replace("</w:tcPr>", open_below),), style="LFTable")


def summary(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    body = "".join(
        (
            cover("廉政风险点及等级汇总表", "（附统计图表和权力运行廉政风险分布图）"),
            approval_page((_OVERVIEW,), document="本表"),
            line("", "LFEnd", section(page, first=True)),
            line("附件5", "LFAnnexLabel"),
            BLANK,
            line("廉政风险点及等级汇总表", "Title"),
            line("单位：{{ organisation }}\t填表时间：{{ date }}", "LFTableLead"),
            _statistics(page.text_height),
            line("", "LFEnd", KEEP),
            line("{{p summary_table }}"),
            *(line(note, "LFNote", KEEP) for note in _NOTES),
            line("", "LFEnd", section(page, sideways=True, footers="footer_table")),
            line("{{p statistics }}"),
            line("", "LFEnd", section(page, footers="footer_chart")),
            line("{{p risk_maps }}"),
            section(page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
