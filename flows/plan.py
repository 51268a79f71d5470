"""The plan phase (M01, M02): 实施方案, as a Prefect flow."""

from __future__ import annotations

from flows.prefect_flow import phase_flow

run = phase_flow("plan")
