from __future__ import annotations

from typing import Any

import pytest

from tests.support.forms import Cell, codes, paragraph, read, table

CATALOGUE = table(
    [
        ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"],
        ["1", "保卫处", "户籍管理", "行政职权", "办理户籍。", "《条例》"],
    ]
)
STEPS = table([["环节", "岗位", "下一环节"], ["受理", "经办人", "审核"], ["审核", "科长", "结束"]])
RISK_STEPS = table(
    [
        ["环节", "岗位", "下一环节", "廉政风险表现形式"],
        ["受理", "经办人", "结束", "1.不按规定登记。"],
    ]
)
RATING = table(
    [
        ["序号", "1", "责任主体", "保卫处"],
        ["职权事项名称", "户籍管理", "职权类别", "行政职权"],
        ["权力运行流程描述", Cell("详见“职权和重要业务事项运行流程图”（附件2）", columns=3)],
        ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"],
        ["受理", "1.不按规定登记。", "中", "承办人"],
        ["部门意见", Cell("同意。", columns=3)],
    ]
)
SUMMARY = table(
    [
        ["汇总统计情况", Cell("清理职权和重要业务事项共1项", columns=5)],
        ["部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险等级", "责任主体"],
        ["保卫处", "户籍管理", "受理", "1.不按规定登记。", "中", "承办人"],
    ]
)
MEASURES = table(
    [
        [
            "职权事项",
            "关键环节",
            "所涉人员",
            "廉政风险表现形式",
            "风险等级",
            "防控措施",
            "制度名称",
        ],
        ["1.户籍管理", "受理", "承办人", "1.不按规定登记。", "中", "1.检查。", "《办法》"],
    ]
)
ASSESSMENT = table(
    [["项目", "考核标准", "是否达标", "佐证材料"], ["组织领导", "1.领导重视。", "是", "纪要"]]
)
ROSTER = table([["职务分工", "姓名", "职务"], ["组长", "张三", "处长"]])
ITEM = paragraph("职权事项：户籍管理")


def kinds(forms: tuple[Any, ...]) -> list[str]:
    return [form.form for form in forms]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (CATALOGUE, "catalogue"),
        (STEPS, "process_flow"),
        (RISK_STEPS, "risk_map"),
        (RATING, "rating_form"),
        (SUMMARY, "risk_summary"),
        (MEASURES, "measures"),
        (ASSESSMENT, "assessment"),
        (ROSTER, "roster"),
    ],
)
def test_a_table_is_recognised_without_any_title(body: str, kind: str) -> None:
    forms, _ = read(body)

    assert kinds(forms) == [kind]


PACK = [
    (paragraph("保卫处廉政风险防控领导小组成员名单"), ROSTER, "roster"),
    (paragraph("附件1：职权和重要业务事项目录"), CATALOGUE, "catalogue"),
    (paragraph("职权和重要业务事项运行流程图"), ITEM + STEPS, "process_flow"),
    (paragraph("权力运行廉政风险分布图"), ITEM + RISK_STEPS, "risk_map"),
    (paragraph("廉政风险点排查评定表"), RATING, "rating_form"),
    (paragraph("廉政风险点及等级汇总表"), SUMMARY, "risk_summary"),
    (paragraph("权力运行廉政风险及防控措施一览表"), MEASURES, "measures"),
    (paragraph("廉政风险防控机制建设检查考核标准"), ASSESSMENT, "assessment"),
]


@pytest.mark.parametrize("between", [paragraph(), paragraph(page_break=True), ""])
@pytest.mark.parametrize("titled", [True, False])
def test_a_whole_pack_is_cut_into_its_forms(between: str, *, titled: bool) -> None:
    blocks = [(title if titled else "") + body + between for title, body, _ in PACK]

    forms, findings = read(*blocks)

    assert kinds(forms) == [kind for _, _, kind in PACK]
    assert codes(findings) == []


def test_a_chart_titled_as_risk_map_is_one_even_without_risks() -> None:
    forms, _ = read(paragraph("权力运行廉政风险分布图"), ITEM, STEPS)

    assert kinds(forms) == ["risk_map"]


@pytest.mark.parametrize("body", [RATING, SUMMARY])
def test_words_after_a_form_that_are_none_of_its_fields_are_reported(body: str) -> None:
    forms, findings = read(body, paragraph("其他需要说明的情况很多。"))

    assert len(forms) == 1
    assert codes(findings) == ["LF-F12"]


def test_a_table_inside_a_frame_is_read() -> None:
    inner = f"<w:p/>{CATALOGUE}<w:p/>"
    frame = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc>'
        f"{paragraph('职权和重要业务事项目录')}{inner}</w:tc></w:tr></w:tbl>"
    )

    forms, findings = read(frame)

    assert kinds(forms) == ["catalogue"]
    assert len(forms[0].items) == 1
    assert codes(findings) == []


def test_a_cover_and_a_table_of_contents_are_no_forms() -> None:
    forms, findings = read(
        paragraph("保卫处"),
        paragraph("廉政风险防控材料"),
        paragraph("二〇一二年五月"),
        paragraph("目  录", page_break=True),
        paragraph("1、职权和重要业务事项目录……………1"),
        paragraph("2、职权和重要业务事项运行流程图……2"),
        paragraph("职权和重要业务事项目录", page_break=True),
        CATALOGUE,
        paragraph("户籍管理运行流程图", page_break=True),
        STEPS,
    )

    assert kinds(forms) == ["catalogue", "process_flow"]
    assert codes(findings) == []


def test_a_plan_with_its_blank_forms_is_one_plan() -> None:
    forms, _ = read(
        paragraph("附件："),
        paragraph("防灾科技学院廉政风险防控机制建设实施方案"),
        paragraph("一、指导思想"),
        paragraph("坚持预防为主。"),
        paragraph("附件1：", page_break=True),
        paragraph("职权和重要业务事项目录（样表）"),
        CATALOGUE,
    )

    assert kinds(forms) == ["plan"]


def test_a_document_about_something_else_holds_no_form() -> None:
    forms, findings = read(
        paragraph("关于召开会议的通知"), table([["时间", "地点"], ["周一", "一楼"]])
    )

    assert forms == ()
    assert findings == ()


def test_a_title_broken_over_two_lines_is_one_title() -> None:
    forms, findings = read(
        paragraph("职权和重要业务事项"), paragraph("运行流程图"), ITEM, paragraph("保卫处"), STEPS
    )

    assert kinds(forms) == ["process_flow"]
    assert forms[0].department == "保卫处"
    assert codes(findings) == []
