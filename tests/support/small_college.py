"""A workspace of one department that has sent everything, with real Word files."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.forms import docx, paragraph, table

COLLEGE = """
[organisation]
name = "防灾科技学院"
year = 2012

[schedule]
mobilisation = 2012-04-20

[[department]]
name = "审计监察处"
"""
HEADER = ["序号", "部门（责任主体）", "职权事项名称", "职权类别", "职权内容", "法规依据"]
ROW = ["1", "审计监察处", "信访举报受理", "内部职权", "受理信访举报件。", "“三定”方案"]
STEPS = [["环节", "责任岗位", "办理时限"], ["受理", "承办人", "当日"], ["审核", "处领导", ""]]


def catalogue(*, basis: str = "“三定”方案", category: str = "内部职权") -> bytes:
    """Annex 1 with one item."""
    row = [*ROW[:3], category, ROW[4], basis]
    return docx(paragraph("职权和重要业务事项目录"), table([HEADER, row]))


def flowchart(steps: list[list[str]] = STEPS) -> bytes:
    """Annex 2 of the item as a step table."""
    return docx(
        paragraph("职权和重要业务事项运行流程图"),
        paragraph("职权事项：信访举报受理"),
        paragraph("责任处室：审计监察处"),
        table(steps),
    )


def roster() -> bytes:
    """The department's roster of two."""
    return docx(
        paragraph("审计监察处廉政风险防控机制建设组织机构人员名单"),
        table([["职务", "姓名"], ["组长", "张三"], ["成员", "李四"]]),
    )


def make_workspace(root: Path) -> Path:
    """Make the workspace; its files are dated back, so that none seems to be still growing."""
    folder = root / "inbox" / "审计监察处"
    folder.mkdir(parents=True)
    (root / "lianfang.toml").write_text(COLLEGE, encoding="utf-8")
    put(folder / "附件1.docx", catalogue())
    put(folder / "附件2.docx", flowchart())
    put(folder / "名单.docx", roster())
    return root


def put(path: Path, content: bytes) -> Path:
    """Lay a file down as it would lie there since long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (0, 0))
    return path
