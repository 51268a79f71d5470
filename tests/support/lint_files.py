"""A document that keeps the standard, and the same with one fault each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from rendering.gbt9704 import standard
from rendering.masters.build import section, template
from rendering.masters.front import line
from rendering.package import read_package, write_package
from rendering.wordml import XMLNS_W, Face, cell, paragraph, row, run, table, text_paragraph

MAIN, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
TITLE = "关于做好廉政风险防控工作的通知"
SENTENCE = "各部门要按照职责分工，认真查找风险，制定防控措施，抓好工作落实。"
_RIGHT = '<w:ind w:rightChars="{0}00" w:right="{1}"/><w:jc w:val="right"/>'
_KAI = Face(font="楷体_GB2312")


@cache
def conforming(date: str = "2012年7月5日", annex_font: str = "黑体") -> bytes:
    """Give a letter with headings of four levels, an annex, and a turned page with a table."""
    page = standard().page
    width = page.text_height // 2
    rows = (row([cell(width, text_paragraph(t, "LFTableText")) for t in r]) for r in _TABLE)
    run_in = paragraph(run("（二）健全制度。", _KAI), run(SENTENCE), style="LFBody")
    label = f'<w:rPr><w:rFonts w:eastAsia="{annex_font}" w:ascii="{annex_font}"/></w:rPr>'
    body = "".join(
        (
            line(TITLE, "Title"),
            line(),
            line("各部门（单位）：", "", '<w:jc w:val="left"/>'),
            line(SENTENCE, "LFBody"),
            line("一、提高认识", "Heading1"),
            line("（一）明确责任", "Heading2"),
            line(f"1.摸清底数。{SENTENCE}", "LFBody"),
            line(f"（1）逐项清理。{SENTENCE}", "LFBody"),
            line(f"（2）逐项登记。{SENTENCE}", "LFBody"),
            run_in,
            line("二、加强检查", "Heading1"),
            line(SENTENCE, "LFBody"),
            line(),
            line("附件：1.工作安排", "LFBody"),
            line("　　　2.任务分工表", "LFBody"),
            line(),
            line("防灾科技学院", "", _RIGHT.format(4, 1280)),
            line(date, "", _RIGHT.format(4, 1280)),
            line("", "LFEnd", section(page)),
            line("附件1", "LFAnnexLabel").replace("<w:r>", f"<w:r>{label}"),
            line(),
            line("工作安排", "Title"),
            line(),
            line(SENTENCE, "LFBody"),
            line("", "LFEnd", section(page)),
            line("附件2", "LFAnnexLabel").replace("<w:r>", f"<w:r>{label}"),
            line(),
            line("任务分工表", "Title"),
            table((width, width), rows, style="LFTable"),
            line("", "LFEnd", section(page, sideways=True, footers="footer_table")),
            line("各部门按任务分工表落实，重要情况随时报告。", "LFBody"),
            section(page),
        )
    )
    return _plain(template(standard(), body))


_TABLE = (("部门", "任务"), ("办公室", "汇总材料"))


def _plain(content: bytes) -> bytes:
    """Leave out the mark of drafts, whose tags nobody fills here."""
    empty = f'<w:hdr {XMLNS_W}><w:p><w:pPr><w:pStyle w:val="LFEnd"/></w:pPr></w:p></w:hdr>'
    parts = read_package(content)
    heads = {name: empty.encode() for name in parts if name.startswith("word/header")}
    return write_package({**parts, **heads})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that somebody brings into the document.

    Attributes:
        code: What has to be found.
        what: What was done.
        edit: Changes the XML of a part.
        words: Words at the place that has to be told: of the paragraph, "" for a section or table.
        part: Which part.
        cell: The place is that cell of the table.
        edition: The edition that it is held against.
    """

    code: str
    what: str
    edit: Callable[[str], str]
    words: str = ""
    part: str = MAIN
    cell: tuple[int, int, int] | None = None
    edition: str = "2012"

    def content(self) -> bytes:
        """Make the docx file."""
        parts = dict(read_package(conforming()))
        before = parts[self.part].decode()
        after = self.edit(before)
        assert after != before, f"{self.what}: nothing was changed"
        return write_package({**parts, self.part: after.encode()})


def without_blank_above(words: str) -> Callable[[str], str]:
    """Take away the blank line above the paragraph that says something."""

    def edited(xml: str) -> str:
        start = xml.rindex("<w:p></w:p>", 0, xml.index(words))
        return xml[:start] + xml[start + len("<w:p></w:p>") :]

    return edited


def swap(old: str, new: str, times: int = 1) -> Callable[[str], str]:
    """Put words in the place of others."""
    return lambda xml: xml.replace(old, new, times)


def within(words: str, old: str, new: str) -> Callable[[str], str]:
    """Put words in the place of others in the paragraph that says something."""

    def edited(xml: str) -> str:
        end = xml.index(words)
        start = xml.rindex("<w:p>", 0, end)
        stop = xml.index("</w:p>", end)
        return xml[:start] + xml[start:stop].replace(old, new, 1) + xml[stop:]

    return edited


