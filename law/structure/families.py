"""Which family of marks opens the units of a text.

第…条, or the numbered items of a text that has no articles.

This is decided once for the whole body, before its lines are read: the first item of a list looks
like the head of a group.
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

_ARTICLES = "条"
_GROUPS_OF_ARTICLES = "一、"
_OPENS_UNITS = (_ARTICLES, *FAMILIES)


def count_articles(lines: Sequence[TextLine]) -> int:
    """Count the lines that look like the heads of articles.

    A first guess, made before the kind is known.

    Args:
        lines: The lines of a document.

    Returns:
        Their number.
    """
    return len(_article_heads(lines))


def is_listed(lines: Sequence[TextLine], index: int, mark: Mark) -> bool:
    """Check whether a label has no words of its own: lists of articles have one label a line.

    Args:
        lines: The lines of a document.
        index: The index of the line with the label.
        mark: Its mark.

    Returns:
        True where nothing follows, or the next label.
    """
    if mark.length < len(lines[index].text.rstrip("，、；。 ")):
        return False
    return index + 1 == len(lines) or lines[index + 1].opens_article()


def only_quotes(lines: Sequence[TextLine]) -> bool:
    """Check whether a text quotes articles of a law and does not give the law whole.

    Args:
        lines: The lines of a document.

    Returns:
        True where there are heads of articles and none of 第一条.
    """
    heads = _article_heads(lines)
    return bool(heads) and all(mark.number != (1, 0) for mark in heads)


def unit_families(body: Sequence[TextLine], *, amends: bool) -> tuple[str, str | None]:
    """Find the family of marks that opens the units of a body.

    A decision is made of the first family that it uses; every other text of articles where it has
    any. A text without articles is made of its first family of items. Where those items are mere
    headings, it is made of the items below them.

    Args:
        body: The lines of the body.
        amends: Whether the text is a decision that amends another.

    Returns:
        The family that opens units, and the family above it that only groups them.
    """
    marks = [line.mark for line in body if line.mark is not None and _opens_unit(line.mark)]
    if not marks:
        return _ARTICLES, None
    has_articles = any(mark.family == _ARTICLES for mark in marks)
    if has_articles and (not amends or marks[0].family == _ARTICLES):
        return _ARTICLES, _GROUPS_OF_ARTICLES
    items = [mark for mark in marks if mark.family != _ARTICLES]
    first = items[0].family
    if amends:
        return first, None
    below = _first_family_below(items, first)
    if below is not None and _mostly_headings(body, first):
        return below, first
    return first, None


def _opens_unit(mark: Mark) -> bool:
    return mark.family in _OPENS_UNITS and mark.strength is Strength.STRONG


def _article_heads(lines: Sequence[TextLine]) -> list[Mark]:
    heads: list[Mark] = []
    for index, line in enumerate(lines):
        mark = line.mark
        if mark is None or mark.level is not Level.ARTICLE:
            continue
        if mark.strength is Strength.STRONG and not is_listed(lines, index, mark):
            heads.append(mark)
    return heads


def _first_family_below(items: Sequence[Mark], family: str) -> str | None:
    """The first family of items whose rank is below that of `family`."""
    rank = FAMILIES.index(family)
    for mark in items:
        if FAMILIES.index(mark.family) > rank:
            return mark.family
    return None


def _mostly_headings(body: Sequence[TextLine], family: str) -> bool:
    """Whether most lines with a mark of a family name something and say nothing."""
    heads = 0
    headings = 0
    for line in body:
        mark = line.mark
        if mark is None or mark.family != family:
            continue
        heads += 1
        if line.heading is not None or is_heading_text(mark.heading):
            headings += 1
    return headings > heads / 2
