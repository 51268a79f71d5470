"""A small Word document that makes the reader load whatever it loads late.

The template process reads it once; the readers forked from it then have every pattern compiled
and every vocabulary at hand.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_SHAPE = (
    '<v:rect id="{id}" style="position:absolute;left:0;top:{top}pt;width:90pt;height:20pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:rect>"
)
_ARROW = (
    '<v:line id="{id}" from="45pt,{top}pt" to="45pt,{bottom}pt"><v:stroke endarrow="block"/>'
    "</v:line>"
)


def document() -> bytes:
    """Make the document: annexes 1 to 7 (2 also as a step table) and a roster."""
    body = (
        _line("附件1 职权和重要业务事项目录"),
        _table(
            ("序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"),
            ("1", "办公室", "印章管理", "内部职权", "保管和使用印章。", "《印章管理办法》"),
        ),
        _line("附件2 职权和重要业务事项运行流程图"),
        _line("职权事项：印章管理"),
        _line("责任处室：办公室"),
        _drawing("申请（当日）", "审批（3个工作日）", "用印"),
        _line("监督方式：接受纪委监督"),
        _line("附件2 职权和重要业务事项运行流程图"),
        _line("职权事项：公文办理"),
        _table(("序号", "环节", "下一环节", "办理时限"), ("1", "拟稿", "2", "当日"), ("2", "签发")),
        _line("附件3 权力运行廉政风险分布图"),
        _line("职权事项：公文办理"),
        _table(
            ("环节", "下一环节", "廉政风险表现形式"),
            ("拟稿", "签发", "1.泄露内容。2.拖延办理。"),
            ("签发", "", ""),
        ),
        _line("附件4 廉政风险点排查评定表"),
        _table(
            ("职权事项名称", "公文办理", "职权类别", "内部职权"),
            ("廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"),
            ("拟稿", "1.泄露内容。2.拖延办理。", "☑高 □中 □低", "承办人"),
            ("部门意见", "同意。签字：李明　2012年6月4日", "分管领导审核意见", "同意"),
        ),
        _line("注：一级为高、二级为中、三级为低"),
        _line("附件5 廉政风险点及等级汇总表"),
        _line("清理职权事项共1项，排查廉政风险点共1个，其中：高等级风险1个、中等级风险0个"),
        _table(
            ("部门", "职权事项", "廉政风险点", "表现形式", "等级", "责任主体"),
            ("办公室", "公文办理", "拟稿", "1.泄露内容。", "一级", "承办人"),
        ),
        _line("附件6 权力运行廉政风险及防控措施一览表"),
        _table(
            ("职权事项", "关键环节", "所涉人员", "表现形式", "等级", "防控措施", "制度名称"),
            ("公文办理", "拟稿", "承办人", "1.泄露内容。", "高", "1.登记。", "《公文办理办法》"),
        ),
        _line("附件7 廉政风险防控机制建设检查考核标准"),
        _table(("项目", "考核标准", "是否达标"), ("组织领导", "1.领导高度重视。", "是")),
        _line("部门组织机构人员名单"),
        _table(("职责", "姓名", "职务"), ("组长", "张三", "处长")),
    )
    xml = f'<w:document xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>'
    return _package(xml + "".join(body) + "</w:body></w:document>")


def _package(xml: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONSHIPS)
        package.writestr("word/document.xml", xml)
    return buffer.getvalue()


def _line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{_line(text)}</w:tc>" for text in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _drawing(*steps: str) -> str:
    shapes = "".join(
        _SHAPE.format(id=f"s{n}", top=40 * n, text=text)
        + (_ARROW.format(id=f"a{n}", top=40 * n - 20, bottom=40 * n) if n else "")
        for n, text in enumerate(steps)
    )
    style = "width:100pt;height:150pt"
    group = f'<v:group style="{style}" coordsize="100,150">{shapes}</v:group>'
    return f"<w:p><w:r><w:pict>{group}</w:pict></w:r></w:p>"
