"""Since which day the articles of a law have had their numbers.

With this an old citation is understood although the archive has only a newer version. An amendment
either numbers the law anew, or inserts 第…条之一 so that all other numbers stay. A version with
inserted articles has been amended in the second way since it was last passed or revised (修订) as
a whole. Its history states that day. Comparing the texts of versions was set aside, because it
needs the very version that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.records import Event, EventKind

_WHOLE = (
    EventKind.ADOPTED,
    EventKind.APPROVED,
    EventKind.PROMULGATED,
)


def numbered_since(events: Sequence[Event], articles: Iterable[str]) -> str | None:
    """Find the day since which the articles of a version have had their numbers.

    Args:
        events: The acts that the head note of the version names.
        articles: The labels of its articles.

    Returns:
        The day (ISO), None where the version does not show it.
    """
    if not any("之" in article for article in articles):
        return None
    revised = [event.date for event in events if event.act is EventKind.REVISED]
    if revised:
        return max(revised)
    made = [event.date for event in events if event.act in _WHOLE]
    return min(made, default=None)
