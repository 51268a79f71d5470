"""Chinese days: what "today" is for every deadline, whatever zone the machine is set to."""

from __future__ import annotations

import datetime as dt

ZONE = "Asia/Shanghai"
CHINA = dt.timezone(dt.timedelta(hours=8))


def today() -> dt.date:
    """Give today in Chinese time."""
    return dt.datetime.now(tz=CHINA).date()
