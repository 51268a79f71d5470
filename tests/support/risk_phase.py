"""The small college of ``workspace.py`` with annexes 3 and 4, for runs of the summary phase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.forms import docx, paragraph, table
from tests.support.risk_tables import HEAD, RATING_TITLE, rating
from tests.support.workspace import ITEMS, OUTPUT, STEPS, Workspace

SUMMARY = OUTPUT.replace("catalogue", "summary")
MAPS, RATED, CORRECTED = "2012-06-07", "2012-06-14", "2012-06-18"

Risk = tuple[str, str, str, str]
RISKS: Sequence[Risk] = (
    ("受理登记", "不按规定登记。", "低", "经办人"),
    ("审核", "拖延审核时间。", "中", "科长"),
    ("审批", "违反规定审批。", "高", "处长"),
)


def annex3(department: str, item: str, risks: Sequence[Risk] = RISKS) -> bytes:
    """Make an item's distribution map as a table of steps with a column of risks."""
    at = {point: text for point, text, _, _ in risks}
    rows = [(*step, at.get(step[0], "")) for step in STEPS]
    return docx(
        paragraph("附件3 权力运行廉政风险分布图"),
        paragraph(f"职权事项：{item}"),
        paragraph(f"责任处室：{department}"),
        table([("环节", "岗位", "时限", "下一环节", "廉政风险表现形式"), *rows]),
        paragraph("监督方式：公开办理结果，接受监督电话举报。"),
    )


def annex4(
    department: str,
    item: str,
    category: str,
    risks: Sequence[Risk] = RISKS,
    *,
    signed: tuple[str, str] = ("2012年6月11日", "2012年6月12日"),
) -> bytes:
    """Make an item's rating form, signed by department and leader."""
    own, leader = signed
    table_ = rating(
        [[point, f"1.{text}", level, by] for point, text, level, by in risks],
        head=HEAD,
        top=[
            ["序号", "1", "责任主体", department],
            ["职权事项\n名称", item, "职权类别", category],
            ["权力运行\n流程描述", "详见“职权和重要业务事项运行流程图”（附件2）"],
        ],
        sign_offs=[
            ["部门意见", f"同意。\n部门负责人签字：甲一    {own}"],
            ["分管领导\n审核意见", f"同意。\n分管领导签字：丁四    {leader}"],
            ["领导小组\n审定意见", "组长签字（盖章）：       年   月   日"],
            ["备  注", ""],
        ],
    )
    return docx(RATING_TITLE, paragraph("单位：防灾科技学院    填表时间：2012年6月11日"), table_)


class RatedCollege(Workspace):
    """A college whose catalogue is official and whose risks have been mapped and rated."""

    def __init__(self, root: Path, more: str = "") -> None:
        super().__init__(root, ITEMS, more)
        self.run()
        for department, rows in ITEMS.items():
            for name, _, _, _ in rows:
                self.put(f"{department}/附件3 {name}.docx", annex3(department, name))
        self.run(MAPS, "summary")
        self.rate()

    @property
    def output(self) -> Path:
        """Give the folder of the summary phase."""
        return self.root / SUMMARY

    def rate(self, risks: Mapping[str, Sequence[Risk]] | None = None) -> None:
        """Lay every item's rating form into the inbox, some with risks of their own."""
        for department, rows in ITEMS.items():
            for name, category, _, _ in rows:
                own = (risks or {}).get(name, RISKS)
                self.put(f"{department}/附件4 {name}.docx", annex4(department, name, category, own))
