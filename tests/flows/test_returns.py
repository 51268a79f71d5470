"""What goes back to a department: the notice, and drawings that it has to confirm."""

from __future__ import annotations

from pathlib import Path

from extractors.faults import DOUBTFUL_CHART
from flows.returns import returned_files
from flows.settings import Workspace
from rendering.proof import ReadBack, read_back
from rendering.understood_charts import TITLE
from schemas.base import Place
from schemas.findings import Finding
from tests.support.dossiers import AUDIT, catalogue, college, dossier, flow, risk_map, row

CHARTS = f"inbox/{AUDIT}/图.docx"
MAP = risk_map({"受理": ("不按规定登记。", "压件不办。"), "审批": ("徇私批准。",)})


def doubtful(item: str = "信访举报受理") -> Finding:
    return DOUBTFUL_CHART.finding(
        department=AUDIT,
        item=item,
        file=CHARTS,
        place=Place(paragraph=3),
        reasons="连接线没有接到形状上",
        understood="受理→初核",
    )


def notice_of(tmp_path: Path, *findings: Finding) -> ReadBack:
    told = dossier(catalogue(row()), (CHARTS, flow()), (CHARTS, MAP))
    files = returned_files(Workspace(tmp_path, college()), told, AUDIT, findings, lambda _: None)
    (document,) = files.values()
    return read_back(document)


def test_a_drawing_read_with_doubt_goes_back_redrawn_with_all_its_steps(tmp_path: Path) -> None:
    found = notice_of(tmp_path, doubtful())

    shapes = [shape for block in found.blocks for shape in block.shapes]
    said = "\n".join(block.text for block in found.blocks)
    assert all(any(step.text in shape for shape in shapes) for step in flow().steps)
    assert TITLE in said
    assert "2幅图读取存疑" in said
    assert "1．“信访举报受理”运行流程图（文件“图.docx”）。" in said
    assert "连接线没有接到形状上" in said


def test_the_risks_of_a_doubtful_map_stand_beside_its_steps(tmp_path: Path) -> None:
    found = notice_of(tmp_path, doubtful())

    shapes = "\n".join(shape for block in found.blocks for shape in block.shapes)
    for box in MAP.risks:
        assert all(text in shapes for text in box.manifestations)


def test_drawings_without_doubt_do_not_go_back(tmp_path: Path) -> None:
    other = doubtful("内部审计")

    found = notice_of(tmp_path, other)

    assert [shape for block in found.blocks for shape in block.shapes] == []
    assert TITLE not in "\n".join(block.text for block in found.blocks)
