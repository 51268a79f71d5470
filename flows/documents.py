"""Which official documents a phase makes; adding one is adding a function to :data:`DOCUMENTS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flows.safe_names import safe_name
from flows.settings import Workspace
from rendering.approval import ApprovalPage, DocumentStatus
from rendering.catalogue import TITLE as CATALOGUE_TITLE
from rendering.catalogue import render_catalogue
from schemas.consolidated import Consolidated
from schemas.schedule import Phase


@dataclass(frozen=True, slots=True)
class Document:
    """A finished Word document."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What a document is made of.

    Attributes:
        status: ``draft`` and ``for_approval`` carry their mark on every page.
    """

    workspace: Workspace
    data: Consolidated
    status: DocumentStatus
    approval: ApprovalPage


def _catalogue(order: Order) -> Sequence[Document]:
    college = order.workspace.college
    title = f"{college.organisation.name}{college.year}年{CATALOGUE_TITLE}"
    content = render_catalogue(
        order.data,
        college,
        status=order.status,
        template=order.workspace.template("catalogue.docx"),
        approval=order.approval,
    )
    return [Document(name=safe_name(f"{title}.docx"), title=title, content=content)]


DOCUMENTS: Mapping[Phase, Callable[[Order], Sequence[Document]]] = {"catalogue": _catalogue}
"""The phases whose documents are built; the others receive and check what arrives."""
