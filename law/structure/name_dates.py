"""A file name "title(date)" whose day is not that of the head note.

The collector of a file gives it the date of its version, so the name counts where the note says
nothing of that version: courts publish an interpretation days after its adoption, and a note often
lacks the last change. But a name is copied by hand, and no text is older than its own note. Then
the note counts, and a finding names both days.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.records import Event, EventKind, Evidence, Finding, Law, Severity
from law.structure.enactment import days_between, latest

_FILE_NAME = "file name"
_SLIP = 31
"""Most days by which a name may be later than the promulgation that it means.

A change of the text comes later than that.
"""


def settle_date(
    day: str | None,
    evidence: Evidence | None,
    law: Law,
) -> tuple[str | None, Evidence | None, list[Finding]]:
    """Let the head note date a version where the name of its file contradicts it.

    Args:
        day: The day of the version as read so far, in ISO form.
        evidence: The words that state it.
        law: What the text says of itself as a norm.

    Returns:
        The day, the words that state it, and a finding `date_conflict` where the file name has
        another day.
    """
    if day is None or evidence is None or evidence.rule != _FILE_NAME:
        return day, evidence, []
    made = _contradicting(day, law.events)
    if made is None:
        return day, evidence, []
    message = (
        f"the name of the file says {day}, and its head note says {made.date} "
        f"({made.evidence.words}): the head note counts"
    )
    finding = Finding(
        Severity.WARNING,
        "date_conflict",
        evidence.words,
        message,
        "give the file the date of its head note, or correct the head note",
    )
    return made.date, made.evidence, [finding]


def _contradicting(day: str, events: Sequence[Event]) -> Event | None:
    """The act that made the text, where a day of a file name cannot be that of the same text."""
    acts = [event for event in latest(events) if event.authority]
    if not acts or any(event.date == day for event in events):
        return None
    last = acts[-1]
    later = days_between(last.date, day)
    if later < 0:
        return last
    was_published = last.act is EventKind.PROMULGATED
    return last if was_published and later <= _SLIP else None
