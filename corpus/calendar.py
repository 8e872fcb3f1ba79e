"""The calendar day on which a question is asked, in the time zone of the archive's readers.

Law applies by calendar days. A server often runs in UTC, where the day begins eight hours later
than in China.
So "today" never depends on the machine: every caller names the time zone that the settings name.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from corpus.errors import UsageError

DEFAULT_TIMEZONE = "Asia/Shanghai"
"""The time zone of all of mainland China."""


def today(timezone: str = DEFAULT_TIMEZONE) -> str:
    """Return the present day in a time zone.

    Args:
        timezone: A name of the IANA time zone database, such as `Asia/Shanghai`.

    Returns:
        The day as `YYYY-MM-DD`.

    Raises:
        UsageError: If the database has no time zone of that name.
    """
    return dt.datetime.now(find_timezone(timezone)).date().isoformat()


def find_timezone(name: str) -> ZoneInfo:
    """Look a time zone up by its name.

    Args:
        name: A name of the IANA time zone database.

    Returns:
        The time zone.

    Raises:
        UsageError: If the database has no time zone of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"timezone: there is no time zone {name!r}",
            remedy=f"use a name of the IANA database, such as {DEFAULT_TIMEZONE} or Europe/Berlin",
        ) from error
