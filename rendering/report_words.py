"""The sentences of the work report that follow from the year's figures, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from schemas.consolidated import Consolidated
from schemas.counting import UNIT_NAMES
from schemas.forms import CATEGORIES
from schemas.text import one_line
from schemas.year_figures import YearFigures

_MOST_NAMED = 10


def opening(data: Consolidated) -> str:
    """Write the first paragraph."""
    return (
        f"按照统一部署，{data.organisation}于{data.year}年开展了廉政风险防控机制建设工作。"
        f"现将截至{data.as_of.year}年{data.as_of.month}月{data.as_of.day}日的工作情况报告如下。"
    )


def paragraphs(part: str, data: Consolidated, figures: YearFigures) -> list[str]:
    """Give the paragraphs of a part; every part has at least one."""
    return list(_PARTS[part](data, figures))


def _basic(data: Consolidated, figures: YearFigures) -> Iterator[str]:
    risks = figures.risks.overall.risks
    categories = {line.name: line.items for line in figures.risks.categories}
    named = "、".join(f"{name}{categories.get(name, 0)}项" for name in CATEGORIES)
    yield (
        f"全院{len(data.departments)}个部门（单位）清理职权和重要业务事项{figures.risks.overall.items}项，"
        f"其中{named}；绘制运行流程图{figures.flows}幅。"
    )
    yield (
        f"排查廉政风险点{risks.points}个，其中高等级{risks.high}个、中等级{risks.medium}个、"
        f"低等级{risks.low}个（{UNIT_NAMES[figures.risks.unit]}）；制定防控措施{figures.measures}条，"
        f"拟建立健全制度{figures.regulations}项。"
    )
    yield (
        f"{figures.rosters}个部门（单位）报送了工作机构人员名单。应报送材料{figures.due}次，"
        f"按时报送{figures.on_time}次，按时率{_share(figures.on_time, figures.due)}。"
    )


def _features(data: Consolidated, figures: YearFigures) -> Iterator[str]:
    del data
    covered = [
        line for line in figures.risks.areas if line.risks.points and line.name != "未归入重点领域"
    ]
    named = "、".join(line.name for line in covered) or "暂无"
    yield f"重点领域中，已在{len(covered)}个领域排查出廉政风险：{named}。"
    again = f"{figures.corrected}份材料经修改后重新报送" if figures.corrected else "没有重新报送的"
    yield f"材料逐份核对、有错退回：{again}{_lifted(figures)}。"


def _results(data: Consolidated, figures: YearFigures) -> Iterator[str]:
    del data
    high = figures.risks.overall.risks.high
    yield (
        f"每项职权和重要业务事项有目录、有流程、有风险点、有措施。高等级风险{high}个，其中"
        f"{figures.high_with_regulation}条有拟建立健全的制度。"
    )
    passed, failed = figures.assessed(passed=True), figures.assessed(passed=False)
    if passed or failed:
        yield f"检查考核中，{len(passed)}个部门（单位）通过{_failed(failed)}。"
    if figures.signals:
        came, answered = figures.signals.signals, figures.signals.answered
        yield (
            f"预警处置：登记预警信息{came}条，已通过风险提示、诫勉谈话或者责令纠错处置{answered}条。"
        )


def _problems(data: Consolidated, figures: YearFigures) -> Iterator[str]:
    del data
    late = [d.name for d in figures.departments if d.on_time < d.due]
    bare = figures.risks.bare_areas
    yield (
        f"截至报告日，材料中尚有错误{figures.errors}个、警告{figures.warnings}个{_explained(figures)}。"
        + (f"未能每次按时报送的部门（单位）{len(late)}个：{_named(late)}。" if late else "")
    )
    if figures.signals and figures.signals.overdue:
        yield f"预警信息中，逾期尚未处置的有{figures.signals.overdue}条。"
    if bare:
        yield f"重点领域中尚没有职权事项归入的有{len(bare)}个：{'、'.join(bare)}。"


def _improvements(data: Consolidated, figures: YearFigures) -> Iterator[str]:
    failed = figures.assessed(passed=False)
    until = {
        d.assessment.correct_until
        for d in data.departments
        if d.assessment and d.assessment.correct_until
    }
    if failed:
        day = max(until) if until else None
        by = f"，{day.year}年{day.month}月{day.day}日前完成整改" if day else "，限期整改"
        yield f"未通过检查考核的{len(failed)}个部门（单位）（{_named(failed)}）{by}。"
    planned = sorted(
        {
            f"{name}（{by}）"
            for d in data.departments
            for item in d.items
            for risk in item.risks
            for name, by in zip(risk.regulations, risk.planned, strict=False)
            if by
        }
    )
    yield (
        f"推动{figures.regulations}项制度的制定和修订"
        + (f"，已明确时限的有：{_named(planned)}" if planned else "")
        + "；对风险内容、等级和防控措施实行动态管理。"
    )


_PARTS: Mapping[str, Callable[[Consolidated, YearFigures], Iterator[str]]] = {
    "基本情况": _basic,
    "主要特点": _features,
    "取得成效": _results,
    "存在问题": _problems,
    "改进措施": _improvements,
}


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def _lifted(figures: YearFigures) -> str:
    """Say which findings the office lifted, and why."""
    if not figures.lifted:
        return ""
    reasons = "；".join(
        f"{o.department or '全校'}{o.code}（{o.reason}）" for o in figures.lifted[:_MOST_NAMED]
    )
    return f"，经办公室核实撤销提示{len(figures.lifted)}条：{reasons}"


def _explained(figures: YearFigures) -> str:
    """Say which warnings departments explained, and how."""
    if not figures.explained:
        return ""
    said = "；".join(
        f"{f.department or '全校'}{f.code}（{one_line(f.explained or '')}）"
        for f in figures.explained[:_MOST_NAMED]
    )
    more = "等" if len(figures.explained) > _MOST_NAMED else ""
    return f"，其中有关部门（单位）已书面说明的{len(figures.explained)}个：{said}{more}"


def _failed(failed: tuple[str, ...]) -> str:
    return f"，{len(failed)}个未通过：{_named(failed)}" if failed else ""


def _named(names: tuple[str, ...] | list[str]) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return f"{shown}等{len(names)}个" if len(names) > _MOST_NAMED else shown
