"""Since when a law's articles have had their numbers, so that an old citation is understood though only a newer version is held.

Who amends a law either numbers it anew or inserts 第…条之一 so that all numbers stay. A version that has inserted articles has been amended
in the second way, since it was last passed or revised (修订) as a whole: its history says on which day that was.
Comparing the texts of versions was set aside: it needs the very version that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.records import Act, Event

_WHOLE = (Act.ADOPTED, Act.APPROVED, Act.PROMULGATED)


def numbered_since(events: Sequence[Event], articles: Iterable[str]) -> str | None:
    """The day since which the articles of a version with that history have had their numbers (ISO), None where it can't be told."""
    if not any("之" in article for article in articles):
        return None
    revised = [event.date for event in events if event.act is Act.REVISED]
    made = [event.date for event in events if event.act in _WHOLE]
    return max(revised, default=min(made, default=None))
