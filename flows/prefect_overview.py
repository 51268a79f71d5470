"""The year's table and calendar in the UI."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import cast

from prefect import get_client
from prefect.artifacts import Artifact, create_table_artifact
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey

from flows.overview import Overview, calendar_rows, status_rows
from flows.server_settings import COLLEGE

STATUS, CALENDAR = "department-status", "calendar"


def own(key: str) -> str:
    """Give an artifact's key; on a server of many colleges each has keys of its own."""
    college = os.environ.get(COLLEGE)
    return f"{key}-{college}" if college else key


def show_overview(overview: Overview, *, only_news: bool = False) -> None:
    """Show departments by milestones, and what is due when.

    Args:
        overview: Where the year stands.
        only_news: Leave what the UI shows already as it is, so that polling leaves no heap.
    """
    day = overview.day.isoformat()
    tables = {
        STATUS: (status_rows(overview), f"各部门报送情况（截至{day}）"),
        CALENDAR: (calendar_rows(overview), f"各节点期限（截至{day}）"),
    }
    for key, (rows, description) in tables.items():
        if not (only_news and shown_rows(key) == rows):
            create_table_artifact(table=rows, key=own(key), description=description)


def shown_rows(key: str) -> Sequence[Mapping[str, str]] | None:
    """Give the rows that the UI shows now."""
    last = cast("Artifact | None", Artifact.get(own(key)))
    if last is None or not isinstance(last.data, str):
        return None
    rows: list[dict[str, str]] = json.loads(last.data)
    return rows


def shown_pages(keys: Sequence[str]) -> Mapping[str, object]:
    """Give what the UI shows now under many keys, in one question: key → page.

    A key may be missing (the server tells two hundred at most): its page is then written anew.
    """
    wanted = ArtifactCollectionFilter(
        key=ArtifactCollectionFilterKey(any_=[own(key) for key in keys])
    )
    with get_client(sync_client=True) as client:
        found = client.read_latest_artifacts(artifact_filter=wanted)
    pages = {page.key: page.data for page in found}
    return {key: pages[own(key)] for key in keys if own(key) in pages}
