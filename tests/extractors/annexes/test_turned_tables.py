"""Titles in the first column, and a risk or an item a column."""

from __future__ import annotations

from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_tables import Rows

TITLE = paragraph("附件4") + paragraph("廉政风险点排查评定表")
TOP: Rows = [["职权事项名称", Cell("户籍管理", columns=3)], ["责任部门", Cell("保卫处", columns=3)]]
SIGNED: Rows = [["部门意见", Cell("同意。\n签字：王强\n2012年6月1日", columns=3)]]


def rows(levels: tuple[str, str, str] = ("中", "高", "低")) -> Rows:
    return [
        ["廉政风险点", Cell("受理", columns=2), "审核"],
        ["廉政风险表现形式", "1.不按规定登记。", "2.泄露信息。", "3.压件不办。"],
        ["风险等级", *levels],
        ["责任主体", Cell("承办人", columns=2), "科长"],
    ]


def test_a_rating_with_a_risk_a_column_is_read_between_its_top_fields_and_sign_offs() -> None:
    (form,), findings = read(TITLE, table([*TOP, *rows(), *SIGNED]))
    assert (form.item, form.department) == ("户籍管理", "保卫处")
    told = [(r.point, r.number, r.manifestation, r.level, r.responsible) for r in form.risks]
    assert told == [
        ("受理", 1, "不按规定登记。", "中", "承办人"),
        ("受理", 2, "泄露信息。", "高", "承办人"),
        ("审核", 3, "压件不办。", "低", "科长"),
    ]
    assert form.sign_offs[0].signed_by == "王强"
    assert not findings


def test_its_values_stand_where_they_stand_in_the_file() -> None:
    (form,), _ = read(TITLE, table([*TOP, *rows(), *SIGNED]))
    place = form.risks[1].place("level")
    assert (place.table, place.row, place.column) == (1, 5, 3)


def test_where_the_levels_are_none_the_turning_is_to_be_confirmed() -> None:
    (form,), findings = read(TITLE, table([*TOP, *rows(("甲", "乙", "丙")), *SIGNED]))
    assert [risk.level_raw for risk in form.risks] == ["甲", "乙", "丙"]
    assert codes(findings) == ["LF-F15"]
    assert "行列互换" in findings[0].message


def test_an_item_a_column_is_a_form_an_item() -> None:
    items = ["职权事项名称", "户籍管理", "门禁管理", "消防检查"]
    forms, findings = read(TITLE, paragraph("责任部门：保卫处"), table([items, *rows()]))
    assert [form.item for form in forms] == items[1:]
    assert [form.risks[0].level for form in forms] == ["中", "高", "低"]
    assert not findings


def test_a_catalogue_with_an_item_a_column_is_read() -> None:
    turned = table(
        [
            ["序号", "1", "2"],
            ["部门（责任主体）", Cell("保卫处", columns=2)],
            ["职权事项名称", "户籍管理", "门禁管理"],
            ["职权类别", "行政职权", "重要业务事项"],
            ["职权内容", "办理户籍。", "发放通行证。"],
            ["法规依据", "《条例》", "《规定》"],
        ]
    )
    (form,), findings = read(paragraph("职权和重要业务事项目录"), turned)
    assert [(i.seq, i.name, i.category) for i in form.items] == [
        (1, "户籍管理", "行政职权"),
        (2, "门禁管理", "重要业务事项"),
    ]
    assert form.items[1].legal_basis == "《规定》"
    assert not findings


def test_measures_with_a_risk_a_column_serve_the_risk_above_them() -> None:
    turned = table(
        [
            ["职权事项", Cell("户籍管理", columns=2)],
            ["关键环节", "受理", "审核"],
            ["所涉人员", "承办人", "科长"],
            ["廉政风险表现形式", "不按规定登记。", "压件不办。"],
            ["风险等级", "中", "低"],
            ["防控措施", "1.定期检查。", "1.限时办结。\n2.通报。"],
            ["拟建立健全的制度名称", Cell("《登记办法》", columns=2)],
        ]
    )
    title = paragraph("权力运行廉政风险及防控措施一览表") + paragraph("部门：保卫处")
    (form,), findings = read(title, turned)
    assert [risk.measures for risk in form.risks] == [("定期检查。",), ("限时办结。", "通报。")]
    assert [risk.regulations for risk in form.risks] == [("《登记办法》",)] * 2
    assert not findings