def formatted(words: str, properties: str) -> Callable[[str], str]:
    """Give the paragraph that says something further properties, behind its style."""
    return within(words, "</w:pPr>", f"{properties}</w:pPr>")


def lettered(words: str, properties: str) -> Callable[[str], str]:
    """Give the first run of a paragraph direct formatting."""
    return within(words, "<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>")


def styled(style: str, old: str, new: str) -> Callable[[str], str]:
    """Change a style."""

    def edited(xml: str) -> str:
        start = xml.index(f'w:styleId="{style}"')
        stop = xml.index("</w:style>", start)
        return xml[:start] + xml[start:stop].replace(old, new) + xml[stop:]

    return edited


def font(name: str) -> str:
    """Write direct formatting: another font."""
    return f'<w:rFonts w:eastAsia="{name}"/>'


_NUMBER = line("防院发[2012]第05号", "", '<w:jc w:val="center"/>')
UPRIGHT = 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
TURNED = 'w:top="1588" w:right="2098" w:bottom="1474" w:left="1984"'
A4 = '<w:pgSz w:w="11906" w:h="16838"/>'

FAULTS = (
    Fault("LF-L01", "letter paper", swap(A4, '<w:pgSz w:w="12240" w:h="15840"/>')),
    Fault("LF-L02", "Word's usual margins", swap(UPRIGHT, UPRIGHT.replace("2098", "1440"))),
    Fault("LF-L02", "too wide a right margin", swap('w:right="1474"', 'w:right="1800"')),
    Fault("LF-L03", "margins not turned", swap(TURNED, UPRIGHT)),
    Fault(
        "LF-L03",
        "turned the other way",
        swap(TURNED, 'w:top="1474" w:right="1984" w:bottom="1588" w:left="2098"'),
    ),
    Fault("LF-L04", "the grid of a new file", swap('w:linePitch="579"', 'w:linePitch="312"')),
    Fault(
        "LF-L05",
        "one and a half lines",
        formatted("抓好工作落实", '<w:spacing w:line="360" w:lineRule="auto"/>'),
        SENTENCE[:8],
    ),
    Fault(
        "LF-L05",
        "thirty points by style",
        styled("LFBody", 'w:line="579"', 'w:line="600"'),
        SENTENCE[:8],
        STYLES,
    ),
    Fault(
        "LF-L06",
        "no letter spacing",
        swap('<w:spacing w:val="-5"/>', ""),
        SENTENCE[:8],
        STYLES,
    ),
    Fault(
        "LF-L07",
        "a title on the grid",
        styled("Title", "<w:keepNext/>", "<w:keepNext/><w:snapToGrid/>"),
        TITLE[:8],
        STYLES,
    ),
    Fault("LF-L10", "a title in 黑体", lettered(TITLE, font("黑体")), TITLE[:8]),
    Fault("LF-L10", "a title of 18 points", styled("Title", '"44"', '"36"'), TITLE[:8], STYLES),
    Fault("LF-L10", "a bold title", lettered(TITLE, "<w:b/>"), TITLE[:8]),
    Fault("LF-L11", "a title at the left", formatted(TITLE, '<w:jc w:val="left"/>'), TITLE[:8]),
    Fault(
        "LF-L11",
        "a title that is pushed aside",
        formatted(TITLE, '<w:ind w:firstLineChars="200" w:firstLine="880"/>'),
        TITLE[:8],
    ),
    Fault("LF-L12", "a full stop behind a title", swap(TITLE, f"{TITLE}。"), TITLE[:8]),
    Fault(
        "LF-L13",
        "a title of 24 characters",
        swap(TITLE, f"防灾科技学院{TITLE}各项"),
        "防灾科技学院",
    ),
    Fault(
        "LF-L13",
        "a line that begins with 的",
        swap(TITLE, "关于做好廉政风险防控工作</w:t><w:br/><w:t>的通知"),
        "关于做好",
    ),
    Fault("LF-L15", "宋体", lettered("各部门要按照", font("宋体")), SENTENCE[:8]),
    Fault("LF-L15", "四号", lettered("各部门要按照", '<w:sz w:val="28"/>'), SENTENCE[:8]),
    Fault(
        "LF-L15",
        "another font by style",
        styled("LFBody", "<w:rPr>", f"<w:rPr>{font('微软雅黑')}"),
        SENTENCE[:8],
        STYLES,
    ),
    Fault(
        "LF-L16",
        "no indent",
        formatted("各部门要按照", '<w:ind w:firstLineChars="0" w:firstLine="0"/>'),
        SENTENCE[:8],
    ),
    Fault(
        "LF-L16",
        "all lines indented",
        formatted("1.摸清底数", '<w:ind w:left="640"/>'),
        "1.摸清底数",
    ),
    Fault(
        "LF-L17", "red words", lettered("各部门要按照", '<w:color w:val="FF0000"/>'), SENTENCE[:8]
    ),
    Fault("LF-L20", "仿宋 for level 1", lettered("一、提高认识", font("仿宋")), "一、提高认识"),
    Fault(
        "LF-L20", "黑体 for level 2", styled("Heading2", "楷体_GB2312", "黑体"), "（一）", STYLES
    ),
    Fault("LF-L20", "bold", lettered("二、加强检查", "<w:b/>"), "二、加强检查"),
    Fault("LF-L21", "1、", swap("1.摸清底数", "1、摸清底数"), "1、摸清底数"),
    Fault("LF-L21", "（一）、", swap("（一）明确责任", "（一）、明确责任"), "（一）、"),
    Fault("LF-L21", "half-width brackets", swap("（1）逐项", "(1)逐项"), "(1)逐项"),
    Fault("LF-L22", "三、 behind 一、", swap("二、加强检查", "三、加强检查"), "三、加强检查"),
    Fault("LF-L22", "（1） right below （一）", swap("1.摸清底数。", ""), "（1）逐项"),
    Fault("LF-L25", "half-width colon", swap("附件：1.", "附件:1."), "附件:1."),
    Fault("LF-L25", "a full stop", swap("1.工作安排", "1.工作安排。"), "附件：1."),
    Fault("LF-L25", "1、", swap("附件：1.", "附件：1、"), "附件：1、"),
    Fault("LF-L25", "no blank line above", without_blank_above("附件：1."), "附件：1."),
    Fault("LF-L26", "a colon", swap(">附件1<", ">附件1：<"), "附件1："),
    Fault("LF-L26", "附件一", swap(">附件1<", ">附件一<"), "附件一"),
    Fault("LF-L26", "centred", formatted(">附件1<", '<w:jc w:val="center"/>'), "附件1"),
    Fault("LF-L26", "宋体", swap('w:eastAsia="黑体"', 'w:eastAsia="宋体"'), "附件1"),
    Fault(
        "LF-L26",
        "on the same page",
        swap('<w:type w:val="nextPage"/>', '<w:type w:val="continuous"/>', 2),
        "附件1",
    ),
    Fault(
        "LF-L27",
        "right below the label",
        without_blank_above(">工作安排<"),
        "工作安排",
    ),
    Fault(
        "LF-L27",
        "at the left",
        formatted(">工作安排<", '<w:jc w:val="left"/>'),
        "工作安排",
    ),
    Fault("LF-L28", "another name", swap(">工作安排<", ">工作计划<"), "附件：1."),
    Fault("LF-L28", "one annex more", swap("　　　2.任务分工表", ""), "附件：1."),
    Fault("LF-L30", "07月05日", swap("2012年7月5日", "2012年07月05日"), "2012年07"),
    Fault("LF-L30", "Han numerals", swap("2012年7月5日", "二〇一二年七月五日"), "二〇一二年"),
    Fault(
        "LF-L30", "Arabic in 1999", swap("2012年7月5日", "2012年7月6日"), "2012年7", edition="1999"
    ),
    Fault(
        "LF-L31",
        "at the right edge",
        within("2012年7月5日", 'w:rightChars="400" w:right="1280"', 'w:rightChars="0" w:right="0"'),
        "2012年7",
    ),
    Fault(
        "LF-L31",
        "at the left",
        within("2012年7月5日", '<w:jc w:val="right"/>', '<w:jc w:val="left"/>'),
        "2012年7",
    ),
    Fault("LF-L32", "此页无正文", swap("防灾科技学院<", "（此页无正文）<"), "（此页无正文）"),
    Fault("LF-L33", "square brackets", swap("<w:body>", f"<w:body>{_NUMBER}"), "防院发["),
    Fault("LF-L35", "no page number", swap(" PAGE ", " DATE "), part="word/footer_odd.xml"),
    Fault("LF-L36", "the same on all pages", swap("<w:evenAndOddHeaders/>", ""), part=SETTINGS),
    Fault(
        "LF-L36",
        "in the middle",
        styled("LFPageOdd", 'w:val="right"', 'w:val="center"'),
        part=STYLES,
    ),
    Fault(
        "LF-L36",
        "an upright number on a turned page",
        swap("footer_table_odd", "footer_odd"),
    ),
    Fault("LF-L37", "no dashes", swap("— ", "", 1), part="word/footer_odd.xml"),
    Fault("LF-L37", "五号", styled("LFPageOdd", 'w:val="28"', 'w:val="21"'), part=STYLES),
    Fault("LF-L38", "Word's usual distance", swap('w:footer="1446"', 'w:footer="850"')),
    Fault("LF-L40", "half-width comma", swap("认真查找风险，", "认真查找风险,"), SENTENCE[:8]),
    Fault(
        "LF-L40", "half-width brackets in a table", swap("汇总材料", "汇总(材料)"), cell=(1, 2, 2)
    ),
    Fault(
        "LF-L41",
        "a table wider than the page",
        swap('<w:gridCol w:w="6378"/>', '<w:gridCol w:w="7400"/>'),
    ),
)
