"""LF-P01: an authority item of the catalogue has no flowchart (annex 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from schemas.findings import Finding, Rule
from schemas.text import normalised

RULE: Final = Rule(
    code="LF-P01",
    title="缺运行流程图",
    severity="error",
    basis="实施方案五（一）、六（二）；附件2",
    message=(
        "“{department}”目录（{where}）中的职权事项“{item}”没有运行流程图。"
        "请按附件2补报该事项的流程图，图上“职权事项”写与目录相同的名称。"
    ),
    hint="按附件2补报该事项的运行流程图",
)


def check(view: View) -> Iterator[Finding]:
    """Find items without a chart, once charts were sent or their milestone has passed.

    Before that LF-D01 alone says that they are awaited. Where only some files are at hand, the
    milestone says nothing.
    """
    overdue = view.complete and view.has_passed("M03")
    for department in view.departments:
        if not (overdue or department.has_sent("process_flow")):
            continue
        drawn = {normalised(sent.form.item) for sent in department.flows}
        for key, row in view.items[department.name].items():
            if key not in drawn:
                yield RULE.finding(
                    department=row.department,
                    item=row.name,
                    file=row.source.path,
                    place=row.item.place("name"),
                    where=row.where("name"),
                )
