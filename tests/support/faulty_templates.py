"""Templates with one fault each, made from the shipped ones as a hand in Word would make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rendering.package import read_package, write_package

SHIPPED = Path(__file__).parents[2] / "templates" / "docx"
MAIN = "word/document.xml"
T = '<w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Faulty:
    """A template with a fault.

    Attributes:
        name: What was done to it.
        template: File name of the shipped one.
        edit: Changes the XML of a part.
        kind: Kind of the fault that has to be found.
        where: Words of its place.
        says: Words of its message or advice.
        part: The part that is changed.
    """

    name: str
    template: str
    edit: Callable[[str], str]
    kind: str
    where: str
    says: str
    part: str = MAIN

    def content(self) -> bytes:
        """Make the docx file."""
        parts = dict(read_package((SHIPPED / self.template).read_bytes()))
        before = parts[self.part].decode()
        after = self.edit(before)
        assert after != before, f"{self.name}: nothing was changed"
        return write_package({**parts, self.part: after.encode()})


def changed(old: str, new: str) -> Callable[[str], str]:
    """Replace the first of some words."""
    return lambda xml: xml.replace(old, new, 1)


def added(*texts: str, after: str = "{{ title }}") -> Callable[[str], str]:
    """Add paragraphs behind the first one with some words."""
    return _behind(after, "".join(f"<w:p><w:r>{T}{text}</w:t></w:r></w:p>" for text in texts))


def table(*rows: tuple[str, ...], after: str = "{{ title }}") -> Callable[[str], str]:
    """Add a table behind the first paragraph with some words."""
    cells = (
        "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
            f"<w:p><w:r>{T}{text}</w:t></w:r></w:p></w:tc>"
            for text in row
        )
        for row in rows
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return _behind(after, f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl><w:p/>")


def _behind(words: str, xml: str) -> Callable[[str], str]:
    def edit(before: str) -> str:
        end = before.index("</w:p>", before.index(words)) + len("</w:p>")
        return before[:end] + xml + before[end:]

    return edit


def split(between: str) -> Callable[[str], str]:
    """Put something of Word's in the middle of the tag ``{{ until }}`` of the letter."""
    return changed("{{ until }}", f"{{{{ un</w:t></w:r>{between}<w:r>{T}til }}}}")


