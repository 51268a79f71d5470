"""How the example departments fill in, draw and write each form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from schemas.base import Model

Drawing = Literal["free", "canvas", "group", "vml_group", "vml_flat", "step_table", "chain", "down"]
Grouping = Literal["merged", "repeated", "blank"]
Dates = Literal["chinese", "spaced", "dotted", "dashed", "numerals"]
Levels = Literal["plain", "quoted", "risk", "boxes", "ticks"]


class CatalogueHabits(Model):
    """How annex 1 is filled in.

    Attributes:
        grouping: How the department's cell is repeated over its rows.
        columns: Field and header, in the order on paper; ``|`` is a line break.
        numbers: Typed row numbers, Word's automatic ones, or Chinese numbers before the
            department's name by automatic numbering.
        irregular: Column borders differ a little from row to row, as after dragging them.
        controls: Cells stand in content controls.
        landscape: The page lies on its side.
    """

    file: str
    filled_on: dt.date
    grouping: Grouping = "merged"
    columns: Mapping[str, str] = Field(default_factory=dict)
    numbers: Literal["typed", "automatic"] = "typed"
    department_number: Literal["", "typed", "automatic"] = ""
    irregular: bool = False
    controls: bool = False
    landscape: bool = False
    notes: bool = True
    signatures: bool = False


class FlowHabits(Model):
    """How the flowcharts are drawn; ``{item}`` in the file name is the item's name.

    Attributes:
        together: All charts stand in one file, one after the other.
        limit_line: The time limit begins a line of its own inside the box.
        supervision: The supervision stands below the chart, above it, or in the drawing.
    """

    file: str
    drawing: Drawing
    together: bool = False
    limit_line: bool = False
    supervision: Literal["below", "above", "table"] = "below"
    item_label: str = "职权事项"
    department_label: str = "责任处室"
    size: float = 10.5


class MapHabits(Model):
    """How annex 3 is drawn: the flowchart again, with a box of risks at its steps.

    Attributes:
        attachment: A dashed line leads from the step to its risks, the risks stand close beside
            the step, they are a callout that points at it, or a column of the step table.
        file: ``{item}`` is the item's name; without it all maps stand in one file.
        following: A step table has a column for the next step.
        stops: Manifestations end with full stops, as they do in the other annexes.
        number: What stands before each manifestation.
    """

    file: str
    drawing: Literal["free", "canvas", "group", "vml_group", "vml_flat", "step_table"]
    attachment: Literal["leader", "beside", "callout", "column"]
    following: bool = True
    stops: bool = True
    number: str = "{}."


class RatingHabits(Model):
    """How annex 4 is filled in and signed.

    Attributes:
        file: ``{item}`` is the item's name; without it all forms stand in one file.
        signed_on: When the department's head signed.
        reviewed_on: When the supervising leader signed.
        approved_on: When the leading group signed, where it has.
        again: The two days on which corrected forms are signed.
        leader: The supervising leader.
        dates: ``2012年6月11日``, spaced, ``2012.6.11``, ``2012-06-11``, or in Chinese numerals.
        levels: ``高``, ``“高”``, ``高风险``, ``☑高□中□低``, or a tick in one of three columns.
        several: All risks of a step stand in one cell, a line each.
        columns: Field and header, in the order on paper; ``|`` is a line break.
        wrapped: Signature and date stand on a line of their own.
    """

    file: str
    filled_on: dt.date
    signed_on: dt.date
    reviewed_on: dt.date
    approved_on: dt.date | None = None
    again: tuple[dt.date, dt.date] | None = None
    leader: str
    opinion: str = "同意。"
    review: str = "同意。"
    dates: Dates = "chinese"
    levels: Levels = "plain"
    grouping: Grouping = "merged"
    several: bool = False
    number: str = "{}."
    columns: Mapping[str, str] = Field(default_factory=dict)
    irregular: bool = False
    controls: bool = False
    wrapped: bool = True
    notes: bool = True


class SummaryHabits(Model):
    """How annex 5 is filled in, by departments that send it.

    Attributes:
        file: Where it stands; the file of annex 4 where both are one.
        first: Wrong totals of the version sent first, by their field (``points``, ``high`` …).
    """

    file: str
    filled_on: dt.date
    grouping: Grouping = "merged"
    levels: Literal["plain", "quoted", "risk"] = "plain"
    first: Mapping[str, int] = Field(default_factory=dict)


class MeasureHabits(Model):
    """How annex 6 is filled in.

    Attributes:
        grouping: Item, step, people, measures and regulations in merged cells, or repeated.
        single: Every risk has measures of its own, instead of a cell over a step or several.
        running: Risks are numbered through the item, not through the step.
        titles: Regulations stand in 《》.
        columns: Field and header, in the order on paper; ``|`` is a line break.
    """

    file: str
    grouping: Literal["merged", "repeated"] = "merged"
    single: bool = False
    running: bool = True
    titles: bool = True
    levels: Literal["plain", "quoted", "risk"] = "plain"
    number: str = "{}."
    columns: Mapping[str, str] = Field(default_factory=dict)


class AssessmentHabits(Model):
    """How annex 7 is answered.

    Attributes:
        answer: What stands for 达标: a word, a mark or ticked boxes.
        columns: Whether 是 and 否 have a column each, the answer standing in the first.
        evidence: Whether documents are named.
        unmet: Number of a criterion that is answered with 否 → what is said of it.
    """

    file: str
    filled_on: dt.date
    answer: str = "是"
    columns: bool = False
    evidence: bool = True
    unmet: Mapping[int, str] = Field(default_factory=dict)
