"""What changed since the departments' first versions (contract, section 8: 审定情况)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.risk_changes import risk_changes
from schemas.dossier import DepartmentDossier
from schemas.forms import Catalogue, CatalogueItem, Form, ItemChart, ProcessFlow, RatingForm
from schemas.text import normalised, one_line

FIELDS: Mapping[str, str] = {
    "category_raw": "职权类别",
    "content": "职权内容",
    "legal_basis": "法规依据",
}


@dataclass(slots=True)
class FirstVersions:
    """The first row, flowchart and rating that a department ever sent of each item."""

    items: dict[str, CatalogueItem] = field(default_factory=dict)
    flows: dict[str, ProcessFlow] = field(default_factory=dict)
    ratings: dict[str, RatingForm] = field(default_factory=dict)

    def add(self, forms: Sequence[Form], *, beginning: bool) -> None:
        """Take in the forms of the next older content.

        Args:
            forms: What one received content carried.
            beginning: It came with the department's first catalogue: items that come later are
                additions, not first versions.
        """
        for form in forms:
            if isinstance(form, Catalogue) and beginning:
                for item in form.items:
                    self.items.setdefault(normalised(item.name), item)
            elif isinstance(form, ProcessFlow):
                self.flows.setdefault(normalised(form.item), form)
            elif isinstance(form, RatingForm):
                self.ratings.setdefault(normalised(form.item), form)


def changes(
    departments: Sequence[DepartmentDossier],
    first: Mapping[str, FirstVersions],
    *,
    with_risks: bool = False,
) -> tuple[str, ...]:
    """Say in one Chinese sentence each what is different now, in the departments' order.

    Args:
        departments: What is in force.
        first: The first versions, by department.
        with_risks: Ratings are published too.
    """
    return tuple(
        f"{department.name}：{sentence}"
        for department in departments
        if department.name in first and department.catalogues
        for sentence in (
            *_of_department(department, first[department.name]),
            *(_of_ratings(department, first[department.name]) if with_risks else ()),
        )
    )


def _of_department(department: DepartmentDossier, first: FirstVersions) -> Iterator[str]:
    now = {normalised(item.name): item for item, _ in department.entries}
    for key, item in now.items():
        if key not in first.items:
            yield f"新增职权事项“{one_line(item.name)}”。"
            continue
        for name, words in FIELDS.items():
            before, after = getattr(first.items[key], name), getattr(item, name)
            if normalised(before) != normalised(after):
                was, is_now = before or "空白", after or "空白"
                yield f"“{one_line(item.name)}”的{words}由“{was}”改为“{is_now}”。"
    for key, item in first.items.items():
        if key not in now:
            yield f"不再列入职权事项“{one_line(item.name)}”。"
    for sent in department.flows:
        earlier = first.flows.get(normalised(sent.form.item))
        if earlier and drawn(earlier) != drawn(sent.form):
            yield f"“{one_line(sent.form.item)}”的运行流程图已修改。"


def _of_ratings(department: DepartmentDossier, first: FirstVersions) -> Iterator[str]:
    for sent in department.rating_forms:
        earlier = first.ratings.get(normalised(sent.form.item))
        for change in risk_changes(earlier.risks, sent.form.risks) if earlier else ():
            yield f"“{one_line(sent.form.item)}”中{one_line(change)}。"


def drawn(flow: ItemChart) -> tuple[object, ...]:
    """Give what a flowchart says, whatever the steps' ids and places."""
    texts = {step.id: normalised(step.text) for step in flow.steps}
    steps = sorted((texts[s.id], s.time_limit or "", s.actor or "") for s in flow.steps)
    arrows = sorted(
        (texts.get(t.source, ""), texts.get(t.target, ""), t.label or "") for t in flow.transitions
    )
    return steps, arrows, normalised(flow.supervision or "")
