"""What a legal text says of itself.

Rank, number, makers, history, when it begins to hold.

Only what words say stands here, each value with them. What follows from a text's history and from
other texts is for `law.validity`, which knows all versions of a work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from corpus.notation.numerals import NUMERAL
from corpus.records import (
    Commencement,
    DocumentKind,
    Event,
    EventKind,
    Evidence,
    Finding,
    Law,
    Span,
    Stated,
    Unit,
)
from law.structure.commencement import impossible_commencements, read_commencements
from law.structure.enactment import (
    ONE_ACT,
    days_between,
    impossible_dates,
    read_events,
)
from law.structure.expiry import read_expiries
from law.structure.issuers import MASK, mask_titles, read_issuer
from law.structure.lines import TextLine
from law.structure.norm_numbers import read_number
from law.structure.ranks import read_level, read_region

_ON_PROMULGATION = re.compile(
    r"^[（(]?\s*(?:自)?(?:公布|发布|颁布|印发|通过)之日起?(?:施行|实施|执行|生效)\s*[)）]?$"
)
_AMENDING_ORDER = re.compile(
    rf"根据(?:(?!根据|公布|发布|颁布|修[正订改])[^，。；{MASK}])+号令?"
    rf"(?:第{NUMERAL}+次)?(?:修[正订改])(?!通过|公布|发布)"
)
"""根据…令第31号修订: one order that amended several rules, each of which keeps its own number.

…令第31号修订 alone is an order that published the whole text anew.
"""


def read_law(
    text: str,
    title: str,
    kind: DocumentKind,
    note: Sequence[TextLine],
    units: Sequence[Unit],
    issuer: str = "",
    order: TextLine | None = None,
    jurisdiction: str | None = None,
    declared: Stated | None = None,
) -> tuple[Law, list[Finding]]:
    """Read what a legal text says of itself as a norm.

    Args:
        text: The clean text of the document.
        title: Its title.
        kind: Its kind.
        note: The lines between title and body, and those of the signature.
        units: Its units.
        issuer: The body whose order promulgates it, where the order stands above it.
        order: The head of that order with its number.
        jurisdiction: The country or territory whose law it is, a value of `Jurisdiction`.
        declared: The number that the file declares beside its text.

    Returns:
        What it says, and findings of days that the calendar does not have.
    """
    events = read_events(note)
    number = read_number([_without_amending_orders(line) for line in note], title)
    if number is None and order is not None:
        number = read_number([order], title)
    number = number or declared
    authority = _with_order(read_issuer(events, title), issuer)
    region = read_region(title, authority)
    spans = [Span(unit.start, unit.end) for unit in units]
    commencements = (
        *_in_note(note),
        *read_commencements(
            text,
            spans,
            kind,
        ),
    )
    impossible = [
        *impossible_dates(note),
        *impossible_commencements(
            text,
            spans,
            kind,
        ),
    ]
    level = read_level(
        kind,
        title,
        number,
        authority,
        region,
        events,
        jurisdiction,
    )
    return Law(
        number=number,
        authority=authority,
        level=level,
        region=region,
        events=events,
        commencements=commencements,
        expiries=tuple(
            read_expiries(
                text,
                spans,
                kind,
                note,
            )
        ),
    ), impossible


def _without_amending_orders(line: TextLine) -> TextLine:
    """The line with orders blanked by which the text was only amended; places stay the same."""
    text = line.text
    for match in _AMENDING_ORDER.finditer(mask_titles(text)):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return line if text is line.text else replace(line, text=text)


def _with_order(authority: Stated | None, issuer: str) -> Stated | None:
    """The issuer, in full where the note shortens it: 市人民政府 below an order of 梅岭市人民政府."""
    if not issuer or (authority is not None and not issuer.endswith(authority.value)):
        return authority
    return Stated(issuer, Evidence("order", issuer))


def _in_note(note: Sequence[TextLine]) -> Iterator[Commencement]:
    for line in note:
        if _ON_PROMULGATION.match(line.text):
            yield Commencement(
                None,
                Evidence(
                    rule="head note",
                    words=line.text,
                    span=Span(line.start, line.end),
                ),
            )


def begins(
    commencements: Sequence[Commencement],
    events: Sequence[Event],
    made: str | None,
) -> str | None:
    """Find the day on which a text begins to hold, in its first version where it has several.

    Args:
        commencements: What the text says of its beginning.
        events: The acts of its head note.
        made: The date of its version, in ISO form.

    Returns:
        The day in ISO form; None where nothing says it.
    """
    whole = [commencement for commencement in commencements if not commencement.articles]
    stated = [event.date for event in events if event.act is EventKind.EFFECTIVE]
    if whole and whole[-1].date:
        return whole[-1].date
    if whole and whole[-1].unset:
        return None
    if stated:
        return stated[-1]
    published = [event.date for event in events if event.act is EventKind.PROMULGATED] or list(
        _approved_or_adopted(events)
    )
    day = published[0] if published else made
    return later(day, whole[-1]) if whole and day else None


def _approved_or_adopted(events: Sequence[Event]) -> Iterator[str]:
    """The days of adoption, or of the approval where a superior body approved what was adopted."""
    approved = [event.date for event in events if event.act is EventKind.APPROVED]
    for event in events:
        if event.act is EventKind.ADOPTED:
            of_it = [day for day in approved if 0 <= days_between(event.date, day) <= ONE_ACT]
            yield min(of_it, default=event.date)


def later(day: str, commencement: Commencement) -> str:
    """Count the day of a commencement from a promulgation: 自公布之日起30日后.

    Args:
        day: The day of the promulgation, in ISO form.
        commencement: The commencement: days and months to add.

    Returns:
        The day on which the text begins to hold, in ISO form.

    >>> later("2020-01-31", Commencement(None, Evidence("", ""), months=1))
    '2020-02-29'
    >>> later("2020-01-31", Commencement(None, Evidence("", ""), days=30))
    '2020-03-01'
    """
    start = date.fromisoformat(day)
    months = start.month - 1 + commencement.months
    year = start.year + months // 12
    month = months % 12 + 1
    last = (
        date(
            year + month // 12,
            month % 12 + 1,
            1,
        )
        - timedelta(days=1)
    ).day
    return (
        start.replace(
            year=year,
            month=month,
            day=min(start.day, last),
        )
        + timedelta(days=commencement.days)
    ).isoformat()