FAULTY = (
    Faulty("a misspelt name", "notice.docx", changed("{{ department }}", "{{ departmnet }}"),
           "unknown-name", "正文", "department"),
    Faulty("an unknown name", "notice.docx", added("电话：{{ telephone }}"),
           "unknown-name", "电话", "telephone"),
    Faulty("a misspelt name in a condition", "notice.docx",
           changed("{%p if doubtful %}", "{%p if doubtfull %}"),
           "unknown-name", "二、改正和重新报送的办法", "doubtful"),
    Faulty("a misspelt name in a header", "notice.docx",
           changed("<w:t>{{ mark }}", "<w:t>{{ mrak }}"),
           "unknown-name", "偶数页页眉", "mark", part="word/header_even.xml"),
    Faulty("an unknown field", "plan.docx", changed("{{ due.M02 }}", "{{ due.M22 }}"),
           "unknown-field", "正文", "M22"),
    Faulty("a whole group shown", "plan.docx", changed("{{ due.M02 }}", "{{ due }}"),
           "record-as-text", "正文", "due.M01"),
    Faulty("a list shown", "notice.docx", added("{{ returned }}"),
           "list-as-text", "returned", "循环"),
    Faulty("a loop over a text", "notice.docx",
           added("{%p for one in title %}", "{{ one }}", "{%p endfor %}"),
           "not-a-list", "for one in title", "title"),
    Faulty("a loop's name outside of it", "notice.docx", added("{{ name }}"),
           "outside-loop", "正文", "循环"),
    Faulty("a table missing", "notice.docx", changed("{{p findings_table }}", ""),
           "place-missing", "", "findings_table"),
    Faulty("the contents missing", "handbook.docx", changed("{{p contents }}", ""),
           "place-missing", "", "contents"),
    Faulty("the chapters twice", "notice.docx", added("{{p charts }}"),
           "place-twice", "charts", "不止一次"),
    Faulty("a table as text", "notice.docx",
           changed("{{p findings_table }}", "{{ findings_table }}"),
           "place-form", "一、需要改正和核对的问题", "{{p findings_table }}"),
    Faulty("a table within words", "notice.docx",
           changed("{{p findings_table }}", "见{{p findings_table }}"),
           "shared-paragraph", "一、需要改正和核对的问题", "独占一段"),
    Faulty("a table in a table", "notice.docx",
           lambda xml: table(("问题", "{{p findings_table }}"))(
               xml.replace("{{p findings_table }}", "", 1)),
           "place-inside", "第1个表格第1行第2格", "表格里"),
    Faulty("a table in a condition", "notice.docx",
           lambda xml: added("{%p if errors %}", "{{p findings_table }}", "{%p endif %}")(
               xml.replace("{{p findings_table }}", "", 1)),
           "place-inside", "findings_table", "条件"),
    Faulty("chapters without their section", "handbook.docx",
           lambda xml: added("{{p chapters }}", after="{{p contents }}")(
               xml.replace("{{p chapters }}", "", 1)),
           "place-section", "chapters", "分节符"),
    Faulty("an attribute with underscores", "notice.docx", added("{{ ''.__class__ }}"),
           "unsafe", "__class__", "__class__"),
    Faulty("a way to everything", "notice.docx",
           added("{{ title.__class__.__mro__[1].__subclasses__() }}"),
           "unsafe", "__class__", "运行程序"),
    Faulty("a call", "notice.docx", added("{{ title.upper() }}"), "call", "upper", "title.upper"),
    Faulty("a filter that is not allowed", "notice.docx", added("{{ title | safe }}"),
           "filter", "safe", "safe"),
    Faulty("an attribute by filter", "notice.docx", added("{{ title | attr('__class__') }}"),
           "filter", "attr", "attr"),
    Faulty("another file included", "notice.docx", added("{% include '/etc/passwd' %}"),
           "statement", "include", "include"),
    Faulty("another template imported", "notice.docx", added("{% import 'x' as y %}"),
           "statement", "import", "import"),
    Faulty("a macro", "notice.docx", added("{% macro m() %}甲{% endmacro %}"),
           "statement", "macro", "macro"),
    Faulty("a misspelt statement", "notice.docx",
           changed("{% if director %}", "{% fi director %}"), "statement", "三、联系",
           "是不是“if”"),
    Faulty("a loop without end", "notice.docx",
           changed("{%p endfor %}", ""), "mismatch", "二、改正和重新报送的办法", "endfor"),
    Faulty("a condition never closed", "warning_letter.docx",
           lambda xml: "".join(xml.rsplit("{%p endif %}", 1)), "not-closed", "point", "endif"),
    Faulty("an end without beginning", "briefing.docx",
           changed("{%p for words in paragraphs %}", ""), "not-opened", "endfor", "for"),
    Faulty("an end of another kind", "notice.docx",
           changed("{%p endif %}", "{% endif %}"), "mode", "二、改正和重新报送的办法",
           "写法不一致"),
    Faulty("a loop begun in a cell and ended in another row", "notice.docx",
           table(("{%p for one in returned %}", "{{ one }}"), ("{%p endfor %}", "")),
           "crossing", "第1个表格第2行第1格", "tr"),
    Faulty("a row loop outside of a table", "notice.docx",
           added("{%tr for one in returned %}", "{%tr endfor %}"),
           "row-outside", "正文", "表格"),
    Faulty("a row loop in one row", "notice.docx",
           table(("{%tr for one in returned %}", "{%tr endfor %}")),
           "same-row", "第1个表格第1行第2格", "同一行"),
    Faulty("words in the row of a loop", "notice.docx",
           table(("{%tr for one in returned %}", "文件"), ("{{ one }}", ""),
                 ("{%tr endfor %}", "")),
           "row-words", "第1个表格第1行第1格", "丢失"),
    Faulty("words beside a tag of its own paragraph", "notice.docx",
           changed("{%p if doubtful %}", "五、{%p if doubtful %}"),
           "shared-paragraph", "二、改正和重新报送的办法", "独占一段"),
    Faulty("one brace missing", "notice.docx", changed("{{ department }}", "{ department }"),
           "single-brace", "{ department }", "两个花括号"),
    Faulty("a closing brace missing", "notice.docx",
           changed("{{ department }}", "{{ department }"),
           "unfinished", "department", "}}"),
    Faulty("full-width braces", "notice.docx", added("\uff5b\uff5b title \uff5d\uff5d"),
           "full-width", "正文", "半角"),
    Faulty("a full-width sign in a tag", "notice.docx", added("{{ returned \uff5c length }}"),
           "full-width", "returned", "\uff5c"),
    Faulty("a space before the p", "notice.docx",
           changed("{%p if doubtful %}", "{% p if doubtful %}"),
           "syntax", "二、改正和重新报送的办法", "不留空格"),
    Faulty("a tag over two paragraphs", "notice.docx", added("{{ title", "}}"),
           "unfinished", "title", "换段"),
    Faulty("a tag half in a link", "warning_letter.docx",
           changed("{{ until }}", f'{{{{ un</w:t></w:r><w:hyperlink w:anchor="a"><w:r>{T}til }}}}'
                   f"</w:t></w:r></w:hyperlink><w:r>{T}"),
           "interrupted", "until", "超链接"),
    Faulty("a picture in a tag", "warning_letter.docx", split("<w:r><w:drawing/></w:r>"),
           "interrupted", "until", "图片"),
    Faulty("an empty piece in a tag", "warning_letter.docx", split("<w:r><w:t></w:t></w:r>"),
           "interrupted", "until", "空的文字"),
    Faulty("a deleted tag", "notice.docx",
           _behind("{{ title }}", '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ year }}'
                   "</w:delText></w:r></w:del></w:p>"),
           "deleted-text", "year", "修订"),
    Faulty("a style missing", "notice.docx", changed('w:val="表格栏目"', 'w:val="别的"'),
           "missing-style", "", "表格栏目", part="word/styles.xml"),
    Faulty("a header without the mark", "catalogue.docx", changed("<w:t>{{ mark }}", "<w:t>"),
           "header-required", "页眉", "mark", part="word/header_odd.xml"),
    Faulty("the approval missing", "catalogue.docx",
           changed("{{ approved_by }}", ""),
           "required", "", "approved_by"),
)  # fmt: skip
