"""The acts that made a text: the note below its title, read act by act.

    2007年6月29日 第十届全国人民代表大会常务委员会第二十八次会议通过          adopted
    2003年8月15日 中华人民共和国国务院令第388号公布                          promulgated
    2012年12月28日 …《关于修改〈…〉的决定》修正                              amended: by another text
    2019年12月28日 …第十五次会议第二次修订                                   revised: the whole text
    2021年9月1日 施行                                                        effective

One pattern for a whole line was set aside: notes join acts in any number and order, so each date is
read with the words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from msgspec import structs

from corpus.notation.dates import (
    DATE,
    ISO_DATE,
    Dated,
    iso_date,
    read_dates,
)
from corpus.notation.simplified import simplify
from corpus.records import (
    Event,
    EventKind,
    Evidence,
    Finding,
    Severity,
    Span,
)
from law.structure.issuers import MASK, mask_titles, name_body
from law.structure.lines import TextLine
from law.structure.norm_numbers import ORDER

_AMENDED = re.compile(
    rf"通过的?\s*{MASK}"
    rf"|{MASK}[^，。；]{{0,12}}(?:修正|修订|修改)"
    r"|(?:修正|修改)"
)
_VERBS: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    (EventKind.AMENDED, _AMENDED),
    (EventKind.REVISED, re.compile("修订")),
    (EventKind.PROMULGATED, re.compile("公布|发布|颁布|颁行|印发|签发|公告")),
    (EventKind.ADOPTED, re.compile("通过|制定")),
    (EventKind.APPROVED, re.compile("批准|核准")),
    (EventKind.EFFECTIVE, re.compile("施行|实施|生效|试行|执行")),
)
"""What was done, by its words. Of several in one act the first row counts: 修订通过 revises, 通过并公布
promulgates.
"""

_CHANGES = frozenset({EventKind.AMENDED, EventKind.REVISED})
_MADE = frozenset(
    {
        EventKind.ADOPTED,
        EventKind.PROMULGATED,
        EventKind.AMENDED,
        EventKind.REVISED,
        EventKind.APPROVED,
    }
)
_FROM_THEN = re.compile(r"\s*(?:起|之日起)")
_STARTS_ANOTHER_DATE = re.compile("自[^自]*$")
_MOST_LINES = 4
"""Lines that a broken act may take: four ministries, one below the other."""
_MOST_WORDS = 40

ONE_ACT = 200
"""Days within which adoption and promulgation are one act.

The Supreme Court publishes some of its interpretations half a year after their adoption.
"""


def read_events(lines: Sequence[TextLine]) -> tuple[Event, ...]:
    """Read the acts that a note reports.

    Args:
        lines: The lines of the note.

    Returns:
        The acts in the order of the note. Days that the calendar does not have are left out.
    """
    events: list[Event] = []
    for line in whole_lines(lines):
        events += _line_events(line)
    return tuple(events)


def whole_lines(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Join the lines of a note over which an act is broken: of 国务院 and 中央军委发布 each line has half.

    Args:
        lines: The lines of the note.

    Yields:
        Lines that are whole acts. What is put between joined lines keeps the offsets true.
    """
    start = 0
    while start < len(lines):
        most = min(_MOST_LINES, len(lines) - start)
        count = 1
        for candidate in range(1, most + 1):
            if not _is_broken(_joined(lines[start : start + candidate])):
                count = candidate
                break
        yield _joined(lines[start : start + count])
        start += count


def _joined(lines: Sequence[TextLine]) -> TextLine:
    """One line of several, in simplified characters, which take the same places."""
    whole = lines[0]
    for line in lines[1:]:
        text = whole.text + "\n" * (line.start - whole.end) + line.text
        whole = structs.replace(
            whole,
            text=text,
            end=line.end,
        )
    simplified = simplify(whole.text)
    return whole if simplified == whole.text else structs.replace(whole, text=simplified)


def _own_dates(line: TextLine, masked: str) -> list[Dated]:
    """The dates of a line that stand in no title; `masked` is its text with titles blanked."""
    return [
        dated
        for dated in read_dates(line.text)
        if MASK not in masked[dated.span.start : dated.span.end]
    ]


def _is_broken(line: TextLine) -> bool:
    """Whether a line names a day and, behind it, a body, but not what was done."""
    masked = mask_titles(line.text)
    dates = _own_dates(line, masked)
    if not dates:
        return False
    rest = masked[dates[-1].span.end :]
    names_body = len(re.findall(r"[\u4e00-\u9fff]", rest)) > 1
    if not names_body or ORDER.search(rest):
        return False
    return not any(verb.search(rest) for _, verb in _VERBS)


def impossible_dates(lines: Sequence[TextLine]) -> list[Finding]:
    """Report the days of a note that the calendar does not have.

    Args:
        lines: The lines of the note.

    Returns:
        A finding `date_impossible` for each.
    """
    findings: list[Finding] = []
    for line in lines:
        for dated in read_dates(line.text):
            if dated.iso is not None:
                continue
            words = line.text[dated.span.start : dated.span.end]
            message = f"no such day (at character {line.start})"
            findings.append(
                Finding(
                    Severity.WARNING,
                    "date_impossible",
                    words,
                    message,
                )
            )
    return findings


