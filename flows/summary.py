"""The summary phase (M06 to M08): 廉政风险点及等级汇总表, as a Prefect flow."""

from __future__ import annotations

from flows.prefect_flow import phase_flow

run = phase_flow("summary")
