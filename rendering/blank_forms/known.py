"""What is known of a department before it fills in its forms."""

from __future__ import annotations

from itertools import pairwise

from schemas.base import Model
from schemas.consolidated import ConsolidatedItem
from schemas.forms import ProcessFlow, Step, Transition


class Known(Model):
    """A department, and what the archive has of it.

    Attributes:
        organisation: The college.
        department: "" in blank forms that are for every department, as the plan carries them.
        head: Its head (部门负责人), "" where not configured.
        leader: Its supervising leader (主管院领导), "" where not configured.
        items: Its authority items in the order of its catalogue, with flowcharts and risks.
    """

    organisation: str
    department: str = ""
    head: str = ""
    leader: str = ""
    items: tuple[ConsolidatedItem, ...] = ()


def steps_of(item: ConsolidatedItem | None) -> tuple[str, ...]:
    """Give the steps of an item's flowchart as risk points are named, each once."""
    flow = item.flow if item else None
    return tuple(dict.fromkeys(step.text for step in flow.steps)) if flow else ()


def starting_flow(item: ConsolidatedItem | None, prompt: str) -> ProcessFlow:
    """Give an item's flowchart, else three boxes with a prompt in a row to begin with."""
    if item is not None and item.flow is not None and item.flow.steps:
        return item.flow
    ids = ("s1", "s2", "s3")
    return ProcessFlow(
        item=item.name if item else "",
        steps=tuple(Step(id=id_, text=prompt) for id_ in ids),
        transitions=tuple(Transition(source=a, target=b) for a, b in pairwise(ids)),
    )