def _line_events(line: TextLine) -> Iterator[Event]:
    whole = ISO_DATE.fullmatch(line.text)
    iso = iso_date(*map(int, whole.groups())) if whole else None
    if iso:
        evidence = Evidence(
            "date alone",
            line.text,
            Span(line.start, line.end),
        )
        yield Event(
            EventKind.PROMULGATED,
            iso,
            evidence,
        )
        return
    masked = mask_titles(line.text)
    dates = _own_dates(line, masked)
    ends = [*(dated.span.start for dated in dates[1:]), len(masked)]
    # In …审判委员会会议、2021年12月29日…检察委员会会议通过 the verb stands behind the last date.
    pending: list[Event] = []
    for dated, end in zip(
        dates,
        ends,
        strict=False,
    ):
        if dated.iso is None:
            continue
        events = list(
            _events_on(
                line,
                masked,
                dated,
                end,
            )
        )
        if not events:
            pending.append(
                _event(
                    line,
                    EventKind.PROMULGATED,
                    dated,
                    end,
                    masked,
                )
            )
            continue
        act = events[0].act
        if act in _MADE:
            for event in pending:
                yield replace(event, act=act)
        pending = []
        yield from events
    # 卫生部令第36号 2010年5月6日: the date of the order
    beside = ORDER.sub("", DATE.sub("", line.text))
    if len(dates) == 1 and not re.sub(
        r"[\s（）()\[\]]",
        "",
        beside,
    ):
        yield from pending


def _events_on(
    line: TextLine,
    masked: str,
    dated: Dated,
    end: int,
) -> Iterator[Event]:
    """What the words behind a date say was done on it; 公布施行 are two acts."""
    rest = masked[dated.span.end : end]
    found = [act for act, pattern in _VERBS if pattern.search(rest)]
    # An order is how the text was promulgated.
    if not found and ORDER.search(rest):
        found = [EventKind.PROMULGATED]
    is_start = masked[: dated.span.start].rstrip().endswith("自") or _FROM_THEN.match(rest)
    if is_start:
        found = [EventKind.EFFECTIVE] if EventKind.EFFECTIVE in found else []
    making = next((act for act in found if act in _MADE), None)
    if making:
        yield _event(
            line,
            making,
            dated,
            end,
            masked,
        )
    if EventKind.EFFECTIVE not in found or "之日" in rest:
        return
    # 公布，自2008年1月1日起施行 dates its own coming into force, which is not on this date.
    if making is None or not _STARTS_ANOTHER_DATE.search(rest):
        yield _event(
            line,
            EventKind.EFFECTIVE,
            dated,
            end,
            masked,
        )


def _event(
    line: TextLine,
    act: EventKind,
    dated: Dated,
    end: int,
    masked: str,
) -> Event:
    assert dated.iso is not None, "a day that the calendar does not have makes no event"
    start = dated.span.start
    words = line.text[start : min(end, dated.span.end + _MOST_WORDS)].strip()
    span = Span(line.start + start, line.start + dated.span.end)
    authority = None
    if act is not EventKind.EFFECTIVE:
        authority = _bodies(masked[dated.span.end : end])
    return Event(
        act=act,
        date=dated.iso,
        evidence=Evidence(
            "head note",
            re.sub(
                r"\n+",
                " ",
                words,
            ),
            span,
        ),
        authority=authority,
    )


def _bodies(words: str) -> str | None:
    """The bodies behind a date; of 教育部令第8号、卫生部令第1号发布 both."""
    orders = list(ORDER.finditer(words))
    are_joint = all(order.end() == after.start() for order, after in pairwise(orders))
    if len(orders) > 1 and are_joint:
        names = [name_body(order[0]) for order in orders]
        if all(names):
            return "、".join(dict.fromkeys(filter(None, names)))
    return name_body(words)


def latest(events: Sequence[Event]) -> list[Event]:
    """Find the acts that made the text as it stands: the last one and those that belong to it.

    Args:
        events: The acts of a note.

    Returns:
        The acts in the order of their dates: adopted, then promulgated.
    """
    acts = sorted((event for event in events if event.act in _MADE), key=lambda event: event.date)
    if not acts:
        return []
    first = len(acts) - 1
    while first:
        before = acts[first - 1]
        if before.act in _CHANGES or days_between(before.date, acts[first].date) > ONE_ACT:
            break
        first -= 1
    return acts[first:]


def is_first(events: Sequence[Event]) -> bool:
    """Check whether the latest acts are the only ones.

    Then all that the text says of itself it says of this version.

    Args:
        events: The acts of a note.

    Returns:
        True where no earlier act made the text.
    """
    return len(latest(events)) == sum(event.act in _MADE for event in events)


def days_between(earlier: str, later: str) -> int:
    """Count the days from one day to another.

    Args:
        earlier: A day in ISO form.
        later: Another day in ISO form.

    Returns:
        The number of days, below 0 where `later` comes first.
    """
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
