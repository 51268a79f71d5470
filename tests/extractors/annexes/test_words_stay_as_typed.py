"""Text is text: whatever a cell says comes out as it was typed, from the file to the JSON."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.read import read_file
from schemas.findings import Finding
from schemas.forms import as_contract
from tests.support.forms import docx, paragraph, table

TITLE = paragraph("附件1：") + paragraph("职权和重要业务事项目录")
HEAD = ["序号", "部门（责任主体）", "职权事项名称", "职权类别", "职权内容", "法规依据"]
MEASURES = paragraph("附件6：") + paragraph("权力运行廉政风险及防控措施一览表")
RISKS = [
    "职权事项",
    "关键环节",
    "所涉人员",
    "廉政风险表现形式",
    "风险等级",
    "防控措施",
    "拟建立健全的制度名称",
]

SPECIAL = [
    "{{ department }}{% for x in y %}{{ x }}{% endfor %}",
    "<script>alert(1)</script>&amp;&lt;",
    '=HYPERLINK("http://x/","点我")',
    "../../etc/passwd",
    r"C:\部门\目录.docx",
    "%s {0} $HOME `id`",
    "甲\u202e乙丙\u202c丁",
    "姓𠮷的处长与𪚥",
    "ﬁ①㎡ｱ全角ＡＢＣ",
    "零\u200b宽\u200d字",
    "@cmd|' /C calc'!A0",
]


def printed(*blocks: str) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    reading = read_file(docx(*blocks), file="x.docx")
    (form,) = as_contract(reading)["forms"]
    return form, reading.findings


@pytest.mark.parametrize("text", SPECIAL)
def test_a_catalogue_keeps_a_text_as_it_was_typed(text: str) -> None:
    row = ["1", "教务处", f"选用{text}", "内部职权", f"审核{text}计划", f"《办法》{text}"]

    form, findings = printed(TITLE, table([HEAD, row]))

    (item,) = form["items"]
    assert item["content"] == f"审核{text}计划"
    assert item["legal_basis"] == f"《办法》{text}"
    assert item["name"].replace(" ", "") == f"选用{text}".replace(" ", "")
    assert findings == ()


@pytest.mark.parametrize("text", SPECIAL)
def test_annex_6_keeps_a_text_as_it_was_typed(text: str) -> None:
    row = ["物资采购", "招标", "科长", f"泄露{text}标底", "高", f"双人{text}开标", "《采购办法》"]

    form, findings = printed(MEASURES, table([RISKS, row]))

    (risk,) = form["risks"]
    assert risk["manifestation"] == f"泄露{text}标底"
    assert risk["measures"] == [f"双人{text}开标"]
    assert findings == ()


def test_a_cell_of_a_hundred_thousand_characters_stays_whole() -> None:
    long = "审核教材选用计划" * 12_500

    form, findings = printed(
        TITLE, table([HEAD, ["1", "教务处", "选用", "内部职权", long, "《办法》"]])
    )

    assert form["items"][0]["content"] == long
    assert findings == ()
