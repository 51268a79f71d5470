"""The handbook phase (M09 to M11): 廉政风险防控手册, as a Prefect flow."""

from __future__ import annotations

from flows.prefect_flow import phase_flow

run = phase_flow("handbook")
