"""The rules that reading a file can break: LF-F01 to F07, F10 to F12, F14, F15, P06 and P07.

Facts that a message needs are passed by name to ``Rule.finding`` and stand in braces below. Words
from a file go in as facts, never into a template.
"""

from __future__ import annotations

from typing import Final

from schemas.findings import Rule

_PLAN_FORMS = "实施方案附件1至附件7"
_READABLE = "报送材料须为可读取的 Word 文件"
_SAFETY = "本软件的安全上限（配置文件 [limits]）"

DAMAGED: Final = Rule(
    code="LF-F01",
    title="文件无法读取",
    severity="error",
    basis=_READABLE,
    message="文件“{file}”无法读取：{reason}。请用 Word 或 WPS 打开检查，另存为 .docx 后重新报送。",
    hint="打开检查，另存为 .docx 后重新报送",
)
"""Damaged, truncated or empty. Facts: ``reason``."""

ENCRYPTED: Final = Rule(
    code="LF-F02",
    title="文件已加密",
    severity="error",
    basis=_READABLE,
    message="文件“{file}”{reason}，无法读取。请取消密码和权限限制，保存后重新报送。",
    hint="取消打开密码和权限限制，保存后重新报送",
)
"""Encrypted, password-protected or rights-managed. Facts: ``reason``."""

WRONG_TYPE: Final = Rule(
    code="LF-F03",
    title="文件类型不接受",
    severity="error",
    basis=_READABLE,
    message="文件“{file}”{kind}。{advice}。",
    hint="{advice}",
)
"""Not an accepted type, or macros, or what reads it is missing. Facts: ``kind``, ``advice``."""

NO_FORM: Final = Rule(
    code="LF-F04",
    title="未认出附件表格",
    severity="error",
    basis=_PLAN_FORMS,
    message="文件“{file}”中没有认出任何附件表格。请使用下发的空白表填写，"
    "保留表名和表头，另存为 .docx 后重新报送。",
    hint="使用下发的空白表填写，保留表名和表头",
)
"""No annex form recognised in the file."""

BEYOND_LIMIT: Final = Rule(
    code="LF-F05",
    title="超出安全上限",
    severity="error",
    basis=_SAFETY,
    message="文件“{file}”超出安全上限：{what}为{actual}，上限为{limit}。"
    "请删去多余内容、压缩图片或拆成几个文件后重新报送。",
    hint="删去多余内容、压缩图片或拆成几个文件",
)
"""Beyond a ceiling. Facts: ``what`` (which), ``actual`` (how large), ``limit``, units included."""

SCAN: Final = Rule(
    code="LF-F06",
    title="扫描件或图片",
    severity="error",
    basis=_READABLE,
    message="文件“{file}”是扫描件或图片，没有可读取的文字。"
    "请报送用 Word 或 WPS 填写的 .docx 文件。",
    hint="报送可编辑的 .docx 文件，扫描件放入“佐证材料”文件夹",
)
"""No text layer at all. When only some pages are scans, use :data:`SCANNED_PAGES`."""

SCANNED_PAGES: Final = (
    "文件“{file}”第{pages}页是扫描件或图片，没有可读取的文字，其余各页已读取。"
    "请核对这些页上有无应填内容，如有，请报送 .docx 文件。"
)
"""Message of :data:`SCAN` with ``severity="warning"``. Facts: ``pages``, e.g. ``2、3``."""

EXTRA: Final = "；或由技术人员安装文字识别扩展（ocr），识别结果仅供核对"
"""Added to the hint of :data:`SCAN` where the extra is not installed."""

RECOGNISED_PAGES: Final = (
    "文件“{file}”第{pages}页是扫描件或图片，其内容由文字识别得出，可能有误，须逐项对照原件核对，"
    "不得作为正式内容{unread}。请报送用 Word 或 WPS 填写的 .docx 文件。"
)
"""Message of :data:`SCAN` when pages were recognised. Facts: ``pages``, ``unread``."""

UNREAD_PAGES: Final = "；第{pages}页没有识别出内容，或因读取时间、内存所限未作识别"
"""Fact ``unread`` of :data:`RECOGNISED_PAGES` when scanned pages are left. Facts: ``pages``."""

DOUBTFUL_LINE: Final = (
    "文件“{file}”{place}的“{text}”由文字识别得出，把握不足（{score}%）。"
    "请对照原件核对，并报送用 Word 或 WPS 填写的 .docx 文件。"
)
"""Message of :data:`SCAN` for a recognised line. Facts: ``text``, ``score`` in percent."""

UNREAD_LINE: Final = (
    "文件“{file}”{place}有一处文字或图案未能识别。"
    "请对照原件核对，并报送用 Word 或 WPS 填写的 .docx 文件。"
)
"""Message of :data:`SCAN` for a line of which nothing was made out."""

GARBLED_PAGES: Final = (
    "文件“{file}”第{pages}页有文字的编码不明，读出来是乱码，不可信。"
    "请核对这些页上的内容，并报送用 Word 或 WPS 填写的 .docx 文件。"
)
"""Message of :data:`SCAN` when characters of a PDF have no meaning. Facts: ``pages``."""

BROKEN_PAGES: Final = (
    "文件“{file}”第{pages}页已损坏，无法读取，其余各页已读取。请重新导出，或报送 .docx 文件。"
)
"""Message of :data:`DAMAGED` when only some pages are. Facts: ``pages``."""

OVERFULL_PAGES: Final = (
    "文件“{file}”第{pages}页的图形过多，没有全部读取。请删去多余图形，或报送 .docx 文件。"
)
"""Message of :data:`BEYOND_LIMIT` when pages hold too many objects. Facts: ``pages``."""

