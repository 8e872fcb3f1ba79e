"""The name and the day of a case that a magazine or web page summarises.

A summary often opens with a rule, and names the case in a heading below. That heading is the title
where it is also the name of the file. The case is of the day on which the last court decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.dates import DATE, read_date
from corpus.notation.work_keys import unspace
from corpus.records import Evidence, Span
from law.structure.lines import TextLine
from law.structure.title_words import name_without_date

_SUIT = re.compile(r"^[^，。：:]{1,80}?(?:诉|与|申请)[^，。：:]{1,80}案(?:例)?$")
_HEADINGS = 3
"""Headings at the head of a summary among which the name of the case stands."""
_DECIDED = re.compile(
    r"(?:法院|仲裁委员会|仲裁院)(?:经审理[，,])?于\s*"
    rf"(?P<day>{DATE.pattern})[^。；，\n]{{0,10}}?(?:作出|判决|裁定|裁决|宣判)"
)


def name_of_case(lines: Sequence[TextLine], stem: str) -> tuple[str, Evidence] | None:
    """Find the heading that names the case.

    Args:
        lines: The lines of a summary of one case.
        stem: The name of its file without the ending.

    Returns:
        The name, and the words that say it; None where no heading is a suit and the file's name.
    """
    named = unspace(name_without_date(stem))
    headings = [line for line in lines if line.heading is not None][:_HEADINGS]
    for line in headings:
        words = unspace(line.text)
        if words == named and _SUIT.match(words):
            span = Span(line.start, line.end)
            return words, Evidence(
                "file name and caption",
                line.text,
                span,
            )
    return None


def day_of_decision(text: str) -> tuple[str, Evidence] | None:
    """Find the last day on which a court or a commission decided.

    Args:
        text: The clean text of a summary of one case.

    Returns:
        The day in ISO form, and the words that say it; None where the text names no such day.
    """
    found: list[tuple[str, Evidence]] = []
    for match in _DECIDED.finditer(text):
        dated = DATE.match(text, match.start("day"))
        day = read_date(dated) if dated else None
        if day is None:
            continue
        evidence = Evidence(
            "decision",
            match[0],
            Span(*match.span()),
        )
        found.append((day, evidence))
    return max(found, key=lambda decided: decided[0], default=None)
