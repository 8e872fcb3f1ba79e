"""The day of effect that the words before a verb state."""

from __future__ import annotations

import re

from corpus.notation.dates import find_dates

_END_DAY = re.compile(
    r"\s*(?:之日)?起(?!(?:施行|实施|执行|试行)的)"
    r"|\s*[^《》]{0,6}$"
)
_FROM = re.compile(r"\s*(?:之日)?起(?!(?:施行|实施|执行|试行)的)")


def end_day(before: str) -> str | None:
    """The day of effect, of the words before the verb: 自2020年1月1日起废止."""
    day: str | None = None
    for iso, span in find_dates(before):
        is_last_day = before[: span.start].rstrip().endswith(("至", "到", "止"))
        if not is_last_day and _END_DAY.match(before[span.end :]):
            day = iso
    return day


def first_day(words: str) -> str | None:
    """Find the day of effect that some words state: 自2026年6月1日起停止执行.

    Args:
        words: A sentence or a part of one.

    Returns:
        The last such day in ISO form; None where the words state none.
    """
    day: str | None = None
    for iso, span in find_dates(words):
        is_from = words[: span.start].rstrip().endswith(("自", "从", "于"))
        if is_from and _FROM.match(words, span.end):
            day = iso
    return day
