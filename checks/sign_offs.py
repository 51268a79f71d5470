"""The sign-off blocks of the rating forms (annex 4): whose they are, what they say and mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks.view import View
from checks.vocabulary import is_blank, is_placeholder
from schemas.base import Place
from schemas.dossier import Source, Submitted
from schemas.forms import RatingForm, SignOff, SignOffRole
from schemas.text import normalised, one_line

ROLES: Final[tuple[SignOffRole, ...]] = ("department", "supervising_leader", "leading_group")
"""In the order in which they sign."""

SIGNERS: Final[Mapping[SignOffRole, str]] = {
    "department": "部门负责人",
    "supervising_leader": "分管领导",
    "leading_group": "领导小组组长",
}

MILESTONE: Final = "M07"
"""What the sign-offs are for; phases before its own do not look at them."""


def is_signed(sign_off: SignOff) -> bool:
    """Tell whether a name stands in a block; dots, crosses and strokes are none."""
    name = sign_off.signed_by or ""
    return not is_blank(name) and not is_placeholder(name)


@dataclass(frozen=True)
class SignedForm:
    """A rating form in force with its sign-offs.

    Attributes:
        item: The authority item in the catalogue's wording, else in the form's.
        corrected: It is a later version of an earlier one.
    """

    department: str
    item: str
    form: RatingForm
    source: Source
    corrected: bool

    def blocks(self, role: SignOffRole) -> tuple[SignOff, ...]:
        """Give the blocks of a role; mostly one, none where the form lacks it."""
        return self._by_role.get(role, ())

    @cached_property
    def _by_role(self) -> Mapping[SignOffRole, tuple[SignOff, ...]]:
        return {
            role: tuple(block for block in self.form.sign_offs if block.role == role)
            for role in ROLES
        }

    @property
    def place(self) -> Place | None:
        """Tell where the form stands, for what it lacks altogether."""
        return self.form.place() or self.form.place("item")


def signed_forms(view: View) -> Iterator[SignedForm]:
    """Give all rating forms in force, in the order of the departments.

    Nothing in the phases before that of the ratings, which check their own milestones only.
    """
    if all(milestone.code != MILESTONE for milestone in view.milestones):
        return
    for department in view.departments:
        for sent in department.rating_forms:
            row = view.items[department.name].get(normalised(sent.form.item))
            yield SignedForm(
                department=department.name,
                item=row.name if row else one_line(sent.form.item),
                form=sent.form,
                source=sent.source,
                corrected=sent.corrected or _has_replaced(view, sent),
            )


def _has_replaced(view: View, sent: Submitted[RatingForm]) -> bool:
    """Tell whether the file replaced an earlier version of the form, maybe on the same day."""
    return any(
        replacement.kind == sent.form.form
        and replacement.new.path == sent.source.path
        and bool(sent.form.subjects & set(map(normalised, replacement.items)))
        for replacement in view.dossier.replacements
    )
