"""The process that carries out a pool's runs on one machine; started by ``flows.pool``."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading

from prefect.workers.process import ProcessWorker

from flows.children import RUNNER
from flows.prefect_pool import POOL

_REPORT_SECONDS = 5.0


def main(name: str, limit: int) -> None:
    """Work until this process is ended; its runs end with it."""
    signal.signal(signal.SIGHUP, lambda *_: _end())
    signal.signal(signal.SIGTERM, _end_soon)
    os.environ[RUNNER] = str(os.getpid())
    worker = ProcessWorker(
        work_pool_name=POOL, name=name, limit=limit, create_pool_if_not_found=True
    )
    asyncio.run(worker.start())


def _end() -> None:
    os.killpg(0, signal.SIGKILL)


def _end_soon(*_: object) -> None:
    """Give the runs, which were told to stop as well, time to report that they were stopped."""
    threading.Timer(_REPORT_SECONDS, _end).start()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
