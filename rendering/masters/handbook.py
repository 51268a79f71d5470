"""The template of the handbook: cover, 审定情况, 目录, chapters, who answers for what, indexes."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import approval_page, cover, line
from rendering.masters.furniture import running_header
from rendering.masters.styles import Style

TITLE = "廉政风险防控手册"
_OVERVIEW = (
    "本手册依据{{ organisation }}各部门（单位）报送并经审核的职权和重要业务事项目录、运行流程图、"
    "廉政风险分布图、廉政风险点排查评定表和廉政风险防控措施一览表编制，列入部门（单位）"
    "{{ departments }}个、职权和重要业务事项{{ items }}项、廉政风险点{{ points }}个，其中："
    "高等级风险{{ high }}个、中等级风险{{ medium }}个、低等级风险{{ low }}个（{{ unit }}）；"
    "列入防控措施{{ measures }}条、拟建立健全的制度{{ regulations }}项。"
    "{% if unrated %}另有风险表现形式{{ unrated }}条尚未评定等级，未计入。{% endif %}"
    "{% if unmeasured %}有风险表现形式{{ unmeasured }}条尚未制定防控措施。{% endif %}"
    "资料截至{{ date }}。"
)
_CONTENT = (
    "本手册按部门（单位）分章，逐项列出运行流程、廉政风险、防控措施和责任主体，"
    "书后附分级管理责任清单和索引。"
)
_TIERS = "对不同等级廉政风险实行分级管理、分级负责、责任到人：{{ tiers }}。"
_FRONT_HEADING = "LFFrontHeading"


def handbook(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    told = (_OVERVIEW, _CONTENT, "{%p if tiers %}", _TIERS, "{%p endif %}")
    approval = approval_page(told, document="本手册")
    upright = section(page, headers="header_chapter")
    turned = section(page, sideways=True, headers="header_chapter_table", footers="footer_table")
    body = "".join(
        (
            cover(TITLE, "（职责、流程、风险、措施、责任）"),
            approval.replace('w:val="Heading1"', f'w:val="{_FRONT_HEADING}"'),
            line("目录", "LFContentsTitle", "<w:pageBreakBefore/>"),
            line("{{p contents }}"),
            line("", "LFEnd", section(page, first=True, numbers="upperRoman")),
            line("{{p chapters }}", "", upright),
            line("{{p tiers_of_responsibility }}", "", turned),
            line("{{p indexes }}"),
            upright,
        )
    )
    headers = {
        f"header_chapter{way}_{side}": running_header(number, style, TITLE)
        for number, (way, side, style) in enumerate(
            (
                ("", "odd", "LFRunning"),
                ("", "even", "LFRunning"),
                ("_table", "odd", "LFRunningTable"),
                ("_table", "even", "LFRunningTable"),
            ),
            11,
        )
    }
    return template(gbt, body, styles=_styles(gbt), headers=headers)


def _styles(gbt: Standard) -> Iterator[Style]:
    yield from _headings(gbt)
    yield from _contents(gbt)
    yield from _tables(gbt)
    yield from _running(gbt)


def _headings(gbt: Standard) -> Iterator[Style]:
    fonts, sizes = gbt.fonts, gbt.sizes
    keep = "<w:keepNext/>"
    two = f'<w:ind w:firstLineChars="200" w:firstLine="{round(sizes.body * 40)}"/>'
    yield Style("Heading1", "heading 1", fonts.title, sizes.title, 720, align="center",
                extra=keep, outline=1, spacing=0)  # fmt: skip
    yield Style("Heading2", "heading 2", fonts.level_2, indent=two, extra=keep, outline=2)
    yield Style("Heading3", "heading 3", fonts.level_1, 18, 640, align="center", extra=keep,
                outline=3, spacing=0)  # fmt: skip
    yield Style("Heading4", "heading 4", fonts.level_2, sizes.note, 480, align="left",
                extra=keep, outline=4, spacing=0)  # fmt: skip
    yield Style(_FRONT_HEADING, "编制说明标题", fonts.level_1, indent=two, extra=keep)
    yield Style("LFContentsTitle", "目录标题", fonts.title, sizes.title, 720, after=280,
                align="center", spacing=0)  # fmt: skip


def _contents(gbt: Standard) -> Iterator[Style]:
    fonts, sizes, width = gbt.fonts, gbt.sizes, gbt.page.text_width
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'

    def entry(id_: str, name: str, font: str | None, size: float, line_: int, left: int) -> Style:
        indent = f'<w:ind w:leftChars="0" w:left="{left}" w:firstLineChars="0" w:firstLine="0"/>'
        return Style(id_, name, font, size, line_, align="left", tabs=dots, indent=indent,
                     spacing=0)  # fmt: skip

    yield entry("TOC1", "toc 1", fonts.level_1, sizes.note, 480, 0)
    yield entry("TOC2", "toc 2", fonts.level_2, sizes.table, 400, 240)
    yield entry("TOC3", "toc 3", None, sizes.table, 400, 480)
    yield entry("LFIndexEntry", "索引条目", None, sizes.table, 400, 240)
    yield Style("LFIndexLetter", "索引字母", fonts.level_1, sizes.note, 480, align="left",
                extra="<w:keepNext/>", spacing=0)  # fmt: skip


def _tables(gbt: Standard) -> Iterator[Style]:
    size, line_ = 10.5, 320
    hanging = round(size * 36)
    listed = f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>'
    yield Style("LFBookHead", "手册表头", gbt.fonts.level_1, size, line_, align="center",
                spacing=0)  # fmt: skip
    yield Style("LFBookText", "手册表文", None, size, line_, align="left", spacing=0)
    yield Style("LFBookCentre", "手册表中", None, size, line_, align="center", spacing=0)
    yield Style("LFBookListed", "手册条目", None, size, line_, align="left", indent=listed,
                spacing=0)  # fmt: skip
    yield Style("LFContinued", "续页标题", gbt.fonts.level_2, gbt.sizes.table, 480, align="left",
                spacing=0)  # fmt: skip


def _running(gbt: Standard) -> Iterator[Style]:
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>'
    for id_, name, width in (
        ("LFRunning", "手册页眉", gbt.page.text_width),
        ("LFRunningTable", "手册横页页眉", gbt.page.text_height),
    ):
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        yield Style(id_, name, gbt.fonts.level_2, gbt.sizes.table, 360, align="left",
                    extra=rule, tabs=tab, spacing=0)  # fmt: skip
