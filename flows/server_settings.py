"""The environment of the workspace's Prefect server, and of the flow runs that report to it.

Why each setting is needed: ``docs/design.md``, "Why these Prefect settings?".
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from flows.server_address import Address

COLLEGE = "LIANFANG_COLLEGE"
"""Variable that tells a flow run on a server of many colleges which one it is for."""
DATABASE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
HEARTBEAT_SECONDS = 30
RUNS_KEPT_DAYS = 90
EVENTS_KEPT_DAYS = 2  # each look into the inbox leaves a dozen rows of them
_DAY = 86400
_IN_BATCHES = {
    # Without these the server writes every state of every task in a transaction of its own.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
}
"""What the server collects before it writes; a page of the UI is at most a second late so."""


def state_folder(workspace: Path) -> Path:
    """Give the hidden folder in which the program keeps what is not the office's."""
    return workspace / ".lianfang"


def prefect_home(workspace: Path) -> Path:
    """Give the folder of the workspace's Prefect: its database, logs and settings."""
    return state_folder(workspace).resolve() / "prefect"


def ready_note(workspace: Path) -> Path:
    """Give the file that the runner makes when what was left is tidied and all is deployed."""
    return prefect_home(workspace) / "runner.ready"


def server_environment(
    workspace: Path, address: Address, environment: Mapping[str, str], *, database: str = ""
) -> dict[str, str]:
    """Give all environment variables of a workspace's server.

    Args:
        workspace: Whose server it is.
        address: Where it listens.
        environment: This program's own; of its Prefect settings only those count that say under
            which address browsers reach the server.
        database: SQLAlchemy's address of the server's database; "" for a file of its own.
    """
    ui = environment.get("PREFECT_UI_URL", address.url)
    seen_from_desks = environment.get("PREFECT_UI_API_URL", f"{ui}/api")
    home = prefect_home(workspace)
    settings = {
        **_quiet(workspace),
        "PREFECT_API_URL": f"{address.url}/api",
        "PREFECT_UI_URL": ui,
        "PREFECT_UI_API_URL": seen_from_desks,
        "PREFECT_SERVER_API_HOST": address.host,
        "PREFECT_SERVER_API_PORT": str(address.port),
        DATABASE: database or f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ui,
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{EVENTS_KEPT_DAYS}D",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(RUNS_KEPT_DAYS * _DAY),
        **_IN_BATCHES,
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "TZ": "CST-8",
    }
    if address.password:
        settings["PREFECT_SERVER_API_AUTH_STRING"] = address.password
        settings["PREFECT_API_AUTH_STRING"] = address.password
    return {**without_prefect(environment), **settings}


def runner_environment(
    workspace: Path, address: Address, environment: Mapping[str, str]
) -> dict[str, str]:
    """Give all environment variables of the process that carries out the deployments' runs."""
    settings = {
        **_quiet(workspace),
        "PREFECT_API_URL": f"{address.url}/api",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "TZ": "CST-8",
    }
    if address.password:
        settings["PREFECT_API_AUTH_STRING"] = address.password
    return {**without_prefect(environment), **settings}


def worker_environment(
    home: Path, api: str, environment: Mapping[str, str], programs: Path
) -> dict[str, str]:
    """Give all environment variables of a worker and of the flow runs that it starts.

    Args:
        home: The folder in which this machine's worker keeps its state.
        api: The server of the pool.
        environment: This program's own.
        programs: The folder of the Python with which this program is installed.
    """
    settings = {
        **_quiet(home),
        "PREFECT_API_URL": api,
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_WORKER_QUERY_SECONDS": "5",
        # Without these a run whose machine vanished would count as running for ever.
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PATH": f"{programs}:{environment.get('PATH', os.defpath)}",
        "TZ": "CST-8",
    }
    if password := password_in(environment):
        settings["PREFECT_API_AUTH_STRING"] = password
    return {**without_prefect(environment), **settings}


def client_environment(workspace: Path, api: str) -> dict[str, str]:
    """Give the settings of a flow run in this process that reports to a server."""
    home = os.environ.get("PREFECT_HOME", str(prefect_home(workspace)))
    settings = {
        **_quiet(workspace),
        "PREFECT_HOME": home,
        "PREFECT_API_URL": api,
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    }
    password = password_in(os.environ)
    return {**settings, "PREFECT_API_AUTH_STRING": password} if password else settings


def password_in(environment: Mapping[str, str]) -> str:
    """Give the password with which to call a server, "" for none."""
    return environment.get("PREFECT_API_AUTH_STRING") or environment.get(
        "PREFECT_SERVER_API_AUTH_STRING", ""
    )


def without_prefect(environment: Mapping[str, str]) -> dict[str, str]:
    """Drop settings of other Prefect installations, so that only ours count."""
    return {key: value for key, value in environment.items() if not key.startswith("PREFECT_")}


def _quiet(workspace: Path) -> dict[str, str]:
    """Give what holds for every process: its own home, no other server, nothing told outside."""
    home = prefect_home(workspace)
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