FOREIGN_CONTENT: Final = Rule(
    code="LF-F07",
    title="含外部引用或嵌入内容",
    severity="warning",
    basis="本软件不读取外部内容，不运行任何程序",
    message="文件“{file}”含有{what}，已忽略，未打开也未运行。请删去；如其中有应填内容，请写入表格。",
    hint="删去外部链接、嵌入对象和控件，应填内容写入表格",
)
"""External references, embedded objects, active content. Facts: ``what``."""

COLUMN_MISSING: Final = Rule(
    code="LF-F10",
    title="缺列或列名不明",
    severity="error",
    basis=_PLAN_FORMS,
    message="文件“{file}”{place}的{form}缺少“{columns}”列。请按下发的表头补上该列并填写。",
    hint="按下发的表头补上“{columns}”列",
)
"""A needed column is missing. Facts: ``form`` (its Chinese name), ``columns`` (joined by 、)."""

COLUMN_AMBIGUOUS: Final = (
    "文件“{file}”{place}的{form}有多列都像“{columns}”列，无法确定是哪一列。"
    "请按下发的表头改正列名，每列只保留一个。"
)
"""Message of :data:`COLUMN_MISSING` when several columns answer to one name; same facts."""

COLUMN_AMBIGUOUS_HINT: Final = "按下发的表头改正列名，“{columns}”只保留一列"
"""Hint that goes with :data:`COLUMN_AMBIGUOUS`."""

TRACKED: Final = Rule(
    code="LF-F11",
    title="含未接受的修订",
    severity="warning",
    basis=_READABLE,
    message="文件“{file}”有{count}处修订尚未接受，已按全部接受读取。"
    "请核对，在“审阅”中接受或拒绝全部修订后保存。",
    hint="在“审阅”中接受或拒绝全部修订后保存",
)
"""Tracked changes, read as if all accepted. Facts: ``count``."""

STRUCK_TEXT: Final = (
    "文件“{file}”{place}的文字“{text}”上有删除线，已按删去处理，未计入{more}。"
    "请核对，删去这些文字或去掉删除线后重新导出 PDF。"
)
"""Message of :data:`TRACKED` for text that is struck through in a PDF file."""

STRUCK_MORE: Final = "（另有{count}处，不一一列出）"

STRUCK_HINT: Final = "删去划掉的文字，或去掉删除线，重新导出 PDF"

STRAY_TEXT: Final = Rule(
    code="LF-F12",
    title="文字不属于任何栏目",
    severity="warning",
    basis=_PLAN_FORMS,
    message="文件“{file}”{place}的文字“{text}”不属于任何栏目，未计入。请移入相应栏目或删去。",
    hint="移入相应栏目或删去",
)
"""Text that belongs to no field. Facts: ``text`` (shortened)."""

NO_RULINGS: Final = Rule(
    code="LF-F15",
    title="表格没有框线",
    severity="warning",
    basis=_READABLE,
    message="文件“{file}”第{pages}页的表格没有框线，行是按文字位置推定的，可能读错。"
    "请核对读出的内容；如有不符，请给表格加上框线，或报送 .docx 文件。",
    hint="核对读出的内容；给表格加上框线，或报送 .docx 文件",
)
"""A PDF table without rulings whose rows are doubtful. Facts: ``pages``."""

TURNED_TABLE: Final = (
    "文件“{file}”{place}的表格像是把栏目写在第一列（行列互换），已按此读取，可能读错。"
    "请核对读出的内容；如有不符，请把栏目改写在第一行。"
)
"""Message of LF-F15 for a table that was perhaps wrongly turned; its hint is next."""

TURNED_TABLE_HINT: Final = "核对读出的内容；把栏目改写在第一行"
"""Hint that goes with :data:`TURNED_TABLE`."""

ANSWERED_TWICE: Final = Rule(
    code="LF-F14",
    title="同一文件前后矛盾",
    severity="error",
    basis="同时报送的同一张表只能有一份",
    message="文件“{file}”对考核标准第{criteria}条作了两种回答：{first}和{place}。"
    "请核对，只保留正确的一份。",
    hint="核对两处回答，只保留正确的一份",
)
"""Annex 7 twice in one file; of several files ``checks.rules.f14_contradiction`` tells.

Facts: ``criteria`` (their numbers), ``first`` (the place of the first answer).
"""

PICTURE_CHART: Final = Rule(
    code="LF-P06",
    title="流程图是图片",
    severity="error",
    basis="附件2 职权和重要业务事项运行流程图",
    message="文件“{file}”{place}的流程图是图片，无法读取。"
    "请用 Word 的形状和连接线重画，或改用环节表填写。",
    hint="用 Word 形状和连接线重画，或改用环节表",
)
"""The chart is a picture. No facts; pass ``item`` and ``place`` where known."""

DOUBTFUL_CHART: Final = Rule(
    code="LF-P07",
    title="流程图读取存疑",
    severity="warning",
    basis="附件2 职权和重要业务事项运行流程图",
    message="文件“{file}”{place}的流程图读取存疑（{reasons}），"
    "读作：{understood}。请核对；如有不符，请把连接线接到形状上，或改用环节表。",
    hint="核对读出的环节和流转；不符时把连接线接到形状上，或改用环节表",
)
"""A drawing read with doubt. Facts: ``reasons``, ``understood`` (what was understood)."""

READER_RULES: Final[tuple[Rule, ...]] = (
    DAMAGED,
    ENCRYPTED,
    WRONG_TYPE,
    NO_FORM,
    BEYOND_LIMIT,
    SCAN,
    FOREIGN_CONTENT,
    COLUMN_MISSING,
    TRACKED,
    STRAY_TEXT,
    NO_RULINGS,
    PICTURE_CHART,
    DOUBTFUL_CHART,
)
