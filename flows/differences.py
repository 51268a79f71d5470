"""What the consolidated data say now that they did not say before, for LF-D06 and approvals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from flows.changes import drawn
from flows.jsonfile import json_bytes
from flows.risk_changes import followed, risk_changes
from schemas.consolidated import (
    Consolidated,
    ConsolidatedAssessment,
    ConsolidatedDepartment,
    ConsolidatedItem,
)
from schemas.forms import published
from schemas.text import normalised

_FIELDS: Mapping[str, str] = {
    "category": "职权类别",
    "content": "职权内容",
    "legal_basis": "法规依据",
}


def digest_of(data: Consolidated) -> str:
    """Give the SHA-256 of what the data say of the college, whatever the day and the findings."""
    said = [published(_without_findings(department)) for department in data.departments]
    return hashlib.sha256(json_bytes(said)).hexdigest()


def _without_findings(department: ConsolidatedDepartment) -> ConsolidatedDepartment:
    """Leave out of the assessment what follows from the findings of the day."""
    if department.assessment is None:
        return department
    own = tuple(c for c in department.assessment.criteria if not c.by_software)
    return department.model_copy(update={"assessment": ConsolidatedAssessment(criteria=own)})


def differences(before: Consolidated, after: Consolidated) -> tuple[str, ...]:
    """Say in one Chinese sentence each what is different; nothing where the digests are equal."""
    if digest_of(before) == digest_of(after):
        return ()
    earlier = {department.name: department for department in before.departments}
    found = [
        f"{department.name}：{sentence}"
        for department in after.departments
        for sentence in _of_department(earlier.pop(department.name, None), department)
    ]
    found += [f"{name}：不再列入。" for name in earlier]
    return tuple(found) or ("个别文字或名单有变化。",)


def _of_department(
    before: ConsolidatedDepartment | None, after: ConsolidatedDepartment
) -> Iterator[str]:
    if before is None:
        yield "新列入。"
        return
    earlier = {normalised(item.name): item for item in before.items}
    for item in after.items:
        old = earlier.pop(normalised(item.name), None)
        if old is None:
            yield f"新增职权事项“{item.name}”。"
        else:
            yield from _of_item(old, item)
    for item in earlier.values():
        yield f"不再列入职权事项“{item.name}”。"
    if _answers(before) != _answers(after):
        yield "检查考核的答复有变化。"


def _answers(department: ConsolidatedDepartment) -> object:
    return _without_findings(department).assessment


def _of_item(before: ConsolidatedItem, after: ConsolidatedItem) -> Iterator[str]:
    for name, words in _FIELDS.items():
        was, now = getattr(before, name) or "空白", getattr(after, name) or "空白"
        if normalised(was) != normalised(now):
            yield f"“{after.name}”的{words}由“{was}”改为“{now}”。"
    if before.flow is None and after.flow is not None:
        yield f"“{after.name}”补报了运行流程图。"
    elif (before.flow and drawn(before.flow)) != (after.flow and drawn(after.flow)):
        yield f"“{after.name}”的运行流程图已修改。"
    for change in risk_changes(before.risks, after.risks):
        yield f"“{after.name}”中{change}。"
    yield from _of_measures(before, after)


def _of_measures(before: ConsolidatedItem, after: ConsolidatedItem) -> Iterator[str]:
    pairs, _, _ = followed(before.risks, after.risks)
    for i, j in pairs:
        was, now = before.risks[i], after.risks[j]
        for name, words in (("measures", "防控措施"), ("regulations", "制度")):
            if [*map(normalised, getattr(was, name))] != [*map(normalised, getattr(now, name))]:
                risk = f"“{now.point}”环节的“{now.manifestation.rstrip('。；;')}”"
                yield f"“{after.name}”中{risk}的{words}已修改。"
