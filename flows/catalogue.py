"""The catalogue phase (M03 to M05): 职权和重要业务事项目录, as a Prefect flow."""

from __future__ import annotations

from flows.prefect_flow import phase_flow

run = phase_flow("catalogue")
