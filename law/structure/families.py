"""Which family of marks opens the units of a text: 第…条, or the numbered items of a text that has no
articles.

Asked once of the whole body, before the pass over its lines: the first item of a list looks like
the head of a group.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.notation.marks import (
    FAMILIES,
    Mark,
    Strength,
    is_heading_text,
)
from corpus.records import Level
from law.structure.lines import TextLine


def count_articles(lines: Sequence[TextLine]) -> int:
    """How many lines look like the heads of articles; a first guess, made before the kind is known."""
    return len(_article_heads(lines))


def only_quotes(lines: Sequence[TextLine]) -> bool:
    """Whether there are heads of articles and none of 第一条: somebody quotes a law, and does not give
    it whole.
    """
    heads = _article_heads(lines)
    return bool(heads) and all(mark.number != (1, 0) for mark in heads)


def _article_heads(lines: Sequence[TextLine]) -> list[Mark]:
    return [
        line.mark
        for line in lines
        if line.mark and line.mark.level is Level.ARTICLE and line.mark.strength is Strength.STRONG
    ]


def unit_families(body: Sequence[TextLine], *, amends: bool) -> tuple[str, str | None]:
    """The family of marks that opens units in a body, and the family above it that only groups
    them.

    A decision is made of the first family that it uses; every other text of articles where it has
    any. A text without articles is made of its first family of items, unless those items are mere
    headings: then of what stands below.
    """
    marks = [
        line.mark
        for line in body
        if line.mark
        and line.mark.family in ("条", *FAMILIES)
        and line.mark.strength is Strength.STRONG
    ]
    if not marks:
        return "条", None
    has_articles = any(mark.family == "条" for mark in marks)
    if has_articles and (not amends or marks[0].family == "条"):
        return "条", "一、"
    items = [mark for mark in marks if mark.family != "条"]
    first = items[0].family
    heads = [line for line in body if line.mark and line.mark.family == first]
    groups = [
        line
        for line in heads
        if line.heading is not None or (line.mark and is_heading_text(line.mark.heading))
    ]
    below = [mark.family for mark in items if FAMILIES.index(mark.family) > FAMILIES.index(first)]
    if not amends and below and len(groups) > len(heads) / 2:
        return below[0], first
    return first, None
