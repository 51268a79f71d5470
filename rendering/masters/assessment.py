"""The template of the 检查考核结果: an overview for the leading group, a sheet a department."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, line


def assessment(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    body = "".join(
        (
            line("{{ organisation }}", "Title"),
            line("廉政风险防控机制建设检查考核结果", "Title"),
            BLANK,
            line("单位：{{ organisation }}　　截至：{{ date }}", "LFTableLead"),
            line("{{p overview}}"),
            line("说明：1．达标条数满{{ pass_mark }}条为通过；答复未齐的为待定。", "LFNote"),
            line("2．第5、8、9、10、12、15、16条由报送材料核对得出，其余依据考核表。", "LFNote"),
            line("{{p sheets}}"),
            section(page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
