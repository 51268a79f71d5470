"""Looks that found nothing are removed from the server, whoever else removes them meanwhile."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Self
from uuid import UUID, uuid4

import pytest
from prefect.exceptions import ObjectNotFound

from flows import prefect_office


class _Client:
    """Knows three quiet runs, of which the server's clean-up has just removed the first."""

    def __init__(self) -> None:
        self.runs = [SimpleNamespace(id=uuid4()) for _ in range(3)]
        self.removed: list[UUID] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def read_flow_runs(self, **_: object) -> list[SimpleNamespace]:
        return self.runs

    def delete_flow_run(self, run: UUID) -> None:
        if run == self.runs[0].id:
            raise ObjectNotFound(Exception("404"))
        self.removed.append(run)


def test_a_quiet_run_that_is_gone_already_does_not_fail_the_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = _Client()
    monkeypatch.setattr(prefect_office, "get_client", lambda **_: client)
    monkeypatch.setattr(prefect_office, "deployment", SimpleNamespace(id=str(uuid4())))

    prefect_office._forget_quiet_runs()

    assert client.removed == [run.id for run in client.runs[1:]]
