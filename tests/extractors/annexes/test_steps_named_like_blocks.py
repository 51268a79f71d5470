from __future__ import annotations

import pytest

from tests.support.forms import Cell, codes, paragraph, read, table

HEAD: list[list[str | Cell]] = [
    ["序号", "1", "责任主体", "学生处"],
    ["职权事项名称", "奖助学金评定", "职权类别", "内部职权"],
    ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"],
]
SIGNED: list[list[str | Cell]] = [
    ["部门意见", Cell("同意。\n部门负责人签字：顾北辰  2012年6月12日", columns=3)],
    ["分管领导审核意见", Cell("同意。\n分管领导签字：刘春平  2012年6月14日", columns=3)],
    ["领导小组审定意见", Cell("组长签字（盖章）：      年   月   日", columns=3)],
]


@pytest.mark.parametrize(
    "step", ["评审领导小组审定", "分管院领导审核", "党委会审定", "办公室主任审核", "部门负责人审核"]
)
def test_a_step_named_like_a_sign_off_keeps_its_risk(step: str) -> None:
    rows: list[list[str | Cell]] = [
        ["初评", "1.优亲厚友。", "中", "系领导"],
        [step, "1.擅自决定人选。", "高", "院领导"],
        ["发放", "截留、挪用资金。", "高", "资助科"],
    ]

    (form,), findings = read(paragraph("廉政风险点排查评定表"), table([*HEAD, *rows, *SIGNED]))

    assert [(risk.point, risk.manifestation, risk.level) for risk in form.risks] == [
        ("初评", "优亲厚友。", "中"),
        (step, "擅自决定人选。", "高"),
        ("发放", "截留、挪用资金。", "高"),
    ]
    assert [block.signed_by for block in form.sign_offs] == ["顾北辰", "刘春平", None]
    assert codes(findings) == []


def test_the_label_of_the_totals_may_be_broken_over_lines() -> None:
    said = (
        "清理职权和重要业务事项共1项，排查廉政风险点共1个，其中：高等级风险1个、"
        "中等级风险0个、低等级风险0个。"
    )
    rows: list[list[str | Cell]] = [
        ["汇总统计\n情    况", Cell(said, columns=5)],
        ["部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险等级", "责任主体"],
        ["学生处", "奖助学金评定", "发放", "1.截留、挪用资金。", "高", "资助科"],
    ]

    (form,), findings = read(paragraph("廉政风险点及等级汇总表"), table(rows))

    assert form.declared.points == 1
    assert codes(findings) == []


@pytest.mark.parametrize("step", ["评审领导小组审定", "分管院领导审核"])
def test_a_table_of_steps_with_such_a_step_is_annex_2(step: str) -> None:
    rows: list[list[str | Cell]] = [
        ["序号", "环节", "责任岗位", "办理时限", "下一环节"],
        ["1", "初评", "系领导", "3天", step],
        ["2", step, "/", "5个工作日", "发放"],
        ["3", "发放", "资助科", "/", "结束"],
    ]

    (form,), findings = read(
        paragraph("职权和重要业务事项运行流程图"),
        paragraph("职权事项：奖助学金评定"),
        table(rows),
    )

    assert [found.text for found in form.steps] == ["初评", step, "发放"]
    assert codes(findings) == []


def test_a_table_of_steps_and_risks_with_such_a_step_is_annex_3() -> None:
    rows: list[list[str | Cell]] = [
        ["序号", "环节", "责任岗位", "下一环节", "廉政风险表现形式"],
        ["1", "初评", "系领导", "评审领导小组审定", "优亲厚友。"],
        ["2", "评审领导小组审定", "/", "结束", "擅自决定人选。"],
    ]

    (form,), findings = read(
        paragraph("权力运行廉政风险分布图"), paragraph("职权事项：奖助学金评定"), table(rows)
    )

    assert form.form == "risk_map"
    assert codes(findings) == []


def test_a_list_of_steps_and_risks_with_such_a_step_is_annex_3() -> None:
    rows: list[list[str | Cell]] = [
        ["环节", "廉政风险表现形式"],
        ["初评", "优亲厚友。"],
        ["评审领导小组审定", "擅自决定人选。"],
    ]

    (form,), findings = read(
        paragraph("权力运行廉政风险分布图"), paragraph("职权事项：奖助学金评定"), table(rows)
    )

    assert form.form == "risk_map"
    assert codes(findings) == []
