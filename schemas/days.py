"""Days that the office's work can fall on."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
"""Days beyond are slips of the pen, and leave no room for counting days from them."""
Day = Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
